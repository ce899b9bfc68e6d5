"""One record: its page for reading, its neighbours in the list, who refers to it, what became of it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhijiao.filing import access, cells, private, query, remarks, uses, writer
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.page import heading, in_period, installed, kept
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.privacy.cipher import SchoolCipher, for_school

#: Beyond this many rows a list is too long to say where in it a record stands.
MOST_NEIGHBOURS = 10_000
HISTORY_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A record as its page shows it: sections of fields, what names it, when it was changed."""

    id: int
    gaps: int
    updated_at: Any
    title: str
    sections: list[tuple[str, list[dict[str, Any]]]]


@require_safe
@desk("view")
def view(desk: Desk, record_id: int) -> HttpResponse:
    """The page of one record."""
    shown = load(desk, desk.rows().filter(pk=record_id), private.may_show(desk, record_id))
    if shown is None:
        raise Http404(f"“{desk.form.label}”中没有这条记录，可能已被删除。")
    return _page(desk, shown, **neighbours(desk, record_id))


def single(desk: Desk) -> HttpResponse:
    """The one page of a school (and year, and term), or the invitation to fill it."""
    rows = in_period(desk, desk.rows())
    terms = "term" in PERIOD_FIELDS[desk.form.period]
    term = desk.request.GET.get("f_term", "1")
    shown = load(desk, rows.filter(term=term) if terms else rows)
    tabs = _term_tabs(desk, term) if terms else []
    if shown is not None:
        return _page(desk, shown, tabs=tabs)
    context = {
        "desk": desk, "form": desk.form, "tabs": tabs, **heading(desk),
        "edit_url": _edit_url(desk, None) if desk.can("add") else "",
    }  # fmt: skip
    return render(desk.request, "filing/single.html", context)


def load(desk: Desk, rows: Any, clear: bool = False) -> Shown | None:
    """The first record of a query with all its items; one query.

    Private ones are masked, with a link that reveals each to those who may; with ``clear`` the form's own are not.
    """
    form = desk.form
    wanted = list(form.columns.values())
    fetched = form.fetch(rows.order_by("pk")[:1], wanted, ("pk", "gaps", "updated_at"))
    if not fetched:
        return None
    (record_id, gaps, updated_at), values = fetched[0]
    by_name = {column.name: value for column, value in zip(wanted, values, strict=True)}
    cipher = for_school(desk.school.pk)
    texts = {column.name: _text(column, by_name[column.name], cipher, clear) for column in wanted}
    revealing = record_id if desk.can("reveal") and not access.is_private(form) else None
    sections = [
        (
            title,
            [
                _field(desk, column, by_name[column.name], texts[column.name], clear, revealing)
                for column in group
            ],
        )
        for title, group in form.sections.items()
    ]
    title = " ".join(filter(None, (texts[column.name] for column in form.title_columns)))
    return Shown(record_id, gaps, updated_at, title, sections)


def _text(column: Column, value: Any, cipher: SchoolCipher, clear: bool = False) -> str:
    """The value as text; a private one masked, or the form's own ``clear``."""
    hidden = cells.private_kind(column)
    if hidden is None:
        return column.text(value)
    plain = cipher.decrypt(value) if clear and hidden is column else cells.mask_token(hidden, cipher, value)
    return plain or ""


def _field(
    desk: Desk, column: Column, value: Any, text: str, clear: bool, revealing: int | None
) -> dict[str, Any]:
    """One item as the macro ``details`` takes it; ``revealing`` is the record whose masked values may be revealed."""
    hidden = cells.private_kind(column)
    masked = hidden is not None and not (clear and hidden is column)
    linked = column.ref and value is not None and desk.can("view", column.target)
    return {
        "label": column.label,
        "display": text,
        "unit": column.unit,
        "note": column.note,
        "width": 3 if column.widget == "textarea" else None,
        "widget": "private" if masked else "",
        "reveal_url": kept(desk, reverse("reveal:cell", args=[desk.form, revealing, column.name]))
        if masked and text and revealing
        else "",
        "link": kept(desk, reverse("filing:view", args=[column.target, value.id])) if linked else "",
    }


def _page(desk: Desk, shown: Shown, **more: Any) -> HttpResponse:
    form = desk.form
    last = Change.objects.filter(school=desk.school, form=form.key, record_id=shown.id)
    context = {
        "desk": desk,
        "form": form,
        "record": shown,
        "last": last.order_by("-id").values("actor_name", "at", "version").first(),
        "edit_url": _edit_url(desk, shown.id) if desk.can("change") else "",
        "delete_url": kept(desk, installed(desk, "delete"))
        if desk.can("delete") and installed(desk, "delete")
        else "",
        "history_url": kept(desk, reverse("filing:history", args=[form, shown.id])),
        "used_by_url": kept(desk, reverse("filing:used_by", args=[form, shown.id])) if form.referring else "",
        "list_url": desk.url("list"),
        "remarks": remarks.on(desk, shown.id),
        **heading(desk),
        **more,
    }
    return render(desk.request, "filing/view.html", context)


def _edit_url(desk: Desk, record_id: int | None) -> str:
    """Address of the page for writing; empty where it is not installed."""
    if desk.form.single:
        path = installed(desk, "edit_single")
    else:
        path = installed(desk, "edit", record_id) if record_id else installed(desk, "new")
    return path and kept(desk, path)


def _term_tabs(desk: Desk, term: str) -> list[tuple[str, str, bool, None]]:
    return [
        (label, kept(desk, "", f"f_term={code}"), code == term, None)
        for code, label, _ in desk.form.columns["term"].choices()
    ]


def neighbours(desk: Desk, record_id: int, page: str = "view") -> dict[str, Any]:
    """The records before and after this one in the list that led here, and its place there; one query.

    ``page`` names the page of the neighbours that the links open.
    """
    if desk.form.single:
        return {}
    asked = query.read(desk.form, desk.request.GET)
    rows = asked.order(asked.narrow(in_period(desk, desk.rows())))
    ids = list(rows.values_list("pk", flat=True)[: MOST_NEIGHBOURS + 1])
    back = kept(desk, reverse("filing:list", args=[desk.form]), asked.string())
    if len(ids) > MOST_NEIGHBOURS or record_id not in ids:
        return {"list_url": back}
    place = ids.index(record_id)
    links = {}
    for name, other in (("previous", place - 1), ("next", place + 1)):
        if 0 <= other < len(ids):
            links[name] = kept(desk, reverse(f"filing:{page}", args=[desk.form, ids[other]]), asked.string())
    return {"list_url": back, "place": place + 1, "of": len(ids), **links}


# Who refers to it -------------------------------------------------------------------------------------------------


@require_safe
@desk("view")
def used_by(desk: Desk, record_id: int) -> HttpResponse:
    """Which records refer to this one; other forms' records are named only to those who may see them."""
    shown = load(desk, desk.rows().filter(pk=record_id))
    if shown is None:
        raise Http404(f"“{desk.form.label}”中没有这条记录，可能已被删除。")
    found = [
        {
            "label": use.form.label,
            "column": use.column.label,
            "number": use.number,
            "count": use.count,
            "hidden": use.count is None,
            "rows": [
                (kept(desk, reverse("filing:view", args=[use.form, row_id])), title)
                for row_id, title in use.examples
            ],
        }
        for use in uses.told(desk.actor, writer.used_by(desk.form, desk.school.pk, [record_id], examples=20))
    ]
    context = {
        "desk": desk, "form": desk.form, "record": shown, "uses": found, **heading(desk),
        "view_url": kept(desk, reverse("filing:view", args=[desk.form, record_id])),
    }  # fmt: skip
    return render(desk.request, "filing/used_by.html", context)


# What became of it ------------------------------------------------------------------------------------------------


@require_safe
@desk("view")
def history(desk: Desk, record_id: int) -> HttpResponse:
    """Every change of the record, newest first: who, when, what it was before and after."""
    present = desk.rows().filter(pk=record_id).exists()
    entries = Change.objects.filter(school=desk.school, form=desk.form.key, record_id=record_id)
    before = desk.request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        entries = entries.filter(pk__lt=int(before))
    page = list(entries.order_by("-id")[: HISTORY_PAGE + 1])
    if not present and (desk.actor.rows == "own" or not page):
        raise Http404(f"“{desk.form.label}”中没有这条记录，可能已被删除。")
    page, more = page[:HISTORY_PAGE], len(page) > HISTORY_PAGE
    here = reverse("filing:history", args=[desk.form, record_id])
    context = {
        "desk": desk,
        "form": desk.form,
        "entries": describe(desk, page),
        "view_url": kept(desk, reverse("filing:view", args=[desk.form, record_id])) if present else "",
        "more_url": kept(desk, here, f"before={page[-1].pk}") if more else "",
        "list_url": desk.url("list"),
        **heading(desk),
    }
    return render(desk.request, "filing/history.html", context)


def describe(desk: Desk, entries: list[Change]) -> list[dict[str, Any]]:
    """Changes in words: references by their titles, codes by their names, private values masked."""
    titles = _titles(desk, entries)
    cipher = for_school(desk.school.pk)
    wanted = {entry.batch_id for entry in entries if entry.batch_id}
    batches = ImportBatch.objects.filter(school=desk.school).in_bulk(wanted) if wanted else {}
    return [
        {
            "entry": entry,
            "batch": batches.get(entry.batch_id),
            "lines": [
                (column.label, *(_said(column, value, cipher, titles) for value in entry.diff[name]))
                for name, column in desk.form.columns.items()
                if entry.diff and name in entry.diff
            ],
        }
        for entry in entries
    ]


def _titles(desk: Desk, entries: list[Change]) -> dict[tuple[str, int], str]:
    """Titles of the records that the changes refer to; one query per form referred to."""
    wanted: dict[str, set[int]] = {}
    columns = {column.name: column for column in desk.form.stored if column.ref}
    for entry in entries:
        for name in columns.keys() & (entry.diff or {}).keys():
            target = columns[name].target.key
            wanted.setdefault(target, set()).update(value for value in entry.diff[name] if value is not None)
    titles = {}
    for column in columns.values():
        target = column.target
        ids = wanted.pop(target.key, None)
        if ids and desk.can("view", target):
            rows = access.rows(desk.actor, target, "view").filter(school=desk.school, pk__in=ids)
            for (row_id,), values in target.fetch(rows, target.title_columns):
                texts = (c.text(v) for c, v in zip(target.title_columns, values, strict=True))
                titles[target.key, row_id] = " ".join(filter(None, texts))
    return titles


def _said(column: Column, value: Any, cipher: SchoolCipher, titles: dict[tuple[str, int], str]) -> str:
    """A value of the change log as text."""
    if value in (None, "", []):
        return ""
    if column.private:
        return cells.mask_token(column, cipher, value) or ""
    if column.ref:
        return titles.get((column.target.key, value)) or f"（记录 {value}）"
    if column.filter_kind == "choice":
        return column.text(",".join(value) if isinstance(value, list) else value)
    return str(value)
