"""A roll: the grid of a form opened with a row for every member of a group (a class of students, the interns of a
project), so that one enters many at once and forgets nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """One row for each record of ``members`` that belongs to the record of ``of`` that somebody chooses.

    Paths are names of items; the empty one is the record itself. What is filled in beforehand can be changed like
    anything else, and is sent only with rows in which somebody has typed.

    Attributes:
        of: label of the form whose record is chosen (``internship.InternshipProject``).
        members: label of the form with one record per member (``general.StudentEnrolment``).
        match: an item of the members and an item of the record chosen that are the same (班级).
        inside: query path from a row of this form to the record chosen.
        each: items here → items of the member; the first says who is meant.
        own: items here → items of the record chosen.
        where: what else is asked of a member (在读).
        once: whether a member has one row; who has one is shown with it. Else every member gets a new row.
    """

    of: str
    members: str
    match: tuple[str, str]
    inside: str
    each: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    once: bool = True
