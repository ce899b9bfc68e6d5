"""Digests and signatures of snapshots: SM3, and HMAC-SM3 where a key takes part.

The open lines of a form have a plain digest, which anybody can work out with ``openssl dgst -sm3``. Its private lines
have a digest keyed by the snapshot's salt: a value with few possibilities could be found from a plain one by trying.
"""

import json
import os
from hmac import compare_digest
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC

from zhijiao.kit import master_key
from zhijiao.snapshots import keys

BEGINNING = "0" * 64
"""What stands for the snapshot before a school's first one."""
SALT_BYTES = 32


def canonical(content: Any) -> str:
    """A value as the one JSON text that is digested: keys sorted, no blanks, characters as they are."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def new_salt() -> str:
    """A salt as hexadecimal text."""
    return os.urandom(SALT_BYTES).hex()


def digest(content: bytes) -> str:
    """The SM3 digest, in hexadecimal digits."""
    made = Hash(SM3())
    made.update(content)
    return made.finalize().hex()


def keyed_digest(salt: str, content: bytes) -> str:
    """The digest of private lines: HMAC-SM3 under the salt."""
    made = HMAC(bytes.fromhex(salt), SM3())
    made.update(content)
    return made.finalize().hex()


def sign(school_id: int, number: int, made: str, master: str = "") -> str:
    """The signature of a snapshot's digest, under the master key or another one."""
    signer = HMAC(keys.snapshot_key(master), SM3())
    signer.update(f"snapshot {school_id} {number} {made}".encode())
    return signer.finalize().hex()


def is_signed(school_id: int, number: int, made: str, mark: str) -> bool:
    """Whether the program has signed the digest, under the master key or a former one."""
    return any(compare_digest(sign(school_id, number, made, master), mark) for master in master_key.masters())


def is_known(key: str) -> bool:
    """Whether this is the fingerprint of a master key in use, so that the signature can be judged."""
    return key in {master_key.fingerprint(master) for master in master_key.masters()}
