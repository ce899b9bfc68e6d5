"""One record: its page for reading, its neighbours in the list, who refers to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.filing.models import Change
from zhijiao.filing.pages import copy_links, file_views, ledger, private_form, record_notices
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.dossier_link import dossier_url
from zhijiao.filing.pages.heading import FormPage, board_links, in_period, listed_rows, page_heading
from zhijiao.filing.pages.parts import ShownPart, parts_of
from zhijiao.filing.records import access, references, row_reader, school_rows
from zhijiao.filing.records.references import visible_uses
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.kit.addresses import address_of
from zhijiao.kit.page_context import render_page
from zhijiao.private.cipher import SchoolCipher, for_school

#: Beyond this many rows a list is too long to say where in it a record stands.
MOST_NEIGHBOURS = 10_000


@dataclass(frozen=True)
class ShownRecord:
    """A record as its page shows it: sections of fields, what names it, when it was changed."""

    id: int
    gaps: int
    updated_at: Any
    title: str
    sections: list[tuple[str, list[dict[str, Any]]]]
    #: Whether the state of its workflow allows to change it, and to delete it.
    open: bool = True
    removable: bool = True


@dataclass(frozen=True, kw_only=True)
class RecordPage(FormPage):
    """The page of a record, with its place in the list that led to it."""

    record: ShownRecord
    #: Its sections, with amounts as the tables they are typed in.
    sections: list[tuple[str, list[ledger.Run]]]
    last: Mapping[str, Any] | None
    edit_url: str
    delete_url: str
    history_url: str
    used_by_url: str
    dossier_url: str
    move_url: str
    list_url: str
    remarks: list[Any]
    boards: list[tuple[str, str]]
    parts: list[ShownPart]
    tabs: list[Any] = field(default_factory=list)
    previous: str = ""
    next: str = ""
    place: int = 0
    of: int = 0


@form_view("view")
def view(ctx: FormContext, record_id: int) -> HttpResponse:
    """The page of one record."""
    found: Any = school_rows.one(ctx.actor, ctx.form, ctx.school.pk, record_id)
    found = found or ctx.rows().filter(pk=record_id)
    shown = load_record(ctx, found, private_form.may_show(ctx, record_id))
    if shown is None:
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    return _page(ctx, shown, **neighbours(ctx, record_id))


def single(ctx: FormContext) -> HttpResponse:
    """The one page of a school (and year, and term), or the invitation to fill it."""
    rows = in_period(ctx, ctx.rows()).order_by("pk")
    terms = "term" in PERIOD_FIELDS[ctx.form.period]
    term = ctx.request.GET.get("f_term", "1")
    shown = load_record(ctx, rows.filter(term=term) if terms else rows)
    tabs = _term_tabs(ctx, term) if terms else []
    if shown is not None:
        return _page(ctx, shown, tabs=tabs)
    context = {
        "tabs": tabs, "edit_url": _edit_url(ctx, None) if ctx.can("add") else "", **page_heading(ctx),
        "copy_url": copy_links.copy_link(ctx),
    }  # fmt: skip
    return render(ctx.request, "filing/single.html", context)


def load_record(ctx: FormContext, rows: Any, clear: bool = False) -> ShownRecord | None:
    """The first record of a query with all its items; one query.

    Private ones are masked, with a link that reveals each to those who may; with ``clear`` the form's own are not.
    """
    form = ctx.record_form
    wanted = list(form.columns.values())
    fetched = form.fetch(rows, wanted, ("pk", "gaps", "updated_at"))
    if not fetched:
        return None
    (record_id, gaps, updated_at), values = fetched[0]
    by_name = {column.name: value for column, value in zip(wanted, values, strict=True)}
    cipher = for_school(ctx.school.pk)
    texts = {column.name: _text(column, by_name[column.name], cipher, clear) for column in wanted}
    revealing = record_id if ctx.can("reveal") and not form.is_private else None
    sections = [
        (
            title,
            [
                _field(ctx, column, by_name[column.name], texts[column.name], clear, revealing)
                | _files(ctx, record_id, column, by_name[column.name], clear)
                for column in group
            ],
        )
        for title, group in form.sections.items()
    ]
    title = " ".join(filter(None, (texts[column.name] for column in form.title_columns)))
    workflow = form.declaration.workflow
    state = by_name[workflow.column] if workflow else None
    allowed = (state in workflow.open, state in workflow.removable) if workflow else (True, True)
    return ShownRecord(record_id, gaps, updated_at, title, sections, *allowed)


def _text(column: Column, value: Any, cipher: SchoolCipher, clear: bool = False) -> str:
    """The value as text; a private one masked, or the form's own ``clear``."""
    hidden = column.private_source
    if hidden is None:
        return column.shown(value)
    if clear and hidden is column:
        return hidden.text(hidden.from_seal(cipher.decrypt(value)))
    return row_reader.mask_token(hidden, cipher, value) or ""


def _field(
    ctx: FormContext, column: Column, value: Any, text: str, clear: bool, revealing: int | None
) -> dict[str, Any]:
    """One item as the macro ``details`` takes it; ``revealing`` is the record whose masked values may be revealed."""
    hidden = column.private_source
    masked = hidden is not None and not (clear and hidden is column)
    linked = column.target and value is not None and ctx.can("view", column.target)
    return {
        "name": column.name,
        "label": column.label,
        "number": value if column.numeric and hidden is None else None,
        "display": text,
        "markup": column.markup(value),
        "unit": column.unit,
        "note": column.note,
        "width": 3 if column.multiline else 2 if column.holds_files else None,
        "widget": "private" if masked else "",
        "reveal_url": ctx.address(address_of("filing:reveal", ctx.form, revealing, column.name))
        if masked and text and revealing
        else "",
        "link": ctx.address(address_of("filing:view", column.target, value.id)) if linked else "",
        "dossier": _address(ctx, dossier_url(column.target, value.id)) if linked and column.target else "",
    }


def _files(ctx: FormContext, record_id: int, column: Column, value: Any, clear: bool) -> dict[str, Any]:
    """The files of an item that holds any, unless it is masked."""
    if not column.holds_files or (column.private and not clear):
        return {}
    stored = for_school(ctx.school.pk).decrypt(value) if column.private else value
    return {"files": file_views.links(ctx, record_id, column, held_files(stored))}


def _page(ctx: FormContext, shown: ShownRecord, **more: Any) -> HttpResponse:
    form = ctx.record_form
    last = Change.objects.filter(school=ctx.school, form=form.key, record_id=shown.id)
    parts = page_heading(ctx) | {"list_url": ctx.url("list")} | more
    drawn = RecordPage(
        record=shown,
        sections=ledger.read(form, shown.sections),
        last=last.order_by("-id").values("actor_name", "at", "version").first(),
        edit_url=_edit_url(ctx, shown.id) if shown.open and ctx.can("change") else "",
        delete_url=ctx.address(ctx.path("delete"))
        if shown.removable and ctx.can("delete") and ctx.path("delete")
        else "",
        history_url=ctx.address(address_of("filing:history", form, shown.id)),
        used_by_url=ctx.address(address_of("filing:used_by", form, shown.id)) if form.referring else "",
        dossier_url=_address(ctx, dossier_url(form, shown.id)),
        move_url=ctx.url("move_year", shown.id) if ctx.defaults and ctx.can("change") else "",
        remarks=record_notices.notices_on(ctx, shown.id),
        boards=board_links(form, ctx.address, shown.id),
        parts=parts_of(ctx, shown.id) if form.parts else [],
        **parts,
    )
    return render_page(ctx.request, "filing/view.html", drawn)


def _edit_url(ctx: FormContext, record_id: int | None) -> str:
    """Address of the page for writing; empty where it is not installed."""
    if ctx.form.single:
        path = ctx.path("edit_single")
    else:
        path = ctx.path("edit", record_id) if record_id else ctx.path("new")
    return _address(ctx, path)


def _address(ctx: FormContext, path: str) -> str:
    """An address of this page's school and year; empty where there is no such page."""
    return path and ctx.address(path)


def _term_tabs(ctx: FormContext, term: str) -> list[tuple[str, str, bool, None]]:
    return [
        (label, ctx.address("", f"f_term={code}"), code == term, None)
        for code, label, _ in ctx.form.columns["term"].choices()
    ]


def neighbours(ctx: FormContext, record_id: int, page: str = "view") -> dict[str, Any]:
    """The records before and after this one in the list that led here, and its place there; one query.

    ``page`` names the page of the neighbours that the links open.
    """
    if ctx.form.single:
        return {}
    try:
        asked = ctx.asked()
    except (access.Denied, Http404):  # the record may be seen; that it has the value asked for may not
        return {"list_url": ctx.address(address_of("filing:list", ctx.form))}
    found = _beside(listed_rows(ctx, asked), record_id)
    asking = asked.string()
    back = {"list_url": ctx.address(address_of("filing:list", ctx.form), asking)}
    if found is None:
        return back
    links = {
        name: ctx.address(address_of(f"filing:{page}", ctx.form, other), asking)
        for name, other in (("previous", found.previous), ("next", found.following))
        if other is not None
    }
    return {**back, "place": found.place, "of": found.number, **links}


def _beside(rows: Any, record_id: int) -> school_rows.Neighbours | None:
    """What stands beside a record in a list: asked of a school's usual list, else found among the ids of the rows."""
    if isinstance(rows, school_rows.SchoolRows) and (found := rows.around(record_id)) is not None:
        return found
    ids = [pk for (pk,) in rows[: MOST_NEIGHBOURS + 1].values_list("pk")]
    if len(ids) > MOST_NEIGHBOURS or record_id not in ids:
        return None
    place = ids.index(record_id)
    beside = (ids[other] if 0 <= other < len(ids) else None for other in (place - 1, place + 1))
    return school_rows.Neighbours(place + 1, len(ids), *beside)


# Who refers to it -------------------------------------------------------------------------------------------------


@form_view("view")
def used_by(ctx: FormContext, record_id: int) -> HttpResponse:
    """Which records refer to this one; other forms' records are named only to those who may see them."""
    shown = load_record(ctx, ctx.rows().filter(pk=record_id))
    if shown is None:
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    found = [
        {
            "label": use.label,
            "column": use.column.label,
            "number": use.number,
            "count": use.count,
            "hidden": use.count is None,
            "rows": [
                (ctx.address(address_of("filing:view", use.form, row_id)), title)
                for row_id, title in use.examples
            ],
        }
        for use in visible_uses(
            ctx.actor, references.used_by(ctx.record_form, ctx.school.pk, [record_id], examples=20)
        )
    ]
    context = {
        "record": shown, "uses": found, **page_heading(ctx),
        "view_url": ctx.address(address_of("filing:view", ctx.form, record_id)),
    }  # fmt: skip
    return render(ctx.request, "filing/used_by.html", context)
