"""Rules over the forms of 综合信息, by subject: what one look at one row cannot tell."""

from zhijiao.modules.general.rules import outreach, people

__all__ = ["outreach", "people"]
