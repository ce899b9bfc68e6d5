"""Rules over the forms of 综合信息, by subject: what one look at one row cannot tell.

Classes: LOGIC where two figures say different things about one fact, EXPERIENCE where a good reason may exist,
HINT where it is worth a look. Figures of regulations are in ``quality/thresholds.csv``.
"""

from zhijiao.modules.general.rules import (
    aid,
    enrolment,
    means,
    money,
    outreach,
    premises,
    profile,
    records,
    staff,
    standards,
    students,
)

__all__ = [
    "aid",
    "enrolment",
    "means",
    "money",
    "outreach",
    "premises",
    "profile",
    "records",
    "staff",
    "standards",
    "students",
]
