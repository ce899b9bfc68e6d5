"""Judgements over one row that only the forms of 党建工作 need; each is true of a good row.

Numbers are those of 中国共产党章程 and 发展党员工作细则 (中办发〔2014〕33号), from knowledge.
"""

from datetime import date

BRANCHES = ("3", "4")
LEAST_MEMBERS = 3
CONCLUDED = "5"
CLOSED = ("5", "6", "7")
"""Cases that are over: concluded with an action, dropped, handed over (discipline_status)."""

ACTIVIST_DAYS = PROBATION_DAYS = 365


def enough_for_a_branch(kind: str, members: int, probationary: int) -> bool:
    """A branch (党支部) needs three full members; a temporary one may have fewer."""
    return kind not in BRANCHES or members - probationary >= LEAST_MEMBERS


def not_both(first: object, second: object) -> bool:
    """One person is a teacher or a student, not both; called only where both are filled."""
    return False


def a_year_as_activist(activist: date, candidate: date) -> bool:
    """发展对象 are chosen after a year or more as 入党积极分子."""
    return (candidate - activist).days >= ACTIVIST_DAYS


def a_year_on_probation(admitted: date, full: date) -> bool:
    """Probation lasts a year from the day the branch admitted the person."""
    return (full - admitted).days >= PROBATION_DAYS


def party_discipline_is_for_members(is_member: bool, action: str) -> bool:
    """党纪处分 is given to members of the Party."""
    return is_member
