"""What all boards have: their head with the way down to the node, the tabs, and what can be chosen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from zhijiao.catalogue.matrix import module_titles, round_for
from zhijiao.filing.records import access
from zhijiao.identity.actions import AUDIT, EXPORT
from zhijiao.orgs.models import Level, SchoolType
from zhijiao.oversight.area_figures import Figures
from zhijiao.oversight.models import RollupTurn
from zhijiao.oversight.scope import Scope

TABS = (
    ("oversight:board", "概况"),
    ("oversight:areas", "地区比较"),
    ("oversight:schools", "学校"),
    ("oversight:forms", "模块与表单"),
)


@dataclass(frozen=True)
class Head:
    """The head of a board."""

    title: str
    crumbs: list[tuple[str, str | None]]
    sub: str
    tabs: list[tuple[str, str, bool, None]]
    kinds: list[tuple[str, str]]
    modules: list[tuple[str, str]]
    refreshed: datetime | None
    closes: date
    days_left: int
    may_export: bool
    may_remind: bool
    every_form: bool
    nothing: bool


def head(scope: Scope, current: str, title: str = "督导看板") -> Head:
    """The head of a board of the scope; one query."""
    refreshed = RollupTurn.objects.filter(round=scope.filing.key).values_list("refreshed_at", flat=True)
    closes = round_for(scope.filing, scope.node).deadline(Level.SCHOOL)
    return Head(
        title=title,
        crumbs=_crumbs(scope, current, title),
        sub=f"{scope.node.name} · {scope.filing.academic_year}学年{scope.filing.title}",
        tabs=[(label, reverse(name) + scope.query(), name == current, None) for name, label in TABS],
        kinds=list(SchoolType.choices),
        modules=list(module_titles().items()),
        refreshed=refreshed.first(),
        closes=closes,
        days_left=(closes - timezone.localdate()).days,
        may_export=scope.actor.may_somewhere(EXPORT),
        may_remind=scope.actor.may_somewhere(AUDIT) and not scope.actor.read_only,
        every_form=access.sees_every_form(scope.actor),
        nothing=not scope.places,
    )


def _crumbs(scope: Scope, current: str, title: str) -> list[tuple[str, str | None]]:
    """From the reader's own node down to the one shown."""
    here = current if any(current == name for name, _ in TABS) else "oversight:board"
    found: list[tuple[str, str | None]] = [
        (org.name, reverse(here) + scope.query(area="" if org.pk == scope.actor.org_id else org.pk))
        for org in scope.above
    ]
    if current not in dict(TABS):
        found.append((scope.node.name, reverse("oversight:board") + scope.query()))
        return [*found, (title, None)]
    return [*found, (scope.node.name, None)] if found else []


def render_board(
    request: HttpRequest, template: str, scope: Scope, current: str, title: str = "督导看板", **context: Any
) -> HttpResponse:
    """Draw a board with its head."""
    return render(request, template, {"scope": scope, "head": head(scope, current, title), **context})


def percent(figures: Figures, name: str) -> float | None:
    """A number of schools of a hundred schools; None where the reader may not know it, or there are none."""
    number, schools = figures.numbers.get(name), figures.numbers["schools"]
    return number * 1000 // schools / 10 if number is not None and schools else None
