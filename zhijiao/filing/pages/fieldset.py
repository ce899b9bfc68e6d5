"""Columns as the page's fields: what a template needs to draw each item, with value, note, errors and prerequisite."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from zhijiao.attachments.kinds import KINDS, endings
from zhijiao.filing.models import FilingCount
from zhijiao.filing.pages import ledger
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import attached, school_rows
from zhijiao.filing.records.row_reader import mask_token
from zhijiao.filing.schema.columns.base import Column, FormLike, masked
from zhijiao.filing.schema.columns.files import FileColumn, HeldFile, held_files
from zhijiao.filing.schema.requirements import required_when, requirements
from zhijiao.filing.schema.row_checks import RequiredIf
from zhijiao.filing.schema.sources import source_words
from zhijiao.kit.addresses import address_of
from zhijiao.private.cipher import for_school

#: Code tables longer than this are searched on the server instead of being sent along with the page.
LONG_TABLE = 120
#: What the control of a filled private item posts to empty it; reading it gives no value.
EMPTIED = " "


@dataclass
class Section:
    """One section of a page."""

    title: str
    id: str
    fields: list[dict[str, Any]]
    #: The fields as they stand below each other: grids, and tables of amounts.
    runs: list[ledger.Run]

    @property
    def filled(self) -> int:
        """How many of its fields hold something."""
        return sum(bool(f["value"] or f.get("display")) for f in self.fields)

    @property
    def errors(self) -> int:
        """How many of its fields are wrong."""
        return sum(bool(f["errors"]) for f in self.fields)


@dataclass
class PageValues:
    """What the fields of one page hold: ``raw`` for the controls, ``shown`` as text.

    Private values are only masked, but for the page of a private form that shows them in clear.
    """

    raw: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    clear: bool = False
    #: Files of the record as it is stored, by column.
    held: dict[str, tuple[HeldFile, ...]] = field(default_factory=dict)


def stored_values(ctx: FormContext, record_id: int, clear: bool = False) -> PageValues:
    """Values of a record for its page; one query. With ``clear`` its own private ones too, told of before."""
    form = ctx.record_form
    wanted = list(form.columns.values())
    found = school_rows.one(ctx.actor, form, ctx.school.pk, record_id)
    fetched = form.fetch(found or ctx.rows("view").filter(pk=record_id), wanted)
    values = PageValues(clear=clear)
    if not fetched:
        return values
    cipher = for_school(ctx.school.pk)
    for column, value in zip(wanted, fetched[0][1], strict=True):
        source = column.private_source
        if source is not None and source is not column:
            values.shown[column.name] = mask_token(source, cipher, value) or ""
        elif source is not None:
            plain = cipher.decrypt(value)
            values.raw[column.name] = column.raw(column.from_seal(plain)) if clear and plain else ""
            values.shown[column.name] = masked(column, plain) or ""
            value = plain
        else:
            values.raw[column.name] = column.raw(value)
            values.shown[column.name] = column.text(value)
        if column.holds_files:
            values.held[column.name] = held_files(value)
            values.raw[column.name] = column.raw(value)  # numbers, which tell nothing
    return values


def missing_prerequisites(ctx: FormContext) -> list[FormLike]:
    """Forms that must have rows before this one can be filled, and have none; one query."""
    needed = {form.key: form for form in ctx.form.needs}
    if not needed:
        return []
    filled = FilingCount.objects.filter(school=ctx.school, form__in=needed, rows__gt=0).values_list(
        "form", flat=True
    )
    return [form for key, form in needed.items() if key not in set(filled)]


def sections(
    ctx: FormContext,
    values: PageValues,
    missing: Sequence[FormLike],
    problems: Mapping[str, Sequence[str]] | None = None,
    leave_out: Collection[str] = (),
) -> list[Section]:
    """The page's sections with their fields; those that read one of the missing forms say so."""
    problems = problems or {}
    blocked = {form.key for form in missing}
    made = []
    for number, (title, columns) in enumerate(ctx.record_form.sections.items(), 1):
        fields = [
            page_field(ctx, column, values, problems.get(column.name, ()), blocked)
            for column in columns
            if column.name not in leave_out
        ]
        made.append(Section(title, f"sec-{number}", fields, ledger.runs(ctx.record_form, fields)))
    return made


def page_field(
    ctx: FormContext, column: Column, values: PageValues, errors: Sequence[str], blocked: set[str]
) -> dict[str, Any]:
    """One field as the macros of ``ui.html`` take it."""
    name, control = column.name, column.control(LONG_TABLE)
    hidden = column.private and not values.clear
    masked_box = hidden and not column.chosen
    described: dict[str, Any] = {
        "name": name,
        "label": column.label,
        "value": values.raw.get(name, ""),
        "display": values.shown.get(name, ""),
        "widget": "private" if masked_box else control.widget,
        "required": column.required_for(ctx.school.school_type),
        "note": column.note,
        "unit": column.unit,
        "example": "" if column.private or column.example is None else str(column.example),
        "source": source_words(column.source),
        "errors": list(errors),
        "maxlength": column.facts.max_length,
        "amount": column.numeric and bool(column.unit),
        "typed_day": "" if masked_box else column.span_widget,
        "width": 3 if column.multiline else None,
    }
    if conditional := requirements(column):
        described |= _conditional(column, conditional, described, values)
    if column.rich:
        described |= _rich(ctx, column)
    if (through := column.looked_through) is not None and not column.private_source:
        described |= {"through": through.name, "look_up_url": ctx.address(ctx.path("look_up", through.name))}
    if column.facts.given:
        described["hint"] = "系统提供，取自本单位在系统中的登记信息"
    if control.searched:
        described["options_url"] = address_of("filing:options", ctx.form, name)
    if control.choices is not None:
        described["choices"] = tuple(control.choices)
    if column.holds_files:
        return described | file_box(ctx, cast("FileColumn", column), values)
    if hidden and described["display"]:
        described |= _untouched(column, described, column.required_for(ctx.school.school_type))
    if (target := column.target) is not None and target.key in blocked:
        described["blocked"] = {
            "label": target.label,
            "text": f"读取“{target.label}”，目前还没有数据",
            "url": address_of("filing:list", target),
        }
    return described


def _rich(ctx: FormContext, column: Column) -> dict[str, Any]:
    """What the editor of a rich text wants: how much may be written, and where pasted things are cleaned."""
    return {
        "most": column.facts.max_length,
        "maxlength": None,
        "paste_url": ctx.dated_url("paste", column.name),
    }


def file_box(ctx: FormContext, column: FileColumn, values: PageValues) -> dict[str, Any]:
    """What the box of a file column shows: each file with its mark, and room for more. Private names stay hidden."""
    held = values.held.get(column.name, ())
    numbers = values.raw.get(column.name) or []
    files = attached.resolve(ctx.actor, ctx.school.pk, column, numbers, held).files
    hidden = column.private and not values.clear
    return {
        "files": [
            {
                "number": file.number,
                "name": KINDS[file.kind].label if hidden and file in held else file.name,
                "size": file.size_text,
            }
            for file in files
        ],
        "was": ctx.request.POST.getlist(f"was-{column.name}")
        if ctx.request.method == "POST"
        else [file.number for file in held],
        "accept": endings(column.accepts),
        "hint": column.limits,
        "many": column.most > 1,
        "width": 2,
        "upload_url": ctx.dated_url("attach", column.name),
        "example": "",
    }


def _conditional(
    column: Column, found: Sequence[RequiredIf], described: Mapping[str, Any], values: PageValues
) -> dict[str, Any]:
    """What the page needs to mark an item while somebody chooses in the others."""
    now = any(requirement.holds_on_page(values.raw, values.shown) for requirement in found)
    asked = [[condition.for_page() for condition in requirement.conditions] for requirement in found]
    return {
        "required": described["required"] or now,
        "required_when": json.dumps(asked, ensure_ascii=False),
        "note": f"{column.note}。{required_when(column)}",
    }


def _untouched(column: Column, described: Mapping[str, Any], always: bool) -> dict[str, Any]:
    """A filled private item is not asked for again; one chosen from a list can be emptied by a choice of its own."""
    if not column.chosen:
        return {"required": False}
    facts: dict[str, Any] = {"required": False, "hint": "已填写，不显示；不选则不修改"}
    if not always and not column.several and "choices" in described:
        facts["choices"] = (*described["choices"], (EMPTIED, "（清空）", ""))
    return facts
