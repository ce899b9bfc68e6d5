"""Pages that add, change and delete records one at a time: form page, drafts, merge, deletion."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from zhijiao.accounts.gate import business
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access, drafts, mass, merge, private, remarks, undo, uses, writer
from zhijiao.filing.desk import Desk, desk, open_desk
from zhijiao.filing.fieldset import PageValues, missing_prerequisites, sections, stored_values
from zhijiao.filing.models import Draft, ImportBatch
from zhijiao.filing.page import heading
from zhijiao.filing.record import neighbours
from zhijiao.filing.validation import Frame

MINE, THEIRS = "mine", "theirs"


def typed(desk: Desk, post: QueryDict) -> dict[str, Any]:
    """What was typed, by column: a list for items with several values, else text."""
    raw: dict[str, Any] = {}
    for column in desk.form.stored:
        if column.name in post:
            raw[column.name] = post.getlist(column.name) if column.type == "codes" else post[column.name]
        elif column.type == "codes" and f"has-{column.name}" in post:
            raw[column.name] = []
    return raw


def as_cells(desk: Desk, raw: dict[str, Any], stored: PageValues) -> dict[str, list[Any]]:
    """Typed values as one row of cells; an untouched private item is sent as its mask, which means: keep.

    Where the page showed private values in clear, an empty box empties the item.
    """
    cells = {}
    for name, value in raw.items():
        kept = desk.form.columns[name].private and value == "" and not stored.clear
        cells[name] = [stored.shown.get(name) if kept else value]
    return cells


def page_values(desk: Desk, raw: dict[str, Any], stored: PageValues) -> PageValues:
    """What the page shows after typing: the typed values over the stored ones."""
    values = PageValues({**stored.raw, **raw}, dict(stored.shown), stored.clear)
    for name, value in raw.items():
        column = desk.form.columns[name]
        if not column.private and value != stored.raw.get(name):
            values.shown[name] = (
                column.text(value) if column.code_table and isinstance(value, str) else str(value)
            )
    return values


def _put_by(desk: Desk, record_id: int | None = None) -> None:
    """Keep what was typed into a private form whose time was up when it was saved; the right itself is there."""
    _keep(desk, record_id, typed(desk, desk.request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@desk("add", put_by=_put_by)
def new(desk: Desk) -> HttpResponse:
    """A page for a new record."""
    if desk.form.single:
        return edit_single(desk.request, desk.form)
    return _page(desk, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk("change", put_by=_put_by)
def edit(desk: Desk, record_id: int) -> HttpResponse:
    """The page of a record."""
    return _page(desk, desk.get(record_id))


@business("view")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_single(request: HttpRequest, form: Any) -> HttpResponse:
    """The one page of a school (and year): changes the record that exists, or adds it."""
    if form.kind != "single":
        raise Http404("这张表单按条填写，请从列表中新增或编辑。")
    found = open_desk(request, form, "view")
    record = found.rows("view").filter(**found.defaults).first()
    return _page(open_desk(request, form, "change" if record else "add"), record)


def _page(desk: Desk, record: Any) -> HttpResponse:
    posting = desk.request.method == "POST"
    clear = record is not None and not posting and private.may_show(desk, record.pk)
    stored = (
        stored_values(desk, record.pk, clear)
        if record
        else PageValues(raw={k: str(v) for k, v in desk.defaults.items()})
    )
    if posting:
        stored.clear = private.shown_before(desk)
        return _save(desk, record, stored)
    draft, kept_at = drafts.recall(desk, record.pk if record else None) or (
        {"cells": {}, "version": ""},
        None,
    )
    values = page_values(desk, draft["cells"], stored)
    return _show(desk, record, values, kept_at=kept_at, read=draft["version"])


def _show(
    desk: Desk,
    record: Any,
    values: PageValues,
    *,
    frame: Frame | None = None,
    merging: Any = None,
    kept_at: Any = None,
    read: str = "",
) -> HttpResponse:
    """Draw the page; with problems or a merge it answers 422 or 409. ``read`` is the version a draft began with."""
    problems: dict[str, list[str]] = {}
    for problem in frame.problems if frame else ():
        text = problem.message + (f"，{problem.remedy}" if problem.remedy else "")
        problems.setdefault(problem.column, []).append(text)
    context = {
        "desk": desk,
        "form": desk.form,
        "record": record,
        "version": merging.version if merging else read or _version(desk, record),
        "sections": sections(desk, values, problems),
        "errors": [(name, desk.form.columns[name].label) for name in problems],
        "missing": missing_prerequisites(desk),
        "merge": merging,
        "kept_at": kept_at,
        "clear": values.clear,
        "title": " ".join(filter(None, (values.shown.get(c.name) for c in desk.form.title_columns)))
        if record
        else "",
        "list_url": desk.url("list"),
        "remarks": remarks.on(desk, record.pk) if record else [],
        "back": desk.request.GET.get("next", ""),
        **heading(desk),
        **(neighbours(desk, record.pk, "edit") if record else {}),
    }
    status = 409 if merging else 422 if problems else 200
    return render(desk.request, "filing/edit.html", context, status=status)


def _version(desk: Desk, record: Any) -> str:
    """Version the page was read at: as posted, else the record's."""
    posted = desk.request.POST.get("version", "")
    return posted if posted.isdecimal() else str(record.version) if record else ""


def _save(desk: Desk, record: Any, stored: PageValues) -> HttpResponse:
    raw = typed(desk, desk.request.POST)
    for name in raw:
        if desk.request.POST.get(f"merge-{name}") == THEIRS:
            raw[name] = stored.raw.get(name, "")
    cells = as_cells(desk, raw, stored)
    frame = desk.validate(cells, ids=[record.pk if record else None])
    values = page_values(desk, raw, stored)
    if not frame.clean:
        _keep(desk, record.pk if record else None, raw)
        return _show(desk, record, values, frame=frame)
    read = _version(desk, record)
    try:
        outcome = writer.write(desk.actor, desk.school, frame, versions=[int(read) if read else None])
    except writer.Stale:
        return _merge(desk, record, raw, stored, frame, int(read or 0))
    except writer.Refused as refused:
        frame.problems = refused.problems
        return _show(desk, record, values, frame=frame)
    drafts.discard(desk, record.pk if record else None)
    return _saved(desk, outcome)


def _merge(
    desk: Desk, record: Any, raw: dict[str, Any], stored: PageValues, frame: Frame, read: int
) -> HttpResponse:
    """Show what changed meanwhile; items only the other side changed are taken over into the page."""
    frame = desk.validate(as_cells(desk, raw, stored), ids=[record.pk])
    stored.clear = False  # from here on an empty private box means again: leave it
    merging = merge.compare(desk, frame, read)
    for difference in merging.differences:
        if not difference.conflict:
            raw[difference.column.name] = stored.raw.get(difference.column.name, "")
    return _show(desk, record, page_values(desk, raw, stored), merging=merging)


def _saved(desk: Desk, outcome: writer.Outcome) -> HttpResponse:
    word = "已新增" if outcome.created else "已保存" if outcome.changed else "没有改动"
    messages.success(desk.request, f"{desk.form.label}：{word}")
    target = desk.request.POST.get("next") or ""
    if "save-next" in desk.request.POST and not desk.form.single:
        return HttpResponseRedirect(_following(desk, outcome.ids[0]) or desk.url("new"))
    if target and url_has_allowed_host_and_scheme(
        target, {desk.request.get_host()}, desk.request.is_secure()
    ):
        return HttpResponseRedirect(target)
    return HttpResponseRedirect(desk.url("list") if desk.form.single else desk.url("view", outcome.ids[0]))


def _following(desk: Desk, record_id: int | None) -> str | None:
    """URL of the page after this record in the list that led here, for 保存并填下一条 of an existing record."""
    if desk.action != "change":
        return None
    return neighbours(desk, record_id, "edit").get("next") or desk.url("list")


@business("view")
@require_POST
def draft(request: HttpRequest, form: Any) -> HttpResponse:
    """Keep (or with ``discard`` forget) what is typed on a page."""
    posted = request.POST.get("record", "")
    desk = open_desk(request, form, "change" if posted.isdecimal() else "add", locked_too=True)
    record_id = int(posted) if posted.isdecimal() and len(posted) < 19 else None
    if record_id and not access.is_locked(desk.actor, form):
        desk.get(record_id)
    if "discard" in request.POST:
        drafts.discard(desk, record_id)
        return HttpResponseRedirect(_page_url(desk, record_id))
    kept = _keep(desk, record_id, typed(desk, request.POST))
    if kept is None:
        return JsonResponse({"kept": "", "message": "内容过长，未能暂存，请先保存"}, status=413)
    return JsonResponse({"kept": timezone.localtime(kept.saved_at).strftime("%H:%M")})


def _keep(desk: Desk, record_id: int | None, raw: dict[str, Any]) -> Draft | None:
    """Keep what is typed, with the version it began with, so that a later save still sees what others changed."""
    posted = desk.request.POST.get("version", "")
    version = posted if posted.isdecimal() else ""
    return drafts.keep(desk, record_id, {"version": version, "cells": raw})


def _page_url(desk: Desk, record_id: int | None) -> str:
    if desk.form.single:
        return desk.url("edit_single")
    return desk.url("edit", record_id) if record_id else desk.url("new")


@require_POST
@desk("delete")
def delete(desk: Desk) -> HttpResponse:
    """Delete the records chosen; refused as a whole, with the reason, while any is referred to."""
    ids = mass.chosen(desk)
    if refused := mass.refusal(desk, ids, "删除"):
        return refused
    try:
        batch = _deleted(desk, ids)
    except writer.InUse as in_use:
        context = {
            "desk": desk,
            "form": desk.form,
            "uses": uses.told(desk.actor, in_use.uses),
            "count": len(ids),
            "list_url": desk.url("list"),
        }
        return render(desk.request, "filing/in_use.html", context, status=409)
    if batch:
        mass.announce(desk, f"{desk.form.label}：已删除 {batch.total} 条", batch)
    else:
        messages.warning(desk.request, "选中的记录已不存在，可能已被他人删除。")
    return HttpResponseRedirect(desk.url("list"))


@transaction.atomic
def _deleted(desk: Desk, ids: Sequence[int]) -> ImportBatch | None:
    """Delete as one batch, so that it can be undone; none if nothing is left to delete."""
    batch = undo.open_batch(desk.actor, desk.school, desk.form, ImportBatch.Kind.DELETE.value, len(ids))
    count = writer.delete(desk.actor, desk.school, desk.form, ids, batch_id=batch.pk)
    if not count:
        batch.delete()
        return None
    batch.total = batch.progress = batch.good = batch.approved = count
    batch.save(update_fields=["total", "progress", "good", "approved"])
    record(
        Event.DELETION, org=desk.school, subject=desk.form.label, detail={"rows": count, "batch": batch.pk}
    )
    return batch
