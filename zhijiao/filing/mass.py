"""Changes to many records at once outside the grid: one value for all records chosen, and undoing such changes.

Whatever changes several records is a batch (:mod:`zhijiao.filing.undo`); the message that tells of it offers to
undo it.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from zhijiao.accounts.gate import business
from zhijiao.filing import undo, writer
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk, open_desk
from zhijiao.filing.fieldset import PageValues, page_field
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.validation import Frame, validate

Kind, State = ImportBatch.Kind, ImportBatch.State
#: The right that carries a batch and undoing it; imports are undone on their own page.
RIGHTS = {Kind.GRID.value: "change", Kind.SET.value: "change", Kind.DELETE.value: "delete"}
MOST_AT_ONCE = 1000
SHOWN = 8
LATEST = 50


def announce(desk: Desk, text: str, batch: ImportBatch | None) -> None:
    """Say on the next page what was done, with a button that undoes it."""
    tag = f"undo:{desk.url('undo', batch.pk)}" if batch else ""
    messages.success(desk.request, text, extra_tags=tag)


def chosen(desk: Desk) -> list[int]:
    """Ids of the records ticked in the list."""
    return sorted(
        {int(text) for text in desk.request.POST.getlist("id") if text.isdecimal() and len(text) < 19}
    )


def refusal(desk: Desk, ids: Sequence[int], doing: str) -> HttpResponse | None:
    """Back to the list with the reason, where nothing or too much is chosen."""
    if ids and len(ids) <= MOST_AT_ONCE:
        return None
    if ids:
        text = f"一次最多{doing} {MOST_AT_ONCE} 条，现选中 {len(ids)} 条，请分批{doing}。"
    else:
        text = f"没有选中任何记录，请先勾选要{doing}的记录。"
    messages.error(desk.request, text)
    return HttpResponseRedirect(desk.url("list"))


# One value for all records chosen ------------------------------------------------------------------------------------


def settable(form: Any) -> list[Column]:
    """Columns that several records may share: not what tells them apart, not private values."""
    unique = {name for names in form.declaration.unique for name in names}
    keys = {column.name for column in form.key_columns}
    return [column for column in form.stored if not column.private and column.name not in keys | unique]


@require_POST
@desk("change")
def set_column(desk: Desk) -> HttpResponse:
    """批量设置: asks for a column and a value, then sets it for all records chosen; all or none."""
    ids = chosen(desk)
    if desk.form.kind != "form":
        raise Http404("这张表单不按条填写，不能批量设置。")
    if refused := refusal(desk, ids, "设置"):
        return refused
    if desk.rows("change").filter(pk__in=ids).count() != len(ids):
        raise Http404(f"选中的记录有的已不在“{desk.form.label}”中，请返回列表重新勾选。")
    columns = {column.name: column for column in settable(desk.form)}
    column = columns.get(desk.request.POST.get("column", ""))
    if column is None or "apply" not in desk.request.POST:
        return _ask(desk, ids, column)
    frame = _judged(desk, ids, column)
    try:
        batch = _write(desk, frame)
    except writer.Refused as refused:
        frame.problems = refused.problems
        return _ask(desk, ids, column, frame)
    except writer.Stale:
        messages.error(desk.request, "有的记录刚被他人修改，没有改动任何一条，请核对后重试。")
        return HttpResponseRedirect(desk.url("list"))
    if batch is None:
        messages.info(desk.request, f"选中的 {len(ids)} 条的“{column.label}”本来就是这个值，没有改动。")
    else:
        announce(
            desk,
            f"{desk.form.label}：已把 {batch.total} 条的“{column.label}”设为“{_shown(frame, column)}”",
            batch,
        )
    return HttpResponseRedirect(desk.url("list"))


def _value(desk: Desk, column: Column) -> Any:
    """What was typed for the column."""
    if column.type == "codes":
        return desk.request.POST.getlist(column.name)
    return desk.request.POST.get(column.name, "")


def _judged(desk: Desk, ids: Sequence[int], column: Column) -> Frame:
    """The records with the new value. Gaps in other items do not stand in the way, emptying a required one does."""
    frame = validate(
        desk.form, desk.school, {column.name: [_value(desk, column)] * len(ids)}, ids=ids, lenient=True
    )
    if column.required_for(desk.school.school_type) and frame.clean and frame.values[column.name][0] is None:
        frame.problem(0, column, "为必填项", "请填写", code="required")
    return frame


@transaction.atomic
def _write(desk: Desk, frame: Frame) -> ImportBatch | None:
    """Write as one batch; none if nothing changes."""
    changing = sum(status == "changed" for status in frame.status)
    if frame.clean and not changing:
        return None
    batch = undo.open_batch(desk.actor, desk.school, desk.form, Kind.SET.value, changing)
    writer.write(desk.actor, desk.school, frame, batch_id=batch.pk)
    return batch


def _shown(frame: Frame, column: Column) -> str:
    value = frame.values[column.name][0]
    if value is None:
        return "空"
    if column.ref:
        return str(frame.raw[column.name][0])
    return column.text(value)


def _ask(desk: Desk, ids: Sequence[int], column: Column | None, frame: Frame | None = None) -> HttpResponse:
    """The page that asks for column and value; with problems it answers 422."""
    names = undo.names(desk.school, desk.form, ids)
    problems = frame.problems if frame else []
    own = list(dict.fromkeys(_sentence(problem) for problem in problems if problem.column == column.name))
    field = None
    if column is not None:
        typed = _value(desk, column) if frame else ""
        display = typed if isinstance(typed, str) else ""
        values = PageValues({column.name: typed}, {column.name: display})
        field = page_field(desk, column, values, own, set())
    context = {
        "desk": desk,
        "form": desk.form,
        "ids": ids,
        "names": [names[row_id] for row_id in ids[:SHOWN] if row_id in names],
        "columns": settable(desk.form),
        "column": column,
        "field": field,
        "others": [
            (names.get(frame.ids[problem.row], ""), problem.label, _sentence(problem))
            for problem in problems
            if problem.column != column.name
        ][:LATEST],
        "list_url": desk.url("list"),
        "set_url": desk.url("set_column"),
    }
    return render(desk.request, "filing/set_column.html", context, status=422 if problems else 200)


def _sentence(problem: Any) -> str:
    return problem.message + (f"，{problem.remedy}" if problem.remedy else "")


# Undoing -------------------------------------------------------------------------------------------------------------


@require_safe
@desk("view")
def batches(desk: Desk) -> HttpResponse:
    """The latest mass changes of the form, each with a button that undoes it."""
    made = ImportBatch.objects.filter(school=desk.school, form=desk.form.key, kind__in=RIGHTS)
    if desk.actor.rows == "own":
        made = made.filter(created_by=desk.actor.user_id)
    context = {
        "desk": desk,
        "form": desk.form,
        "batches": made.order_by("-pk")[:LATEST],
        "may": {kind: desk.can(right) for kind, right in RIGHTS.items()},
        "list_url": desk.url("list"),
    }
    return render(desk.request, "filing/batches.html", context)


@business("view")
@require_POST
def undo_batch(request: HttpRequest, form: Any, batch_id: int) -> HttpResponse:
    """Undo a mass change; a page or (for a button in a message) a message says why it cannot be done."""
    opened = open_desk(request, form, "view")
    batch = ImportBatch.objects.filter(
        pk=batch_id, school=opened.school, form=form.key, kind__in=RIGHTS
    ).first()
    if batch is None:
        raise Http404("没有这次批量修改的记录。")
    right = RIGHTS[batch.kind]
    desk = open_desk(request, form, right)
    partial = "HX-Request" in request.headers
    try:
        undone = undo.undo(desk.actor, desk.school, batch, action=right)
    except undo.Blocked as blocked:
        if partial:
            return _toast(f"不能撤销：{blocked.reasons[0]}")
        context = {"desk": desk, "form": form, "batch": batch, "reasons": blocked.reasons}
        return render(
            request, "filing/undo_refused.html", {**context, "list_url": desk.url("list")}, status=409
        )
    messages.success(request, f"{form.label}：已撤销{batch.get_kind_display()}，{undone}")
    if partial:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(desk.url("list"))


def _toast(text: str) -> HttpResponse:
    said = json.dumps({"toast": {"text": text, "kind": "bad"}})
    return HttpResponse(status=409, headers={"HX-Trigger": said})
