"""Slows down guessing: an account or an address with too many failures waits.

An attempt is counted before the password is checked and taken back when it succeeds, so that many attempts at
the same moment cannot all pass. Names that no account has are counted like the others and tell nothing.

Three things keep honest people from waiting for others' guesses:

* A browser in which the account has signed in before carries a signed cookie; its attempts are counted by
  themselves, so that guesses from elsewhere lock neither the account nor the address for it.
* An address with too many failures is not closed, since a whole school may share it. Its door becomes `STRICT`:
  every attempt, right or wrong, is asked for a second step, so that guessing a password teaches nothing.
* An administrator can let an account pass: `release`.
"""

from datetime import timedelta
from enum import Enum
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from zhijiao.identity.models import SignInTally, User

LOCK_MINUTES = 15
ACCOUNT_LIMIT = 5
#: A school often shares one address, so its limit is wider.
ADDRESS_LIMIT = 30
CODE_LIMIT = 5
DATA_LIMIT = 5
MAIL_LIMIT = 3
MAIL_ADDRESS_LIMIT = 20

LOCKED_TEXT = f"登录失败次数过多，请 {LOCK_MINUTES} 分钟后再试，或联系系统管理员解锁。"

DATA_LOCKED_TEXT = f"数据密码输错次数过多，请 {LOCK_MINUTES} 分钟后再试，或联系本单位系统管理员重置。"

DEVICE_COOKIE = "zhijiao_device"
DEVICE_SECONDS = 180 * 24 * 3600
_DEVICE_SALT = "zhijiao.identity.device"
#: How many accounts one browser is remembered for.
_DEVICE_NAMES = 8

_KEPT = timedelta(days=1)
_PASS = timedelta(hours=1)
_Kind = SignInTally.Kind


class Door(Enum):
    """What an attempt to sign in meets."""

    OPEN = "open"
    STRICT = "strict"
    SHUT = "shut"


def begin(username: str, address: str, device: str = "") -> Door:
    """Count an attempt and say what it meets. `device` is the value of the device cookie."""
    name = User.normalise(username)
    if nonce := _known_device(device, name):
        return Door.OPEN if _count(_Kind.DEVICE, f"{nonce} {name}", ACCOUNT_LIMIT) else Door.SHUT
    account_free = _count(_Kind.ACCOUNT, name, ACCOUNT_LIMIT)
    address_free = _count(_Kind.ADDRESS, address, ADDRESS_LIMIT)
    if not account_free:
        return Door.SHUT
    return Door.OPEN if address_free or _may_pass(name) else Door.STRICT


def record_success(username: str, address: str, device: str = "") -> None:
    """Take the attempt back: the account starts afresh, the address gets its one attempt back."""
    name = User.normalise(username)
    if nonce := _known_device(device, name):
        _rows(_Kind.DEVICE, f"{nonce} {name}").delete()
        return
    _rows(_Kind.ACCOUNT, name).delete()
    _rows(_Kind.ADDRESS, address).filter(count__gt=0).update(count=F("count") - 1)


def release(username: str) -> None:
    """Let a locked account try again at once, also from an address with too many failures."""
    name = User.normalise(username)
    for kind in (_Kind.ACCOUNT, _Kind.CODE):
        _rows(kind, name).delete()
    SignInTally.objects.update_or_create(
        kind=_Kind.PASS, digest=_digest(name), defaults={"last_at": timezone.now()}
    )


def release_address(address: str) -> None:
    """Forget the failures of an address."""
    _rows(_Kind.ADDRESS, address).delete()


def locked_names(usernames: list[str]) -> set[str]:
    """Those of the user names that are locked now; one query."""
    by_digest = {_digest(name): name for name in usernames}
    full = SignInTally.objects.filter(kind__in=(_Kind.ACCOUNT, _Kind.CODE), digest__in=by_digest)
    return {by_digest[digest] for digest in _full(full, ACCOUNT_LIMIT).values_list("digest", flat=True)}


def limits_reached(username: str, address: str, device: str = "") -> list[str]:
    """Whose limit the failure just counted has reached, in words."""
    name = User.normalise(username)
    if nonce := _known_device(device, name):
        full = _full(_rows(_Kind.DEVICE, f"{nonce} {name}"), ACCOUNT_LIMIT).exists()
        return ["常用设备上的账号"] if full else []
    counts = (
        ("账号", _full(_rows(_Kind.ACCOUNT, name), ACCOUNT_LIMIT)),
        ("网络地址", _full(_rows(_Kind.ADDRESS, address), ADDRESS_LIMIT)),
    )
    return [word for word, rows in counts if rows.exists()]


def is_strict(address: str) -> bool:
    """True if an address has too many failures."""
    return _full(_rows(_Kind.ADDRESS, address), ADDRESS_LIMIT).exists()


def begin_code(username: str) -> bool:
    """Count a code entered as second step; false if there were too many wrong ones."""
    return _count(_Kind.CODE, User.normalise(username), CODE_LIMIT)


def code_succeeded(username: str) -> None:
    """The code was right: the next one starts afresh."""
    _rows(_Kind.CODE, User.normalise(username)).delete()


def begin_data(username: str) -> bool:
    """Count a data password entered; false if there were too many wrong ones. Signing in is not touched by it."""
    return _count(_Kind.DATA, User.normalise(username), DATA_LIMIT)


def data_succeeded(username: str) -> None:
    """The data password was right, or has been reset: the next one starts afresh."""
    _rows(_Kind.DATA, User.normalise(username)).delete()


def begin_mail(email: str, address: str) -> bool:
    """Count a request for mail; false if this mailbox or this address has asked too often."""
    free = _count(_Kind.MAIL, f"to {email.lower()}", MAIL_LIMIT)
    return _count(_Kind.MAIL, f"from {address}", MAIL_ADDRESS_LIMIT) and free


def device_cookie(former: str, username: str) -> str:
    """The cookie by which a browser is known for the accounts that signed in with it."""
    nonce, digests = _read_device(former) or (token_urlsafe(12), [])
    own = _digest(User.normalise(username))
    kept = [digest for digest in digests if digest != own][-(_DEVICE_NAMES - 1) :]
    return signing.dumps([nonce, [*kept, own]], salt=_DEVICE_SALT)


def client_address(request: HttpRequest) -> str:
    """Address of the client: as the nearest trusted proxy saw it, or of the connection if there is none.

    `settings.TRUSTED_PROXIES` is how many proxies of our own stand before the program.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if 0 < settings.TRUSTED_PROXIES <= len(seen):
        nearest: str = seen[-settings.TRUSTED_PROXIES]
        return nearest
    return str(request.META.get("REMOTE_ADDR", ""))


def _read_device(cookie: str) -> tuple[str, list[str]] | None:
    try:
        nonce, digests = signing.loads(cookie, salt=_DEVICE_SALT, max_age=DEVICE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return nonce, digests


def _known_device(cookie: str, name: str) -> str:
    """The browser's own mark if the account has signed in with it before, else empty."""
    nonce, digests = (_read_device(cookie) if cookie else None) or ("", [])
    own = _digest(name)
    return nonce if any(compare_digest(own, digest) for digest in digests) else ""


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _rows(kind: str, key: str) -> QuerySet[SignInTally]:
    return SignInTally.objects.filter(kind=kind, digest=_digest(key))


def _full(rows: QuerySet[SignInTally], limit: int) -> QuerySet[SignInTally]:
    return rows.filter(count__gte=limit, last_at__gte=timezone.now() - timedelta(minutes=LOCK_MINUTES))


def _may_pass(name: str) -> bool:
    return _rows(_Kind.PASS, name).filter(last_at__gte=timezone.now() - _PASS).exists()


def _count(kind: str, key: str, limit: int) -> bool:
    now = timezone.now()
    row, new = SignInTally.objects.get_or_create(kind=kind, digest=_digest(key), defaults={"last_at": now})
    if new:
        SignInTally.objects.filter(last_at__lt=now - _KEPT).delete()
    same = SignInTally.objects.filter(pk=row.pk)
    same.filter(last_at__lt=now - timedelta(minutes=LOCK_MINUTES)).update(count=0)
    return same.filter(count__lt=limit).update(count=F("count") + 1, last_at=now) == 1
