"""Encryption of private columns: one data key per school, wrapped by the master key.

A token is ``g1.<key version>.<base64url of nonce, ciphertext and tag>``: text that fits into URLs and JSON.
The school's id is authenticated with every value, so a token moved to another school does not open.
"""

import base64
import binascii
import os
import time
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from zhijiao.kit import master_key
from zhijiao.private import keys
from zhijiao.private.aead import DEFAULT_MARK, KEY_BYTES, BrokenSeal, Sealer
from zhijiao.private.models import DataKey

_CACHE_SIZE = 20_000  # schools; more than the country has
KEPT_SECONDS = 60
"""How long a process goes on with the keys it knows before it looks for newer ones."""
_ciphers: dict[int, "SchoolCipher"] = {}


class DecryptError(Exception):
    """A token that cannot be opened. The message names school and key version, never the token or its value."""


class SchoolCipher:
    """Encrypts and decrypts the private texts of one school. Get it from ``for_school``."""

    __slots__ = ("_current", "_sealers", "loaded", "school_id")

    def __init__(self, school_id: int, sealers: dict[int, Sealer]):
        self.school_id = school_id
        self._sealers = sealers
        self._current = max(sealers)
        self.loaded = time.monotonic()

    def __repr__(self) -> str:
        return f"<SchoolCipher school={self.school_id} key={self._current}>"

    def encrypt(self, text: str | None) -> str | None:
        """A token for a text; None for None and for the empty text."""
        return self.encrypt_many([text])[0]

    def encrypt_many(self, texts: Iterable[str | None]) -> list[str | None]:
        """Tokens for a column of texts; None and "" become None."""
        texts = list(texts)
        sealed = self._sealers[self._current].seal(text.encode() for text in texts if text)
        head = f"{DEFAULT_MARK}.{self._current}."
        lines = "".join([binascii.b2a_base64(item).decode("ascii") for item in sealed])
        tokens = iter(lines.replace("+", "-").replace("/", "_").replace("=", "").split("\n"))
        return [head + next(tokens) if text else None for text in texts]

    def decrypt(self, token: str | None) -> str | None:
        """The text of a token; None for None and "". DecryptError if it is not this school's or was changed."""
        if not token:
            return None
        mark, version, sealed = self._parts(token)
        sealer = self._sealers.get(version) or self._later_sealer(version)
        try:
            return sealer.open(mark, sealed).decode()
        except BrokenSeal:
            raise self._error(f"密钥版本 {version}：内容已损坏，或属于其他学校，请从备份核对该记录") from None

    def encrypt_filled(self, text: str) -> str:
        """A token for a text that cannot be empty; ValueError if it is, rather than a value that vanishes."""
        token = self.encrypt(text)
        if token is None:
            raise ValueError("an empty text has no token")
        return token

    def decrypt_filled(self, token: str) -> str:
        """The text of a token that cannot be missing; DecryptError if it is."""
        text = self.decrypt(token)
        if text is None:
            raise self._error("应有的加密值为空，请从备份核对该记录")
        return text

    def decrypt_many(self, tokens: Iterable[str | None]) -> list[str | None]:
        """The texts of a column of tokens."""
        return [self.decrypt(token) for token in tokens]

    def _parts(self, token: str) -> tuple[str, int, bytes]:
        """Mark, key version and sealed bytes of a token."""
        mark, _, rest = token.partition(".")
        version, _, body = rest.partition(".")
        try:
            return mark, int(version), base64.b64decode(body + "=" * (-len(body) % 4), b"-_", validate=True)
        except (ValueError, TypeError):
            raise self._error("存储内容不是加密值，请从备份核对该记录") from None

    def _later_sealer(self, version: int) -> Sealer:
        """The sealer of a version that was made after this cipher was loaded.

        It serves reading only: the transaction that made it may not have been committed yet.
        """
        self._sealers = _load(self.school_id) | self._sealers
        if version not in self._sealers:
            raise self._error(f"没有版本 {version} 的密钥，请从备份恢复数据密钥表")
        transaction.on_commit(lambda: _ciphers.pop(self.school_id, None))
        return self._sealers[version]

    def _error(self, reason: str) -> DecryptError:
        """An error that says where, and what to do."""
        return DecryptError(f"隐私数据无法解密（机构 {self.school_id}）：{reason}。")


def for_school(school_id: int) -> SchoolCipher:
    """The cipher of a school; its first data key is made on first use.

    Unwrapped keys are kept in the process once the transaction that read or made them has been committed. Before
    that they could still vanish, and values encrypted under a vanished key would be lost. After `KEPT_SECONDS` they
    are read again, so that every process soon encrypts under a new version.
    """
    cipher = _ciphers.get(school_id)
    if cipher is None or time.monotonic() - cipher.loaded > KEPT_SECONDS:
        sealers = _load(school_id) or _create_first(school_id)
        cipher = SchoolCipher(school_id, sealers)
        transaction.on_commit(lambda: _remember(cipher))
    return cipher


def for_schools(school_ids: Iterable[int]) -> dict[int, SchoolCipher]:
    """The ciphers of several schools, with one query for those that this process does not know; see `for_school`."""
    wanted, now = set(school_ids), time.monotonic()
    known = {pk: found for pk in wanted if (found := _ciphers.get(pk)) and now - found.loaded <= KEPT_SECONDS}
    sealers: dict[int, dict[int, Sealer]] = {}
    rows = DataKey.objects.filter(school_id__in=wanted - known.keys())
    for pk, version, wrapped in rows.values_list("school_id", "version", "wrapped"):
        context = f"school:{pk}".encode("ascii")
        sealers.setdefault(pk, {})[version] = Sealer(_unwrap(pk, version, wrapped), context)
    for pk, versions in sealers.items():
        known[pk] = cipher = SchoolCipher(pk, versions)
        transaction.on_commit(lambda cipher=cipher: _remember(cipher))  # type: ignore[misc]  # bound at once
    return known | {pk: for_school(pk) for pk in wanted - known.keys()}


def fresh(school_id: int) -> SchoolCipher:
    """The cipher of a school that has keys, as the database has them now."""
    return SchoolCipher(school_id, _load(school_id))


def forget(school_id: int) -> None:
    """Drop what this process knows of the keys of a school, now and when the transaction is committed."""
    _ciphers.pop(school_id, None)
    transaction.on_commit(lambda: _ciphers.pop(school_id, None))


def add_version(school_id: int) -> int:
    """Make a new data key, which encrypts from now on; values under older versions stay readable."""
    with transaction.atomic():
        latest = DataKey.objects.filter(school_id=school_id).order_by("-version").first()
        version = latest.version + 1 if latest else 1
        _create(school_id, version)
        forget(school_id)
    return version


def forget_keys() -> None:
    """Drop all unwrapped keys of this process (after a restore of the database, and between tests)."""
    _ciphers.clear()


def _remember(cipher: SchoolCipher) -> None:
    """Keep a cipher, within bounds."""
    if len(_ciphers) >= _CACHE_SIZE:
        _ciphers.clear()
    _ciphers[cipher.school_id] = cipher


def _load(school_id: int) -> dict[int, Sealer]:
    """Sealers by version from the database; empty if the school has none yet."""
    rows = DataKey.objects.filter(school_id=school_id).values_list("version", "wrapped")
    context = f"school:{school_id}".encode("ascii")
    return {version: Sealer(_unwrap(school_id, version, wrapped), context) for version, wrapped in rows}


def _create_first(school_id: int) -> dict[int, Sealer]:
    """Make version 1, or take the one that another process made at the same moment."""
    try:
        with transaction.atomic():
            _create(school_id, 1)
    except IntegrityError:
        pass
    return _load(school_id)


def _create(school_id: int, version: int) -> None:
    """Draw a data key and store it wrapped."""
    wrapped = _wrapped(school_id, version, os.urandom(KEY_BYTES))
    DataKey.objects.create(school_id=school_id, version=version, wrapped=wrapped)


def _unwrap(school_id: int, version: int, wrapped: str) -> bytes:
    """The data key in its stored form; a clear error where the master key is not the one that wrapped it."""
    mark, master, body = wrapped.split(".")
    known = next((text for text in master_key.masters() if master_key.fingerprint(text) == master), "")
    try:
        key = _wrapper(school_id, version, known).open(mark, base64.urlsafe_b64decode(body))
    except BrokenSeal:
        reason = "数据密钥已损坏，请从备份恢复数据密钥表"
        if not known:
            reason = "主密钥 ZHIJIAO_MASTER_KEY 与加密时所用的不同，请换回原来的主密钥"
        raise DecryptError(f"隐私数据无法解密（机构 {school_id}，密钥版本 {version}）：{reason}。") from None
    return key


def rewrapped(school_id: int, version: int, wrapped: str) -> str:
    """A stored data key wrapped under the master key, whichever of the known ones it was wrapped under."""
    return _wrapped(school_id, version, _unwrap(school_id, version, wrapped))


def _wrapped(school_id: int, version: int, key: bytes) -> str:
    """A data key as it is stored."""
    sealed = _wrapper(school_id, version).seal([key])[0]
    return f"{DEFAULT_MARK}.{master_key.fingerprint()}.{base64.urlsafe_b64encode(sealed).decode('ascii')}"


def _wrapper(school_id: int, version: int, master: str = "") -> Sealer:
    """The sealer that wraps one data key; place and version are authenticated with it."""
    return Sealer(keys.wrapping_key(master), f"data key:{school_id}:{version}".encode("ascii"))
