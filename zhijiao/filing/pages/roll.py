"""The grid opened with a roll: which records can be chosen, and a row for each member of the one that is.

Members and whatever names them come through the gate: who sees only own rows gets no others here either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.rolls import Roll
from zhijiao.kit.numbers import whole_number

ASKED = "roll"
"""Names the record chosen in the address of the grid."""
MOST_CHOICES = 300
MOST_MEMBERS = 400


@dataclass(frozen=True)
class RollChoice:
    """What the grid offers to choose from: the form, and its records by number with what they are called."""

    label: str
    records: list[tuple[int, str]]
    chosen: int | None
    #: The record chosen, how many members it has, how many of them have a row already.
    name: str = ""
    members: int = 0
    entered: int = 0


@dataclass(frozen=True)
class RollRow:
    """A row that is not there yet: texts and hints of the items that are filled in beforehand."""

    texts: dict[str, str]
    hints: dict[str, str]


@dataclass(frozen=True)
class OpenedRoll:
    """A roll with its record chosen: rows that are there, and one for each member who has none."""

    choice: RollChoice
    #: The item that says who a row is about; the rows come in its order.
    who: str
    there: QuerySet[Any]
    lacking: list[RollRow]


def choices(ctx: FormContext) -> RollChoice | None:
    """What can be chosen for the roll of the form, if it has one and the actor may see who is on it; one query."""
    roll = ctx.record_form.declaration.roll
    if roll is None or not ctx.can("add") or not all(ctx.can("view", form) for form in _forms(ctx, roll)):
        return None
    of = ctx.form.registry.by_model(roll.of)
    rows = _in_year(ctx, of).order_by(*of.ordering, "pk")[:MOST_CHOICES]
    found = [(row_id, " ".join(filter(None, (key, title)))) for row_id, key, title, _ in _named(of, rows, [])]
    return RollChoice(of.label, found, None)


def opened(ctx: FormContext) -> OpenedRoll | None:
    """The roll that the address asks for; four queries.

    Raises:
        access.Denied: the actor may not see who is on it.
        Http404: the form has no roll, there is no such record in the year, or more members than a grid holds.
    """
    if not ctx.request.GET.get(ASKED):
        return None
    roll, number = ctx.record_form.declaration.roll, whole_number(ctx.request.GET[ASKED])
    if roll is None or number is None:
        raise Http404(f"“{ctx.form.label}”没有这样的名单。")
    ctx.acting("add")
    of, members, *_ = _forms(ctx, roll)
    record = next(iter(_named(of, _in_year(ctx, of).filter(pk=number), _columns(of, roll.own))), None)
    if record is None:
        raise Http404(f"所选学年的“{of.label}”中没有这条记录，或不在您可以查看的范围内。")
    who = next(iter(roll.each))
    there = ctx.rows("change").filter(**{roll.inside: number}).order_by("pk")
    held = set(there.values_list(f"{who}_id", flat=True)) if roll.once else set()
    own = _cells(record, roll.own, _columns(of, roll.own))
    found = list(_named(members, _members(ctx, roll, number), _columns(members, roll.each)))
    if len(found) > MOST_MEMBERS:
        raise Http404(f"名单超过 {MOST_MEMBERS} 人，不能在一张表格中填写，请下载模板填写后导入。")
    lacking = [
        _together(own, _cells(each, roll.each, _columns(members, roll.each)))
        for each in found
        if _meant(each, roll.each[who]) not in held
    ]
    name = " ".join(filter(None, record[1:3]))
    chosen = RollChoice(of.label, [], number, name, len(found), len(found) - len(lacking))
    return OpenedRoll(chosen, who, there if roll.once else there.none(), lacking)


def _forms(ctx: FormContext, roll: Roll) -> list[RecordForm]:
    """The forms that have to be seen: of the record chosen, of the members, and those that name the members."""
    by_model = ctx.form.registry.by_model
    of, members = by_model(roll.of), by_model(roll.members)
    return [of, members, *(c.target for c in _columns(members, roll.each) if c.target is not None)]


def _in_year(ctx: FormContext, form: RecordForm) -> QuerySet[Any]:
    """Records that can be chosen: those of the year of the page, where the form has one."""
    rows = ctx.rows("view", form)
    return rows.filter(year=ctx.year) if "year" in PERIOD_FIELDS[form.period] else rows


def _members(ctx: FormContext, roll: Roll, number: int) -> QuerySet[Any]:
    """Records of the members, in the order of what names them; one more than a grid holds tells that there are more."""
    of, members, *named_by = _forms(ctx, roll)
    same, chosen = roll.match
    record = ctx.rows("view", of).filter(pk=number).values(f"{chosen}_id" if chosen else "pk")
    rows = ctx.rows("view", members).filter(**{f"{same}__in": record}, **roll.where)
    named = [column for column in _columns(members, roll.each) if column.target is not None]
    for column, form in zip(named, named_by, strict=True):
        rows = rows.filter(**{f"{column.name}__in": ctx.rows("view", form).values("pk")})
    ordering = [column.order_by for column in named] or members.ordering
    return rows.order_by(*ordering, "pk")[: MOST_MEMBERS + 1]


def _columns(form: RecordForm, wanted: Mapping[str, str]) -> list[Column]:
    return [form.columns[path] for path in wanted.values() if path]


Named = tuple[int, str, str, list[Any]]
"""A record: its number, natural key, title, and values of the columns asked for."""


def _named(form: RecordForm, rows: QuerySet[Any], columns: list[Column]) -> Iterator[Named]:
    """Records with what a clerk types to name them, what they are called, and some values; one query."""
    keys, titles = form.reference_paths, form.title_paths
    for (row_id, *words), values in form.fetch(rows, columns, ("pk", *keys, *titles)):
        key = " / ".join(map(str, words[: len(keys)]))
        yield row_id, key, " ".join(str(word) for word in words[len(keys) :] if word), values


def _cells(record: Named, wanted: Mapping[str, str], columns: list[Column]) -> RollRow:
    """The cells that a record gives, as they are typed."""
    _, key, title, values = record
    found = {column.name: (column, value) for column, value in zip(columns, values, strict=True)}
    texts, hints = {}, {}
    for name, path in wanted.items():
        if not path:
            texts[name], hints[name] = key, title
            continue
        column, value = found[path]
        texts[name] = as_text(column.cell(value)) or ""
        hints[name] = str(value.title) if column.target and value else ""
    return RollRow(texts, hints)


def _meant(member: Named, path: str) -> int | None:
    """The record that says who a member is: its own, or the one it refers to first."""
    row_id, _, _, values = member
    if not path:
        return row_id
    return values[0].id if values[0] else None


def _together(own: RollRow, member: RollRow) -> RollRow:
    return RollRow(own.texts | member.texts, own.hints | member.hints)
