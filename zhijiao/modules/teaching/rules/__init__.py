"""Rules over the forms of 教学管理, by subject."""

from zhijiao.modules.teaching.rules import courses, plans, quality, running, timetables

__all__ = ["courses", "plans", "quality", "running", "timetables"]
