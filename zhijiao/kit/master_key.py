"""The master key of the installation and the keys derived from it.

``settings.ZHIJIAO_MASTER_KEY`` is base64 text of at least 32 random bytes. It lives outside the database; losing
it loses every private value. While it is being replaced, ``settings.ZHIJIAO_FORMER_MASTER_KEYS`` names the keys
before it, which open what has not been changed yet and seal nothing. Four independent keys are derived from it:
one wraps the data keys of schools, one keys the blind index, one the audit log, one signs snapshots.
"""

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MASTER_BYTES = 32
_DISTINCT_BYTES = 12  # random bytes have more; "aaaa…" and its like have not
_REMEDY = (
    '请执行 python -c "import secrets; print(secrets.token_urlsafe(48))" 生成一个，'
    "放入环境变量 ZHIJIAO_MASTER_KEY，并与数据库分开备份。"
)


def check_master_key() -> None:
    """Raise ImproperlyConfigured, with the remedy, unless the settings hold usable keys that can be told apart."""
    texts = masters()
    if len({fingerprint(text)[:2] for text in texts}) != len(texts):
        raise ImproperlyConfigured(
            "ZHIJIAO_MASTER_KEY 与 ZHIJIAO_FORMER_MASTER_KEYS 中有相同的主密钥，或指纹的前两位相同，系统无法区分。"
            f"{_REMEDY}"
        )


def masters() -> tuple[str, ...]:
    """The master key, then the former ones."""
    return (settings.ZHIJIAO_MASTER_KEY, *settings.ZHIJIAO_FORMER_MASTER_KEYS)


def fingerprint(master: str = "") -> str:
    """Eight characters that tell two master keys apart and say nothing about either."""
    text = _master(master or settings.ZHIJIAO_MASTER_KEY)
    return hashlib.sha256(b"zhijiao master key fingerprint" + text).hexdigest()[:8]


@lru_cache(maxsize=16)
def derived_key(text: str, purpose: bytes) -> bytes:
    """HKDF-SHA256 of the master key for one purpose."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(_master(text))


def _master(text: str) -> bytes:
    """The bytes of the master key; both base64 alphabets are read, with or without padding."""
    if not text:
        raise ImproperlyConfigured(f"没有设置隐私数据主密钥 ZHIJIAO_MASTER_KEY。{_REMEDY}")
    plain = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    try:
        key = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < MASTER_BYTES or len(set(key)) < _DISTINCT_BYTES:
        raise ImproperlyConfigured(
            f"隐私数据主密钥 ZHIJIAO_MASTER_KEY 应为至少 {MASTER_BYTES} 个随机字节的 base64 文本。{_REMEDY}"
        )
    return key
