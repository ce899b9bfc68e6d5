"""Cells of the list, edited in place: what a cell holds, and saving one through the validator and the writer.

Nothing that a script sends is trusted: the column must be one the list offers, the record one the actor may change, and
the version the one that was shown.
"""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from zhijiao.filing.models import Change
from zhijiao.filing.pages import drafts, row_html, table
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.grid_lines import cell_text, describe_column
from zhijiao.filing.pages.list import drawn_rows, editable, row_links
from zhijiao.filing.records import period_locks, writer
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.numbers import whole_number

LONGEST = 20_000


@form_view("change", methods=GET_POST)
def cell(ctx: FormContext, record_id: int, name: str) -> HttpResponse:
    """What stands in a cell and how it is typed; posting saves it, or (``open``) takes it to the record's page."""
    column = _column(ctx, name)
    ctx = ctx.of(ctx.get(record_id))
    if ctx.request.method != "POST":
        return JsonResponse(_described(ctx, record_id, column))
    text = ctx.request.POST.get("value", "")[:LONGEST]
    if "open" in ctx.request.POST:
        return _open_page(ctx, record_id, column, text)
    return _save(ctx, record_id, column, text)


def _column(ctx: FormContext, name: str) -> Column:
    """The column, if its cells can be changed in the list.

    Raises:
        Http404: they cannot.
    """
    if name not in editable(ctx):
        raise Http404("这一项不能在列表中修改，请打开记录的编辑页。")
    return ctx.form.columns[name]


def _described(ctx: FormContext, record_id: int, column: Column) -> dict[str, Any]:
    """What the box of a cell needs; a short table of codes comes along, a long one is searched."""
    (version,), (value,) = _stored(ctx, record_id, column)
    choices = column.choices() if column.filter_kind == "choice" and column.target is None else []
    few = 0 < len(choices) <= table.LONG_TABLE
    told = describe_column(ctx, column)
    return {
        "version": version,
        "value": column.raw(value) if few else cell_text(column, value),
        "label": told["label"],
        "required": told["required"],
        "note": told["note"],
        "long": told["long"],
        "byKey": told["by_key"],
        "options": "" if few else told["options"],
        "choices": [[code, text] for code, text, _ in choices] if few else [],
    }


def _stored(ctx: FormContext, record_id: int, column: Column) -> tuple[Any, list[Any]]:
    """Version and value of the record now."""
    fetched = ctx.record_form.fetch(ctx.rows("change").filter(pk=record_id), [column], ("version",))
    if not fetched:
        raise Http404("这条记录已被删除，请刷新列表。")
    return fetched[0]


def _save(ctx: FormContext, record_id: int, column: Column, text: str) -> JsonResponse:
    read = whole_number(ctx.request.POST.get("version"))
    if read is None:
        return JsonResponse({"text": "提交的内容不完整，请刷新页面后重试。"}, status=400)
    (version,), _ = _stored(ctx, record_id, column)
    if version != read:
        return _conflict(ctx, record_id, column)
    frame = ctx.validate({column.name: [text]}, ids=[record_id])
    try:
        writer.write(ctx.actor, ctx.school, frame, versions=[read])
    except writer.WriteRefused as refused:
        frame.problems = refused.problems
        return _refused(ctx, column, frame)
    except writer.StaleRecord:
        return _conflict(ctx, record_id, column)
    except period_locks.PeriodLocked as locked:
        return JsonResponse({"text": f"{locked}{locked.remedy}"}, status=400)
    return JsonResponse({"row": _row(ctx, record_id), "text": f"{column.label}已保存"})


def _refused(ctx: FormContext, column: Column, frame: Frame) -> JsonResponse:
    """What is wrong with the cell; what is wrong with other items names them, to be mended on the record's page."""
    own = [each.sentence for each in frame.problems if each.column == column.name]
    others = [f"{each.label}：{each.sentence}" for each in frame.problems if each.column != column.name]
    return JsonResponse({"own": list(dict.fromkeys(own)), "others": list(dict.fromkeys(others))}, status=422)


def _conflict(ctx: FormContext, record_id: int, column: Column) -> JsonResponse:
    """Somebody else has saved the record: who, when, and what the cell holds now."""
    (version,), (value,) = _stored(ctx, record_id, column)
    last = (
        Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id)
        .order_by("-id")
        .first()
    )
    return JsonResponse(
        {
            "who": last.actor_name if last else "他人",
            "at": timezone.localtime(last.at).strftime("%Y-%m-%d %H:%M") if last else "",
            "theirs": column.text(value),
            "version": version,
            "row": _row(ctx, record_id),
        },
        status=409,
    )


def _open_page(ctx: FormContext, record_id: int, column: Column, text: str) -> HttpResponse:
    """To the record's page with what was typed as its draft; other things typed there before stay."""
    frame = ctx.validate({column.name: [text]}, ids=[record_id])
    value = frame.values[column.name][0]
    typed = text if value is None else column.raw(value)
    kept, _ = drafts.recall(ctx, record_id) or ({"cells": {}, "version": ""}, None)
    read = whole_number(ctx.request.POST.get("version"))
    version = kept["version"] or ("" if read is None else str(read))
    drafts.keep(ctx, record_id, {"version": version, "cells": {**kept["cells"], column.name: typed}})
    return HttpResponseRedirect(ctx.dated_url("edit", record_id))


def _row(ctx: FormContext, record_id: int) -> str:
    """The row as the list draws it now; its place among the others stays."""
    preference = table.list_preference(ctx)
    asked = ctx.asked()
    here = ctx.address("", asked.string()).removeprefix("?")
    number = whole_number(ctx.request.POST.get("number")) or 1
    can = {action: ctx.can(action) for action in ("change", "delete", "export")}
    context = {
        "rows": list(drawn_rows(ctx, preference.columns, ctx.rows("change").filter(pk=record_id), number)),
        "heads": table.headings(ctx, asked, preference.columns, preference.pinned),
        "edits": editable(ctx),
        "selects": any(can.values()),
        "row_links": row_links(ctx, here),
        "can": can,
        "draw_rows": row_html.draw,
    }
    return render_to_string("filing/_one_row.html", context, ctx.request)
