"""Do the figures tell the truth? Works all of them out from counters, declarations, findings and tree, and compares."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.kit.bulk import portions
from zhijiao.orgs.models import Org
from zhijiao.oversight import refresh
from zhijiao.oversight.figures import SUMS, Known, SchoolFigures, Sums
from zhijiao.oversight.models import AreaStanding, FormStanding, SchoolStanding

PIECE = 200


@dataclass(frozen=True)
class FigureDifference:
    """A figure that is wrong: of which node, which figure, as kept, and as it should be."""

    org_id: int
    figure: str
    kept: Any
    true: Any


def differences(filing: Round) -> list[FigureDifference]:
    """Figures of schools and areas that are wrong; some five queries for every 200 schools."""
    found: list[FigureDifference] = []
    areas: refresh.Moved = {}
    for known, figures in _all_figures(filing):
        found += _of_schools(known, figures)
        _add_up(areas, figures.values())
    found += _of_strangers(filing)
    return found + _of_areas(filing, areas)


@transaction.atomic
def repair(filing: Round) -> None:
    """Set all figures of a round right, in one transaction under its lock."""
    refresh.take_turn(filing)
    active = Org.objects.schools().active()
    for model in (SchoolStanding, FormStanding):
        model.objects.filter(round=filing.key).exclude(school__in=active.values("pk")).delete()
    areas: refresh.Moved = {}
    for known, figures in _all_figures(filing):
        refresh.write_schools(filing, known, figures)
        _add_up(areas, figures.values())
    stored = AreaStanding.objects.filter(round=filing.key)
    for key in stored.values_list("org_id", "school_type"):
        areas.setdefault(key, Sums())
    refresh.write_areas(filing, areas, timezone.localdate())


def _all_figures(filing: Round) -> Iterator[tuple[dict[int, Known], dict[int, SchoolFigures]]]:
    """What is kept of every active school, and what it stands for today, in pieces."""
    ids = Org.objects.schools().active().order_by("path").values_list("pk", flat=True)
    for piece in portions(ids, PIECE):
        known = refresh.known_of(filing, piece)
        yield known, refresh.figures(filing, piece, known, timezone.localdate())


def _add_up(areas: refresh.Moved, schools: Iterable[SchoolFigures]) -> None:
    for each in schools:
        refresh.count_school(areas, each.kept, refresh.rows_of(each.forms), 1)


def _of_schools(known: dict[int, Known], figures: dict[int, SchoolFigures]) -> list[FigureDifference]:
    """Figures of schools, and of their forms."""
    found = []
    for pk, true in figures.items():
        stored = known.get(pk)
        if stored is None or stored.school is None:
            found.append(FigureDifference(pk, "进度", "没有", "应有"))
            continue
        for name, value in true.kept.items():
            kept = getattr(stored.school, name)
            if kept != value:
                found.append(FigureDifference(pk, _label(SchoolStanding, name), kept, value))
        found += _of_forms(pk, stored.forms, true)
    return found


def _of_forms(
    school_id: int, stored: dict[str, FormStanding] | Any, true: SchoolFigures
) -> list[FigureDifference]:
    found = []
    for each in true.forms:
        kept = stored.get(each.place)
        for name in refresh.FORM_NAMES:
            before, value = getattr(kept, name, None), getattr(each, name)
            if before != value:
                figure = f"{each.place} {_label(FormStanding, name)}"
                found.append(FigureDifference(school_id, figure, before, value))
    return found


def _of_strangers(filing: Round) -> list[FigureDifference]:
    """Schools that are counted and no longer work."""
    gone = SchoolStanding.objects.filter(round=filing.key).exclude(
        school__in=Org.objects.schools().active().values("pk")
    )
    return [FigureDifference(pk, "进度", "有", "不应有") for pk in gone.values_list("school_id", flat=True)]


def _of_areas(filing: Round, areas: refresh.Moved) -> list[FigureDifference]:
    found = []
    nothing = Sums()
    stored = {(each.org_id, each.school_type): each for each in AreaStanding.objects.filter(round=filing.key)}
    for key in sorted(areas.keys() | stored.keys()):
        true, kept = areas.get(key, nothing), stored.get(key)
        for name in SUMS:
            before = getattr(kept, name, 0)
            if before != true.numbers[name]:
                found.append(FigureDifference(key[0], _label(AreaStanding, name), before, true.numbers[name]))
        before = kept.forms if kept else {}
        if before != true.written():
            wrong = sum(before.get(place) != true.written().get(place) for place in before | true.written())
            found.append(FigureDifference(key[0], "各表", f"{wrong} 处不符", "0 处"))
    return found


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)
