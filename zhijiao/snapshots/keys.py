"""The key that signs snapshots, derived from the master key."""

from django.conf import settings

from zhijiao.kit.master_key import derived_key


def snapshot_key(master: str = "") -> bytes:
    """The 32 bytes that sign snapshots, so that whoever holds the database alone cannot make one."""
    return derived_key(master or settings.ZHIJIAO_MASTER_KEY, b"zhijiao snapshots")
