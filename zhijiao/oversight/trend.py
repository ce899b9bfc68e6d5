"""A round day by day: what an area stood at, and the line that is drawn of it.

Days on which nothing moved have no row; they are like the day before. After its end a round is drawn up to the last day
on which something moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.kit.statements import statement
from zhijiao.oversight.area_figures import last_round, share
from zhijiao.oversight.models import AreaDay
from zhijiao.oversight.scope import Scope

MOST_DAYS = 62
"""Two months are drawn; the table has as many rows."""
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 36, 430, 12, 144, 480, 168
NAMES = ("schools", "started", "finished", "overdue", "required", "done", "logic", "experience")


@dataclass(frozen=True)
class Day:
    """An area at the end of a day."""

    day: date
    numbers: dict[str, int]

    @property
    def share(self) -> float:
        """Required forms that are done, of a hundred."""
        return share(self.numbers["done"], self.numbers["required"]) or 0.0


@dataclass(frozen=True)
class Line:
    """What the picture is drawn of: points of this round and of the one before, labels of days."""

    points: str
    area: str
    before: str
    end: tuple[float, float]
    last: Day
    first: Day
    ticks: list[tuple[float, date]]
    deadline: float | None


def days(scope: Scope) -> tuple[list[Day], list[Day]]:
    """The days of a round at a node, oldest first, and those of the round of the year before; one query."""
    before = last_round(scope.filing)
    keys = (scope.filing.key, *([before.key] if before else []))
    found = _days.cut(0, MOST_DAYS * 4 * len(keys), scope.node.pk, rounds=keys, kind=scope.kind)
    mine = [row[1:] for row in found if row[0] == scope.filing.key]
    earlier = [row[1:] for row in found if row[0] != scope.filing.key]
    today = timezone.localdate()
    until = today if today <= scope.filing.closes else _last(mine)
    return _filled(mine, until), _filled(earlier, _last(earlier))


@statement
def _days(node: int, *, rounds: tuple[str, ...], kind: str) -> QuerySet[Any]:
    rows = AreaDay.objects.filter(org_id=node, round__in=rounds)
    rows = rows.filter(school_type=kind) if kind else rows
    return rows.order_by("-day").values_list("round", "day", "school_type", *NAMES)


def _last(rows: Sequence[tuple]) -> date:
    """The last day on which anything moved."""
    return max((row[0] for row in rows), default=date.min)


def _filled(rows: Sequence[tuple], until: date) -> list[Day]:
    """Every day from the first row on: kinds of school added up, each as of its latest row."""
    by_day: dict[date, dict[str, tuple]] = {}
    for day, kind, *numbers in rows:
        by_day.setdefault(day, {})[kind] = tuple(numbers)
    if not by_day:
        return []
    start, made = min(by_day), []
    latest: dict[str, tuple] = {}
    for number in range((until - start).days + 1):
        day = start + timedelta(days=number)
        latest |= by_day.get(day, {})
        made.append(
            Day(
                day, dict(zip(NAMES, (sum(each) for each in zip(*latest.values(), strict=True)), strict=True))
            )
        )
    return made[-MOST_DAYS:]


def line(found: Sequence[Day], before: Sequence[Day], filing: Round) -> Line | None:
    """The line of a round, with that of the round before laid over it by the days since the first; None of one day."""
    if len(found) < 2:
        return None
    span = len(found) - 1

    def x(number: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * number / span, 1)

    def y(each: Day) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * each.share / 100, 1)

    points = " ".join(f"{x(n)},{y(each)}" for n, each in enumerate(found))
    earlier = " ".join(f"{x(n)},{y(each)}" for n, each in enumerate(before[: span + 1]))
    step = max(1, -(-span // 6))
    ticks = [(x(n), found[n].day) for n in range(0, span + 1, step)]
    closes = (filing.closes - found[0].day).days
    return Line(
        points,
        f"{LEFT},{BOTTOM} {points} {x(span)},{BOTTOM}",
        earlier if len(before) > 1 else "",
        (x(span), y(found[-1])),
        found[-1],
        found[0],
        ticks,
        x(closes) if 0 <= closes <= span else None,
    )
