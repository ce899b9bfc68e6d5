"""二步验证: who needs a second step, the app with six digits (RFC 6238), codes by mail, recovery codes.

It is off unless the installation (`settings.SECOND_STEP`), a node above the account (`SecondStepArea`) or the
account itself asks for it; one of them is enough.
"""

import secrets
from hashlib import sha256
from hmac import compare_digest
from time import time

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import account_events
from zhijiao.identity.models import User
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.signin.models import Authenticator, RecoveryCode, SecondStepArea

ISSUER = "职教管理信息系统"
RECOVERY_CODES = 10
_STEP = 30  # seconds a code of the app is shown
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def demanded_by(user: User) -> str:
    """Who asks for a second step: “本系统”, a node of the tree, “本账号”; empty if nobody does."""
    if settings.SECOND_STEP:
        return "本系统"
    if area := area_above(user.org):
        return area.name
    return "本账号" if user.second_step else ""


def area_above(org: Org) -> Org | None:
    """The highest node at or above `org` that asks for a second step."""
    ids = [*org.ancestors_ids(), org.pk]
    return Org.objects.filter(pk__in=ids, second_step_area__isnull=False).order_by("path").first()


@transaction.atomic
def switch_area(org: Org, on: bool) -> None:
    """Ask for a second step at a node and below it, or no longer."""
    if on:
        SecondStepArea.objects.get_or_create(org=org)
    else:
        SecondStepArea.objects.filter(org=org).delete()
    record(
        Event.SECOND_STEP, org=org, subject=org.name, detail={"done": "统一开启" if on else "取消统一开启"}
    )


@transaction.atomic
def switch_own(user: User, on: bool) -> None:
    """Ask for a second step at an account, because its owner says so, or no longer."""
    User.objects.filter(pk=user.pk).update(second_step=on)
    account_events.log_own_event(Event.SECOND_STEP, user, "本账号开启" if on else "本账号关闭")


def has_app(user: User) -> bool:
    """True if the account has an app in use."""
    return Authenticator.objects.filter(user=user, confirmed_at__isnull=False).exists()


def offered_secret(user: User) -> str:
    """The secret to be put into an app; the same one until it is confirmed."""
    cipher = for_school(user.org_id)
    app, _ = Authenticator.objects.get_or_create(
        user=user, defaults={"secret": cipher.encrypt_filled(pyotp.random_base32())}
    )
    return cipher.decrypt_filled(app.secret)


def picture(user: User, secret: str) -> str:
    """The secret as a QR code that apps read: an SVG as data address."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return segno.make(uri, error="m").svg_data_uri(scale=4, border=4, light="#fff")


@transaction.atomic
def confirm_app(user: User, code: str) -> list[str] | None:
    """Take the offered app into use if it shows the right code; returns new recovery codes, None if it is wrong."""
    if not accept_app(user, code, confirmed=False):
        return None
    Authenticator.objects.filter(user=user).update(confirmed_at=timezone.now())
    account_events.log_own_event(Event.SECOND_STEP, user, "启用身份验证器")
    return _draw_recovery_codes(user)


def accept_app(user: User, code: str, confirmed: bool = True) -> bool:
    """True if the app shows this code now, or half a minute around now. Each code serves once."""
    app = Authenticator.objects.filter(user=user, confirmed_at__isnull=not confirmed).first()
    if app is None:
        return False
    totp = pyotp.TOTP(for_school(user.org_id).decrypt_filled(app.secret))
    now = int(time()) // _STEP
    for step in (now, now - 1, now + 1):
        if compare_digest(totp.generate_otp(step).encode(), _digits(code).encode()):
            unused = Authenticator.objects.filter(pk=app.pk, last_step__lt=step)
            return unused.update(last_step=step) == 1
    return False


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes; returned once, kept as digests."""
    account_events.log_own_event(Event.SECOND_STEP, user, "重新生成恢复码")
    return _draw_recovery_codes(user)


def _draw_recovery_codes(user: User) -> list[str]:
    codes = ["-".join(_draw(5) for _ in range(3)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=_digest(user, code)) for code in codes])
    return codes


def codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def accept_recovery(user: User, code: str) -> bool:
    """True if the code is one of the account's and unused; it is then used."""
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    if unused.update(used_at=timezone.now()) != 1:
        return False
    account_events.log_own_event(Event.SECOND_STEP, user, "使用恢复码")
    return True


@transaction.atomic
def forget_app(user: User) -> None:
    """Take the app out of use and drop the recovery codes, as when the telephone is lost."""
    Authenticator.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    account_events.log_account_event(Event.SECOND_STEP, user, "停用身份验证器")


def new_mail_code() -> str:
    """Six digits to be sent by mail."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _digits(code: str) -> str:
    return "".join(code.split())


def _draw(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _digest(user: User, code: str) -> str:
    plain = "".join(char for char in code.lower() if char in _LETTERS)
    return sha256(f"{user.pk}:{plain}".encode()).hexdigest()
