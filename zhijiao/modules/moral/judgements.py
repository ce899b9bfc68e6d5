"""Judgements over one row that only the forms of 德育工作 need; each is true of a good row."""

OTHER_LEVEL = "99"
TEAM = "1"


def one_winner_of_a_personal_award(subject: str, students: int) -> bool:
    """A personal award (个人) has one winner; a team's may have any number."""
    return subject == TEAM or students == 1
