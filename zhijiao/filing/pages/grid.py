"""Grid entry: the records of a form as an editable table, typed or pasted into, saved all at once or not at all.

The page sends the rows that were touched and of them the cells that were touched; everything else is taken as it is
stored. Rows pass the same validator and writer as page and workbook, as one batch that can be undone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.core.paginator import Page
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.pages import drafts, roll
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import missing_prerequisites
from zhijiao.filing.pages.grid_payload import MOST_ROWS, Malformed, SentRow, is_record_number, parse_rows
from zhijiao.filing.pages.heading import FormPage, in_period, page_heading
from zhijiao.filing.records import period_locks, query, undo, writer
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.frame import Frame, Problem
from zhijiao.filing.schema.requirements import required_when
from zhijiao.identity.gate import GET_POST, POST
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.sent_json import read_sent
from zhijiao.private.cipher import for_school

SIZES = (50, 100)
EMPTY_ROWS = 10
DRAFT = "grid"
#: Longer texts are edited in a box of several lines.
LONG_TEXT = 200


class GridConflict(RuntimeError):
    """Rows that somebody else has changed or deleted meanwhile, by their place among the rows sent."""

    def __init__(self, places: Sequence[int]) -> None:
        self.places = list(places)
        super().__init__(f"{len(self.places)} rows changed meanwhile")


@dataclass(frozen=True)
class GridLine:
    """One record in the grid: the texts of its cells, and what references are called; without number a new one."""

    id: int | None
    version: int | None
    texts: list[str]
    hints: list[str]


@dataclass(frozen=True, kw_only=True)
class GridPage(FormPage):
    """The grid as it opens: columns, rows with room for new ones, a draft to go on with."""

    asked: query.Query
    #: None where a roll shows all its rows.
    page: Page | None
    roll: roll.RollChoice | None
    columns: list[dict[str, Any]]
    lines: list[GridLine]
    empties: Sequence[int]
    can_add: bool
    missing: list[Any]
    most: int
    draft: str
    kept_at: Any
    links: dict[str, str]


@dataclass
class StoredRows:
    """Records as they stand now: version and cells by record."""

    versions: dict[int, int] = field(default_factory=dict)
    cells: dict[int, dict[str, Any]] = field(default_factory=dict)


@form_view("change", methods=GET_POST, large=True)
def grid(ctx: FormContext) -> HttpResponse:
    """The grid; posting saves rows and answers in JSON."""
    if not ctx.form.takes_rows:
        raise Http404("这张表单按页填写，没有表格录入。")
    return _save(ctx) if ctx.request.method == "POST" else _page(ctx)


# Showing -------------------------------------------------------------------------------------------------------------


def _page(ctx: FormContext) -> HttpResponse:
    ctx.require_open()
    opened = roll.opened(ctx)
    asked, columns = ctx.asked(), ctx.typed_columns
    page, shown = (None, opened.there) if opened else _listed(ctx, asked)
    lines = read_lines(ctx, shown, columns)
    draft, kept_at = drafts.recall(ctx, None, DRAFT) or ({"rows": []}, None)
    listed = {line.id for line in lines}
    others = [row["id"] for row in draft["rows"] if row["id"] and row["id"] not in listed]
    lines += (
        read_lines(ctx, ctx.rows("change").filter(pk__in=others).order_by("pk"), columns) if others else []
    )
    if opened:
        lines += [_begun(row, columns) for row in opened.lacking]
        who = [column.name for column in columns].index(opened.who)
        lines.sort(key=lambda line: line.texts[who])
    can_add = ctx.can("add")
    drawn = GridPage(
        **page_heading(ctx),
        asked=asked,
        page=page,
        roll=_choice(ctx, opened),
        columns=[describe_column(ctx, column) for column in columns],
        lines=lines,
        empties=range(len(lines) + 1, len(lines) + 1 + EMPTY_ROWS) if can_add and not opened else (),
        can_add=can_add,
        missing=missing_prerequisites(ctx),
        most=MOST_ROWS,
        draft=json.dumps(draft["rows"], ensure_ascii=False) if draft["rows"] else "",
        kept_at=kept_at,
        links={"grid": ctx.dated_url("grid"), "grid_draft": _with_roll(ctx, "grid_draft")}
        | {name: ctx.url(name) for name in ("list", "batches")},
    )
    return render_page(ctx.request, "filing/grid.html", drawn)


def _listed(ctx: FormContext, asked: query.Query) -> tuple[Page, QuerySet[Any]]:
    """A page of the records that meet the conditions, with what it shows."""
    found = asked.narrow(in_period(ctx, ctx.rows("change")))
    here = ctx.address("", asked.string()).removeprefix("?")
    page = page_of(asked.order(found), ctx.request.GET, query=here, sizes=SIZES)
    return page, cast("QuerySet[Any]", page.object_list)


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


def describe_column(ctx: FormContext, column: Column) -> dict[str, Any]:
    """What the page needs to know of a column."""
    return {
        "name": column.name,
        "label": column.label,
        "required": column.required_for(ctx.school.school_type) or column in ctx.form.key_columns,
        "note": "".join(
            filter(None, (column.note, f"（单位：{column.unit}）" if column.unit else "", _when(column)))
        ),
        "key": column in ctx.form.key_columns,
        "right": column.align_right,
        "private": bool(column.private),
        "long": column.multiline or column.free_text and (column.facts.max_length or 0) > LONG_TEXT,
        "options": ctx.url("options", column.name) if column.single_choice else "",
        "by_key": column.target is not None,
    }


def _when(column: Column) -> str:
    """When an item is required that is not always."""
    words = required_when(column)
    return f"（{words}）" if words else ""


def cell_text(column: Column, value: Any) -> str:
    """A value as typed into the grid: reading the text back gives the same value. Private values come in clear."""
    if value is None or column.private:
        return (masked(column, value) or "") if value else ""
    if column.numeric:
        return column.text(value)
    cell = column.cell(value)
    return cell if isinstance(cell, str) else as_text(cell) or ""


def read_lines(ctx: FormContext, rows: QuerySet, columns: Sequence[Column]) -> list[GridLine]:
    """Records as lines of the grid; one query."""
    decrypt = for_school(ctx.school.pk).decrypt
    lines = []
    for (row_id, version), values in ctx.record_form.fetch(rows, columns, ("pk", "version")):
        clear = [
            decrypt(value) if column.private and value else value
            for column, value in zip(columns, values, strict=True)
        ]
        texts = [cell_text(column, value) for column, value in zip(columns, clear, strict=True)]
        hints = [
            str(value.title) if column.target and value else ""
            for column, value in zip(columns, clear, strict=True)
        ]
        lines.append(GridLine(row_id, version, texts, hints))
    return lines


# Saving --------------------------------------------------------------------------------------------------------------


def _save(ctx: FormContext) -> HttpResponse:
    """Save the rows sent; all or none."""
    try:
        rows = parse_rows(ctx, ctx.request.body)
        outcome, batch, frame = _write(ctx, rows)
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
    return JsonResponse(_told(ctx, rows, frame, outcome, batch))


@transaction.atomic
def _write(ctx: FormContext, rows: Sequence[SentRow]) -> tuple[writer.Outcome, ImportBatch | None, Frame]:
    """Judge and write the rows as one batch.

    Raises:
        Conflict: rows changed or gone since they were read.
        writer.Refused: something is wrong; all problems of all rows.
    """
    columns = _needed(ctx, rows)
    stored = _stored(ctx, rows, columns)
    changed = [i for i, row in enumerate(rows) if row.id and stored.versions.get(row.id) != row.version]
    if changed:
        raise GridConflict(changed)
    raw = {
        column.name: [
            row.cells[column.name]
            if column.name in row.cells
            else stored.cells.get(row.id or 0, {}).get(column.name)
            for row in rows
        ]
        for column in columns
    }
    frame = ctx.validate(raw, ids=[row.id for row in rows])
    writing = sum(status in ("new", "changed") for status in frame.status)
    if not frame.clean:
        raise writer.WriteRefused(frame.problems)
    batch = None
    if writing:
        batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.GRID.value, writing)
    versions = [row.version for row in rows]
    outcome = writer.write(
        ctx.actor, ctx.school, frame, versions=versions, batch_id=batch.pk if batch else None
    )
    return outcome, batch, frame


def _needed(ctx: FormContext, rows: Sequence[SentRow]) -> list[Column]:
    """Columns to be read: all of them for new rows, else those touched anywhere."""
    if any(row.id is None for row in rows):
        return ctx.typed_columns
    return [column for column in ctx.typed_columns if any(column.name in row.cells for row in rows)]


def _stored(ctx: FormContext, rows: Sequence[SentRow], columns: Sequence[Column]) -> StoredRows:
    """What the records hold now, as cells that read back to the same values; private ones masked, which keeps them.

    Raises:
        Http404: a record that this school never had.
    """
    wanted = [row.id for row in rows if row.id is not None]
    found = StoredRows()
    if not wanted:
        return found
    decrypt = for_school(ctx.school.pk).decrypt
    fetched = ctx.record_form.fetch(ctx.rows("change").filter(pk__in=wanted), columns, ("pk", "version"))
    for (row_id, version), values in fetched:
        found.versions[row_id] = version
        found.cells[row_id] = {
            column.name: (masked(column, decrypt(value)) if value else None)
            if column.private
            else column.cell(value)
            for column, value in zip(columns, values, strict=True)
        }
    lost = set(wanted) - found.versions.keys()
    if lost:
        deleted = Change.objects.filter(school=ctx.school, form=ctx.form.key, record_id__in=lost)
        if lost - set(deleted.values_list("record_id", flat=True)):
            raise Http404(f"“{ctx.form.label}”中没有这样的记录，或不在您可以修改的范围内。")
    return found


# Answering -----------------------------------------------------------------------------------------------------------


def _told(
    ctx: FormContext,
    rows: Sequence[SentRow],
    frame: Frame,
    outcome: writer.Outcome,
    batch: ImportBatch | None,
) -> dict[str, Any]:
    """What was saved: the rows as they stand now, in the order sent, and how to undo it."""
    columns = ctx.typed_columns
    now = {line.id: line for line in read_lines(ctx, ctx.rows("change").filter(pk__in=outcome.ids), columns)}
    parts = (("新增", outcome.created), ("修改", outcome.changed))
    done = "，".join(f"{word} {count} 条" for word, count in parts if count)
    return {
        "text": f"{ctx.form.label}：已保存，{done}" if done else f"{ctx.form.label}：没有需要保存的改动",
        "rows": [_line(now.get(row_id or 0), columns) for row_id in outcome.ids],
        "undo": ctx.url("undo", batch.pk) if batch else "",
    }


def _line(line: GridLine | None, columns: Sequence[Column]) -> dict[str, Any] | None:
    """A line as the page's script takes it."""
    if line is None:
        return None
    names = [column.name for column in columns]
    return {
        "id": line.id,
        "version": line.version,
        "cells": dict(zip(names, line.texts, strict=True)),
        "hints": {name: hint for name, hint in zip(names, line.hints, strict=True) if hint},
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
                "now": _line(line, columns),
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
        rows = [_drafted(row) for row in read_sent(ctx.request.POST.get("rows", ""))][:MOST_ROWS]
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
