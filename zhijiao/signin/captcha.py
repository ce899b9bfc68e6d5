"""The four digits of the sign-in page: a speed bump for simple programs. What holds guessers up is `identity.throttle`.

Nothing is kept for a page that nobody sends back. A page bears a signed name; digits, picture and sound all follow from
the name and the server's key, so fetching a picture again shows the same one and cannot be used to average the noise
out. An answer, right or wrong, uses the name up; a row of `UsedCaptcha` says so to all processes at once.
"""

import re
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hmac import compare_digest
from random import Random
from time import time

from django.utils.crypto import salted_hmac

from zhijiao.signin.models import UsedCaptcha

DIGITS = 4
VALID_SECONDS = 300
_SALT = "zhijiao.signin.captcha"
_HEAD = struct.Struct(">8sI")  # a random mark and the moment it was made
_SIGNATURE = 12  # bytes
_NAME = re.compile(r"[A-Za-z0-9_-]{32}")


def new_name() -> str:
    """A name for the captcha of one page."""
    head = _HEAD.pack(secrets.token_bytes(8), int(time()))
    return urlsafe_b64encode(head + _secret("name", head)[:_SIGNATURE]).decode()


def digits_of(name: str) -> str | None:
    """The digits behind a name; None if it is none of ours or too old."""
    return (
        f"{int.from_bytes(_secret('digits', name.encode())) % 10**DIGITS:0{DIGITS}d}"
        if _is_open(name)
        else None
    )


def drawing_seed(name: str, kind: str) -> Random:
    """What picture or sound of a name are drawn with: the same each time, and not to be foretold."""
    return Random(_secret(kind, name.encode()))  # noqa: S311  seeded with a secret; draws noise, no digits


def accept(name: str, answer: str) -> bool:
    """True if the answer is right. Right or wrong, the name is used up, and of answers sent together one counts."""
    digits = digits_of(name)
    if digits is None or not UsedCaptcha.objects.get_or_create(name=name)[1]:
        return False
    return compare_digest(digits.encode(), answer.strip().encode())


def _is_open(name: str) -> bool:
    if not _NAME.fullmatch(name):
        return False
    raw = urlsafe_b64decode(name)
    head, signature = raw[: _HEAD.size], raw[_HEAD.size :]
    _, made_at = _HEAD.unpack(head)
    return compare_digest(signature, _secret("name", head)[:_SIGNATURE]) and time() - made_at <= VALID_SECONDS


def _secret(purpose: str, value: bytes) -> bytes:
    return salted_hmac(f"{_SALT}.{purpose}", value, algorithm="sha256").digest()
