"""What a list is asked for: conditions, order, completeness; read from an address and written back into one.

``f_<column>`` holds a condition, ``t_<column>`` the upper end of a span, ``b_<column>`` the token of a private value:
what a clerk types into a private box never stands in an address, a log or the browser's history. Tokens say nothing
until :func:`with_private_conditions` has asked whether the actor may search for private values at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.filing.records import access, synced
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.columns.traits import LONGEST_ASKED
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.identity.actor import Actor
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.text import fold
from zhijiao.private import search_token

FROM, TO, BLIND = "f_", "t_", "b_"
GONE = "源头已无"


@dataclass(frozen=True)
class Query:
    """Conditions and order of a list."""

    form: FormLike
    filters: Mapping[str, str] = field(default_factory=dict)
    #: By private column, the token in the address.
    tokens: Mapping[str, str] = field(default_factory=dict)
    #: By private column, the blind indexes asked for, once the tokens have been opened.
    blinds: Mapping[str, list[str]] = field(default_factory=dict)
    gaps: bool = False
    #: Only records that their source system no longer holds.
    gone: bool = False
    sort: str = ""
    #: Whether a private value stood in the address itself and must be taken out of it.
    leaky: bool = False
    #: The saved query that this began with; it says which columns are shown.
    saved: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for at all."""
        return bool(self.filters or self.tokens or self.gaps or self.gone)

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The column sorted by, and whether downwards."""
        return self.sort.removeprefix("-"), self.sort.startswith("-")

    def labels(self) -> list[str]:
        """What is asked for, without the values: they may name a person."""
        names = [*self.filters, *self.tokens]
        return [
            *(self.form.columns[name].label for name in names),
            *(["有缺项"] if self.gaps else []),
            *([GONE] if self.gone else []),
        ]

    def span(self, name: str) -> tuple[str, str]:
        """Both ends of a condition on a span."""
        low, tilde, high = self.filters.get(name, "").partition("~")
        return low, high if tilde else low

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet every condition; private ones must have been opened."""
        self.must_be_open()
        for name, text in self.filters.items():
            rows = self.form.columns[name].filter(rows, text)
        for name, indexes in self.blinds.items():
            rows = rows.filter(**{f"{name}{BLIND_SUFFIX}__in": indexes})
        if self.gone:
            rows = synced.without_source(self.form, rows)
        return rows.filter(gaps__gt=0) if self.gaps else rows

    def must_be_open(self) -> None:
        """Refuse to work with private conditions that nobody has asked about; a mistake of the program."""
        if self.tokens.keys() != self.blinds.keys():
            raise RuntimeError(
                "query.with_private_conditions has to be asked before private conditions are used"
            )

    def order(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in the order asked for, else in the form's own; always the same for equal values."""
        return rows.order_by(*self.order_paths)

    @property
    def order_paths(self) -> tuple[str, ...]:
        """What :meth:`order` orders by."""
        name, down = self.sorted_by
        if name:
            return ("-" if down else "") + self.form.columns[name].order_by, "pk"
        return *self.form.ordering, "pk"

    def string(self, **changes: str | None) -> str:
        """The query as the part of an address behind the question mark; ``changes`` replace or (None) drop a part."""
        pairs = {FROM + name: text for name, text in self.filters.items()}
        pairs |= {BLIND + name: token for name, token in self.tokens.items()}
        if self.gaps:
            pairs["gaps"] = "1"
        if self.gone:
            pairs["gone"] = "1"
        if self.sort:
            pairs["sort"] = self.sort
        if self.saved:
            pairs["saved"] = str(self.saved)
        for name, value in changes.items():
            pairs.pop(name, None)
            if value:
                pairs[name] = value
        return urlencode(pairs)


def parse_query(form: FormLike, params: Mapping[str, str], session: str = "") -> Query:
    """The query of an address or a posted query bar; what does not belong to the form is left out.

    A private value becomes a token of the session; without a session (the API) there are no private conditions.
    """
    filters: dict[str, str] = {}
    tokens: dict[str, str] = {}
    leaky = False
    named = {key[2:] for key in params if key[:2] in (FROM, TO, BLIND)}
    for name in [name for name in form.columns if name in named] if named else ():
        column = form.columns[name]
        if not column.filterable:
            continue
        text = _text(column, params)
        if column.private:
            token = params.get(BLIND + name, "")
            if text and session:
                tokens[name], leaky = search_token.seal(session, _place(column), column.private, text), True
            elif token and session:
                tokens[name] = token
        elif text:
            filters[name] = text
    sort = params.get("sort", "")
    sorting = form.columns.get(sort.removeprefix("-"))
    return Query(
        form,
        filters,
        tokens,
        gaps=params.get("gaps") == "1",
        gone=params.get("gone") == "1",
        sort=sort if sorting is not None and sorting.order_by else "",
        leaky=leaky,
        saved=whole_number(params.get("saved", "")) or 0,
    )


def with_private_conditions(actor: Actor, asked: Query, session: str) -> Query:
    """The query with its private conditions opened, for somebody who may see the values and has opened them.

    Raises:
        access.Denied: the actor may not see private values of the form.
        access.Locked: the actor may, once the data password has been entered.
        Http404: a condition is of another session, so that its value is not known.
    """
    if not asked.tokens:
        return asked
    labels = require_private(actor, asked.form, asked.tokens)
    found: dict[str, list[str]] = {}
    for name, token in asked.tokens.items():
        indexes = search_token.opened(session, _place(asked.form.columns[name]), token)
        if indexes is None:
            raise Http404(f"地址中“{labels}”的查询条件只在当次登录中有效，请回到列表重新输入。")
        found[name] = indexes
    return replace(asked, blinds=found)


def require_private(actor: Actor, form: FormLike, names: Iterable[str]) -> str:
    """Refuse somebody who may not ask for values of these private columns; returns their labels.

    Raises:
        access.Denied: the actor may not see private values of the form.
        access.Locked: the actor may, once the data password has been entered.
    """
    labels = "、".join(form.columns[name].label for name in names if name in form.columns)
    if not labels:
        return ""
    access.require(actor, form, "reveal")
    if not actor.unlocked:
        raise access.Locked(f"按“{labels}”查询属于使用隐私数据，输入数据密码后才能查询。")
    return labels


def stored(asked: Query) -> dict[str, Any]:
    """An opened query as plain data, for a job that has no session to open tokens with. To be kept sealed."""
    asked.must_be_open()
    return {
        "filters": dict(asked.filters),
        "blinds": {name: list(indexes) for name, indexes in asked.blinds.items()},
        "gaps": asked.gaps,
        "gone": asked.gone,
        "sort": asked.sort,
    }


def restored(form: FormLike, said: Mapping[str, Any]) -> Query:
    """The query that :func:`stored` has put by; what the form no longer has is an error of whoever renamed it."""
    tokens = dict.fromkeys(said["blinds"], "")
    return Query(
        form,
        said["filters"],
        tokens,
        said["blinds"],
        gaps=said["gaps"],
        gone=said.get("gone", False),
        sort=said["sort"],
    )


def may_search(actor: Actor, column: Column) -> bool:
    """Whether the box of a column is offered; that of a private one to those only who may see its values."""
    return not column.private or access.holds(actor, column.form, "reveal")


def _place(column: Column) -> str:
    return f"{column.form.key}.{column.name}"


def _text(column: Column, params: Mapping[str, str]) -> str:
    """The condition on a column; a span posted as two boxes becomes ``low~high``."""
    low = fold(params.get(FROM + column.name, "")[:LONGEST_ASKED])
    if TO + column.name not in params:
        return low
    high = fold(params[TO + column.name][:LONGEST_ASKED])
    if not low and not high:
        return ""
    return low if low == high else f"{low}~{high}"


def default_conditions(form: FormLike) -> list[Column]:
    """Columns of the query bar as first seen; a term form always asks for its term."""
    columns = list(form.filter_columns)
    term = form.columns.get("term") if "term" in PERIOD_FIELDS[form.period] else None
    if term is not None and term not in columns:
        columns.insert(0, term)
    return [column for column in columns if column.name != "year" or "year" not in PERIOD_FIELDS[form.period]]


def condition_columns(form: FormLike) -> list[Column]:
    """All columns that can be asked for."""
    period = PERIOD_FIELDS[form.period]
    return [
        column
        for column in form.columns.values()
        if column.filterable and (column.name not in period or column.name == "term")
    ]
