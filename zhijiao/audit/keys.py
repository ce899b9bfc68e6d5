"""The key of the audit log, derived from the master key."""

from django.conf import settings

from zhijiao.kit.master_key import derived_key


def audit_key(master: str = "") -> bytes:
    """The 32 bytes that key the audit log, so that whoever holds the database alone cannot write it anew."""
    return derived_key(master or settings.ZHIJIAO_MASTER_KEY, b"zhijiao audit log")
