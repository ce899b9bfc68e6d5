"""History of a record: who changed what, when, in words."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import access, row_reader
from zhijiao.filing.schema.columns.base import Column, RecordForm
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.private.cipher import SchoolCipher, for_school

HISTORY_PAGE = 50


# What became of it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class HistoryPage(FormPage):
    """The changes of a record, a page at a time."""

    entries: list[dict[str, Any]]
    #: What the record is called; empty when it is deleted, or has no name.
    title: str
    view_url: str
    more_url: str
    list_url: str


@form_view("view")
def history(ctx: FormContext, record_id: int) -> HttpResponse:
    """Every change of the record, newest first: who, when, what it was before and after."""
    found = _named(ctx.record_form, ctx.rows().filter(pk=record_id))
    present = bool(found)
    entries = Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id)
    if (before := whole_number(ctx.request.GET.get("before"))) is not None:
        entries = entries.filter(pk__lt=before)
    page = list(entries.order_by("-id")[: HISTORY_PAGE + 1])
    only_live = access.sees_own_rows_only(ctx.actor) or not access.opens_records(ctx.actor, ctx.form)
    if not present and (only_live or not page):
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    page, more = page[:HISTORY_PAGE], len(page) > HISTORY_PAGE
    here = address_of("filing:history", ctx.form, record_id)
    drawn = HistoryPage(
        entries=describe_changes(ctx, page),
        title=found.get(record_id, ""),
        view_url=ctx.address(address_of("filing:view", ctx.form, record_id)) if present else "",
        more_url=ctx.address(here, f"before={page[-1].pk}") if more else "",
        list_url=ctx.url("list"),
        **page_heading(ctx),
    )
    return render_page(ctx.request, "filing/history.html", drawn)


def describe_changes(ctx: FormContext, entries: list[Change]) -> list[dict[str, Any]]:
    """Changes in words: references by their titles, codes by their names, private values masked."""
    titles = _titles(ctx, entries)
    cipher = for_school(ctx.school.pk)
    wanted = {entry.batch_id for entry in entries if entry.batch_id}
    batches = ImportBatch.objects.filter(school=ctx.school).in_bulk(wanted) if wanted else {}
    return [
        {
            "entry": entry,
            "batch": batches.get(entry.batch_id),
            "lines": [
                (column.label, *(_said(column, value, cipher, titles) for value in entry.diff[name]))
                for name, column in ctx.form.columns.items()
                if entry.diff and name in entry.diff
            ],
        }
        for entry in entries
    ]


def _titles(ctx: FormContext, entries: list[Change]) -> dict[tuple[str, int], str]:
    """Titles of the records that the changes refer to; one query per form referred to."""
    wanted: dict[str, set[int]] = {}
    columns = {column.name: column for column in ctx.record_form.references}
    for entry in entries:
        diff: dict[str, Any] = entry.diff or {}
        for name in columns.keys() & diff.keys():
            key = columns[name].target.key
            wanted.setdefault(key, set()).update(value for value in diff[name] if value is not None)
    titles = {}
    for column in columns.values():
        target = column.target
        ids = wanted.pop(target.key, None)
        if ids and ctx.can("view", target):
            rows = access.rows(ctx.actor, target, "view").filter(school=ctx.school, pk__in=ids)
            titles.update({(target.key, row_id): name for row_id, name in _named(target, rows).items()})
    return titles


def _named(form: RecordForm, rows: QuerySet) -> dict[int, str]:
    """What records are called, by their numbers; one query."""
    columns = [column for column in form.title_columns if not column.private]
    return {
        row_id: " ".join(filter(None, (c.text(v) for c, v in zip(columns, values, strict=True))))
        for (row_id,), values in form.fetch(rows, columns)
    }


def _said(column: Column, value: Any, cipher: SchoolCipher, titles: dict[tuple[str, int], str]) -> str:
    """A value of the change log as text."""
    if value in (None, "", []):
        return ""
    if column.private:
        return row_reader.mask_token(column, cipher, value) or ""
    if column.target is not None:
        return titles.get((column.target.key, value)) or f"（记录 {value}）"
    return column.json_text(value)
