"""Blind index: finding a private value by its exact text without decrypting anything.

HMAC-SM3 under a key of the installation, shortened to 120 bits. Equal texts of one kind have equal indexes in
every school, so one ID number can be found enrolled in two schools; different kinds share nothing.

An index begins with two digits that name the master key behind it. While the master key is being replaced, both the
index under the new one and that under the former are searched for: `alternatives`.
"""

from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from zhijiao.kit import master_key
from zhijiao.kit.text import fold
from zhijiao.private import keys

HEX_LENGTH = 32
_TAG_LENGTH = 2


def index(kind: str, text: str | None) -> str | None:
    """The index (32 hexadecimal digits) of a text; None for None and for texts without content.

    Width, blanks at the ends and letter case make no difference.
    """
    return index_many(kind, [text])[0]


def key_tag(master: str = "") -> str:
    """What indexes under the master key, or under the one given, begin with."""
    return master_key.fingerprint(master)[:_TAG_LENGTH]


def former_masters() -> tuple[str, ...]:
    """Master keys whose indexes may still stand in the tables."""
    return master_key.masters()[1:]


def alternatives(kind: str, text: str | None) -> list[str]:
    """All indexes under which a text may stand now: that of the master key first, then those of former ones."""
    found = [index_many(kind, [text], master)[0] for master in master_key.masters()]
    return [each for each in found if each is not None]


def index_many(kind: str, texts: Iterable[str | None], master: str = "") -> list[str | None]:
    """The indexes of a column of texts, under the master key unless another one is given."""
    start, begin = HMAC(keys.blind_key(master), SM3()), key_tag(master)
    start.update(kind.encode() + b"\0")
    indexes: list[str | None] = []
    for text in texts:
        plain = fold(text).upper() if text else ""
        if not plain:
            indexes.append(None)
            continue
        digest = start.copy()
        digest.update(plain.encode())
        indexes.append(begin + digest.finalize().hex()[: HEX_LENGTH - _TAG_LENGTH])
    return indexes
