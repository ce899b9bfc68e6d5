"""Figures of pictures: one grouped query each, of the rows the actor may see, with the list behind every figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from zhijiao.catalogue import tables
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.pages.heading import in_period
from zhijiao.filing.pages.years import year_name
from zhijiao.filing.records import access
from zhijiao.filing.records.query import FROM
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.identity.actor import Actor
from zhijiao.kit.periods import Period
from zhijiao.orgs.models import Org
from zhijiao.pictures.book import RANKING, Counted, Parts, Picture, Years, forms_of

EMPTY = "未填写"
Number = int | float | Decimal


@dataclass(frozen=True)
class Figure:
    """One number and the records behind it; nothing where there is no number."""

    value: Number | None
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """What a bar or slice stands for, with one figure for each series."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class ShownPicture:
    """A picture with its figures; ``series`` names the columns of its table."""

    key: str
    title: str
    question: str
    shape: str
    label: str
    series: tuple[str, ...]
    unit: str
    marks: tuple[Mark, ...]
    #: What is counted, in words.
    of: str = ""
    url: str = ""
    added_up: bool = True

    @property
    def total(self) -> Decimal:
        """The sum of a picture of one series."""
        return sum((_exact(mark.figures[0].value) for mark in self.marks), start=Decimal(0))

    @property
    def share(self) -> dict[str, str]:
        """Of each mark its share of a hundred, where that says something."""
        total = self.total
        if not (self.added_up and len(self.series) == 1 and total):
            return {}
        return {mark.label: f"{_exact(mark.figures[0].value) * 100 / total:.1f}%" for mark in self.marks}


def _exact(value: Number | None) -> Decimal:
    return Decimal(str(value or 0))


@dataclass(frozen=True)
class Asked:
    """Whose pictures: who looks, at which school, in which year."""

    actor: Actor
    school: Org
    year: int

    def scope(self, form_key: str) -> FormScope:
        """The same for one form."""
        return FormScope(self.actor, registry.get(form_key), self.school, self.year, "view")

    def may(self, form_key: str) -> bool:
        """Whether the actor may view records of the form."""
        form = registry.get(form_key)
        return access.can(self.actor, form, "view") and access.opens_records(self.actor, form)

    def list_url(self, form_key: str, conditions: dict[str, str], year: int = 0) -> str:
        """The list of a form under conditions; of a form with one record a year, its page."""
        pairs = {FROM + name: text for name, text in conditions.items()}
        form = registry.get(form_key)
        if year or form.period is not Period.STANDING:
            pairs["year"] = str(year or self.year)
        if not self.actor.is_school:
            pairs["school"] = str(self.school.pk)
        path = reverse("filing:list", args=[form])
        return f"{path}?{urlencode(pairs)}" if pairs else path


def shown(asked: Asked, picture: Picture) -> ShownPicture | None:
    """A picture for somebody who may view any of its forms; None for others. One query for each form."""
    seen = [key for key in forms_of(picture) if asked.may(key)]
    if not seen:
        return None
    if isinstance(picture, Years):
        return _years(asked, picture, seen)
    return _parts(asked, picture) if isinstance(picture, Parts) else _counted(asked, picture)


def _plain(value: Number | None) -> Number | None:
    """A stored amount without the zeros of its column."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


# Records counted by an item ---------------------------------------------------------------------------------------


def _counted(asked: Asked, picture: Counted) -> ShownPicture:
    scope = asked.scope(picture.form)
    form, column = scope.form, scope.form.columns[picture.by]
    rows = in_period(scope, scope.rows())
    for name, text in picture.only.items():
        rows = form.columns[name].filter(rows, text)
    pairs = _spans(rows, column, picture, asked.year) if picture.ages else _groups(rows, column, picture)
    marks = [
        Mark(label, (Figure(number, _url(asked, picture, text)),)) for label, text, number in pairs if number
    ]
    words = [
        f"{form.columns[name].label}：{_word(form.columns[name], text)}"
        for name, text in picture.only.items()
    ]
    return ShownPicture(
        key=picture.key,
        title=picture.title,
        question=picture.question,
        shape=picture.shape,
        label=column.label,
        series=("条数",),
        unit="",
        marks=tuple(_cut(marks, picture.most)),
        of="，".join([form.label, *words]),
        url=_url(asked, picture, None),
    )


def _url(asked: Asked, picture: Counted, text: str | None) -> str:
    """The list of what is counted; with the text of a group, of that group. Nothing for what no condition finds."""
    if text == "":
        return ""
    return asked.list_url(picture.form, dict(picture.only) | ({} if text is None else {picture.by: text}))


def _word(column: Column, text: str) -> str:
    return next((label for value, label, _ in column.choices() if value == text), text)


def _groups(rows: QuerySet[Any], column: Column, picture: Counted) -> list[tuple[str, str, int]]:
    """Label, condition and number of each group: in the order of their values, or by size."""
    counted: dict[str, tuple[str, int]] = {}
    codes = _order(column)
    for *fetched, number in rows.order_by().values_list(*column.paths).annotate(_number=Count("pk")):
        value = column.load(fetched)
        text = "" if value is None else str(column.origin.raw(value))
        if picture.depth and text:
            text = _ancestor(column, text, picture.depth)
            label = _code_table(column).name(text)
        else:
            label = EMPTY if value is None else column.text(value)
        counted[text] = (label, counted.get(text, ("", 0))[1] + number)
    groups = [(label, text, number) for text, (label, number) in counted.items()]
    if picture.shape == RANKING:
        return sorted(groups, key=lambda group: (group[1] == "", -group[2], group[0]))
    return sorted(groups, key=lambda group: (group[1] == "", codes.get(group[1], 0), group[1]))


def _order(column: Column) -> dict[str, int]:
    """The place of each choice in its table; nothing for items without choices."""
    return {value: place for place, (value, _, _) in enumerate(column.choices())}


def _code_table(column: Column) -> Any:
    return tables.table(column.origin.code_table)


def _ancestor(column: Column, code: str, depth: int) -> str:
    """The code on that level above a code, itself where it stands higher."""
    table, line = _code_table(column), [code]
    while (entry := table.entries.get(line[0])) is not None and entry.parent:
        line.insert(0, entry.parent)
    return line[min(depth, len(line)) - 1]


def _spans(
    rows: QuerySet[Any], column: Column, picture: Counted, year: int
) -> Iterable[tuple[str, str, int]]:
    """Label, condition and number of each span of ages, at the beginning of the school year."""
    day = date(year, 9, 1)
    bounds = [_born(day, *span) for span in picture.ages]
    counts = {f"n{place}": Count("pk", filter=_within(column, *bound)) for place, bound in enumerate(bounds)}
    found = rows.order_by().aggregate(
        **counts, empty=Count("pk", filter=Q(**{f"{column.name}__isnull": True}))
    )
    for place, ((low, high), (first, last)) in enumerate(zip(picture.ages, bounds, strict=True)):
        label = f"{high}岁及以下" if low is None else f"{low}岁及以上" if high is None else f"{low}—{high}岁"
        yield label, f"{first or ''}~{last or ''}", found[f"n{place}"]
    yield EMPTY, "", found["empty"]


def _born(day: date, low: int | None, high: int | None) -> tuple[date | None, date | None]:
    """First and last birthday of those who are from low to high full years old on a day."""
    first = None if high is None else day.replace(year=day.year - high - 1) + timedelta(days=1)
    return first, None if low is None else day.replace(year=day.year - low)


def _within(column: Column, first: date | None, last: date | None) -> Q:
    bounds = {f"{column.name}__gte": first, f"{column.name}__lte": last}
    return Q(**{path: bound for path, bound in bounds.items() if bound is not None})


def _cut(marks: Sequence[Mark], most: int) -> list[Mark]:
    """The first marks; the rest as one, without a list of its own."""
    if len(marks) <= most:
        return list(marks)
    rest = marks[most - 1 :]
    number = sum(int(mark.figures[0].value or 0) for mark in rest)
    return [*marks[: most - 1], Mark(f"其他 {len(rest)} 项", (Figure(number),))]


# Items of yearly records ------------------------------------------------------------------------------------------


def _parts(asked: Asked, picture: Parts) -> ShownPicture:
    scope = asked.scope(picture.form)
    columns = [scope.form.columns[name] for name in picture.items]
    fetched = scope.record_form.fetch(in_period(scope, scope.rows()).order_by("pk")[:1], columns)
    url = asked.list_url(picture.form, {}, asked.year)
    values = fetched[0][1] if fetched else []
    return ShownPicture(
        key=picture.key,
        title=picture.title,
        question=picture.question,
        shape=picture.shape,
        label="项目",
        series=("金额",),
        unit=columns[0].unit,
        marks=tuple(
            Mark(column.label, (Figure(_plain(value), url),))
            for column, value in zip(columns, values, strict=False)
            if value
        ),
        of=f"{scope.form.label}，{year_name(scope.form.period, asked.year)}",
        url=url,
    )


def _years(asked: Asked, picture: Years, seen: Sequence[str]) -> ShownPicture:
    items = [(key, name) for key, name in picture.items if key in seen]
    found: list[dict[int, Any]] = []
    columns = [asked.scope(key).form.columns[name] for key, name in items]
    for (key, _), column in zip(items, columns, strict=True):
        scope = asked.scope(key)
        fetched = scope.record_form.fetch(scope.rows().order_by("-year")[: picture.most], [column], ("year",))
        found.append({year: _plain(values[0]) for (year,), values in fetched})
    years = sorted({year for each in found for year in each})[-picture.most :]
    return ShownPicture(
        key=picture.key,
        title=picture.title,
        question=picture.question,
        shape=picture.shape,
        label="年度",
        series=tuple(column.label for column in columns),
        unit=columns[0].unit,
        marks=tuple(
            Mark(
                f"{year}年度",
                tuple(
                    Figure(each.get(year), asked.list_url(key, {}, year) if year in each else "")
                    for (key, _), each in zip(items, found, strict=True)
                ),
            )
            for year in years
        ),
        of="、".join(dict.fromkeys(column.form.label for column in columns)),
        added_up=False,
    )
