"""Blind index: finding a private value by its exact text without decrypting anything.

HMAC-SM3 under a key of the installation, shortened to 128 bits. Equal texts of one kind have equal indexes in
every school, so one ID number can be found enrolled in two schools; different kinds share nothing.
"""

from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from zhijiao.kit.text import fold
from zhijiao.privacy import keys

HEX_LENGTH = 32


def index(kind: str, text: str | None) -> str | None:
    """The index (32 hexadecimal digits) of a text; None for None and for texts without content.

    Width, blanks at the ends and letter case make no difference.
    """
    return index_many(kind, [text])[0]


def index_many(kind: str, texts: Iterable[str | None]) -> list[str | None]:
    """The indexes of a column of texts."""
    start = HMAC(keys.blind_key(), SM3())
    start.update(kind.encode() + b"\0")
    indexes = []
    for text in texts:
        plain = fold(text).upper() if text else ""
        if not plain:
            indexes.append(None)
            continue
        digest = start.copy()
        digest.update(plain.encode())
        indexes.append(digest.finalize().hex()[:HEX_LENGTH])
    return indexes
