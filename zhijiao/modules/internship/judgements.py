"""Judgements over one row that only the forms of 实习实训 need; each is true of a good row."""

from datetime import date

ENROLLED = "01"
"""在读, the state of a student who may be sent."""
FINAL_REPORT = "3"
READ, SENT_BACK = "3", "4"
CUT_SHORT = ("2", "5")
FAILED = "4"
DAYS_OF_A_MONTH = 31


def days_of_a_month(present: int, leave: int, absent: int) -> bool:
    """A month has no more days to be present, on leave or absent."""
    return present + leave + absent <= DAYS_OF_A_MONTH


def days_fit_between(began: date, ended: date, days: int) -> bool:
    """Nobody was there on more days than there were."""
    return days <= (ended - began).days + 1
