"""Judgements over one row that only the forms of 职业培训 need; each is true of a good row."""

OWN_COURSE = "4"
PARTS_OF_TRAINEES = (
    "women",
    "workers",
    "farmers",
    "veterans",
    "jobless",
    "disabled",
    "poor",
    "students",
    "completed",
)


def person_hours_agree(trainees: int, hours: int, person_hours: int) -> bool:
    """Hours of all trainees together."""
    return trainees * hours == person_hours
