"""How far a school is with a round: the state of each form, what blocks it, and what to fill first.

States follow from counters that the one writer keeps, never from a click; the only thing a school may
declare is that it has nothing to enter (有则必填). Two queries, however many forms there are; one more where a form
follows records of another that have to be of a kind (成员信息 follows the groups that the school leads).
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from zhijiao.catalogue.matrix import Obligation, ObligationLevel, Place, Round, current_round, round_for
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records.counts import Counter, holders
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.row_checks import Condition
from zhijiao.kit.periods import Period
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org
from zhijiao.rounds.models import NilDeclaration

DONE, DOING, TODO, LOCK, UNDECLARED, NONE, PLANNED = (
    "done",
    "doing",
    "todo",
    "lock",
    "undeclared",
    "none",
    "planned",
)


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Rows of a form in the round's period, rows with gaps, last change and by whom."""

    rows: int = 0
    gaps: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Standing:
    """How a school stands with one place of the menu."""

    place: Place
    form: FormLike | None
    obligation: Obligation
    state: str
    count: PlaceCount
    blockers: tuple[FormLike, ...] = ()
    covered: int | None = None
    declared: NilDeclaration | None = None
    idle: str = ""

    @property
    def required(self) -> bool:
        """Whether the form counts among the required ones of this round."""
        return self.obligation.number is not None

    @property
    def label(self) -> str:
        """Name of the form (of the menu place where it is not there yet)."""
        return self.form.label if self.form else self.place.label

    @property
    def present(self) -> FormLike:
        """The form of a place that has one."""
        if self.form is None:
            raise LookupError(f"{self.place.slug}: no form stands there yet")
        return self.form

    @property
    def detail(self) -> str:
        """How far the form is filled, in words."""
        if self.state == PLANNED:
            return "尚未开放填报"
        if self.declared:
            return f"已声明本校无此项（{self.declared.declarer}）"
        return self._filled if self.count.rows else self._empty

    @property
    def _filled(self) -> str:
        """What there is, and what is missing."""
        parts = [f"已填 {self.count.rows} 条" if not (self.form and self.form.single) else "已填写"]
        if self.covered is not None and self.covered > self.count.rows:
            parts[0] = f"已填 {self.count.rows} 条，共 {self.covered} 条"
        if self.count.gaps:
            parts.append(f"{self.count.gaps} 条资料不完整")
        return "，".join(parts)

    @property
    def _empty(self) -> str:
        """What has to come first, what has to be said, or why nothing has to be entered."""
        if self.idle:
            return f"{self.idle}，不用填"
        if self.state == LOCK:
            return "先完善 " + "、".join(form.label for form in self.blockers)
        if self.state == UNDECLARED:
            return "有就登记；没有请声明一次"
        return {
            ObligationLevel.NONE_IF_EMPTY: "不填视作无",
            ObligationLevel.AUTO: "由其他表单自动汇总",
        }.get(self.obligation.level, "")


@dataclass(frozen=True)
class Progress:
    """A school's standing in a round."""

    round: Round
    school: Org
    standings: list[Standing]

    @cached_property
    def required(self) -> list[Standing]:
        """Required places in the order of their numbers."""
        return sorted((s for s in self.standings if s.required), key=lambda s: s.obligation.number or 0)

    @cached_property
    def tally(self) -> dict[str, int]:
        """Number of required places per state."""
        counted = dict.fromkeys((DONE, DOING, TODO, LOCK, PLANNED), 0)
        for standing in self.required:
            counted[standing.state] += 1
        return counted

    @property
    def done(self) -> int:
        """Required places that are done."""
        return self.tally[DONE]

    @property
    def total(self) -> int:
        """Required places: of the first round 47, 26, 33 or 21, unless only some forms are looked at."""
        return len(self.required)

    def only(self, keys: Container[str]) -> "Progress":
        """The standing of some forms, for those who may know of no others."""
        kept = [s for s in self.standings if s.form is not None and s.form.key in keys]
        return Progress(self.round, self.school, kept)

    @cached_property
    def open(self) -> list[Standing]:
        """Work that is left, prerequisites first: required before the rest, what unlocks most at the top."""
        left = [s for s in self.standings if s.state in (DOING, TODO, LOCK, UNDECLARED)]
        return sorted(left, key=lambda s: (self._depth(s.form), not s.required, s.place.order))

    @cached_property
    def first(self) -> Standing | None:
        """The form to fill first: required, not blocked, and unlocking the most others."""
        ready = [s for s in self.required if s.state in (DOING, TODO)]
        return max(ready, key=lambda s: (len(self.unlocks(s)), -s.place.order), default=None)

    def unlocks(self, standing: Standing) -> list[Standing]:
        """Places that wait for this one."""
        return [s for s in self.standings if standing.form in s.blockers]

    def _depth(self, form: FormLike | None) -> int:
        """Longest chain of prerequisites under a form; forms refer to each other without rings but to themselves."""
        return 1 + max((self._depth(needed) for needed in form.needs), default=0) if form else 0

    def of(self, form: FormLike) -> Standing | None:
        """Standing of a form at its first place."""
        return next((s for s in self.standings if s.form is form), None)

    def module(self, module: str) -> list[Standing]:
        """Places of one module in menu order."""
        return [s for s in self.standings if s.place.module == module]


def progress(school: Org, filing: Round | None = None) -> Progress:
    """How far a school is; two queries."""
    return progress_of([school], filing)[0]


def progress_of(schools: Sequence[Org], filing: Round | None = None) -> list[Progress]:
    """How far several schools are; two queries in all."""
    filing = filing or current_round()
    counters, declared = _counters(schools), nil_declarations(schools, filing)
    called = called_for(schools, counters)
    return [
        progress_from(
            school,
            filing,
            counters.get(school.pk, ()),
            declared.get(school.pk, ()),
            called.get(school.pk, frozenset()),
        )
        for school in schools
    ]


def called_for(
    schools: Sequence[Org], counters: Mapping[int, Iterable[Counter]], **seen: Any
) -> dict[int, frozenset[str]]:
    """Keys of forms that follow records of a kind which a school has, by school; asked only where a form is empty.

    ``seen`` narrows the records to those that who asks may know of.
    """
    found: dict[int, set[str]] = {}
    filled = {
        school.pk: {key for key, _, _, number, *_ in counters.get(school.pk, ()) if number}
        for school in schools
    }
    for form in registry.registry().records:
        where, followed = form.declaration.follows_where, form.followed_form
        if not where or followed is None:
            continue
        asking = [pk for pk, keys in filled.items() if followed.key in keys and form.key not in keys]
        for school_id in holders(followed, asking, **where, **seen):
            found.setdefault(school_id, set()).add(form.key)
    return {school_id: frozenset(keys) for school_id, keys in found.items()}


@statement
def _declared_by(school: int, filing: str) -> QuerySet[Any]:
    return NilDeclaration.objects.filter(school_id=school, round=filing)


def nil_declarations(schools: Sequence[Org], filing: Round) -> dict[int, list[NilDeclaration]]:
    """What schools have declared not to have: one query."""
    found: dict[int, list[NilDeclaration]] = {}
    declared = (
        _declared_by(schools[0].pk, filing.key)
        if len(schools) == 1
        else NilDeclaration.objects.filter(school__in=schools, round=filing.key)
    )
    for nil in declared:
        found.setdefault(nil.school_id, []).append(nil)
    return found


def progress_from(
    school: Org,
    filing: Round,
    counters: Iterable[Counter],
    declared: Iterable[NilDeclaration],
    called: Container[str] = frozenset(),
) -> Progress:
    """How far a school is, from its counters, its declarations and what :func:`called_for` says; no query.

    The round it is told of is the round as its province asks for it.
    """
    filing = round_for(filing, school)
    forms, counts = registry.forms(), _counts(filing, counters)
    nils = {nil.form: nil for nil in declared}
    standings = [
        _standing(place, forms.get(place.form), school, counts, nils, called) for place in filing.places
    ]
    return Progress(filing, school, standings)


def _counters(schools: Sequence[Org]) -> dict[int, list[Counter]]:
    """Counters of several schools: one query."""
    found: dict[int, list[Counter]] = {}
    names = ("form", "year", "term", "rows", "gaps", "updated_at", "updated_by")
    for school_id, *counter in FilingCount.objects.filter(school__in=schools).values_list(
        "school_id", *names
    ):
        found.setdefault(school_id, []).append(tuple(counter))
    return found


def _counts(filing: Round, counters: Iterable[Counter]) -> dict[str, PlaceCount]:
    """Counters of the round's period by form; terms are added up."""
    forms = registry.forms()
    summed: dict[str, PlaceCount] = {}
    for key, year, _term, number, gaps, at, by in counters:
        form = forms.get(key)
        if form is None or year != year_counted(form.period, filing):
            continue
        so_far = summed.get(key, PlaceCount())
        newer = so_far.at is None or at > so_far.at
        summed[key] = PlaceCount(
            so_far.rows + number, so_far.gaps + gaps, at if newer else so_far.at, by if newer else so_far.by
        )
    return summed


def year_counted(period: Period, filing: Round) -> int:
    """The year under which a form of this period counts in a round."""
    if period is Period.STANDING:
        return 0
    return filing.calendar_from.year if period is Period.CALENDAR_YEAR else filing.academic_year


def _standing(
    place: Place,
    form: FormLike | None,
    school: Org,
    counts: dict[str, PlaceCount],
    declared: dict[str, NilDeclaration],
    called: Container[str],
) -> Standing:
    obligation = place.obligations[school.school_type]
    if form is None:
        return Standing(place, None, obligation, PLANNED if obligation.number else NONE, PlaceCount())
    count = counts.get(form.key, PlaceCount())
    if obligation.level is ObligationLevel.AUTO or form.is_summary:
        return Standing(place, form, obligation, NONE, count)
    covered = counts.get(form.covered_form.key, PlaceCount()).rows if form.covered_form else None
    blockers = tuple(needed for needed in form.needs if not counts.get(needed.key, PlaceCount()).rows)
    nil = declared.get(form.key) if not count.rows and obligation.level is ObligationLevel.IF_ANY else None
    idle = "" if count.rows or nil else _idle(form, counts, called)
    state = NONE if idle else _state(obligation, count, covered, blockers, nil)
    if state == UNDECLARED and isinstance(form, Form) and form.followed_form:
        state = TODO
    return Standing(
        place, form, obligation, state, count, blockers if state == LOCK else (), covered, nil, idle
    )


def _idle(form: FormLike, counts: dict[str, PlaceCount], called: Container[str]) -> str:
    """Why nothing is owed for a form that follows another one; empty where something is."""
    followed = form.followed_form if isinstance(form, Form) else None
    if followed is None or not isinstance(form, Form):
        return ""
    if not counts.get(followed.key, PlaceCount()).rows:
        return f"“{followed.label}”没有记录"
    where = form.declaration.follows_where
    if not where or form.key in called:
        return ""
    kinds = "、".join(Condition(name, value).words(followed) for name, value in where.items())
    return f"“{followed.label}”没有{kinds}的记录"


def _state(
    obligation: Obligation,
    count: PlaceCount,
    covered: int | None,
    blockers: Iterable[FormLike],
    nil: NilDeclaration | None,
) -> str:
    """The state that the counters speak of."""
    owed = obligation.level in (ObligationLevel.MUST, ObligationLevel.IF_ANY, ObligationLevel.IF_PILOT)
    if count.rows:
        partly = count.gaps or (covered is not None and count.rows < covered)
        return DOING if partly else DONE
    if nil is not None:
        return DONE
    if not owed:
        return NONE
    if any(blockers):
        return LOCK
    return TODO if obligation.level is ObligationLevel.MUST else UNDECLARED
