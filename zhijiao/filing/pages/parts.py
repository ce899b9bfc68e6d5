"""Rows of forms without a menu place, shown with the record they belong to (学籍异动 with 学生学籍信息)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.fieldset import PageValues
from zhijiao.filing.records import row_reader
from zhijiao.filing.records.query import FROM
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.private.cipher import for_school

MOST_ROWS = 50
"""Rows shown on the page of a record; a link leads to all of them."""
OF = "of"
"""Names, in the address of a new row, the record it will belong to."""


@dataclass(frozen=True)
class ShownPart:
    """The rows of one such form that belong to a record, with the ways on from there."""

    label: str
    heads: list[str]
    #: Address and texts of each row.
    rows: list[tuple[str, list[str]]]
    more: bool
    new_url: str
    list_url: str


def parts_of(ctx: FormContext, record_id: int) -> list[ShownPart]:
    """What is shown of each part that the actor may see; one query a part."""
    seen = [part for part in ctx.record_form.parts if isinstance(part, Form) and ctx.can("view", part)]
    return [_shown(ctx, part, record_id) for part in seen]


def list_links(ctx: FormContext) -> list[tuple[str, str]]:
    """Names and lists of the parts of a form that the actor may see."""
    seen = [part for part in ctx.record_form.parts if ctx.can("view", part)]
    return [(part.label, ctx.address(address_of("filing:list", part))) for part in seen]


def _shown(ctx: FormContext, part: Form, record_id: int) -> ShownPart:
    link = part.columns[part.declaration.part_of]
    columns = [column for column in part.listing_columns if column is not link]
    plan = row_reader.row_reader(part.key, tuple(column.name for column in columns), "shown", ("pk",))
    found = ctx.rows("view", part).filter(**{f"{link.name}_id": record_id}).order_by(*part.ordering, "pk")
    fetched: Any = found.values_list(*plan.paths)[: MOST_ROWS + 1]
    hidden = any(column.private_source for column in columns)
    cipher: Any = for_school(ctx.school.pk) if hidden else None
    rows = [
        (ctx.address(address_of("filing:view", part, row[0])), texts)
        for row, texts in zip(fetched, plan.rows(fetched, cipher), strict=True)
    ]
    return ShownPart(
        label=part.label,
        heads=[column.label for column in columns],
        rows=rows[:MOST_ROWS],
        more=len(rows) > MOST_ROWS,
        new_url=_new_url(ctx, part, record_id) if ctx.can("add", part) else "",
        list_url=ctx.address(address_of("filing:list", part), _only_of(ctx, link, record_id)),
    )


def _new_url(ctx: FormContext, part: Form, record_id: int) -> str:
    """The page of a new row that leads back to the record."""
    back = ctx.address(address_of("filing:view", ctx.form, record_id))
    return ctx.address(address_of("filing:new", part), urlencode({OF: record_id, "next": back}))


def _only_of(ctx: FormContext, link: Column, record_id: int) -> str:
    """The condition of a list of the rows of one record."""
    key = _key_of(ctx, link, record_id)
    return urlencode({FROM + link.name: key}) if key else ""


def _key_of(ctx: FormContext, link: Column, record_id: int) -> str:
    """What a clerk types to name the record; empty where it is not there for the actor."""
    host = link.target
    if host is None or not ctx.can("view", host):
        return ""
    found = ctx.rows("view", host).filter(pk=record_id).values_list(*host.reference_paths).first()
    return " / ".join(map(str, found)) if found else ""


def begun(ctx: FormContext) -> PageValues:
    """What the page of a new row begins with: the year chosen, and the record that the address names."""
    values = PageValues(raw={name: str(value) for name, value in ctx.defaults.items()})
    named, name = whole_number(ctx.request.GET.get(OF, "")), ctx.record_form.declaration.part_of
    if name and named is not None and (key := _key_of(ctx, ctx.form.columns[name], named)):
        values.raw[name] = values.shown[name] = key
    return values
