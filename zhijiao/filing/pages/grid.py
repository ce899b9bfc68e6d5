"""Grid entry: the records of a form as an editable table, typed or pasted into, saved all at once or not at all.

The page sends the rows that were touched and of them the cells that were touched; everything else is taken as it is
stored. Rows pass the same validator and writer as page and workbook, as one batch that can be undone. Many rows come
and go in pieces: the first lines are drawn with the page, which asks for the others; before many rows are saved they
are checked piece by piece, so that a mistake in the last one keeps the first ones back as well.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.pages import drafts, roll
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import missing_prerequisites
from zhijiao.filing.pages.grid_lines import GridLine, describe_column, for_script, read_lines
from zhijiao.filing.pages.grid_payload import (
    MOST_OPEN,
    MOST_ROWS,
    Malformed,
    SentRow,
    is_record_number,
    parse_numbers,
    parse_rows,
)
from zhijiao.filing.pages.grid_write import GridConflict, judge, write
from zhijiao.filing.pages.heading import FormPage, in_period, page_heading
from zhijiao.filing.records import period_locks, query, writer
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.gate import GET_POST, POST
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.sent_json import read_sent

SIZES = (50, 100, 500, MOST_OPEN)
#: Rows that are drawn with the page; it asks for the others once it is there.
DRAWN = 100
EMPTY_ROWS = 10
DRAFT = "grid"


@dataclass(frozen=True, kw_only=True)
class GridPage(FormPage):
    """The grid as it opens: columns, rows with room for new ones, a draft to go on with."""

    asked: query.Query
    #: None where a roll shows all its rows.
    page: Page | None
    roll: roll.RollChoice | None
    columns: list[dict[str, Any]]
    lines: list[GridLine]
    #: Records to be asked for by their number.
    rest: list[int]
    empties: Sequence[int]
    can_add: bool
    missing: list[Any]
    most: int
    piece: int
    draft: str
    kept_at: Any
    links: dict[str, str]


@form_view("change", methods=GET_POST, large=True)
def grid(ctx: FormContext) -> HttpResponse:
    """The grid; posting saves rows and answers in JSON."""
    _require_grid(ctx)
    return _save(ctx) if ctx.request.method == "POST" else _page(ctx)


def _require_grid(ctx: FormContext) -> None:
    if not ctx.form.takes_rows:
        raise Http404("这张表单按页填写，没有表格录入。")


# Showing -------------------------------------------------------------------------------------------------------------


def _page(ctx: FormContext) -> HttpResponse:
    ctx.require_open()
    opened = roll.opened(ctx)
    asked, columns = ctx.asked(), ctx.typed_columns
    page, shown = (None, opened.there) if opened else _listed(ctx, asked)
    lines, rest = (read_lines(ctx, shown, columns), []) if opened else _drawn(ctx, shown, columns)
    draft, kept_at = drafts.recall(ctx, None, DRAFT) or ({"rows": []}, None)
    listed = {line.id for line in lines}.union(rest)
    others = [row["id"] for row in draft["rows"] if row["id"] and row["id"] not in listed]
    if others:
        drawn = ctx.rows("change").filter(pk__in=others[:DRAWN]).order_by("pk")
        lines, rest = lines + read_lines(ctx, drawn, columns), rest + others[DRAWN:]
    if opened:
        lines += [_begun(row, columns) for row in opened.lacking]
        who = [column.name for column in columns].index(opened.who)
        lines.sort(key=lambda line: line.texts[who])
    can_add = ctx.can("add")
    shown_page = GridPage(
        **page_heading(ctx),
        asked=asked,
        page=page,
        roll=_choice(ctx, opened),
        columns=[describe_column(ctx, column) for column in columns],
        lines=lines,
        rest=rest,
        empties=range(len(lines) + 1, len(lines) + 1 + EMPTY_ROWS) if can_add and not opened else (),
        can_add=can_add,
        missing=missing_prerequisites(ctx),
        most=MOST_OPEN,
        piece=MOST_ROWS,
        draft=json.dumps(draft["rows"], ensure_ascii=False) if draft["rows"] else "",
        kept_at=kept_at,
        links={"grid": ctx.dated_url("grid"), "grid_draft": _with_roll(ctx, "grid_draft")}
        | {name: ctx.dated_url(name) for name in ("grid_check", "grid_rows")}
        | {name: ctx.url(name) for name in ("list", "batches")},
    )
    return render_page(ctx.request, "filing/grid.html", shown_page)


def _listed(ctx: FormContext, asked: query.Query) -> tuple[Page, QuerySet[Any]]:
    """A page of the records that meet the conditions, with what it shows."""
    found = asked.narrow(in_period(ctx, ctx.rows("change")))
    here = ctx.address("", asked.string()).removeprefix("?")
    page = page_of(asked.order(found), ctx.request.GET, query=here, sizes=SIZES)
    return page, cast("QuerySet[Any]", page.object_list)


def _drawn(
    ctx: FormContext, shown: QuerySet[Any], columns: Sequence[Column]
) -> tuple[list[GridLine], list[int]]:
    """The first lines of what the page shows, and the numbers of the records after them."""
    numbers = list(shown.values_list("pk", flat=True))
    first = read_lines(ctx, ctx.rows("change").filter(pk__in=numbers[:DRAWN]), columns)
    place = {number: i for i, number in enumerate(numbers)}
    return sorted(first, key=lambda line: place[line.id or 0]), numbers[DRAWN:]


def _choice(ctx: FormContext, opened: roll.OpenedRoll | None) -> roll.RollChoice | None:
    """What can be chosen for the roll of the form, with the one that is open."""
    offered = roll.choices(ctx)
    return replace(opened.choice, records=offered.records) if opened and offered else offered


def _begun(row: roll.RollRow, columns: Sequence[Column]) -> GridLine:
    """A row of a roll that is not there yet."""
    texts, hints = ([said.get(column.name, "") for column in columns] for said in (row.texts, row.hints))
    return GridLine(None, None, texts, hints)


def _with_roll(ctx: FormContext, name: str) -> str:
    """A page of the grid in the year and with the roll of this one."""
    chosen, url = whole_number(ctx.request.GET.get(roll.ASKED)), ctx.dated_url(name)
    return url if chosen is None else f"{url}{'&' if '?' in url else '?'}{roll.ASKED}={chosen}"


@form_view("change", methods=POST, harmless=True)
def grid_rows(ctx: FormContext) -> HttpResponse:
    """Lines of records that the page has not drawn, in the order asked for; those that are gone are left out."""
    _require_grid(ctx)
    try:
        numbers = parse_numbers(ctx.request.body)
    except Malformed as malformed:
        return JsonResponse({"text": str(malformed)}, status=400)
    columns = ctx.typed_columns
    found = {line.id: line for line in read_lines(ctx, ctx.rows("change").filter(pk__in=numbers), columns)}
    return JsonResponse(
        {"rows": [for_script(found[number], columns) for number in numbers if number in found]}
    )


# Saving --------------------------------------------------------------------------------------------------------------


def _save(ctx: FormContext) -> HttpResponse:
    """Save the rows sent; all or none."""
    try:
        rows = parse_rows(ctx, ctx.request.body)
        outcome, batch = write(ctx, rows)
    except Malformed as malformed:
        return JsonResponse({"text": str(malformed)}, status=400)
    except period_locks.PeriodLocked as locked:
        return JsonResponse({"text": f"{locked}{locked.remedy}"}, status=400)
    except GridConflict as conflict:
        return _conflict(ctx, rows, conflict.places)
    except writer.WriteRefused as refused:
        return _refused(refused.problems)
    except writer.StaleRecord as stale:
        return _conflict(ctx, rows, [i for i, row in enumerate(rows) if row.id in stale.ids])
    drafts.discard(ctx, None, DRAFT)
    return JsonResponse(_told(ctx, outcome, batch))


@form_view("change", methods=POST, large=True)
def grid_check(ctx: FormContext) -> HttpResponse:
    """What is wrong with the rows sent; nothing is written."""
    _require_grid(ctx)
    try:
        rows = parse_rows(ctx, ctx.request.body)
        frame = judge(ctx, rows)
    except Malformed as malformed:
        return JsonResponse({"text": str(malformed)}, status=400)
    except GridConflict as conflict:
        return _conflict(ctx, rows, conflict.places)
    return JsonResponse({"problems": [problem.for_script() for problem in frame.problems]})


# Answering -----------------------------------------------------------------------------------------------------------


def _told(ctx: FormContext, outcome: writer.Outcome, batch: ImportBatch | None) -> dict[str, Any]:
    """What was saved: the rows as they stand now, in the order sent, and how to undo it."""
    columns = ctx.typed_columns
    now = {line.id: line for line in read_lines(ctx, ctx.rows("change").filter(pk__in=outcome.ids), columns)}
    parts = (("新增", outcome.created), ("修改", outcome.changed))
    done = "，".join(f"{word} {count} 条" for word, count in parts if count)
    return {
        "text": f"{ctx.form.label}：已保存，{done}" if done else f"{ctx.form.label}：没有需要保存的改动",
        "rows": [for_script(now.get(row_id or 0), columns) for row_id in outcome.ids],
        "undo": ctx.url("undo", batch.pk) if batch else "",
    }


def _refused(problems: Sequence[Problem]) -> JsonResponse:
    """Every problem with its row (by its place among the rows sent) and column."""
    return JsonResponse({"problems": [problem.for_script() for problem in problems]}, status=422)


def _conflict(ctx: FormContext, rows: Sequence[SentRow], places: Sequence[int]) -> JsonResponse:
    """Rows that somebody else changed: who, when, and what they hold now; rows that are gone have no values."""
    columns = ctx.typed_columns
    ids = {i: rows[i].id or 0 for i in places}
    now = {line.id: line for line in read_lines(ctx, ctx.rows("change").filter(pk__in=ids.values()), columns)}
    latest: dict[int, Change] = {}
    for change in Change.objects.filter(
        school=ctx.school, form=ctx.form.key, record_id__in=ids.values()
    ).order_by("id"):
        latest[change.record_id] = change
    stale = []
    for i, row_id in ids.items():
        said, line = latest.get(row_id), now.get(row_id)
        stale.append(
            {
                "row": i,
                "who": said.actor_name if said else "他人",
                "at": timezone.localtime(said.at).strftime("%Y-%m-%d %H:%M") if said else "",
                "now": for_script(line, columns),
            }
        )
    return JsonResponse({"stale": stale}, status=409)


# Drafts --------------------------------------------------------------------------------------------------------------


@form_view("change", locked_too=True, methods=POST, large=True)
def draft(ctx: FormContext) -> HttpResponse:
    """Keep what is typed and not yet saved; no rows, or ``discard``, forget it."""
    if "discard" in ctx.request.POST:
        drafts.discard(ctx, None, DRAFT)
        return HttpResponseRedirect(
            _with_roll(ctx, "grid") if roll.ASKED in ctx.request.GET else ctx.next_url("grid")
        )
    try:
        rows = [_drafted(row) for row in read_sent(ctx.request.POST.get("rows", ""))][:MOST_OPEN]
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"message": "提交的内容不完整，请刷新页面后重试"}, status=400)
    if not rows:
        drafts.discard(ctx, None, DRAFT)
        return JsonResponse({"kept": ""})
    kept_draft = drafts.keep(ctx, None, {"rows": rows}, DRAFT)
    if kept_draft is None:
        return JsonResponse({"kept": "", "message": "内容过多，未能暂存，请先保存"}, status=413)
    return JsonResponse({"kept": timezone.localtime(kept_draft.saved_at).strftime("%H:%M")})


def _drafted(row: dict[str, Any]) -> dict[str, Any]:
    """One row of a draft: the record and version it was read at, the cells typed, what they held before."""
    if row["id"] is not None and not (is_record_number(row["id"]) and is_record_number(row["version"])):
        raise ValueError("not the id and version of a record")
    cells = {str(name): str(text) for name, text in row["cells"].items()}
    base = {str(name): str(text) for name, text in row["base"].items()}
    return {"id": row["id"], "version": row["version"], "cells": cells, "base": base}
