"""自动汇总 of the module 德育工作."""

from zhijiao.modules.moral.summaries.cases import MoralTypicalCase
from zhijiao.modules.moral.summaries.ideology import IdeologyCourse, IdeologyTeacher
from zhijiao.modules.moral.summaries.people import Counsellor, HeadTeacher, YouthLeagueMember

__all__ = [
    "Counsellor",
    "HeadTeacher",
    "IdeologyCourse",
    "IdeologyTeacher",
    "MoralTypicalCase",
    "YouthLeagueMember",
]
