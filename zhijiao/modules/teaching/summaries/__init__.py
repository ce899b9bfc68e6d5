"""自动汇总 of the module 教学管理."""

from zhijiao.modules.teaching.summaries.major_teacher import MajorTeacher

__all__ = ["MajorTeacher"]
