"""Sealing a package to its receiver: a key of the package's own, sealed to the receiver's public key.

X25519 with a key pair for this package alone, HKDF over SM3, then SM4-GCM as the house seals everything (AES-GCM
where the build has no SM4). The library has no SM2.
"""

import json
import os
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zhijiao.exchange import keys
from zhijiao.exchange.models import PartnerKey
from zhijiao.exchange.refusals import Refused
from zhijiao.private.aead import DEFAULT_MARK, KEY_BYTES, MARKS, BrokenSeal, Sealer

BROKEN = "数据包的加密内容无法打开：内容在途中损坏，或不是为本系统加密的。请对方重新发送。"


@dataclass(frozen=True)
class Secrets:
    """What both sides share of a package: the key of its private parts, and that of the digests."""

    data: bytes
    digest: bytes

    @property
    def text(self) -> str:
        """As it is kept and sent, sealed."""
        return json.dumps([self.data.hex(), self.digest.hex()])

    @classmethod
    def read(cls, text: str) -> "Secrets":
        """From a text made by :attr:`text`; ValueError if it is none."""
        found = json.loads(text)
        if not (isinstance(found, list) and len(found) == 2 and all(isinstance(each, str) for each in found)):
            raise ValueError("no secrets")
        data, digest = (bytes.fromhex(each) for each in found)
        if len(data) != KEY_BYTES or len(digest) != KEY_BYTES:
            raise ValueError("no secrets")
        return cls(data, digest)


def new_key() -> bytes:
    """A key drawn at random."""
    return os.urandom(KEY_BYTES)


def seal_to(key: PartnerKey, number: str, secrets: Secrets) -> dict[str, str]:
    """The secrets of a package as its manifest carries them."""
    ours = X25519PrivateKey.generate()
    theirs = X25519PublicKey.from_public_bytes(keys.decoded(key.sealing))
    sealed = _sealer(ours.exchange(theirs), number).seal([secrets.text.encode()])[0]
    public = keys.encoded(ours.public_key().public_bytes_raw())
    return {"to": key.fingerprint, "mark": DEFAULT_MARK, "ephemeral": public, "key": keys.encoded(sealed)}


def open_own(sealed: dict[str, str], number: str) -> Secrets:
    """The secrets of a package that was sealed to us.

    Raises:
        Refused: it was sealed to somebody else, or is damaged.
    """
    try:
        private = keys.opening_key(sealed["to"])
        public = X25519PublicKey.from_public_bytes(keys.decoded(sealed["ephemeral"]))
        opener = _sealer(private.exchange(public), number)
        return Secrets.read(opener.open(sealed["mark"], keys.decoded(sealed["key"])).decode())
    except (BrokenSeal, ValueError, KeyError, TypeError, UnsupportedAlgorithm):
        raise Refused(BROKEN, "sealed") from None


def seal_part(secrets: Secrets, number: str, name: str, data: bytes) -> bytes:
    """A part as only the receiver can read it; its name and package are authenticated with it."""
    sealed = Sealer(secrets.data, _context(number, name)).seal([data])[0]
    return DEFAULT_MARK.encode("ascii") + sealed


def open_part(secrets: Secrets, number: str, name: str, data: bytes) -> bytes:
    """What was sealed by :func:`seal_part`.

    Raises:
        Refused: it was changed, or belongs to another package.
    """
    mark = data[:2].decode("ascii", "replace")
    try:
        if mark not in MARKS:
            raise BrokenSeal
        return Sealer(secrets.data, _context(number, name)).open(mark, data[2:])
    except (BrokenSeal, UnsupportedAlgorithm):
        raise Refused(BROKEN, "sealed") from None


def _context(number: str, name: str) -> bytes:
    return f"exchange:{number}:{name}".encode()


def _sealer(shared: bytes, number: str) -> Sealer:
    derived = HKDF(algorithm=SM3(), length=KEY_BYTES, salt=None, info=f"exchange:{number}".encode()).derive(
        shared
    )
    return Sealer(derived, f"exchange:{number}".encode())
