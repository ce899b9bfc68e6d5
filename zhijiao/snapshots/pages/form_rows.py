"""A form of a snapshot: its records as they were, and one of them with all items."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.snapshots import reading, visibility, wording
from zhijiao.snapshots.manifest import FrozenForm
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.reading import Facts, Rows

MOST_COLUMNS = 10


@dataclass(frozen=True)
class RowLine:
    """A record in the list: its cells, and where all its items are."""

    url: str
    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """Records of a form as they were."""

    snapshot: Snapshot
    title: str
    form: FormLike
    entry: FrozenForm
    columns: list[Facts]
    lines: list[RowLine]
    page: Page
    changes_url: str
    export_url: str
    note: str


@business("view")
def rows(request: ActorRequest, snapshot_id: int, form: FormLike) -> HttpResponse:
    """The records, a page at a time; only this form is unpacked, and only the lines of the page are read."""
    found = visibility.get(request.actor, snapshot_id)
    entry = visibility.form(request.actor, found, form)
    if form.is_summary:
        columns, texts = reading.summary_rows(found, form.key)
        page = page_of(texts, request.GET)
        lines = [RowLine("", cells) for cells in page]
    else:
        frozen = reading.frozen_rows(request.actor, found, form.key)
        columns = _listed(form, frozen)
        page = page_of(list(frozen.versions), request.GET)
        lines = [_line(found, form, frozen, columns, pk) for pk in page]
    drawn = RowsPage(
        snapshot=found,
        title=wording.title(found),
        form=form,
        entry=entry,
        columns=columns,
        lines=lines,
        page=page,
        changes_url="" if form.is_summary else reverse("snapshots:changes", args=[found.pk, form]),
        export_url=reverse("snapshots:form_export", args=[found.pk, form, "xlsx"])
        if access.can(request.actor, form, "export")
        else "",
        note=_note(entry),
    )
    return render_page(request, "snapshots/form.html", drawn)


def _listed(form: FormLike, frozen: Rows) -> list[Facts]:
    """Columns of the list as today, as far as the snapshot has them; else its own first ones."""
    names = [column.name for column in (*form.title_columns, *form.listing_columns)]
    found = [frozen.columns[name] for name in dict.fromkeys(names) if name in frozen.columns]
    return found or list(frozen.columns.values())[:MOST_COLUMNS]


def _line(found: Snapshot, form: FormLike, frozen: Rows, columns: list[Facts], pk: int) -> RowLine:
    url = reverse("snapshots:record", args=[found.pk, form, pk])
    return RowLine(url, [frozen.text(pk, column.name) for column in columns])


def _note(entry: FrozenForm) -> str:
    return "" if entry.year is None else f"{entry.year} 年的记录"


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """All items of a record as they were."""

    snapshot: Snapshot
    title: str
    form: FormLike
    name: str
    items: list[dict[str, str]]
    now_url: str


@business("view")
def record(request: ActorRequest, snapshot_id: int, form: FormLike, record_id: int) -> HttpResponse:
    """One record of a snapshot, private items masked: they are revealed on the record of today alone."""
    found = visibility.get(request.actor, snapshot_id)
    visibility.form(request.actor, found, form)
    if form.is_summary:
        raise Http404(f"“{form.label}”由系统汇总，没有单条记录。")
    frozen = reading.frozen_rows(request.actor, found, form.key)
    if record_id not in frozen.versions:
        raise Http404(f"这份快照的“{form.label}”中没有这条记录。")
    items = [
        {"label": column.label, "display": frozen.text(record_id, name), "unit": column.unit}
        for name, column in frozen.columns.items()
    ]
    name = reading.titled(frozen, record_id, [column.name for column in form.title_columns])
    drawn = RecordPage(
        snapshot=found,
        title=wording.title(found),
        form=form,
        name=name or form.label,
        items=items,
        now_url=present_url(request, found, form, record_id),
    )
    return render_page(request, "snapshots/record.html", drawn)


def present_url(request: ActorRequest, found: Snapshot, form: FormLike, record_id: int) -> str:
    """Where the record is today; empty where it is not there for the reader."""
    holder = visibility.holder(found.school)
    there = access.rows(request.actor, form, "view").filter(school_id=holder.pk, pk=record_id)
    if not there.exists():
        return ""
    query = "" if request.actor.is_school else f"?school={holder.pk}"
    return reverse("filing:view", args=[form, record_id]) + query
