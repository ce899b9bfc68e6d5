"""Authenticated encryption of short texts: SM4-GCM (RFC 8998), or AES-GCM where the build has no SM4.

A sealed text is nonce (12 bytes), ciphertext, tag (16 bytes). Which of the two ciphers made it is said by its
mark, ``g1`` or ``a1``, which callers keep beside it.
"""

import os
from collections.abc import Iterable
from typing import NoReturn

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

try:
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4
except ImportError:
    SM4 = None  # type: ignore[assignment, misc]  # a build without it; asked for below

SM4_MARK, AES_MARK = "g1", "a1"
MARKS = (SM4_MARK, AES_MARK)
KEY_BYTES = 32  # the first half keys SM4, the second half AES
NONCE_BYTES, TAG_BYTES = 12, 16
_HALF = KEY_BYTES // 2


class BrokenSeal(Exception):
    """The text was not sealed under this key and context, or was changed since; says nothing of its content."""


def _sm4_works() -> bool:
    """Whether this build of the cryptography library can run SM4-GCM."""
    if SM4 is None:
        return False
    try:
        Cipher(SM4(bytes(_HALF)), GCM(bytes(NONCE_BYTES))).encryptor()
    except UnsupportedAlgorithm:
        return False
    return True


DEFAULT_MARK = SM4_MARK if _sm4_works() else AES_MARK


class Sealer:
    """Seals and opens bytes under one key. Neither its representation nor its errors show the key."""

    __slots__ = ("_algorithms", "_context")

    def __init__(self, key: bytes, context: bytes):
        if len(key) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")
        self._algorithms: dict[str, BlockCipherAlgorithm] = {AES_MARK: AES(key[_HALF:])}
        if SM4 is not None:
            self._algorithms[SM4_MARK] = SM4(key[:_HALF])
        self._context = context

    def __repr__(self) -> str:
        return "<Sealer>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not to be copied out of the process")

    def seal(self, texts: Iterable[bytes]) -> list[bytes]:
        """Seal every text under a random nonce of its own, with the default cipher."""
        texts = list(texts)
        algorithm, context = self._algorithms[DEFAULT_MARK], self._context
        nonces = os.urandom(NONCE_BYTES * len(texts))
        sealed = []
        for start, text in zip(range(0, len(nonces), NONCE_BYTES), texts, strict=True):
            nonce = nonces[start : start + NONCE_BYTES]
            encryptor = Cipher(algorithm, GCM(nonce)).encryptor()
            encryptor.authenticate_additional_data(context)
            body = encryptor.update(text)
            encryptor.finalize()
            sealed.append(nonce + body + encryptor.tag)
        return sealed

    def open(self, mark: str, sealed: bytes) -> bytes:
        """The text that was sealed; BrokenSeal if it was not sealed here or was changed."""
        algorithm = self._algorithms.get(mark)
        if algorithm is None or len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise BrokenSeal
        nonce, body, tag = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:-TAG_BYTES], sealed[-TAG_BYTES:]
        decryptor = Cipher(algorithm, GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(self._context)
        try:
            return decryptor.update(body) + decryptor.finalize()
        except InvalidTag:
            raise BrokenSeal from None
