"""What a school owes for a form in a round: the guide's words, the groups they fall into, and how strict each is."""

from dataclasses import dataclass
from enum import Enum


class ObligationLevel(Enum):
    """What a school owes for a form. The guide's many wordings fall into these eight groups."""

    MUST = "必填"
    IF_ANY = "有则必填"
    SHOULD = "应该填"
    NONE_IF_EMPTY = "不填视作无"
    OPTIONAL = "非必填"
    NOT_THIS_TIME = "本次非必填"
    AUTO = "自动汇总"
    IF_PILOT = "有试点必填"


LEVEL_OF_WORDS = {
    "必填": ObligationLevel.MUST,
    "有则必填": ObligationLevel.IF_ANY,
    "应该填": ObligationLevel.SHOULD,
    "必填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "有则必填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "应该填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "没有可不填": ObligationLevel.OPTIONAL,
    "可不填": ObligationLevel.OPTIONAL,
    "非必填": ObligationLevel.OPTIONAL,
    "本次非必填": ObligationLevel.NOT_THIS_TIME,
    "本次可不填": ObligationLevel.NOT_THIS_TIME,
    "自动汇总": ObligationLevel.AUTO,
    "有试点必填，不填视作无；没有试点不用填": ObligationLevel.IF_PILOT,
}


SCOPE_OF_NOTE = {
    "中职": "只填中职部分",
    "中职相关": "只填与中职相关的部分",
    "中职学籍": "只填中职学籍的学生",
    "至少专任教师": "至少填报专任教师",
    "全校信息": "填写全校信息，不只是中职部分",
    "原表此格缺失": "",
}
"""What the guide's shortest qualifiers mean to a clerk; the others say it themselves."""


class Extent(Enum):
    """Of which part of an institution a form tells, as far as the guide's qualifier says so."""

    UNSTATED = ""
    WHOLE = "全校"
    VOCATIONAL_PART = "中职部分"
    FULL_TIME_TEACHERS = "至少专任教师"


EXTENT_OF_NOTE = {
    "中职": Extent.VOCATIONAL_PART,
    "中职相关": Extent.VOCATIONAL_PART,
    "中职学籍": Extent.VOCATIONAL_PART,
    "只填中专部": Extent.VOCATIONAL_PART,
    "只填中专部使用部分": Extent.VOCATIONAL_PART,
    "全校信息": Extent.WHOLE,
    "至少专任教师": Extent.FULL_TIME_TEACHERS,
}
NOBODY_OWES = (ObligationLevel.OPTIONAL, ObligationLevel.NOT_THIS_TIME)
IF_THERE_IS_ANY = "没有可不填"
"""The guide's word for what may stay empty where there is nothing, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One cell of the matrix: the guide's words, their group, the number if it counts as required, a qualifier."""

    words: str
    level: ObligationLevel
    number: int | None
    note: str

    @property
    def scope(self) -> str:
        """Which part of its data the school fills in, as a clerk is told; empty where there is nothing to tell."""
        return SCOPE_OF_NOTE.get(self.note, self.note)

    @property
    def extent(self) -> Extent:
        """Of which part of the institution the form tells."""
        return EXTENT_OF_NOTE.get(self.note, Extent.UNSTATED)

    def asked(self, filled: bool) -> bool:
        """Whether the round asks for the form of a school that has filled it in, or has not.

        What 没有可不填 counts as asked where it is filled: it tells of something that is there.
        """
        return self.level not in NOBODY_OWES or (filled and self.words == IF_THERE_IS_ANY)


STRICTNESS = {
    ObligationLevel.NOT_THIS_TIME: 0,
    ObligationLevel.OPTIONAL: 0,
    ObligationLevel.SHOULD: 1,
    ObligationLevel.NONE_IF_EMPTY: 2,
    ObligationLevel.IF_PILOT: 3,
    ObligationLevel.IF_ANY: 4,
    ObligationLevel.MUST: 5,
}
"""How much a group asks for; what is put together from other forms (自动汇总) has no place here, nobody fills it in."""


def raises(before: ObligationLevel, after: ObligationLevel) -> bool:
    """Whether ``after`` asks for more than ``before``; never of what the program fills in by itself."""
    if before not in STRICTNESS or after not in STRICTNESS:
        return False
    return STRICTNESS[after] > STRICTNESS[before]
