"""What a list is asked for: conditions, order, completeness; read from an address and written back into one.

``f_<column>`` holds a condition, ``t_<column>`` the upper end of a span, ``b_<column>`` the blind index of a private
value: what a clerk types into a private box never stands in an address, a log or the browser's history.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from zhijiao.filing.columns import Column
from zhijiao.filing.fields import BLIND_SUFFIX
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.kit.text import fold
from zhijiao.privacy import blind

FROM, TO, BLIND = "f_", "t_", "b_"
LONGEST = 200
DIGEST = re.compile(r"[0-9a-f]{32}(\.[0-9a-f]{32}){0,3}")
"""A blind index; while the master key is being replaced, that under the new key and those under former ones."""


@dataclass(frozen=True)
class Query:
    """Conditions and order of a list."""

    form: Any
    filters: Mapping[str, str] = field(default_factory=dict)
    blinds: Mapping[str, str] = field(default_factory=dict)
    gaps: bool = False
    sort: str = ""
    #: Whether a private value stood in the address itself and must be taken out of it.
    leaky: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.filters or self.blinds or self.gaps)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The column sorted by, and whether downwards."""
        return self.sort.removeprefix("-"), self.sort.startswith("-")

    def labels(self) -> list[str]:
        """What is asked for, without the values: they may name a person."""
        names = [*self.filters, *self.blinds]
        return [self.form.columns[name].label for name in names] + (["有缺项"] if self.gaps else [])

    def span(self, name: str) -> tuple[str, str]:
        """Both ends of a condition on a span."""
        low, tilde, high = self.filters.get(name, "").partition("~")
        return low, high if tilde else low

    def narrow(self, rows: QuerySet) -> QuerySet:
        """The rows that meet every condition."""
        for name, text in self.filters.items():
            rows = self.form.columns[name].filter(rows, text)
        if self.blinds:
            wanted = {f"{name}{BLIND_SUFFIX}__in": digest.split(".") for name, digest in self.blinds.items()}
            rows = rows.filter(**wanted)
        return rows.filter(gaps__gt=0) if self.gaps else rows

    def order(self, rows: QuerySet) -> QuerySet:
        """The rows in the order asked for, else in the form's own; always the same for equal values."""
        name, down = self.sorted_by
        if name:
            return rows.order_by(("-" if down else "") + self.form.columns[name].order_by, "pk")
        return rows.order_by(*self.form.ordering, "pk")

    def string(self, **changes: str | None) -> str:
        """The query as the part of an address behind the question mark; ``changes`` replace or (None) drop a part."""
        pairs = {FROM + name: text for name, text in self.filters.items()}
        pairs |= {BLIND + name: digest for name, digest in self.blinds.items()}
        if self.gaps:
            pairs["gaps"] = "1"
        if self.sort:
            pairs["sort"] = self.sort
        for name, value in changes.items():
            pairs.pop(name, None)
            if value:
                pairs[name] = value
        return urlencode(pairs)


def read(form: Any, params: Mapping[str, str]) -> Query:
    """The query of an address or a posted query bar; what does not belong to the form is left out."""
    filters, blinds, leaky = {}, {}, False
    named = {key[2:] for key in params if key[:2] in (FROM, TO, BLIND)}
    for name in [name for name in form.columns if name in named] if named else ():
        column = form.columns[name]
        if not column.filterable:
            continue
        text = _text(column, params)
        if column.private:
            digest = params.get(BLIND + name, "")
            if text:
                blinds[name], leaky = ".".join(blind.alternatives(column.private, text)), True
            elif DIGEST.fullmatch(digest):
                blinds[name] = digest
        elif text:
            filters[name] = text
    sort = params.get("sort", "")
    sorting = form.columns.get(sort.removeprefix("-"))
    return Query(
        form,
        filters,
        blinds,
        gaps=params.get("gaps") == "1",
        sort=sort if sorting is not None and sorting.order_by else "",
        leaky=leaky,
    )


def _text(column: Column, params: Mapping[str, str]) -> str:
    """The condition on a column; a span posted as two boxes becomes ``low~high``."""
    low = fold(params.get(FROM + column.name, "")[:LONGEST])
    if TO + column.name not in params:
        return low
    high = fold(params[TO + column.name][:LONGEST])
    if not low and not high:
        return ""
    return low if low == high else f"{low}~{high}"


def offered(form: Any) -> list[Column]:
    """Columns of the query bar as first seen; a term form always asks for its term."""
    columns = [form.columns[getattr(item, "name", item)] for item in form.filters]
    term = form.columns.get("term") if "term" in PERIOD_FIELDS[form.period] else None
    if term is not None and term not in columns:
        columns.insert(0, term)
    return [column for column in columns if column.name != "year" or "year" not in PERIOD_FIELDS[form.period]]


def askable(form: Any) -> list[Column]:
    """All columns that can be asked for."""
    period = PERIOD_FIELDS[form.period]
    return [
        column
        for column in form.columns.values()
        if column.filterable and (column.name not in period or column.name == "term")
    ]
