"""Forms of the module 产教融合, one file each."""

from zhijiao.modules.industry.models.enterprise import Enterprise

__all__ = ["Enterprise"]
