"""The pictures: which form each is of, what it groups or compares, and the question it answers.

They are data. To add one, add an entry; a picture of a form appears on 数据图表 and on the form's own page of pictures.
Items that are private may not be shown so: a group of one would tell whose value it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

BARS, RANKING, SHARES, COLUMNS = "bars", "ranking", "shares", "columns"
"""How a picture is drawn: upright bars in their order, lying bars by size, a ring, groups of upright bars."""


@dataclass(frozen=True)
class Counted:
    """Records of a form, counted by one of its items.

    ``ages`` puts days of birth into spans of full years; ``depth`` rolls codes up to that level of their table.
    ``only`` are conditions as the list of the form takes them, so that each bar leads to the list it counts.
    """

    key: str
    form: str
    title: str
    question: str
    by: str
    shape: str = BARS
    only: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[tuple[int | None, int | None], ...] = ()
    depth: int = 0
    most: int = 15


@dataclass(frozen=True)
class Parts:
    """Items of the one record of a year, as shares of their sum."""

    key: str
    form: str
    title: str
    question: str
    items: tuple[str, ...]
    shape: str = SHARES


@dataclass(frozen=True)
class Years:
    """Items of forms with one record a year, year by year; each item is a row of bars."""

    key: str
    title: str
    question: str
    items: tuple[tuple[str, str], ...]
    shape: str = COLUMNS
    most: int = 8


Picture = Counted | Parts | Years

AT_WORK = {"status": "11"}
"""在职."""
ENROLLED = {"status": "01"}
"""在读."""
FULL_TIME = {"category": "11", "status": "11"}
"""专任教师在职."""
AGES = ((None, 29), (30, 34), (35, 39), (40, 44), (45, 49), (50, 54), (55, None))

SECTIONS: dict[str, tuple[Picture, ...]] = {
    "教师": (
        Counted(
            "teacher_age",
            "teacher",
            "在职教师年龄",
            "年龄结构是否合理，有没有断层？",
            "birth",
            only=AT_WORK,
            ages=AGES,
        ),
        Counted(
            "teacher_title",
            "teacher_title",
            "专业技术职务",
            "高级、中级、初级职务各有多少？",
            "title",
            RANKING,
            only={"is_highest": "1"},
        ),
        Counted(
            "teacher_education",
            "teacher",
            "在职教师最高学历",
            "学历是否达到要求？",
            "education_level",
            only=AT_WORK,
            depth=1,
        ),
        Counted(
            "teacher_degree",
            "teacher",
            "在职教师最高学位",
            "硕士及以上学位的教师有多少？",
            "degree",
            only=AT_WORK,
            depth=1,
        ),
        Counted(
            "teacher_double",
            "teacher_employment",
            "专任教师双师型情况",
            "双师型教师占多少？",
            "is_double_qualified",
            SHARES,
            only=FULL_TIME,
        ),
        Counted(
            "teacher_double_level",
            "teacher_employment",
            "双师型教师级别",
            "双师型教师各级有多少？",
            "double_level",
            only=FULL_TIME | {"is_double_qualified": "1"},
        ),
    ),
    "学生": (
        Counted(
            "student_grade",
            "student_enrolment",
            "在读学生年级",
            "各年级有多少学生？",
            "grade",
            only=ENROLLED,
        ),
        Counted(
            "student_major",
            "student_enrolment",
            "在读学生专业",
            "哪些专业的学生多，哪些少？",
            "major",
            RANKING,
            only=ENROLLED,
        ),
        Counted(
            "student_source",
            "student_enrolment",
            "在读学生生源地",
            "学生来自哪里？",
            "source_region",
            RANKING,
            only=ENROLLED,
            depth=2,
        ),
        Counted(
            "student_boarding",
            "student_enrolment",
            "在读学生就读方式",
            "住校、走读的学生各占多少？",
            "boarding",
            SHARES,
            only=ENROLLED,
        ),
    ),
    "经费": (
        Parts(
            "expenditure_parts",
            "expenditure",
            "经费支出构成",
            "钱花在哪里？",
            ("wages", "subsidies", "goods", "capital", "construction", "trading_cost", "other"),
        ),
        Parts(
            "income_parts",
            "income",
            "经费收入构成",
            "钱从哪里来？",
            (
                "public_budget",
                "fund_budget",
                "treasury",
                "business",
                "superior",
                "affiliated",
                "trading",
                "borrowing",
                "other_level",
                "investment",
                "other",
            ),
        ),
        Years(
            "money_years",
            "各年度收入与支出",
            "收支逐年怎样变化？",
            (("income", "total"), ("expenditure", "total")),
        ),
    ),
}


def pictures() -> list[Picture]:
    """All of them in their order."""
    return [picture for section in SECTIONS.values() for picture in section]


def forms_of(picture: Picture) -> tuple[str, ...]:
    """Keys of the forms it is drawn from."""
    if isinstance(picture, Years):
        return tuple(form for form, _ in picture.items)
    return (picture.form,)


def items_of(picture: Picture) -> list[tuple[str, str]]:
    """Form and item of everything it reads and narrows by."""
    if isinstance(picture, Years):
        return list(picture.items)
    if isinstance(picture, Parts):
        return [(picture.form, name) for name in picture.items]
    return [(picture.form, name) for name in (picture.by, *picture.only)]


def pictures_of(form_key: str) -> list[Picture]:
    """Those drawn from a form."""
    return [picture for picture in pictures() if form_key in forms_of(picture)]
