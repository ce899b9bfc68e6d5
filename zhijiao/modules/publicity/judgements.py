"""Judgements over one row that only the forms of 职教宣传 need; each is true of a good row."""

TEAM = "1"
SCHOOL_LEVEL = "5"


def one_entrant_of_a_personal_work(subject: str, count: int) -> bool:
    """A personal work (个人) is one student's; a team's may be any number's."""
    return subject == TEAM or count == 1


def parts_within_members(teachers: int, outsiders: int, members: int) -> bool:
    """Teachers and people of companies are different members."""
    return teachers + outsiders <= members
