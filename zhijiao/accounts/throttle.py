"""Slows down guessing: an account or an address with too many failures waits.

An attempt is counted before the password is checked and taken back when it succeeds, so that many attempts at
the same moment cannot all pass. Names that no account has are counted like the others and tell nothing.
"""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.models import SignInTally, User

LOCK_MINUTES = 15
ACCOUNT_LIMIT = 5
#: A school often shares one address, so its limit is wider.
ADDRESS_LIMIT = 30

LOCKED_TEXT = f"登录失败次数过多，请 {LOCK_MINUTES} 分钟后再试，或联系系统管理员重置密码。"

_KEPT = timedelta(days=1)


def begin(username: str, address: str) -> bool:
    """Count an attempt; false if the account or the address must wait."""
    account_free = _count(SignInTally.Kind.ACCOUNT, User.normalise(username), ACCOUNT_LIMIT)
    address_free = _count(SignInTally.Kind.ADDRESS, address, ADDRESS_LIMIT)
    return account_free and address_free


def succeeded(username: str, address: str) -> None:
    """Take the attempt back: the account starts afresh, the address gets its one attempt back."""
    _rows(SignInTally.Kind.ACCOUNT, User.normalise(username)).delete()
    _rows(SignInTally.Kind.ADDRESS, address).filter(count__gt=0).update(count=F("count") - 1)


def release(username: str) -> None:
    """Let a locked account try again at once, as after a new password."""
    _rows(SignInTally.Kind.ACCOUNT, User.normalise(username)).delete()


def client_address(request) -> str:
    """Address of the client: as the nearest trusted proxy saw it, or of the connection if there is none.

    `settings.TRUSTED_PROXIES` is how many proxies of our own stand before the program.
    """
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if 0 < settings.TRUSTED_PROXIES <= len(seen):
        return seen[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def _rows(kind: str, key: str):
    return SignInTally.objects.filter(kind=kind, digest=sha256(key.encode()).hexdigest())


def _count(kind: str, key: str, limit: int) -> bool:
    now = timezone.now()
    digest = sha256(key.encode()).hexdigest()
    row, new = SignInTally.objects.get_or_create(kind=kind, digest=digest, defaults={"last_at": now})
    if new:
        SignInTally.objects.filter(last_at__lt=now - _KEPT).delete()
    same = SignInTally.objects.filter(pk=row.pk)
    same.filter(last_at__lt=now - timedelta(minutes=LOCK_MINUTES)).update(count=0)
    return same.filter(count__lt=limit).update(count=F("count") + 1, last_at=now) == 1
