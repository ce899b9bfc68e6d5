"""Judgements over one row that only the forms of 安全管理 need; each is true of a good row."""

DRILL = "3"


def only_drills_evacuate(activity_form: str, seconds: int) -> bool:
    """Time of evacuation is measured in drills (应急演练) alone."""
    return activity_form == DRILL
