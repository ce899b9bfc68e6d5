"""Schools of an area in a round: what an address asks for, and how they stand as far as the reader may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from zhijiao.catalogue.matrix import module_titles
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org
from zhijiao.oversight.area_figures import Figures, share
from zhijiao.oversight.figures import ACCEPTING_LEVELS, FINDINGS
from zhijiao.oversight.models import FormStanding, Reminder, SchoolStanding, Stage, Timing
from zhijiao.oversight.scope import Scope
from zhijiao.rounds.completeness import DONE
from zhijiao.signoff.workflow import HANDED_IN, State

SORTS: dict[str, tuple[Any, ...]] = {
    "share": ("share", "path"),
    "-share": ("-share", "path"),
    "-last": (F("last_at").desc(nulls_last=True), "path"),
    "last": (F("last_at").asc(nulls_first=True), "path"),
    "-findings": ("-logic", "-experience", "path"),
    "-corrections": ("-corrections", "path"),
    "area": ("path",),
}
SIGNOFF_WORDS = {
    "handed_in": "已上报",
    "not_handed_in": "未上报",
    "returned": "退回未再报",
    **{f"accepted_{level}": f"{Level(level).label}级已通过" for level in ACCEPTING_LEVELS},
}
SIGNOFF = {
    "handed_in": Q(signoff__in=HANDED_IN),
    "not_handed_in": ~Q(signoff__in=HANDED_IN),
    "returned": Q(signoff=State.RETURNED),
    **{
        f"accepted_{level}": Q(accepted_level__in=ACCEPTING_LEVELS[number:])
        for number, level in enumerate(ACCEPTING_LEVELS)
    },
}
FINDING_WORDS = {"logic": "逻辑校验待改正", "experience": "经验校验未说明", "explained": "已说明待审核"}


@dataclass(frozen=True)
class SchoolQuery:
    """What is asked of the schools of an area; empty texts ask nothing."""

    stage: str = ""
    timing: str = ""
    finding: str = ""
    corrected: str = ""
    signoff: str = ""
    q: str = ""
    sort: str = "area"

    @classmethod
    def read(cls, asked: Mapping[str, str], scope: Scope) -> "SchoolQuery":
        """The conditions of an address; of readers who may not know of all forms, those that tell nothing of them."""
        q = fold(asked.get("q", "").strip()[:60])
        if not scope.whole:
            return cls(q=q)
        stage, timing, finding, sort = (
            asked.get(name, "") for name in ("stage", "timing", "finding", "sort")
        )
        return cls(
            stage if stage in Stage.values else "",
            timing if timing in Timing.values else "",
            finding if finding in FINDING_WORDS else "",
            "1" if asked.get("corrected") == "1" else "",
            asked.get("signoff", "") if asked.get("signoff") in SIGNOFF_WORDS else "",
            q,
            sort if sort in SORTS else "share",
        )

    def pairs(self) -> dict[str, str]:
        """The conditions as they stand in an address."""
        kept = {
            name: getattr(self, name)
            for name in ("stage", "timing", "finding", "corrected", "signoff", "q", "sort")
        }
        return {name: text for name, text in kept.items() if text and (name, text) != ("sort", "share")}

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The schools that are asked for, in the order asked for."""
        if self.stage:
            rows = rows.filter(stage=self.stage)
        if self.timing:
            rows = rows.filter(timing=self.timing)
        if self.finding:
            rows = rows.filter(**{f"{self.finding}__gt": 0})
        if self.corrected:
            rows = rows.filter(corrections__gt=0)
        if self.signoff:
            rows = rows.filter(SIGNOFF[self.signoff])
        if self.q:
            rows = rows.filter(Q(school__name__contains=self.q) | Q(school__code__startswith=self.q))
        return rows.order_by(*SORTS[self.sort])

    def number(self, total: Figures) -> int | None:
        """How many schools that are, where the figures of the area say it; else they have to be counted."""
        if self.q or self.finding or self.corrected or self.signoff or (self.stage and self.timing):
            return None
        if self.timing:
            return total.numbers.get(self.timing)
        stages = {
            "": total.schools,
            Stage.NOT_STARTED.value: total.not_started,
            Stage.DOING.value: total.doing_schools,
            Stage.FINISHED.value: total.finished,
        }
        return stages[self.stage]


@dataclass(frozen=True)
class Cell:
    """A module at a school: required forms done, how many are owed, how dark it is (0 to 5)."""

    key: str
    title: str
    done: int
    required: int

    @property
    def level(self) -> int:
        """0 for nothing, 5 for all; what is owed nothing has no level."""
        if self.done == self.required:
            return 5
        return 1 + 4 * self.done // self.required if self.done else 0


@dataclass(frozen=True)
class SchoolLine:
    """A school of the list. What is None the reader may not know."""

    school: Org
    area: Org | None
    required: int
    done: int
    standing: SchoolStanding | None
    last_at: datetime | None
    cells: list[Cell] = field(default_factory=list)
    reminded: Any = None

    @property
    def share(self) -> float | None:
        """Required forms that are done, of a hundred."""
        return share(self.done, self.required)

    @property
    def findings(self) -> dict[str, int]:
        """What 数据校验 has found, by class."""
        return {name: getattr(self.standing, name) for name in FINDINGS} if self.standing else {}


def standings(scope: Scope) -> QuerySet[Any]:
    """The schools at and below the node that are counted in the round."""
    return standings_in(scope.filing.key, "" if scope.whole_country else scope.node.path, scope.kind)


def standings_in(filing: str, area: str, kind: str) -> QuerySet[Any]:
    """The schools counted in a round, in a part of the tree where one is named, of a kind where one is."""
    rows = SchoolStanding.objects.filter(round=filing)
    if area:
        rows = rows.filter(school__path__under=area)
    return rows.filter(school_type=kind) if kind else rows


def lines(scope: Scope, rows: Iterable[SchoolStanding], *, cells: bool = False) -> list[SchoolLine]:
    """Schools of a page as the reader may know them; at most two queries more, however many they are."""
    kept = list(rows)
    by_school: dict[int, list[tuple]] = {}
    if cells or not scope.whole:
        forms = FormStanding.objects.filter(
            round=scope.filing.key, school__in=[row.school_id for row in kept], place__in=list(scope.places)
        )
        for school_id, *facts in forms.values_list("school_id", "place", "state", "required", "changed_at"):
            by_school.setdefault(school_id, []).append(tuple(facts))
    reminded = last_reminders(scope, [row.school_id for row in kept])
    return [_line(scope, row, by_school.get(row.school_id, []), reminded.get(row.school_id)) for row in kept]


def done_of(scope: Scope, schools: Sequence[Org]) -> dict[int, tuple[int, int]]:
    """Required forms of schools: how many are done, and how many there are, of the forms that the reader may know.

    Schools that have not been counted yet are left out. One query.
    """
    ids = [school.pk for school in schools]
    rows: Iterable[tuple[int, int, int]]
    if scope.whole:
        found = SchoolStanding.objects.filter(round=scope.filing.key, school__in=ids)
        rows = found.values_list("school_id", "done", "required")
    else:
        forms = FormStanding.objects.filter(
            round=scope.filing.key, school__in=ids, place__in=list(scope.places), required=True
        )
        done = Count("pk", filter=Q(state=DONE))
        rows = forms.order_by().values_list("school_id").annotate(done=done, required=Count("pk"))
    return {school_id: (done, required) for school_id, done, required in rows}


def _line(scope: Scope, row: SchoolStanding, forms: Sequence[tuple], reminded: Any) -> SchoolLine:
    school, area = row.school, row.school.parent
    cells = _cells(scope, forms)
    if scope.whole:
        return SchoolLine(school, area, row.required, row.done, row, row.last_at, cells, reminded)
    required, done = (sum(getattr(cell, name) for cell in cells) for name in ("required", "done"))
    last_at = max((at for _, _, _, at in forms if at), default=None)
    return SchoolLine(school, area, required, done, None, last_at, cells, reminded)


def _cells(scope: Scope, forms: Sequence[tuple]) -> list[Cell]:
    """The modules of a school that the reader may see, in the order of the menu."""
    owed: dict[str, list[int]] = {module: [0, 0] for module in modules(scope)}
    for slug, state, required, _ in forms:
        if required:
            counts = owed[scope.places[slug].module]
            counts[0] += state == DONE
            counts[1] += 1
    titles = module_titles()
    return [Cell(key, titles[key], done, number) for key, (done, number) in owed.items()]


def empty_cells(scope: Scope) -> list[Cell]:
    """The modules that a line of the scope has cells for."""
    return _cells(scope, ())


def modules(scope: Scope) -> list[str]:
    """Modules with a form that the reader may see and some kind of school owes."""
    return list(
        dict.fromkeys(
            place.module
            for place in scope.places.values()
            if any(each.number for each in place.obligations.values())
        )
    )


def last_reminders(scope: Scope, nodes: Sequence[int]) -> dict[int, Any]:
    """When nodes were last reminded in the round; one query."""
    rows = Reminder.objects.filter(org__in=nodes, round=scope.filing.key).order_by()
    return dict(rows.values_list("org_id").annotate(day=Max("day")))
