"""What stands in an address for a private value that is searched for: its blind index, sealed for one session.

The blind index itself would be the same for everybody and for good, so that whoever holds a copy of the database could
look up in it whatever he had typed before. A token tells nothing, and opens in the session it was made in alone.
"""

import base64
import binascii

from django.utils.crypto import salted_hmac

from zhijiao.private import blind_index
from zhijiao.private.aead import DEFAULT_MARK, BrokenSeal, Sealer

LONGEST = 400


def seal(session: str, column: str, kind: str, text: str) -> str:
    """The token of a text of a private kind, to be searched for in the column named."""
    indexes = ".".join(blind_index.alternatives(kind, text))
    sealed = _sealer(session, column).seal([indexes.encode("ascii")])[0]
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")


def opened(session: str, column: str, token: str) -> list[str] | None:
    """The blind indexes a token stands for; None if it was made elsewhere."""
    if len(token) > LONGEST:
        return None
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True)
        return _sealer(session, column).open(DEFAULT_MARK, sealed).decode("ascii").split(".")
    except (ValueError, binascii.Error, BrokenSeal):
        return None


def _sealer(session: str, column: str) -> Sealer:
    """Keyed by the session; the key of the session alone, which the database holds, does not open it."""
    key = salted_hmac("zhijiao.private.search_token", session, algorithm="sha256").digest()
    return Sealer(key, f"search:{column}".encode())
