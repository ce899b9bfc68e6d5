"""Totals by old and new boundary: which schools counted to an authority on a past day, which do today, and why.

Worked out backwards from today: the tree by undoing later changes one by one, the numbers by giving records that were
carried between schools back to where they came from. So both totals are of today's data, counted by two boundaries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.kit.periods import academic_year_of
from zhijiao.orgs.models import Org, OrgChange, Status
from zhijiao.orgs.paths import covers

Kind = OrgChange.Kind
Rows = Counter[str]
"""Numbers of rows by form."""


@dataclass
class BoundaryDifference:
    """A school that counts differently: then or now or with other records, and the changes that explain it."""

    school: Org
    name_then: str
    then: bool
    now: bool
    reasons: list[str] = field(default_factory=list)
    rows_then: int = 0
    rows_now: int = 0


@dataclass(frozen=True)
class Comparison:
    """An authority on a past day and today."""

    authority: Org
    day: date
    year: int
    schools_then: int
    schools_now: int
    differences: list[BoundaryDifference]
    forms: list[tuple[str, int, int]]

    @property
    def unchanged(self) -> int:
        """Schools that count the same both ways."""
        return self.schools_now - sum(each.now for each in self.differences)


class Past:
    """The tree at the end of a past day: what happened since is undone in turn, newest first."""

    def __init__(self, day: date) -> None:
        self.moment = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        since = OrgChange.objects.filter(at__gte=self.moment).order_by("-id")
        self.changes = list(since.select_related("org", "other", "from_parent", "to_parent"))
        self.moves = [change for change in self.changes if change.kind == Kind.MOVE]
        self.own: dict[int, list[OrgChange]] = defaultdict(list)
        for change in self.changes:
            self.own[change.org_id].append(change)

    def path(self, path: str) -> str:
        """Where what is at `path` today was."""
        for move in self.moves:
            if path.startswith(move.to_path):
                path = move.from_path + path[len(move.to_path) :]
        return path

    def worked(self, school: Org) -> bool:
        """Whether the school was there and working."""
        if school.opened_at is not None and school.opened_at >= self.moment:
            return False
        working = school.status == Status.ACTIVE
        for change in self.own[school.pk]:
            if change.kind in (Kind.CLOSE, Kind.MERGE):
                working = True
            elif change.kind == Kind.RESUME:
                working = False
        return working

    def name(self, school: Org) -> str:
        """What the school was called."""
        named = [change.name_before for change in self.own[school.pk]]
        return named[-1] if named else school.name

    def carried(self) -> dict[int, Counter]:
        """Rows by school, then form and year, that have to be added today to have what each school had then."""
        back: dict[int, Counter] = defaultdict(Counter)
        for change in self.changes:
            for form, year, _term, rows, _gaps in change.detail.get("carried", ()):
                back[change.org_id][form, year] += rows
                if change.other_id is not None:
                    back[change.other_id][form, year] -= rows
        return back


def compare(authority: Org, day: date) -> Comparison:
    """The schools and totals of an authority by its boundary of a past day and by today's."""
    past, year = Past(day), academic_year_of(day)
    today = Org.objects.subtree(authority.path).schools().active()
    now = set(today.values_list("pk", flat=True))
    path = past.path(authority.path)
    candidates = list(_candidates(authority, past).select_related("parent").order_by("path"))
    then = {each.pk for each in candidates if past.worked(each) and covers(path, past.path(each.path))}
    back = {
        school_id: Counter(
            {form: number for (form, of), number in rows.items() if of in (0, year) and number}
        )
        for school_id, rows in past.carried().items()
    }
    touched = [each for each in candidates if (each.pk in then) != (each.pk in now) or back.get(each.pk)]
    touched = [each for each in touched if each.pk in then or each.pk in now]
    rows = _rows([each.pk for each in touched], year)
    differences = [_difference(past, each, then, now, rows, back) for each in touched]
    total_now = _total(today, year)
    total_then = Counter(total_now)
    for each in touched:
        if each.pk in now:
            total_then.subtract(rows[each.pk])
        if each.pk in then:
            total_then.update(rows[each.pk])
            total_then.update(back.get(each.pk, Counter()))
    forms = [
        (form.label, total_then[key], total_now[key])
        for key, form in registry.forms().items()
        if total_then[key] or total_now[key]
    ]
    return Comparison(authority, day, year, len(then), len(now), differences, forms)


def _candidates(authority: Org, past: Past) -> QuerySet:
    """Schools that are below the authority today, and those that a later change may have taken out."""
    found = Org.objects.subtree(authority.path).schools()
    for move in past.moves:
        found = found | Org.objects.subtree(move.org.path).schools()
    return found.distinct()


def _difference(
    past: Past, school: Org, then: set[int], now: set[int], rows: dict[int, Rows], back: dict[int, Rows]
) -> BoundaryDifference:
    was, is_now = school.pk in then, school.pk in now
    before = Counter(rows[school.pk])
    before.update(back.get(school.pk, Counter()))
    return BoundaryDifference(
        school=school,
        name_then=past.name(school),
        then=was,
        now=is_now,
        reasons=list(_reasons(past, school)),
        rows_then=sum(before.values()) if was else 0,
        rows_now=sum(rows[school.pk].values()) if is_now else 0,
    )


def _reasons(past: Past, school: Org) -> Iterable[str]:
    """What happened to the school since, to a department above it, or to a school that it took over; oldest first."""
    if school.opened_at is not None and school.opened_at >= past.moment:
        yield f"{timezone.localdate(school.opened_at):%Y-%m-%d} 开通"
    above = set(school.ancestors_ids())
    for change in reversed(past.changes):
        concerns = school.pk in (change.org_id, change.other_id)
        moved_along = change.kind == Kind.MOVE and change.org_id in above
        if (concerns and change.kind != Kind.RENAME) or moved_along:
            yield f"{timezone.localdate(change.at):%Y-%m-%d} {change.sentence}"


def _rows(schools: list[int], year: int) -> dict[int, Rows]:
    """Rows of each school by form: standing ones and those of the year."""
    rows: dict[int, Rows] = defaultdict(Counter)
    counted = FilingCount.objects.filter(school__in=schools, year__in=(0, year))
    for school_id, form, number in counted.values_list("school_id", "form", "rows"):
        rows[school_id][form] += number
    return rows


def _total(schools: QuerySet, year: int) -> Rows:
    counted = FilingCount.objects.filter(school__in=schools.order_by().values("pk"), year__in=(0, year))
    return Counter(dict(counted.values_list("form").annotate(total=Sum("rows")).order_by()))
