"""Figures of areas as a reader may know them: read from what is kept, never counted school by school."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from zhijiao.catalogue.matrix import Place, Round, module_titles, round_of_year
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org, SchoolType
from zhijiao.oversight.figures import NUMBERS, REQUIRED, REQUIRED_DONE, ROWS, STATES, SUMS
from zhijiao.oversight.models import AreaStanding
from zhijiao.oversight.scope import Scope

WHOLE_ONLY = tuple(name for name in SUMS if name not in ("schools", "required", "done", "rows"))
"""Figures that are of all forms together: not shown to who may not see all of them."""


@dataclass
class Figures:
    """What an area adds up to. ``numbers`` lacks what the reader may not know."""

    numbers: dict[str, int] = field(default_factory=dict)

    def __getattr__(self, name: str) -> int | None:
        if name not in SUMS:
            raise AttributeError(name)
        return self.numbers.get(name)

    @property
    def share(self) -> float | None:
        """Required forms that are done, of a hundred; None where none is owed."""
        return share(self.numbers.get("done", 0), self.numbers.get("required", 0))

    @property
    def not_started(self) -> int | None:
        """Schools that have entered nothing."""
        return self._less("schools", "started")

    @property
    def doing_schools(self) -> int | None:
        """Schools that have begun and are not done."""
        return self._less("started", "finished")

    def _less(self, more: str, less: str) -> int | None:
        if less not in self.numbers:
            return None
        return self.numbers[more] - self.numbers[less]

    def minus(self, others: Iterable["Figures"]) -> "Figures":
        """What is left without parts."""
        left = dict(self.numbers)
        for other in others:
            for name in left:
                left[name] -= other.numbers.get(name, 0)
        return Figures(left)


def share(done: int, of: int) -> float | None:
    """A share of a hundred with one decimal, rounded down so that 100 means all; None of nothing."""
    return done * 1000 // of / 10 if of else None


@dataclass
class FormCount:
    """A place of the menu over the schools of an area: schools by state, rows, who owes it, who of them is done."""

    place: Place
    counts: list[int]

    @property
    def states(self) -> dict[str, int]:
        """Schools by state."""
        return dict(zip(STATES, self.counts, strict=False))

    @property
    def rows(self) -> int:
        """Records that are there."""
        return self.counts[ROWS]

    @property
    def required(self) -> int:
        """Schools that owe the form."""
        return self.counts[REQUIRED]

    @property
    def required_done(self) -> int:
        """Of these, those that are done."""
        return self.counts[REQUIRED_DONE]

    @property
    def share(self) -> float | None:
        """The latter of a hundred of the former."""
        return share(self.required_done, self.required)


@dataclass(frozen=True)
class AreaRows:
    """What is kept of a node and of the authorities right below it, in a round and the one of the year before."""

    scope: Scope
    node: list[AreaStanding]
    children: dict[Org, list[AreaStanding]]
    last_year: dict[int, list[AreaStanding]]

    @property
    def total(self) -> Figures:
        """The node as a whole."""
        return figures(self.scope, self.node)

    def by_kind(self) -> dict[str, Figures]:
        """By kind of school, in their order; kinds that are not there are left out."""
        found = {each.school_type: figures(self.scope, [each]) for each in self.node if each.schools}
        return {kind: found[kind] for kind in SchoolType.values if kind in found}

    def forms(self) -> list[FormCount]:
        """Places that the reader may view, in the order of the menu."""
        return form_counts(self.scope, self.node)

    def last(self, org: Org) -> Figures | None:
        """The same node in the round of the year before, as it ended; None where it had no schools."""
        rows = self.last_year.get(org.pk)
        return figures(self.scope, rows) if rows else None


def read(scope: Scope, *, children: bool = True) -> AreaRows:
    """What boards of a node show; two queries. The numbers of forms are fetched only where they are needed."""
    before = last_round(scope.filing)
    shape = {"rounds": (scope.filing.key, *([before.key] if before else [])), "kind": scope.kind}
    kept = _of_node(scope.node.pk, **shape)
    if children:
        kept += _below(scope.node.pk, whole=scope.whole, **shape)
    found = AreaRows(scope, [], {}, {})
    for each in kept:
        if each.round != scope.filing.key:
            found.last_year.setdefault(each.org_id, []).append(each)
        elif each.org_id == scope.node.pk:
            found.node.append(each)
        else:
            found.children.setdefault(each.org, []).append(each)
    return found


def _standings(rounds: tuple[str, ...], kind: str) -> QuerySet[AreaStanding]:
    rows = AreaStanding.objects.filter(round__in=rounds, schools__gt=0).select_related("org")
    rows = rows.filter(school_type=kind) if kind else rows
    return rows.order_by("org__path", "school_type")


@statement
def _of_node(node: int, *, rounds: tuple[str, ...], kind: str) -> QuerySet[AreaStanding]:
    return _standings(rounds, kind).filter(org_id=node)


@statement
def _below(node: int, *, rounds: tuple[str, ...], kind: str, whole: bool) -> QuerySet[AreaStanding]:
    rows = _standings(rounds, kind).filter(org__parent_id=node)
    return rows.defer("forms") if whole else rows


def last_round(filing: Round) -> Round | None:
    """The round of the year before."""
    return round_of_year(filing.academic_year - 1)


def figures(scope: Scope, rows: Iterable[AreaStanding]) -> Figures:
    """What rows of an area, one for each kind of school, add up to."""
    if scope.whole:
        return Figures({name: sum(getattr(row, name) for row in rows) for name in SUMS})
    rows = list(rows)
    numbers = {
        "schools": sum(row.schools for row in rows),
        "required": _of_forms(scope, rows, REQUIRED),
        "done": _of_forms(scope, rows, REQUIRED_DONE),
        "rows": _of_forms(scope, rows, ROWS),
    }
    return Figures(numbers)


def _of_forms(scope: Scope, rows: Iterable[AreaStanding], index: int) -> int:
    """One of the numbers of forms, over the places the reader may view."""
    return sum(counts[index] for row in rows for place, counts in row.forms.items() if place in scope.places)


def form_counts(scope: Scope, rows: Iterable[AreaStanding]) -> list[FormCount]:
    """Numbers of each place the reader may view, over kinds of school."""
    summed: dict[str, list[int]] = {slug: [0] * NUMBERS for slug in scope.places}
    for row in rows:
        for slug, counts in row.forms.items():
            if slug in summed:
                summed[slug] = [a + b for a, b in zip(summed[slug], counts, strict=True)]
    return [FormCount(scope.places[slug], counts) for slug, counts in summed.items()]


def by_module(forms: Iterable[FormCount]) -> list[dict[str, Any]]:
    """Forms added up by module, in the order of the menu."""
    titles = module_titles()
    found: dict[str, dict[str, Any]] = {}
    for each in forms:
        row = found.setdefault(
            each.place.module,
            {
                "key": each.place.module, "title": titles[each.place.module],
                "forms": 0, "required": 0, "done": 0, "rows": 0,
            },
        )  # fmt: skip
        row["forms"] += 1
        row["required"] += each.required
        row["done"] += each.required_done
        row["rows"] += each.rows
    for row in found.values():
        row["share"] = share(row["done"], row["required"])
    return list(found.values())


def ranks(shares: list[float | None]) -> list[int | None]:
    """Places from the highest share down: equal figures share a place, and what has none stands outside."""
    known = [each for each in shares if each is not None]
    return [None if each is None else 1 + sum(other > each for other in known) for each in shares]
