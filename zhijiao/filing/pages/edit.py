"""Pages that add and change records one at a time: form page, drafts, merge."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from zhijiao.filing.models import CopiedRecord, Draft
from zhijiao.filing.pages import conflict, drafts, file_boxes, parts, private_form, record_notices
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.detail import neighbours
from zhijiao.filing.pages.fieldset import PageValues, Section, missing_prerequisites, sections, stored_values
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.pages.preparations import PreparationState, preparation_states
from zhijiao.filing.pages.typed_values import UNTOUCHED, as_cells, page_values, typed
from zhijiao.filing.records import access, copies, period_locks, synced, writer
from zhijiao.filing.records.change_log import WriteContext
from zhijiao.filing.schema import sums
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import GET_POST, POST
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page

CONFIRMED, CONFIRMED_ALL = "confirm-", "confirm-all"
"""What a page posts for an item taken over from an earlier period that may stay as it is; for all of them."""


@dataclass(frozen=True, kw_only=True)
class EditPage(FormPage):
    """The page on which a record is written: boxes with what is wrong, a merge, the neighbours in the list."""

    record: Any
    #: Version that what stands in the boxes began with.
    version: int | str
    sections: list[Any]
    #: Columns with problems, as they stand on the page: name and label.
    errors: list[tuple[str, str]]
    missing: list[Any]
    preparations: list[PreparationState]
    merge: conflict.EditConflict | None
    kept_at: Any
    #: Whether private values are shown in clear.
    clear: bool
    title: str
    list_url: str
    #: Where the page is posted to: its own address, with the year it is about.
    action: str
    draft_url: str
    move_url: str
    remarks: list[Any]
    #: What was taken over from an earlier period and nobody has confirmed.
    copied: CopiedRecord | None
    #: What the script computes and compares, as text.
    sums: str
    back: str
    previous: str = ""
    next: str = ""
    place: int = 0
    of: int = 0


def _put_by(ctx: FormContext, record_id: int | None = None) -> None:
    """Keep what was typed into a private form whose time was up when it was saved; the right itself is there."""
    _keep(ctx, record_id, _typed_and_attached(ctx))


def _typed_and_attached(ctx: FormContext) -> dict[str, Any]:
    """What a draft keeps of a page: what was typed, and which files stood on it."""
    return typed(ctx.typed_columns, ctx.request.POST) | file_boxes.posted(ctx, keeping_new=False).numbers


@form_view("add", put_by=_put_by, methods=GET_POST, large=True)
def new(ctx: FormContext) -> HttpResponseBase:
    """A page for a new record."""
    if ctx.form.single:
        return edit_single(ctx.request, ctx.form)
    return _page(ctx, None)


@form_view("change", put_by=_put_by, methods=GET_POST, large=True)
def edit(ctx: FormContext, record_id: int) -> HttpResponse:
    """The page of a record."""
    record = ctx.get(record_id)
    return _page(ctx.of(record), record)


@form_view("view", methods=GET_POST, large=True)
def edit_single(ctx: FormContext) -> HttpResponse:
    """The one page of a school (and year): changes the record that exists, or adds it."""
    if not ctx.form.single:
        raise Http404("这张表单按条填写，请从列表中新增或编辑。")
    record = ctx.rows("view").filter(**ctx.defaults).first()
    return _page(ctx.acting("change" if record else "add"), record)


def _page(ctx: FormContext, record: Any) -> HttpResponse:
    posting = ctx.request.method == "POST"
    if not posting:
        ctx.require_open()
    clear = record is not None and not posting and private_form.may_show(ctx, record.pk)
    stored = stored_values(ctx, record.pk, clear) if record else _begun(ctx)
    if posting:
        stored.clear = _shown_in_clear(ctx)
        return _save(ctx, record, stored)
    draft, kept_at = drafts.recall(ctx, record.pk if record else None) or (
        {"cells": {}, "version": ""},
        None,
    )
    values = page_values(ctx, draft["cells"], stored)
    return _show(ctx, record, values, kept_at=kept_at, read=draft["version"])


def _shown_in_clear(ctx: FormContext) -> bool:
    """Whether the page that was posted had shown private values in clear."""
    return ctx.form.is_private and "clear" in ctx.request.POST


def _begun(ctx: FormContext) -> PageValues:
    """What the page of a new record begins with: the year chosen; of a part, the record it belongs to; and what the
    system knows of the school.
    """
    if ctx.form.host is not None:
        return parts.begun(ctx)
    given = {c.name: str(getattr(ctx.school, c.facts.given)) for c in ctx.form.stored if c.facts.given}
    return PageValues(raw={name: str(value) for name, value in ctx.defaults.items()} | given)


def _show(
    ctx: FormContext,
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
        problems.setdefault(problem.column, []).append(problem.sentence)
    copied = copies.open_copy(ctx.school, ctx.form, record.pk) if record else None
    missing = missing_prerequisites(ctx)
    heading = page_heading(ctx) | {"list_url": ctx.next_url("list")}
    drawn = EditPage(
        action=_action(ctx),
        draft_url=ctx.dated_url("draft"),
        move_url=ctx.url("move_year", record.pk) if record and ctx.defaults else "",
        record=record,
        version=merging.version if merging else read or _version(ctx, record),
        sections=_sections(ctx, values, missing, problems, copied, record),
        copied=copied,
        errors=[(name, column.label) for name, column in ctx.form.columns.items() if name in problems],
        missing=missing,
        preparations=_preparations(ctx, record),
        merge=merging,
        kept_at=kept_at,
        clear=values.clear,
        title=" ".join(filter(None, (values.shown.get(c.name) for c in ctx.form.title_columns)))
        if record
        else "",
        remarks=record_notices.notices_on(ctx, record.pk) if record else [],
        sums=json.dumps(sums.for_page(ctx.record_form)),
        back=_here(ctx, ctx.request.GET.get("next", "")),
        **(heading | neighbours(ctx, record.pk, "edit") if record else heading),
    )
    status = 409 if merging else 422 if problems else 200
    return render_page(ctx.request, "filing/edit.html", drawn, status=status)


def _sections(
    ctx: FormContext,
    values: PageValues,
    missing: list[FormLike],
    problems: dict[str, list[str]],
    copied: CopiedRecord | None,
    record: Any,
) -> list[Section]:
    """The items of the page; those taken over from an earlier period ask to be confirmed, those that a source system
    delivers are only shown.
    """
    made = sections(ctx, values, missing, problems, leave_out=ctx.defaults)
    owner, owned = _owned(ctx, record)
    for described in (each for section in made for each in section.fields):
        if described["name"] in owned:
            described |= {"readonly": True, "required": False, "hint": f"由{owner}提供，不能在此修改"}
        if copied and described["name"] in copied.open_items:
            described["copied"] = copied.source_period
            described["confirmed"] = f"{CONFIRMED}{described['name']}" in ctx.request.POST
    return made


def _owned(ctx: FormContext, record: Any) -> tuple[str, Sequence[str]]:
    """The source system of a record, and the items it delivers."""
    mark = synced.of_record(ctx.school, ctx.form, record.pk if record else None)
    return (mark.get_system_display(), mark.items) if mark else ("", ())


def _preparations(ctx: FormContext, record: Any) -> list[PreparationState]:
    """What a new record wants to be ready, where the form says so."""
    return preparation_states(ctx) if not record and ctx.record_form.declaration.preparations else []


def _action(ctx: FormContext) -> str:
    """The address of this page with the year it is about."""
    params = ctx.request.GET.copy()
    for name, value in ctx.defaults.items():
        params[name] = str(value)
    return f"{ctx.request.path}?{params.urlencode()}" if params else ctx.request.path


def _version(ctx: FormContext, record: Any) -> str:
    """Version the page was read at: as posted, else the record's."""
    posted = ctx.request.POST.get("version", "")
    return posted if whole_number(posted) is not None else str(record.version) if record else ""


def _save(ctx: FormContext, record: Any, stored: PageValues) -> HttpResponse:
    attached = file_boxes.posted(ctx)
    raw = typed(ctx.typed_columns, ctx.request.POST) | attached.numbers
    for name in raw:
        if ctx.request.POST.get(f"merge-{name}") == conflict.THEIRS:
            raw[name] = stored.raw.get(name, "")
    cells = as_cells(ctx, raw, stored)
    if ctx.record_form.has_sums:
        sums.complete(ctx.record_form, ctx.school.pk, cells)
    frame = ctx.validate(cells, ids=[record.pk if record else None])
    attached.tell(ctx, frame)
    values = page_values(ctx, raw, stored)
    again = conflict.asked_again(ctx, record, frame) if conflict.ASKED in ctx.request.POST else None
    if not frame.clean or again:
        _keep(ctx, record.pk if record else None, raw)
        return _show(ctx, record, values, frame=frame, merging=again)
    read = _version(ctx, record)
    try:
        outcome, confirmed = _write(ctx, record, frame, int(read) if read else None)
    except writer.StaleRecord:
        return _merge(ctx, record, raw, stored, frame, int(read or 0))
    except period_locks.PeriodLocked:
        _keep(ctx, record.pk if record else None, raw)
        raise
    except writer.WriteRefused as refused:
        frame.problems = refused.problems
        return _show(ctx, record, values, frame=frame)
    drafts.discard(ctx, record.pk if record else None)
    return _saved(ctx, outcome, confirmed)


@transaction.atomic
def _write(ctx: FormContext, record: Any, frame: Frame, read: int | None) -> tuple[writer.Outcome, int]:
    """Write the row, and note which items taken over from an earlier period somebody has confirmed; how many."""
    outcome = writer.write(ctx.actor, ctx.school, frame, versions=[read])
    post = ctx.request.POST
    whole = CONFIRMED_ALL in post
    names = {column.name for column in ctx.form.stored if whole or f"{CONFIRMED}{column.name}" in post}
    if record is None or not names or not ctx.defaults:
        return outcome, 0
    context = WriteContext(ctx.actor, ctx.school, ctx.record_form, None)
    return outcome, copies.confirm(context, record, names)


def _merge(
    ctx: FormContext, record: Any, raw: dict[str, Any], stored: PageValues, frame: Frame, read: int
) -> HttpResponse:
    """Show what changed meanwhile; items only the other side changed are taken over into the page."""
    frame = ctx.validate(as_cells(ctx, raw, stored), ids=[record.pk])
    stored.clear = False  # from here on an empty private box means again: leave it
    merging = conflict.compare(ctx, frame, read)
    for difference in merging.differences:
        if not difference.conflict:
            raw[difference.column.name] = stored.raw.get(difference.column.name, "")
    return _show(ctx, record, page_values(ctx, raw, stored), merging=merging)


def _saved(ctx: FormContext, outcome: writer.Outcome, confirmed: int = 0) -> HttpResponse:
    word = "已新增" if outcome.created else "已保存" if outcome.changed else "没有改动"
    if confirmed:
        word = f"{word}，" * bool(outcome.changed) + f"已核对 {confirmed} 项复制的内容"
    messages.success(ctx.request, f"{ctx.form.label}：{word}")
    if "save-next" in ctx.request.POST and not ctx.form.single:
        return HttpResponseRedirect(_following(ctx, outcome.ids[0]) or ctx.next_url("new"))
    if target := _here(ctx, ctx.request.POST.get("next", "")):
        return HttpResponseRedirect(target)
    following = ("list",) if ctx.form.single else ("view", outcome.ids[0])
    return HttpResponseRedirect(ctx.next_url(*following))


def _here(ctx: FormContext, target: str) -> str:
    """An address to go back to, if it is one of this site."""
    safe = url_has_allowed_host_and_scheme(target, {ctx.request.get_host()}, ctx.request.is_secure())
    return target if safe else ""


def _following(ctx: FormContext, record_id: int | None) -> str | None:
    """URL of the page after this record in the list that led here, for 保存并填下一条 of an existing record."""
    if ctx.action != "change" or record_id is None:
        return None
    return neighbours(ctx, record_id, "edit").get("next") or ctx.next_url("list")


def _drafting(request: ActorRequest) -> str:
    """What a draft is going to be: a change of the record named, or a new one."""
    return "add" if whole_number(request.POST.get("record")) is None else "change"


@form_view(_drafting, methods=POST, locked_too=True)
def draft(ctx: FormContext) -> HttpResponse:
    """Keep (or with ``discard`` forget) what is typed on a page."""
    request, record_id = ctx.request, whole_number(ctx.request.POST.get("record"))
    if record_id and not access.is_locked(ctx.actor, ctx.form):
        ctx.get(record_id)
    if "discard" in request.POST:
        drafts.discard(ctx, record_id)
        return HttpResponseRedirect(_page_url(ctx, record_id))
    raw = _typed_and_attached(ctx)
    kept = _keep(ctx, record_id, raw)
    if kept is None and record_id is None and not _says_something(ctx, raw):
        return JsonResponse({"kept": "", "message": ""})
    if kept is None:
        return JsonResponse({"kept": "", "message": "内容过长，未能暂存，请先保存"}, status=413)
    return JsonResponse({"kept": timezone.localtime(kept.saved_at).strftime("%H:%M")})


def _keep(ctx: FormContext, record_id: int | None, raw: dict[str, Any]) -> Draft | None:
    """Keep what is typed, with the version it began with, so that a later save still sees what others changed."""
    if record_id is None and not _says_something(ctx, raw):
        drafts.discard(ctx, None)
        return None
    version = whole_number(ctx.request.POST.get("version"))
    kept = {"version": "" if version is None else str(version), "cells": raw}
    return drafts.keep(ctx, record_id, kept)


def _says_something(ctx: FormContext, raw: dict[str, Any]) -> bool:
    """Whether a new page holds anything besides what it began with."""
    begun = _begun(ctx).raw
    return any(value not in UNTOUCHED and value != begun.get(name) for name, value in raw.items())


def _page_url(ctx: FormContext, record_id: int | None) -> str:
    if ctx.form.single:
        return ctx.next_url("edit_single")
    return ctx.next_url("edit", record_id) if record_id else ctx.next_url("new")
