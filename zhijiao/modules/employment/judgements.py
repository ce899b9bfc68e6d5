"""Judgements over one row that only the forms of 就业创业 need; each is true of a good row."""

from zhijiao.filing.declare import check_credit_code

PARTS_OF_INTAKE = ("women", "five_year", "rural", "outside_province", "minorities", "poor", "disabled")
EMPLOYED, LOOKING = "20", "60"
STUDYING_ON = ("11", "12")
OF_EMPLOYED = (
    "work",
    "employer",
    "nature",
    "industry",
    "place",
    "area",
    "channel",
    "match",
    "term",
    "salary",
)
"""What is asked of graduates who work."""

OF_STUDYING_ON = ("new_school", "programme", "progression")
INLAND = ("1", "2")
LEARNERS, STAFF = ("1", "2"), "3"
JOB_FAIR = "06"
WITH_SPEAKER = ("01", "02", "09")
"""Courses, talks and graduates who come back: somebody speaks."""


def kinds_within_intake(fresh: int, former: int, seniors: int, adults: int, registered: int) -> bool:
    """Where new students come from: nobody is counted twice."""
    return fresh + former + seniors + adults <= registered


def among_two(full_time: int, part_time: int, number: int) -> bool:
    """Those counted are among the teachers of the office."""
    return number <= full_time + part_time


def credit_code_reason(text: str) -> str | None:
    """Reason why a text is no unified social credit code, or None."""
    return check_credit_code(text)
