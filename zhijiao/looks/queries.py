"""Reading looks by place, day, person, form, way and record: newest first, in pieces after a mark, nothing counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from zhijiao.audit.queries import PIECE, DaysQuery, after, days_of, mark_of, piece_after, within
from zhijiao.kit.text import fold
from zhijiao.looks import ranges
from zhijiao.looks.models import EVERY_FORM, Kind, Look

MOST_READ = 2000
"""Looks read for one page about a record: lists whose numbers merely lie around the record's are passed over."""
_LONGEST = 60

About = Mapping[str, Collection[int]]
"""Numbers of the records that are about somebody, by form."""


@dataclass(frozen=True)
class LookQuery(DaysQuery):
    """What is looked for among looks. `key` names one record."""

    kind: str = ""
    form: str = ""
    who: str = ""
    org: str = ""
    key: str = ""
    problems: tuple[str, ...] = field(default=())


def parse_query(params: Mapping[str, str]) -> LookQuery:
    """The conditions of an address; a day that is none is named in `problems`."""
    since, until, problems = days_of(params)
    kind = params.get("kind", "")
    form, who, org, key = (fold(params.get(name, "")[:_LONGEST]) for name in ("form", "who", "org", "key"))
    return LookQuery(since, until, kind if kind in Kind.values else "", form, who, org, key, tuple(problems))


def looks(path: str, asked: LookQuery) -> QuerySet[Look]:
    """Looks at data at and below the node at `path` that are asked for, newest first."""
    found = within(Look.objects.all(), path, asked, asked.org, asked.who)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.form:
        found = found.filter(form__in=(asked.form, EVERY_FORM))
    return found.select_related("org", "user_org")


def piece(found: QuerySet[Look], mark: str = "", about: About | None = None) -> tuple[list[Look], str]:
    """The next looks after a mark, of those about somebody if `about` says so, and the mark of what follows."""
    if about is None:
        return piece_after(found.defer("records"), mark)
    rows: list[Look] = []
    read = after(found.filter(_near(about)), mark)[:MOST_READ]
    for number, look in enumerate(read.iterator(), 1):
        if _holds(look, about):
            rows.append(look)
        if len(rows) == PIECE or number == MOST_READ:
            return rows, mark_of(look.at, look.pk)
    return rows, ""


def _holds(look: Look, about: About) -> bool:
    """Whether one of the records was among those looked at; of a whole school's workbook it is taken for granted."""
    return look.form == EVERY_FORM or ranges.holds_any(look.records, about.get(look.form, ()))


def _near(about: About) -> Q:
    """The looks whose range of numbers meets that of the records; which of them hold one is asked one by one."""
    condition = Q(form=EVERY_FORM)
    for form, numbers in about.items():
        if numbers:
            condition |= Q(form=form, first__lte=max(numbers), last__gte=min(numbers))
    return condition
