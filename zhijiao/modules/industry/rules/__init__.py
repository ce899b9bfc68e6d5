"""Rules over the forms of 产教融合, by subject."""

from zhijiao.modules.industry.rules import apprenticeship, cooperation, enterprises, groups

__all__ = ["apprenticeship", "cooperation", "enterprises", "groups"]
