"""The master key of the installation and the keys derived from it.

``settings.ZHIJIAO_MASTER_KEY`` is base64 text of at least 32 random bytes. It lives outside the database; losing
it loses every private value. Three independent keys are derived from it: one wraps the data keys of schools, one
keys the blind index, one the audit log.
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
_REMEDY = (
    '请执行 python -c "import secrets; print(secrets.token_urlsafe(48))" 生成一个，'
    "放入环境变量 ZHIJIAO_MASTER_KEY，并与数据库分开备份。"
)


def check_master_key() -> None:
    """Raise ImproperlyConfigured, with the remedy, unless the settings hold a usable master key."""
    _master(settings.ZHIJIAO_MASTER_KEY)


def wrapping_key() -> bytes:
    """The 32 bytes under which data keys are stored."""
    return _derived(settings.ZHIJIAO_MASTER_KEY, b"zhijiao data key wrapping")


def blind_key() -> bytes:
    """The 32 bytes that key the blind index."""
    return _derived(settings.ZHIJIAO_MASTER_KEY, b"zhijiao blind index")


def audit_key() -> bytes:
    """The 32 bytes that key the audit log, so that whoever holds the database alone cannot write it anew."""
    return _derived(settings.ZHIJIAO_MASTER_KEY, b"zhijiao audit log")


def fingerprint() -> str:
    """Eight characters that tell two master keys apart and say nothing about either."""
    return hashlib.sha256(
        b"zhijiao master key fingerprint" + _master(settings.ZHIJIAO_MASTER_KEY)
    ).hexdigest()[:8]


@lru_cache(maxsize=16)
def _derived(text: str, purpose: bytes) -> bytes:
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
    if len(key) < MASTER_BYTES:
        raise ImproperlyConfigured(
            f"隐私数据主密钥 ZHIJIAO_MASTER_KEY 应为至少 {MASTER_BYTES} 个随机字节的 base64 文本。{_REMEDY}"
        )
    return key
