"""综合档案: one page per person or thing with what every form says of it, as far as the viewer may know.

The first part tells how much there is, what is missing and what 数据校验 found; then comes a part per module with the
newest rows of its forms, the dates that the rows tell of, and who changed what. Which forms speak of a record follows
from their references alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from zhijiao.documents.writing import PAPERS
from zhijiao.files.answers import hand_out
from zhijiao.files.kinds import Wanted
from zhijiao.filing.models import Change
from zhijiao.filing.pages import detail, dossier_paper, record_notices
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.dossier_link import dossier_url, has_dossier
from zhijiao.filing.pages.dossier_reading import Dossier, Event, ShownRows, Use, changes, events, newest
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.pages.years import year_name
from zhijiao.filing.records import access
from zhijiao.filing.records.query import FROM
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.addresses import address_of
from zhijiao.kit.page_context import render_page
from zhijiao.kit.periods import Period

OVERVIEW, TIMELINE, HISTORY, ALL = "", "timeline", "history", "all"
NEWEST = 10
"""Rows of each form on the page; the list has all."""


@dataclass(frozen=True)
class ShownUse:
    """A form that names the record: how many rows, where they are listed, and in the part of its module the newest."""

    use: Use
    url: str
    gaps_url: str
    #: Name, number of rows and list of each year.
    years: list[tuple[str, int, str]]
    heads: list[str] = field(default_factory=list)
    #: Address, items it lacks, cells with the address of the record referred to.
    rows: list[tuple[str, int, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DossierPage(FormPage):
    """One part of a dossier, below what says whose it is."""

    record: detail.ShownRecord
    facts: list[dict[str, Any]]
    part: str
    tabs: list[tuple[str, str, bool, int | None]]
    year_tabs: list[tuple[str, str, bool, None]]
    view_url: str
    list_url: str
    edit_url: str
    papers: list[tuple[str, str]]
    own_only: bool
    #: Required items that are empty.
    empty: list[str] = field(default_factory=list)
    #: Forms that should tell of it and do not: name, list.
    missing: list[tuple[str, str]] = field(default_factory=list)
    findings: list[record_notices.RecordNotice] = field(default_factory=list)
    modules: list[tuple[str, str, list[ShownUse]]] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    events: list[tuple[Event, str]] = field(default_factory=list)
    changes: list[tuple[Change, str, str, str]] = field(default_factory=list)


@form_view("view")
def dossier(ctx: FormContext, record_id: int) -> HttpResponse:
    """The dossier of a record, part by part."""
    record = _record(ctx, record_id)
    found = Dossier(ctx, record_id, one_year=ctx.request.GET.get("years") == "one")
    modules = found.modules()
    part = ctx.request.GET.get("part", OVERVIEW)
    if part not in (OVERVIEW, TIMELINE, HISTORY, ALL, *(key for key, _, _ in modules)):
        part = OVERVIEW
    drawn = DossierPage(
        **page_heading(ctx),
        record=record,
        facts=_facts(ctx, record),
        part=part,
        tabs=_tabs(ctx, found, part, modules),
        year_tabs=_year_tabs(ctx, found, part),
        view_url=ctx.address(address_of("filing:view", ctx.form, record_id)),
        list_url=ctx.url("list"),
        edit_url=ctx.address(address_of("filing:edit", ctx.form, record_id))
        if record.open and ctx.can("change")
        else "",
        papers=_papers(ctx, found),
        own_only=access.sees_own_rows_only(ctx.actor),
        **_content(ctx, found, part, record),
    )
    return render_page(ctx.request, "filing/dossier.html", drawn)


@form_view("export", methods=GET_POST)
def paper(ctx: FormContext, record_id: int, fmt: str) -> HttpResponseBase:
    """The dossier as a PDF or Word file; private values masked, forms that the actor may not export left out."""
    if fmt not in PAPERS:
        raise Http404("综合档案只能导出 pdf 或 docx 格式。")
    record = _record(ctx, record_id)
    found = Dossier(ctx, record_id, one_year=ctx.request.GET.get("years") == "one", action="export")
    rows = dossier_paper.rows_in(found)
    wanted = Wanted(
        kind=dossier_paper.KIND,
        org=ctx.school,
        subject=f"{ctx.form.label} · 综合档案",
        name=dossier_paper.file_name(ctx, fmt),
        params=dossier_paper.params_of(found, fmt),
        form=ctx.form.key,
        rows=1,
        cells=dossier_paper.CELLS * (rows + len(record.sections)),
        told={
            "format": fmt,
            "rows_of_other_forms": rows,
            "forms": [registry.distinct_label(use.form) for use in found.filled],
        },
    )
    return hand_out(ctx.request, wanted)


def _record(ctx: FormContext, record_id: int) -> detail.ShownRecord:
    """The record, if there are dossiers of its form and the actor may see it."""
    if not has_dossier(ctx.form):
        raise Http404(f"“{ctx.form.label}”没有被其他表单引用，没有综合档案。")
    record = detail.load_record(ctx, ctx.rows("view").filter(pk=record_id))
    if record is None:
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    return record


# What stands above every part -------------------------------------------------------------------------------------


def _fields(ctx: FormContext, record: detail.ShownRecord) -> dict[str, dict[str, Any]]:
    """The items of the record by column name."""
    columns = [column for group in ctx.record_form.sections.values() for column in group]
    shown = [each for _, group in record.sections for each in group]
    return {column.name: each for column, each in zip(columns, shown, strict=True)}


def _facts(ctx: FormContext, record: detail.ShownRecord) -> list[dict[str, Any]]:
    """What the list shows of the record, and its files; a private file as everywhere asks for the reason first."""
    form, fields = ctx.record_form, _fields(ctx, record)
    names = dict.fromkeys(column.name for column in (*form.title_columns, *form.listing_columns))
    files = [column.name for column in form.stored if column.holds_files and fields[column.name]["display"]]
    return [fields[name] for name in (*names, *files)]


def _empty(ctx: FormContext, record: detail.ShownRecord) -> list[str]:
    fields = _fields(ctx, record)
    asked = [column for column in ctx.record_form.stored if column.required_for(ctx.school.school_type)]
    return [column.label for column in asked if fields[column.name]["display"] == ""]


def _tabs(
    ctx: FormContext, found: Dossier, part: str, modules: Sequence[tuple[str, str, list[Use]]]
) -> list[tuple[str, str, bool, int | None]]:
    parts: list[tuple[str, str, int | None]] = [(OVERVIEW, "概况", None)]
    parts += [(key, name, sum(use.number for use in uses)) for key, name, uses in modules]
    parts += [(TIMELINE, "时间线", None), (HISTORY, "修改记录", None)]
    if modules:
        parts.append((ALL, "全部", None))
    return [(name, _here(ctx, found, key), key == part, number) for key, name, number in parts]


def _year_tabs(ctx: FormContext, found: Dossier, part: str) -> list[tuple[str, str, bool, None]]:
    """All years or the one chosen above, where any form that names such records has years."""
    if not any(use.dated for use in found.uses):
        return []
    choices = ((False, "各学年"), (True, year_name(Period.ACADEMIC_YEAR, ctx.year)))
    return [(label, _here(ctx, found, part, one), one == found.one_year, None) for one, label in choices]


def _here(ctx: FormContext, found: Dossier, part: str, one_year: bool | None = None) -> str:
    one = found.one_year if one_year is None else one_year
    pairs = {key: text for key, text in (("part", part), ("years", "one" if one else "")) if text}
    return ctx.address(dossier_url(ctx.form, found.record_id), urlencode(pairs))


def _papers(ctx: FormContext, found: Dossier) -> list[tuple[str, str]]:
    if not ctx.can("export"):
        return []
    text = "years=one" if found.one_year else ""
    return [
        (label, ctx.address(address_of("filing:dossier_paper", ctx.form, found.record_id, fmt), text))
        for fmt, label in (("pdf", "PDF"), ("docx", "Word"))
    ]


# The parts --------------------------------------------------------------------------------------------------------


def _content(ctx: FormContext, found: Dossier, part: str, record: detail.ShownRecord) -> dict[str, Any]:
    """What one part shows, by the names of :class:`DossierPage`."""
    if part == TIMELINE:
        return {"events": [(event, _to(ctx, event.form.key, event.record_id)) for event in events(found)]}
    if part == HISTORY:
        told = changes(found, registry.record_form)
        return {
            "changes": [
                (
                    change,
                    form.label,
                    names,
                    ctx.address(address_of("filing:history", form, change.record_id)),
                )
                for change, form, names in told
            ]
        }
    key = _key_of(ctx, found.record_id)
    shown = [
        (name, label, [_shown(ctx, use, key, rows=part != OVERVIEW) for use in uses])
        for name, label, uses in found.modules()
        if part in (OVERVIEW, ALL, name)
    ]
    if part not in (OVERVIEW, ALL):
        return {"modules": shown}
    return {
        "modules": shown,
        "empty": _empty(ctx, record),
        "missing": [(use.label, _list_url(ctx, use, key)) for use in found.missing],
        "findings": record_notices.notices_among(ctx, found.records()),
        "silent": [use.label for use in found.uses if not use.number],
    }


def _shown(ctx: FormContext, use: Use, key: str, *, rows: bool) -> ShownUse:
    shown = newest(ctx, use, NEWEST) if rows else ShownRows([], [])
    return ShownUse(
        use,
        _list_url(ctx, use, key),
        _list_url(ctx, use, key, gaps="1") if use.gappy else "",
        [(name, tally.number, _list_url(ctx, use, key, year)) for name, year, tally in use.years()],
        shown.heads,
        [
            (
                ctx.address(address_of("filing:view", use.form, pk)),
                gaps,
                [
                    (cell.text, _to(ctx, cell.target.key, cell.target_id) if cell.target else "")
                    for cell in cells
                ],
            )
            for pk, gaps, cells in shown.rows
        ],
    )


def _to(ctx: FormContext, form_key: str, record_id: int) -> str:
    """The dossier of a record, else its page; nothing for those who may not view the form."""
    form = registry.record_form(form_key)
    if not ctx.can("view", form):
        return ""
    return ctx.address(dossier_url(form, record_id) or address_of("filing:view", form, record_id))


def _key_of(ctx: FormContext, record_id: int) -> str:
    """The natural key, by which lists are narrowed to what names the record."""
    form: Form = ctx.record_form
    found = ctx.rows("view").filter(pk=record_id).values_list(*form.reference_paths).first()
    return " / ".join(map(str, found or ()))


def _list_url(ctx: FormContext, use: Use, key: str, year: int = 0, **more: str) -> str:
    """The list of a form with the rows that name the record; of a form with years that of the latest year with any."""
    if not year and use.dated and use.tallies:
        year = use.tallies[0].year
    pairs = {} if use.form.single else {FROM + use.column.name: key, **more}
    if year:
        pairs["year"] = str(year)
    elif "year" in ctx.request.GET:
        pairs["year"] = str(ctx.year)
    if not ctx.own:
        pairs["school"] = str(ctx.school.pk)
    path = address_of("filing:list", use.form)
    return f"{path}?{urlencode(pairs)}" if pairs else path
