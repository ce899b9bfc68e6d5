"""Secrets, and the signatures they make: those of Standard Webhooks, so that receivers find libraries for them.

What is signed is ``<id>.<timestamp>.<body>`` with HMAC-SHA256; the header has one signature for each secret that holds.
"""

import base64
import hmac
import secrets
from collections.abc import Iterable

_PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    """A secret as it is shown, once."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode("ascii")


def headers(number: str, moment: int, body: bytes, held: Iterable[str]) -> dict[str, str]:
    """What a request says of itself: the number of its event, when it was sent, and its signatures."""
    signatures = [signature(secret, number, moment, body) for secret in held]
    return {
        "webhook-id": number,
        "webhook-timestamp": str(moment),
        "webhook-signature": " ".join(signatures),
    }


def signature(secret: str, number: str, moment: int, body: bytes) -> str:
    """The signature of a request with one secret."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{number}.{moment}.".encode("ascii") + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode("ascii")
