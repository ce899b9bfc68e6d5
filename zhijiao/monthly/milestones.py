"""Milestones of the plan: reached where the system counts it, else where the province says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.files import read_lines
from zhijiao.identity.actor import Actor
from zhijiao.kit.dates import parse_date
from zhijiao.kit.text import fold
from zhijiao.monthly.models import MilestoneMark
from zhijiao.orgs.models import Org

FILE = Path(__file__).with_name("milestones.csv")
NOTE = 200


@dataclass(frozen=True)
class Milestone:
    """One point of the plan; ``figure`` of ``of`` tells how far it is where the system counts it."""

    key: str
    due: date
    title: str
    what: str
    figure: str
    of: str


@cache
def milestones() -> tuple[Milestone, ...]:
    """All milestones in the order of their dates."""
    _, _, columns, rows = read_lines(FILE)
    made = []
    for row in rows:
        facts: dict[str, Any] = dict(zip(columns, row, strict=True))
        made.append(Milestone(**{**facts, "due": date.fromisoformat(facts["due"])}))
    return tuple(made)


@dataclass(frozen=True)
class Standing:
    """How a province stands with a milestone: ``done`` of ``of``, or the day it says it was reached."""

    milestone: Milestone
    reached: bool
    done: int = 0
    of: int = 0
    mark: MilestoneMark | None = None
    known: bool = True

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is not reached."""
        return not self.reached and timezone.localdate() > self.milestone.due

    @property
    def late(self) -> bool:
        """Whether it was reached after its day, as far as the province has said so."""
        return bool(self.mark and self.mark.done_on > self.milestone.due)


def standing(figures: Mapping[str, int], marks: Mapping[str, MilestoneMark]) -> list[Standing]:
    """How a province stands, from its figures and its marks. Without figures what is counted is not known."""
    made = []
    for each in milestones():
        if not each.figure:
            mark = marks.get(each.key)
            made.append(Standing(each, mark is not None, mark=mark))
        elif each.figure not in figures:
            made.append(Standing(each, False, known=False))
        else:
            done, of = figures[each.figure], figures.get(each.of, 0)
            made.append(Standing(each, of > 0 and done >= of, done, of))
    return made


def marks_of(provinces: Iterable[int]) -> dict[int, dict[str, MilestoneMark]]:
    """Marks by province and milestone; one query."""
    found: dict[int, dict[str, MilestoneMark]] = {}
    for mark in MilestoneMark.objects.filter(province__in=list(provinces)):
        found.setdefault(mark.province_id, {})[mark.key] = mark
    return found


@transaction.atomic
def tick(actor: Actor, province: Org, key: str, day: str, note: str) -> str:
    """Say that a milestone was reached on a day, or (without a day) that it was not; what is wrong, else empty."""
    milestone = next((each for each in milestones() if each.key == key and not each.figure), None)
    if milestone is None:
        return "这个节点由系统统计，不能登记。"
    said, text = fold(note[: NOTE * 2]), fold(day[:40])
    if len(said) > NOTE:
        return f"说明最多{NOTE}个字，现有{len(said)}个。"
    if not text:
        removed, _ = MilestoneMark.objects.filter(province=province, key=key).delete()
        if removed:
            _told(province, milestone, "撤销登记")
        return ""
    try:
        done_on = parse_date(text)
    except ValueError as wrong:
        return f"完成日期：{wrong}"
    if done_on > timezone.localdate():
        return f"完成日期 {done_on} 晚于今天，请在完成后登记。"
    stamp = {"updated_at": timezone.now(), "updated_by": actor.name}
    MilestoneMark.objects.update_or_create(
        province=province, key=key, defaults={"done_on": done_on, "note": said, **stamp}
    )
    _told(province, milestone, f"登记完成 {done_on}")
    return ""


def _told(province: Org, milestone: Milestone, done: str) -> None:
    record(Event.SUBMISSION, org=province, subject=f"时间节点：{milestone.title}", detail={"done": done})
