"""Changes to many records at once outside the grid: one value for all records chosen, and undoing such changes.

Whatever changes several records is a batch (:mod:`zhijiao.filing.records.undo`); the message that tells of it offers to
undo it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import PageValues, page_field
from zhijiao.filing.records import access, undo, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import POST
from zhijiao.kit.numbers import whole_numbers
from zhijiao.kit.page_context import render_page

Kind, State = ImportBatch.Kind, ImportBatch.State
#: The right that carries a batch and undoing it; imports are undone on their own page.
RIGHTS = {
    Kind.GRID.value: "change",
    Kind.SET.value: "change",
    Kind.DELETE.value: "delete",
    Kind.MOVE.value: "change",
    Kind.COPY.value: "change",
}
MOST_AT_ONCE = 1000
SHOWN = 8
LATEST = 50


def flash_with_undo(ctx: FormContext, text: str, batch: ImportBatch | None) -> None:
    """Say on the next page what was done, with a button that undoes it."""
    tag = f"undo:{ctx.url('undo', batch.pk)}" if batch else ""
    messages.success(ctx.request, text, extra_tags=tag)


def selected_ids(ctx: FormContext) -> list[int]:
    """Ids of the records ticked in the list."""
    return sorted(set(whole_numbers(ctx.request.POST.getlist("id"))))


def refuse_selection(ctx: FormContext, ids: Sequence[int], doing: str) -> HttpResponse | None:
    """Back to the list with the reason, where nothing or too much is chosen."""
    if ids and len(ids) <= MOST_AT_ONCE:
        return None
    if ids:
        text = f"一次最多{doing} {MOST_AT_ONCE} 条，现选中 {len(ids)} 条，请分批{doing}。"
    else:
        text = f"没有选中任何记录，请先勾选要{doing}的记录。"
    messages.error(ctx.request, text)
    return HttpResponseRedirect(ctx.url("list"))


# One value for all records chosen ------------------------------------------------------------------------------------


def settable_columns(form: Form) -> list[Column]:
    """Columns that several records may share: not what tells them apart, not private values."""
    unique = {name for names in form.declaration.unique for name in names}
    keys = {column.name for column in form.key_columns}
    return [
        column
        for column in form.stored
        if column.typed and not column.private and column.name not in keys | unique
    ]


@form_view("change", methods=POST)
def set_column(ctx: FormContext) -> HttpResponse:
    """批量设置: asks for a column and a value, then sets it for all records chosen; all or none."""
    ids = selected_ids(ctx)
    if not ctx.form.takes_rows:
        raise Http404("这张表单不按条填写，不能批量设置。")
    if barred := refuse_selection(ctx, ids, "设置"):
        return barred
    if ctx.rows("change").filter(pk__in=ids).count() != len(ids):
        raise Http404(f"选中的记录有的已不在“{ctx.form.label}”中，请返回列表重新勾选。")
    columns = {column.name: column for column in settable_columns(ctx.record_form)}
    column = columns.get(ctx.request.POST.get("column", ""))
    if column is None or "apply" not in ctx.request.POST:
        return _ask(ctx, ids, column)
    frame = _judged(ctx, ids, column)
    try:
        batch = _write(ctx, frame)
    except writer.WriteRefused as refused:
        frame.problems = refused.problems
        return _ask(ctx, ids, column, frame)
    except writer.StaleRecord:
        messages.error(ctx.request, "有的记录刚被他人修改，没有改动任何一条，请核对后重试。")
        return HttpResponseRedirect(ctx.url("list"))
    if batch is None:
        messages.info(ctx.request, f"选中的 {len(ids)} 条的“{column.label}”本来就是这个值，没有改动。")
    else:
        flash_with_undo(
            ctx,
            f"{ctx.form.label}：已把 {batch.total} 条的“{column.label}”设为“{_shown(frame, column)}”",
            batch,
        )
    return HttpResponseRedirect(ctx.url("list"))


def _value(ctx: FormContext, column: Column) -> Any:
    """What was typed for the column."""
    if column.several:
        return ctx.request.POST.getlist(column.name)
    return ctx.request.POST.get(column.name, "")


def _judged(ctx: FormContext, ids: Sequence[int], column: Column) -> Frame:
    """The records with the new value. Gaps in other items do not stand in the way, emptying a required one does."""
    frame = validate(
        ctx.record_form, ctx.school, {column.name: [_value(ctx, column)] * len(ids)}, ids=ids, lenient=True
    )
    access.settle_private_answers(ctx.actor, ctx.school, frame)
    if column.required_for(ctx.school.school_type) and frame.clean and frame.values[column.name][0] is None:
        frame.problem(0, column, column.asked_for, code="required")
    return frame


@transaction.atomic
def _write(ctx: FormContext, frame: Frame) -> ImportBatch | None:
    """Write as one batch; none if nothing changes."""
    changing = sum(status == "changed" for status in frame.status)
    if frame.clean and not changing:
        return None
    batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, Kind.SET.value, changing)
    writer.write(ctx.actor, ctx.school, frame, batch_id=batch.pk)
    return batch


def _shown(frame: Frame, column: Column) -> str:
    value = frame.values[column.name][0]
    if value is None:
        return "空"
    if column.target is not None:
        return str(frame.raw[column.name][0])
    return column.text(value)


@dataclass(frozen=True, kw_only=True)
class SetColumnPage:
    """Asks for the column to set and its value; says what is wrong with it, also in other columns."""

    ctx: FormContext
    form: FormLike
    ids: Sequence[int]
    names: list[str]
    columns: list[Column]
    column: Column | None
    field: dict[str, Any] | None
    #: Problems elsewhere: record, item, sentence.
    others: list[tuple[str, str, str]]
    list_url: str
    set_url: str


def _ask(
    ctx: FormContext, ids: Sequence[int], column: Column | None, frame: Frame | None = None
) -> HttpResponse:
    """The page that asks for column and value; with problems it answers 422."""
    names = undo.record_names(ctx.school, ctx.record_form, ids)
    problems = frame.problems if frame else []
    name = column.name if column else ""
    row_ids: dict[int, int | None] = dict(enumerate(frame.ids)) if frame else {}
    own = list(dict.fromkeys(problem.sentence for problem in problems if problem.column == name))
    field = None
    if column is not None:
        typed = _value(ctx, column) if frame else ""
        display = typed if isinstance(typed, str) else ""
        values = PageValues({column.name: typed}, {column.name: display})
        field = page_field(ctx, column, values, own, set())
    drawn = SetColumnPage(
        ctx=ctx,
        form=ctx.form,
        ids=ids,
        names=[names[row_id] for row_id in ids[:SHOWN] if row_id in names],
        columns=settable_columns(ctx.record_form),
        column=column,
        field=field,
        others=[
            (names.get(row_ids[problem.row] or 0, ""), problem.label, problem.sentence)
            for problem in problems
            if problem.column != name
        ][:LATEST],
        list_url=ctx.url("list"),
        set_url=ctx.url("set_column"),
    )
    return render_page(ctx.request, "filing/set_column.html", drawn, status=422 if problems else 200)


# Undoing -------------------------------------------------------------------------------------------------------------


@form_view("view")
def recent_batches(ctx: FormContext) -> HttpResponse:
    """The latest mass changes of the form, each with a button that undoes it."""
    made = ImportBatch.objects.filter(school=ctx.school, form=ctx.form.key, kind__in=RIGHTS)
    context = {
        "ctx": ctx,
        "form": ctx.form,
        "batches": access.own_rows(ctx.actor, made).order_by("-pk")[:LATEST],
        "may": {kind: ctx.can(right) for kind, right in RIGHTS.items()},
        "list_url": ctx.url("list"),
    }
    return render(ctx.request, "filing/batches.html", context)


@form_view("view", methods=POST)
def undo_batch(ctx: FormContext, batch_id: int) -> HttpResponse:
    """Undo a mass change; a page or (for a button in a message) a message says why it cannot be done."""
    request, form = ctx.request, ctx.form
    batch = ImportBatch.objects.filter(pk=batch_id, school=ctx.school, form=form.key, kind__in=RIGHTS).first()
    if batch is None:
        raise Http404("没有这次批量修改的记录。")
    right = RIGHTS[batch.kind]
    ctx = ctx.acting(right)
    partial = "HX-Request" in request.headers
    try:
        undone = undo.undo(ctx.actor, ctx.school, batch, action=right)
    except undo.UndoBlocked as blocked:
        if partial:
            return _toast(f"不能撤销：{blocked.reasons[0]}")
        context = {"ctx": ctx, "form": form, "batch": batch, "reasons": blocked.reasons}
        return render(
            request, "filing/undo_refused.html", {**context, "list_url": ctx.url("list")}, status=409
        )
    messages.success(request, f"{form.label}：已撤销{batch.get_kind_display()}，{undone}")
    if partial:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(ctx.url("list"))


def _toast(text: str) -> HttpResponse:
    said = json.dumps({"toast": {"text": text, "kind": "bad"}})
    return HttpResponse(status=409, headers={"HX-Trigger": said})
