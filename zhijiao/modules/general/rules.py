"""Judgements over one row that only the forms of 综合信息 need; each is true of a good row."""

from datetime import date
from decimal import Decimal

from zhijiao.filing.declare import check_id_number

EARLIEST_BIRTH = date(1900, 1, 1)
OUTSIDE_TEACHERS = ("50", "51", "52", "53", "54", "59")
WORKING_AGE = 18
YOUNGEST_GRADUATE = 15
YOUNGEST_STUDENT = 10
LONGEST_PROGRAMME = 6


def age_on(birth: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_adult(birth: date) -> bool:
    """Old enough to be employed: 18 today."""
    return age_on(birth, date.today()) >= WORKING_AGE


def is_school_age(birth: date) -> bool:
    """Old enough for a secondary school today; adults of any age may learn there."""
    return age_on(birth, date.today()) >= YOUNGEST_STUDENT


def not_in_future(day: date) -> bool:
    """The day has come."""
    return day <= date.today()


def past_childhood(birth: date, month: str) -> bool:
    """``month`` (YYYY-MM) lies at least fifteen years after birth."""
    return int(month[:4]) - birth.year >= YOUNGEST_GRADUATE


def outside_teacher_is_part_time(category: str, is_part_time: bool) -> bool:
    """聘请校外教师 are part-time teachers."""
    return is_part_time or category not in OUTSIDE_TEACHERS


def formed_with_grade(grade: int, formed: str) -> bool:
    """A class is not formed (YYYY-MM) before the year its grade entered the school."""
    return int(formed[:4]) >= grade


def within_six_years(admitted: str, expected: str) -> bool:
    """Two months (YYYY-MM) lie no more than six years apart, the longest programme."""
    return int(expected[:4]) - int(admitted[:4]) <= LONGEST_PROGRAMME


def within_aid_year(year: int, paid: date) -> bool:
    """Aid of a school year is paid between its 1 September and the 31 August two years on (late payments)."""
    return date(year, 9, 1) <= paid < date(year + 2, 9, 1)


def parts_within(whole: Decimal, *parts: Decimal) -> bool:
    """Parts that need not fill the whole, but may not exceed it together."""
    return sum(parts) <= whole


def roll_number_reason(text: str) -> str | None:
    """Reason why a text is no 学籍号, or None: G (formal) and a good ID number, or L (temporary) and 18 characters.

    The form in use since 中小学生学籍管理办法 (教基一〔2013〕7号).
    """
    head, rest = text[:1].upper(), text[1:].upper()
    if head not in ("G", "L") or len(rest) != 18 or not (rest.isascii() and rest.isalnum()):
        return "学籍号应为字母G（正式）或L（临时）加18位，共19位，请从学籍系统导出的名册中复制"
    return check_id_number(rest) if head == "G" else None
