"""Keys for private data, derived from the master key: one wraps the data keys of schools, one keys the blind index."""

from django.conf import settings

from zhijiao.kit.master_key import derived_key


def wrapping_key(master: str = "") -> bytes:
    """The 32 bytes under which data keys are stored; those of the master key unless another one is given."""
    return derived_key(master or settings.ZHIJIAO_MASTER_KEY, b"zhijiao data key wrapping")


def blind_key(master: str = "") -> bytes:
    """The 32 bytes that key the blind index."""
    return derived_key(master or settings.ZHIJIAO_MASTER_KEY, b"zhijiao blind index")
