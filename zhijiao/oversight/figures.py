"""What is counted of a school, and how it adds up for an area. Pure: from values to values, without a query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Level
from zhijiao.oversight.models import AreaFigures, FormStanding, SchoolStanding, Stage, Timing
from zhijiao.quality.models import SchoolCheck
from zhijiao.rounds.completeness import (
    DOING,
    DONE,
    LOCK,
    NONE,
    PLANNED,
    TODO,
    UNDECLARED,
    Progress,
    Standing,
)
from zhijiao.signoff.workflow import HANDED_IN, State

STATES = (DONE, DOING, TODO, LOCK, UNDECLARED, NONE, PLANNED)
"""States of a form in the order in which areas keep their numbers of schools."""
ROWS, REQUIRED, REQUIRED_DONE = range(len(STATES), len(STATES) + 3)
"""What follows them: rows, schools that owe the form, and those of them that are done."""
NUMBERS = REQUIRED_DONE + 1
SUMS = tuple(
    field.name
    for field in AreaFigures._meta.get_fields()
    if field.name not in ("org", "round", "school_type")
)
"""Figures of an area, apart from those of single forms."""
ACCEPTING_LEVELS = (Level.COUNTY.value, Level.CITY.value, Level.PROVINCE.value, Level.MINISTRY.value)
"""Levels that accept, from below."""
FINDINGS = ("logic", "experience", "explained", "hint")
FormFacts = tuple[str, str, int, bool]
"""What an area keeps of a form of a school: place, state, rows, whether it is owed."""


@dataclass(frozen=True, slots=True)
class FormFigures:
    """A place of the menu at a school."""

    place: str
    form: str
    state: str
    required: bool
    rows: int
    gaps: int
    changed_at: datetime | None
    done_at: datetime | None

    def values(self) -> dict[str, Any]:
        """As they are kept."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class SchoolFigures:
    """A school in a round: what is kept of it, and its forms."""

    kept: dict[str, Any]
    forms: tuple[FormFigures, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a school before: times that counters have forgotten."""

    school: SchoolStanding | None = None
    forms: Mapping[str, FormStanding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Beside:
    """What other packages say of a school: findings, records corrected after freezing, how far its sign-off is."""

    check: SchoolCheck | None = None
    corrections: int = 0
    signoff: str = State.OPEN
    accepted_level: str = ""


def private_keys() -> frozenset[str]:
    """Forms that are private data as a whole; they are in no sum over all forms."""
    return frozenset(key for key, form in registry.forms().items() if form.is_private)


def figures_of(progress: Progress, beside: Beside, known: Known, due: date, today: date) -> SchoolFigures:
    """The figures of a school, from its standing and what other packages say of it."""
    forms = tuple(_form(standing, known.forms.get(standing.place.slug)) for standing in progress.standings)
    owed = [each for each in forms if each.required]
    done = sum(each.state == DONE for each in owed)
    times = [each.done_at for each in owed if each.done_at is not None]
    finished_at = max(times, default=None) if owed and done == len(owed) else None
    # a form may stand at two places; what private forms hold is told to nobody who may not open them
    counted = {each.form: each for each in forms if each.form not in private_keys()}.values()
    changed = [each.changed_at for each in counted if each.changed_at and each.rows]
    first = [at for at in (known.school and known.school.first_at, *changed) if at]
    rows, started = sum(each.rows for each in counted), bool(changed or any(each.done_at for each in counted))
    stage = Stage.FINISHED if finished_at else Stage.DOING if started else Stage.NOT_STARTED
    kept = {
        "path": progress.school.path,
        "school_type": progress.school.school_type,
        "stage": stage.value,
        "required": len(owed),
        "done": done,
        "doing": sum(each.state == DOING for each in owed),
        "undeclared": sum(each.state == UNDECLARED for each in counted),
        "share": done * 1000 // len(owed) if owed else 0,
        "rows": rows,
        "gaps": sum(each.gaps for each in counted),
        "first_at": min(first, default=None),
        "last_at": max(changed, default=None),
        "finished_at": finished_at,
        "due": due,
        "timing": _timing(finished_at, due, today),
        "corrections": beside.corrections,
        "signoff": beside.signoff,
        "accepted_level": beside.accepted_level,
        **{name: getattr(beside.check, name) if beside.check else 0 for name in FINDINGS},
    }
    return SchoolFigures(kept, forms)


def _timing(finished_at: datetime | None, due: date, today: date) -> str:
    """Whether the school was done by its deadline."""
    if finished_at is not None:
        return (Timing.ON_TIME if timezone.localdate(finished_at) <= due else Timing.LATE).value
    return Timing.OVERDUE.value if today > due else ""


def _form(standing: Standing, known: FormStanding | None) -> FormFigures:
    """The figures of one place."""
    done_at = None
    if standing.state == DONE:
        made = standing.declared.declared_at if standing.declared else standing.count.at
        done_at = (known and known.done_at) or made
    return FormFigures(
        standing.place.slug,
        standing.form.key if standing.form else standing.place.form,
        standing.state,
        standing.required,
        standing.count.rows,
        standing.count.gaps,
        standing.count.at,
        done_at,
    )


# Adding up -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Sums:
    """Figures of an area and kind of school, or what is to be added to them."""

    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SUMS, 0))
    forms: dict[str, list[int]] = field(default_factory=dict)

    def add(self, kept: Mapping[str, Any], forms: Iterable[FormFacts], sign: int = 1) -> None:
        """Take a school in, or out with -1: what is kept of it, and of its forms."""
        for name, number in _counted(kept).items():
            self.numbers[name] += sign * number
        for place, state, rows, required in forms:
            counts = self.forms.setdefault(place, [0] * NUMBERS)
            counts[STATES.index(state)] += sign
            counts[ROWS] += sign * rows
            counts[REQUIRED] += sign * required
            counts[REQUIRED_DONE] += sign * (required and state == DONE)

    def merge(self, numbers: Mapping[str, int], forms: Mapping[str, list[int]]) -> None:
        """Take in figures that have been added up before."""
        for name in SUMS:
            self.numbers[name] += numbers[name]
        for place, more in forms.items():
            counts = self.forms.setdefault(place, [0] * NUMBERS)
            for index, number in enumerate(more):
                counts[index] += number

    @property
    def moved(self) -> bool:
        """Whether anything is different from nothing."""
        return any(self.numbers.values()) or any(any(counts) for counts in self.forms.values())

    def written(self) -> dict[str, list[int]]:
        """The numbers of the forms, without places that count nothing."""
        return {place: counts for place, counts in sorted(self.forms.items()) if any(counts)}


def _has_passed(accepted: str, level: str) -> bool:
    """Whether what was accepted up to one level has passed another: a level that is skipped counts as passed."""
    return bool(accepted) and ACCEPTING_LEVELS.index(accepted) >= ACCEPTING_LEVELS.index(level)


def _counted(kept: Mapping[str, Any]) -> dict[str, int]:
    """What one school adds to an area."""
    plain = ("required", "done", "doing", "undeclared", "rows", "gaps", "corrections", *FINDINGS)
    return {
        "schools": 1,
        "started": int(kept["stage"] != Stage.NOT_STARTED),
        "finished": int(kept["stage"] == Stage.FINISHED),
        **{timing.value: int(kept["timing"] == timing) for timing in Timing},
        "handed_in": int(kept["signoff"] in HANDED_IN),
        "returned": int(kept["signoff"] == State.RETURNED),
        **{
            f"accepted_{level}": int(_has_passed(kept["accepted_level"], level)) for level in ACCEPTING_LEVELS
        },
        **{name: kept[name] for name in plain},
    }
