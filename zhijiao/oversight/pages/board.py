"""督导看板: an area at a glance, and its authorities compared."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org, SchoolType
from zhijiao.oversight import area_figures, school_list, scope, trend
from zhijiao.oversight.area_figures import AreaRows, Figures, ranks
from zhijiao.oversight.figures import ACCEPTING_LEVELS
from zhijiao.oversight.models import SchoolStanding
from zhijiao.oversight.pages.common import percent, render_board
from zhijiao.oversight.replica import from_replica
from zhijiao.oversight.school_list import SIGNOFF_WORDS
from zhijiao.oversight.scope import Scope

BEHIND = 6
"""Schools named on the first board: those with the least."""
AREA_SORTS = ("share", "schools", "finished", "not_started", "overdue", "findings", "corrections", "change")


@dataclass(frozen=True)
class AreaLine:
    """An authority right below the node, or its own schools (``org`` is None): figures, place, the year before."""

    org: Org | None
    name: str
    url: str
    schools_url: str
    figures: Figures
    rank: int | None
    last: float | None

    def behind(self, **conditions: str) -> str:
        """The schools behind one of its numbers."""
        return self.schools_url + ("&" if "?" in self.schools_url else "?") + urlencode(conditions)

    @property
    def change(self) -> float | None:
        """Points more than the share the round of the year before ended with."""
        if self.last is None or self.figures.share is None:
            return None
        return round(self.figures.share - self.last, 1)


@business("view")
@from_replica
def board(request: ActorRequest) -> HttpResponse:
    """An area at a glance."""
    asked = scope.read(request)
    found = area_figures.read(asked)
    total = found.total
    context: dict[str, Any] = {
        "total": total,
        "shares": {name: percent(total, name) for name in ("started", "finished")},
        "lines": sorted(area_lines(found), key=_by_rank),
        "kinds": [
            (kind, SchoolType(kind).label, figures, asked.query(type=kind))
            for kind, figures in found.by_kind().items()
        ],
        "modules": area_figures.by_module(found.forms()),
    }
    if asked.whole:
        now, before = trend.days(asked)
        context |= {
            "signoffs": [
                (name, label, getattr(total, name))
                for name, label in SIGNOFF_WORDS.items()
                if name != "not_handed_in" and not (_is_above(asked, name) and not getattr(total, name))
            ],
            "days": now[::-1],
            "line": trend.line(now, before, asked.filing),
            "behind": _behind(asked),
        }
    return render_board(request, "oversight/board.html", asked, "oversight:board", **context)


@business("view")
@from_replica
def areas(request: ActorRequest) -> HttpResponse:
    """The authorities right below the node, compared."""
    asked = scope.read(request)
    found = area_figures.read(asked)
    sort = request.GET.get("sort", "")
    name = sort.removeprefix("-")
    lines = sorted(area_lines(found), key=_by_rank)
    if name in AREA_SORTS:
        lines.sort(key=lambda line: _sorting(line, name), reverse=sort.startswith("-"))
    return render_board(
        request,
        "oversight/areas.html",
        asked,
        "oversight:areas",
        total=found.total,
        lines=lines,
        sort=sort if name in AREA_SORTS else "-share",
        last_round=area_figures.last_round(asked.filing),
    )


def _is_above(asked: Scope, name: str) -> bool:
    """Whether a figure is of a level above the node, which may not have looked at all yet."""
    levels = [f"accepted_{level}" for level in ACCEPTING_LEVELS]
    return name in levels and levels.index(name) > levels.index(f"accepted_{asked.node.level}")


def _by_rank(line: AreaLine) -> tuple[int, str]:
    return line.rank or 10**9, line.org.path if line.org else "~"


def _sorting(line: AreaLine, name: str) -> float:
    """What a column is sorted by; what is not known stands below everything."""
    numbers = line.figures
    if name == "findings":
        value: float | None = (numbers.logic or 0) + (numbers.experience or 0)
    else:
        value = line.change if name == "change" else getattr(numbers, name)
    return -1000.0 if value is None else value


def area_lines(found: AreaRows) -> list[AreaLine]:
    """The authorities right below with their places, then the node's own schools where both are there."""
    asked = found.scope
    parts = {org: area_figures.figures(asked, rows) for org, rows in found.children.items()}
    own = found.total.minus(parts.values())
    places = ranks([figures.share for figures in parts.values()])
    lines = []
    for (org, figures), rank in zip(parts.items(), places, strict=True):
        last, query = found.last(org), asked.query(area=org.pk)
        lines.append(
            AreaLine(
                org,
                org.name,
                reverse("oversight:board") + query,
                reverse("oversight:schools") + query,
                figures,
                rank,
                last.share if last else None,
            )
        )
    if own.numbers.get("schools"):
        url = reverse("oversight:schools") + asked.query(own="1")
        lines.append(AreaLine(None, f"{asked.node.name}直属学校", url, url, own, None, None))
    return lines


def _behind(asked: Scope) -> list[SchoolStanding]:
    """The schools with the least, those that began last first; one query."""
    area = "" if asked.whole_country else asked.node.path
    return _least.cut(0, BEHIND, asked.filing.key, area=area, kind=asked.kind)


@statement
def _least(filing: str, *, area: str, kind: str) -> QuerySet[SchoolStanding]:
    rows = school_list.standings_in(filing, area, kind).exclude(stage="done")
    return rows.select_related("school__parent").order_by("share", "school")
