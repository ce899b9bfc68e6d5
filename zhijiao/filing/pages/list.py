"""The list of a form: query bar, columns as the user likes them, order, pages, selection, completeness.

Whatever the size of the table, a list asks one school by index: its counters, one page of the columns shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch
from markupsafe import escape

from zhijiao.filing.models import ListPreference, SavedQuery
from zhijiao.filing.pages import (
    copy_links,
    detail,
    record_notices,
    row_html,
    saved_queries,
    school_choice,
    summary,
    table,
)
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import missing_prerequisites
from zhijiao.filing.pages.heading import (
    FormPage,
    board_links,
    elsewhere,
    listed_rows,
    page_heading,
)
from zhijiao.filing.pages.parts import list_links
from zhijiao.filing.pages.preparations import PreparationState, preparation_states
from zhijiao.filing.pages.row_html import ListRow
from zhijiao.filing.pages.table import ColumnHead, asked_columns, headings, query_field
from zhijiao.filing.records import row_reader
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema.columns.base import Column
from zhijiao.identity.actor import MANAGE
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.addresses import address_of
from zhijiao.kit.page_context import render_page
from zhijiao.private.cipher import for_school

PLACEHOLDER = 987654321
ACTIONS = ("add", "change", "delete", "import", "export")


@dataclass(frozen=True, kw_only=True)
class ListPage(FormPage):
    """The list of a form: its table, the tools above it and, but for a part of the page, the query bar."""

    asked: Query
    page: Page
    heads: tuple[ColumnHead, ...]
    rows: "list[ListRow]"
    dense: bool
    #: Columns whose cells can be changed here and now.
    edits: frozenset[str]
    queries: list[saved_queries.QueryChip]
    #: What is asked for now, each with the way to the list without it.
    chips: list[table.ConditionChip]
    may_save: bool
    may_share: bool
    can: dict[str, bool]
    links: dict[str, str]
    more_url: str
    gaps_url: str
    missing: list[Any]
    import_url: str
    row_links: dict[str, tuple[str, str] | None]
    total: int
    gap_rows: int
    #: Where records of the period before are taken over, and how many of those taken over nobody has confirmed.
    copy_url: str = ""
    copied_url: str = ""
    open_copies: int = 0
    #: Forms without a menu place that belong to this one.
    part_links: list[tuple[str, str]] = field(default_factory=list)
    boards: list[tuple[str, str]] = field(default_factory=list)
    partial: bool = False
    fields: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[Any] = field(default_factory=list)
    preparations: list[PreparationState] = field(default_factory=list)
    draw_rows: Any = row_html.draw


@form_view("view", above_schools=school_choice.choose, methods=GET_POST, harmless=True)
def index(ctx: FormContext) -> HttpResponse:
    """The first page of a form: list, single page or summary; above the schools the choice of a school."""
    if ctx.form.is_summary:
        return summary.page(ctx)
    if there := elsewhere(ctx.actor, ctx.form):
        return HttpResponseRedirect(there)
    return detail.single(ctx) if ctx.form.single else _list(ctx)


def _list(ctx: FormContext) -> HttpResponse:
    request = ctx.request
    if request.method == "POST":
        text = ctx.posted().string() or (table.PLAIN if _opens_with_a_query(ctx) else "")
        moved = HttpResponseRedirect(ctx.address(ctx.path("list"), text))
        moved.status_code = 303
        return moved
    asked = ctx.asked()
    offered = saved_queries.offered(ctx)
    preference = table.list_preference(ctx, offered)
    if there := _opening(ctx, preference, offered):
        return HttpResponseRedirect(there)
    drawn = _results(ctx, asked, preference, offered)
    if request.headers.get("HX-Target") == "results":
        response = render_page(request, "filing/_results.html", replace(drawn, partial=True))
        response["HX-Push-Url"] = request.get_full_path()
        return response
    fields = [query_field(ctx, column, asked) for column in asked_columns(ctx, asked)]
    drawn = replace(
        drawn,
        fields=fields,
        remarks=record_notices.notices_on(ctx),
        preparations=preparation_states(ctx) if ctx.record_form.declaration.preparations else [],
        part_links=list_links(ctx) if ctx.record_form.parts else [],
        boards=board_links(ctx.record_form, ctx.address),
    )
    return render_page(request, "filing/list.html", drawn)


def _opens_with_a_query(ctx: FormContext) -> bool:
    kept = ListPreference.objects.filter(user_id=ctx.actor.person, form=ctx.form.key)
    return kept.filter(opening__isnull=False).exists()


def _opening(ctx: FormContext, preference: table.Preference, offered: Sequence[SavedQuery]) -> str:
    """The saved query that the list opens with, for an address that asks for nothing; else nothing."""
    if preference.opening is None or ctx.request.GET.keys() - {"school", "year"}:
        return ""
    found = next((each for each in offered if each.pk == preference.opening), None)
    return saved_queries.address(ctx, found) if found and "HX-Request" not in ctx.request.headers else ""


def _results(
    ctx: FormContext, asked: Query, preference: table.Preference, offered: Sequence[SavedQuery]
) -> ListPage:
    """The lower part of the page: tools, table, pages."""
    here = ctx.address("", asked.string()).removeprefix("?")
    page = table.page_of(ctx, preference, listed_rows(ctx, asked), here)
    found_rows, gap_rows = ctx.counted
    return ListPage(
        **page_heading(ctx),
        asked=asked,
        page=page,
        heads=headings(ctx, asked, preference.columns, preference.pinned),
        rows=list(drawn_rows(ctx, preference.columns, page.object_list, page.start_index())),
        dense=preference.dense,
        edits=editable(ctx),
        queries=saved_queries.chips(ctx, offered, here),
        chips=table.condition_chips(ctx, asked),
        may_save=not (ctx.actor.read_only or asked.gone),
        may_share=saved_queries.may_share(ctx),
        can={action: ctx.can(action) for action in ACTIONS},
        links=_links(ctx, asked, here, bool(preference.opening)),
        more_url=ctx.address(ctx.path("conditions"), asked.string()),
        gaps_url=ctx.address(ctx.path("list"), "gaps=1"),
        missing=missing_prerequisites(ctx) if not page.paginator.count and not asked.narrowed else [],
        import_url=_import_url(ctx),
        row_links=row_links(ctx, here),
        total=found_rows,
        gap_rows=gap_rows,
        **(copy_links.on_list(ctx) if ctx.defaults else {}),
    )


def editable(ctx: FormContext) -> frozenset[str]:
    """Columns whose cells the actor may change in the list: plain typed ones, of records without a workflow."""
    if not ctx.form.takes_rows or not ctx.can("change") or ctx.record_form.declaration.workflow:
        return frozenset()
    return frozenset(c.name for c in ctx.typed_columns if not (c.private or c.rich or c.several))


def drawn_rows(ctx: FormContext, columns: tuple[Column, ...], found: Any, first: int) -> Iterator[ListRow]:
    """Rows drawn by a compiled plan from one query; the first one bears the number ``first``."""
    form = ctx.form
    shown = tuple(column.name for column in columns)
    names = (*shown, *(column.name for column in form.title_columns if column.name not in shown))
    plan = row_reader.row_reader(form.key, names, "shown", ("pk", "gaps", "version"))
    titles = [names.index(column.name) for column in form.title_columns]
    # Without private columns nothing asks for the cipher, and its keys are not read.
    cipher: Any = for_school(ctx.school.pk) if any(column.private_source for column in columns) else None
    fetched = found.values_list(*plan.paths)
    for number, (row, texts) in enumerate(zip(fetched, plan.rows(fetched, cipher), strict=True), first):
        name = " ".join([texts[place] for place in titles if texts[place]])
        yield ListRow(row[0], number, name, row[1], row[2], texts)


def _links(ctx: FormContext, asked: Query, here: str, opens: bool) -> dict[str, str]:
    """Addresses of the tools above the table, as far as they are installed."""
    links = {name: ctx.address(ctx.path(name)) for name in ("new", "set_column", "batches", "queries")}
    links["start"] = links["query"] = ctx.address(ctx.path("list"))
    links["plain"] = ctx.address(ctx.path("list"), table.PLAIN) if opens else links["start"]
    links["columns"] = ctx.address(ctx.path("columns"), saved_queries.named(ctx))
    links["cell"] = ctx.path("cell", PLACEHOLDER, "NAME")
    links["save_query"] = ctx.address(ctx.path("queries"), asked.string())
    for name, *args in (("grid",), ("print",), ("delete",), ("export", "xlsx"), ("export", "csv")):
        path = ctx.path(name, *args)
        links[args[0] if args else name] = f"{path}?{here}" if here else path
    links["all"] = links["xlsx"] + ("&" if here else "?") + "all=1"
    return links


def row_links(ctx: FormContext, here: str) -> dict[str, tuple[str, str] | None]:
    """Beginning and end of the addresses of the pages of each row, by name."""
    found = {name: _row_link(ctx, name, here) for name in ("view", "edit")}
    return found | {"dossier": _dossier_link(ctx)}


def _import_url(ctx: FormContext) -> str:
    """Where workbooks are uploaded, for those who may enter the manage portal."""
    if not ctx.own or MANAGE not in ctx.actor.portals or not ctx.can("import"):
        return ""
    try:
        return address_of("intake:import")
    except NoReverseMatch:
        return ""


def _row_link(ctx: FormContext, name: str, here: str) -> tuple[str, str] | None:
    """Beginning and end of the addresses of a page of each row; the query goes along, so that neighbours are known."""
    path = ctx.path(name, PLACEHOLDER)
    if not path:
        return None
    before, after = path.split(str(PLACEHOLDER))
    return escape(before), escape(f"{after}?{here}" if here else after)


def _dossier_link(ctx: FormContext) -> tuple[str, str] | None:
    """Beginning and end of the address of each row's dossier."""
    if not ctx.record_form.has_dossier:
        return None
    before, after = ctx.path("dossier", PLACEHOLDER).split(str(PLACEHOLDER))
    return escape(before), escape(ctx.address(after))
