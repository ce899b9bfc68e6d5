"""Grid entry: the records of a form as an editable table, typed or pasted into, saved all at once or not at all.

The page sends the rows that were touched and of them the cells that were touched; everything else is taken as it is
stored. Rows pass the same validator and writer as page and workbook, as one batch that can be undone.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from zhijiao.filing import drafts, query, undo, writer
from zhijiao.filing.columns import Column, as_text, masked
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.fieldset import missing_prerequisites
from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.page import heading, in_period, kept
from zhijiao.filing.table import Page
from zhijiao.filing.validation import Frame, Problem
from zhijiao.privacy.cipher import for_school

SIZES = (50, 100)
MOST_ROWS = 500
EMPTY_ROWS = 10
LARGEST_ID = 2**63 - 1
DRAFT = "grid"
#: Longer texts are edited in a box of several lines.
LONG_TEXT = 200


class Malformed(ValueError):
    """What was sent is not what the grid sends."""


class Conflict(RuntimeError):
    """Rows that somebody else has changed or deleted meanwhile, by their place among the rows sent."""

    def __init__(self, places: Sequence[int]) -> None:
        self.places = list(places)
        super().__init__(f"{len(self.places)} rows changed meanwhile")


@dataclass(frozen=True)
class Line:
    """One record in the grid: the texts of its cells, and what references are called."""

    id: int
    version: int
    texts: list[str]
    hints: list[str]


@dataclass(frozen=True)
class Sent:
    """One row as sent: the record (None: a new one), the version it was read at, the cells touched."""

    id: int | None
    version: int | None
    cells: dict[str, str]


@dataclass
class Stored:
    """Records as they stand now: version and cells by record."""

    versions: dict[int, int] = field(default_factory=dict)
    cells: dict[int, dict[str, Any]] = field(default_factory=dict)


def grid_columns(desk: Desk) -> list[Column]:
    """Columns of the grid: all that can be typed; the year is the one selected."""
    return [column for column in desk.form.stored if column.name != "year" or "year" not in desk.defaults]


@require_http_methods(["GET", "HEAD", "POST"])
@desk("change")
def grid(desk: Desk) -> HttpResponse:
    """The grid; posting saves rows and answers in JSON."""
    if desk.form.kind != "form":
        raise Http404("这张表单按页填写，没有表格录入。")
    return _save(desk) if desk.request.method == "POST" else _page(desk)


# Showing -------------------------------------------------------------------------------------------------------------


def _page(desk: Desk) -> HttpResponse:
    asked = query.read(desk.form, desk.request.GET)
    if asked.leaky:
        return HttpResponseRedirect(kept(desk, reverse("filing:grid", args=[desk.form]), asked.string()))
    size = desk.request.GET.get("size", "")
    found = asked.narrow(in_period(desk, desk.rows("change")))
    here = kept(desk, "", asked.string()).removeprefix("?")
    page = Page.at(
        desk.request.GET.get("page", "1"),
        found.count(),
        int(size) if size in map(str, SIZES) else SIZES[0],
        here,
    )
    page = Page(page.total, page.page, page.size, page.query, SIZES)
    columns = grid_columns(desk)
    lines = read(desk, asked.order(found)[page.first : page.first + page.size], columns)
    draft, kept_at = drafts.recall(desk, None, DRAFT) or ({"rows": []}, None)
    listed = {line.id for line in lines}
    others = [row["id"] for row in draft["rows"] if row["id"] and row["id"] not in listed]
    lines += read(desk, desk.rows("change").filter(pk__in=others).order_by("pk"), columns) if others else []
    can_add = desk.can("add")
    context = {
        "desk": desk,
        "form": desk.form,
        "asked": asked,
        "page": page,
        "columns": [describe(desk, column) for column in columns],
        "lines": lines,
        "empties": range(len(lines) + 1, len(lines) + 1 + EMPTY_ROWS) if can_add else (),
        "can_add": can_add,
        "missing": missing_prerequisites(desk),
        "most": MOST_ROWS,
        "draft": json.dumps(draft["rows"], ensure_ascii=False) if draft["rows"] else "",
        "kept_at": kept_at,
        "links": {name: desk.url(name) for name in ("grid", "grid_draft", "list", "batches")},
        **heading(desk),
    }
    return render(desk.request, "filing/grid.html", context)


def describe(desk: Desk, column: Column) -> dict[str, Any]:
    """What the page needs to know of a column."""
    searched = column.ref or column.type in ("code", "region", "flag", "term")
    return {
        "name": column.name,
        "label": column.label,
        "required": column.required_for(desk.school.school_type) or column in desk.form.key_columns,
        "note": "".join(filter(None, (column.note, f"（单位：{column.unit}）" if column.unit else ""))),
        "right": column.align_right,
        "private": bool(column.private),
        "long": column.type == "longtext"
        or (column.facts.max_length or 0) > LONG_TEXT
        and column.type == "text",
        "options": desk.url("options", column.name) if searched else "",
        "by_key": bool(column.ref),
    }


def cell_text(column: Column, value: Any) -> str:
    """A value as typed into the grid: reading the text back gives the same value. Private values come in clear."""
    if value is None or column.private:
        return (masked(column, value) or "") if value else ""
    if column.align_right:
        return column.text(value)
    cell = column.cell(value)
    return cell if isinstance(cell, str) else as_text(cell) or ""


def read(desk: Desk, rows: Iterable[Any], columns: Sequence[Column]) -> list[Line]:
    """Records as lines of the grid; one query."""
    decrypt = for_school(desk.school.pk).decrypt
    lines = []
    for (row_id, version), values in desk.form.fetch(rows, columns, ("pk", "version")):
        clear = [
            decrypt(value) if column.private and value else value
            for column, value in zip(columns, values, strict=True)
        ]
        texts = [cell_text(column, value) for column, value in zip(columns, clear, strict=True)]
        hints = [
            value.title if column.ref and value else "" for column, value in zip(columns, clear, strict=True)
        ]
        lines.append(Line(row_id, version, texts, hints))
    return lines


# Saving --------------------------------------------------------------------------------------------------------------


def _save(desk: Desk) -> HttpResponse:
    """Save the rows sent; all or none."""
    try:
        rows = received(desk, desk.request.body)
        outcome, batch, frame = _write(desk, rows)
    except Malformed as malformed:
        return JsonResponse({"text": str(malformed)}, status=400)
    except Conflict as conflict:
        return _conflict(desk, rows, conflict.places)
    except writer.Refused as refused:
        return _refused(refused.problems)
    except writer.Stale as stale:
        return _conflict(desk, rows, [i for i, row in enumerate(rows) if row.id in stale.ids])
    drafts.discard(desk, None, DRAFT)
    return JsonResponse(_told(desk, rows, frame, outcome, batch))


def received(desk: Desk, body: bytes) -> list[Sent]:
    """The rows sent, if they are well formed.

    Raises:
        Malformed: anything the grid itself would not send.
        Http404: a record that this school never had.
    """
    try:
        posted = json.loads(body)
        rows = [Sent(row.get("id"), row.get("version"), dict(row["cells"])) for row in posted["rows"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Malformed("提交的内容不完整，请刷新页面后重试。") from None
    if len(rows) > MOST_ROWS:
        raise Malformed(f"一次最多保存 {MOST_ROWS} 行，现有 {len(rows)} 行有改动，请分几次保存，或改用导入。")
    known = {column.name for column in desk.form.stored}
    for row in rows:
        texts = all(value is None or isinstance(value, str) for value in row.cells.values())
        if (
            not (row.id is None or (_whole(row.id) and _whole(row.version)))
            or not texts
            or not row.cells
            or row.cells.keys() - known
        ):
            raise Malformed("提交的内容与表单不符，表单可能已调整，请刷新页面后重试。")
    ids = [row.id for row in rows if row.id is not None]
    if len(set(ids)) != len(ids):
        raise Malformed("同一条记录提交了两次，请刷新页面后重试。")
    if not rows:
        raise Malformed("没有需要保存的改动。")
    return rows


def _whole(value: Any) -> bool:
    """Whether a JSON value may be the id or version of a record."""
    return type(value) is int and 0 < value <= LARGEST_ID


@transaction.atomic
def _write(desk: Desk, rows: Sequence[Sent]) -> tuple[writer.Outcome, ImportBatch | None, Frame]:
    """Judge and write the rows as one batch.

    Raises:
        Conflict: rows changed or gone since they were read.
        writer.Refused: something is wrong; all problems of all rows.
    """
    columns = _needed(desk, rows)
    stored = _stored(desk, rows, columns)
    changed = [i for i, row in enumerate(rows) if row.id and stored.versions.get(row.id) != row.version]
    if changed:
        raise Conflict(changed)
    raw = {
        column.name: [
            row.cells[column.name]
            if column.name in row.cells
            else stored.cells.get(row.id, {}).get(column.name)
            for row in rows
        ]
        for column in columns
    }
    frame = desk.validate(raw, ids=[row.id for row in rows])
    writing = sum(status in ("new", "changed") for status in frame.status)
    if not frame.clean:
        raise writer.Refused(frame.problems)
    batch = None
    if writing:
        batch = undo.open_batch(desk.actor, desk.school, desk.form, ImportBatch.Kind.GRID.value, writing)
    versions = [row.version for row in rows]
    outcome = writer.write(desk.actor, desk.school, frame, versions=versions, batch_id=batch and batch.pk)
    return outcome, batch, frame


def _needed(desk: Desk, rows: Sequence[Sent]) -> list[Column]:
    """Columns to be read: all of them for new rows, else those touched anywhere."""
    if any(row.id is None for row in rows):
        touched = {name for row in rows for name in row.cells}
        return [*dict.fromkeys([*grid_columns(desk), *(c for c in desk.form.stored if c.name in touched)])]
    return [column for column in desk.form.stored if any(column.name in row.cells for row in rows)]


def _stored(desk: Desk, rows: Sequence[Sent], columns: Sequence[Column]) -> Stored:
    """What the records hold now, as cells that read back to the same values; private ones masked, which keeps them.

    Raises:
        Http404: a record that this school never had.
    """
    wanted = [row.id for row in rows if row.id is not None]
    found = Stored()
    if not wanted:
        return found
    decrypt = for_school(desk.school.pk).decrypt
    fetched = desk.form.fetch(desk.rows("change").filter(pk__in=wanted), columns, ("pk", "version"))
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
        deleted = Change.objects.filter(school=desk.school, form=desk.form.key, record_id__in=lost)
        if lost - set(deleted.values_list("record_id", flat=True)):
            raise Http404(f"“{desk.form.label}”中没有这样的记录，或不在您可以修改的范围内。")
    return found


# Answering -----------------------------------------------------------------------------------------------------------


def _told(
    desk: Desk, rows: Sequence[Sent], frame: Frame, outcome: writer.Outcome, batch: ImportBatch | None
) -> dict[str, Any]:
    """What was saved: the rows as they stand now, in the order sent, and how to undo it."""
    columns = grid_columns(desk)
    now = {line.id: line for line in read(desk, desk.rows("change").filter(pk__in=outcome.ids), columns)}
    parts = (("新增", outcome.created), ("修改", outcome.changed))
    done = "，".join(f"{word} {count} 条" for word, count in parts if count)
    return {
        "text": f"{desk.form.label}：已保存，{done}" if done else f"{desk.form.label}：没有需要保存的改动",
        "rows": [_line(now.get(row_id), columns) for row_id in outcome.ids],
        "undo": desk.url("undo", batch.pk) if batch else "",
    }


def _line(line: Line | None, columns: Sequence[Column]) -> dict[str, Any] | None:
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
    listed = [
        {
            "row": problem.row,
            "column": problem.column,
            "label": problem.label,
            "message": problem.message + (f"，{problem.remedy}" if problem.remedy else ""),
        }
        for problem in problems
    ]
    return JsonResponse({"problems": listed}, status=422)


def _conflict(desk: Desk, rows: Sequence[Sent], places: Sequence[int]) -> JsonResponse:
    """Rows that somebody else changed: who, when, and what they hold now; rows that are gone have no values."""
    columns = grid_columns(desk)
    ids = [rows[i].id for i in places]
    now = {line.id: line for line in read(desk, desk.rows("change").filter(pk__in=ids), columns)}
    latest: dict[int, Change] = {}
    for change in Change.objects.filter(school=desk.school, form=desk.form.key, record_id__in=ids).order_by(
        "id"
    ):
        latest[change.record_id] = change
    stale = []
    for i in places:
        change, line = latest.get(rows[i].id), now.get(rows[i].id)
        stale.append(
            {
                "row": i,
                "who": change.actor_name if change else "他人",
                "at": timezone.localtime(change.at).strftime("%Y-%m-%d %H:%M") if change else "",
                "now": _line(line, columns),
            }
        )
    return JsonResponse({"stale": stale}, status=409)


# Drafts --------------------------------------------------------------------------------------------------------------


@require_POST
@desk("change", locked_too=True)
def draft(desk: Desk) -> HttpResponse:
    """Keep what is typed and not yet saved; no rows, or ``discard``, forget it."""
    if "discard" in desk.request.POST:
        drafts.discard(desk, None, DRAFT)
        return HttpResponseRedirect(desk.url("grid"))
    try:
        rows = [_drafted(row) for row in json.loads(desk.request.POST.get("rows", ""))][:MOST_ROWS]
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"message": "提交的内容不完整，请刷新页面后重试"}, status=400)
    if not rows:
        drafts.discard(desk, None, DRAFT)
        return JsonResponse({"kept": ""})
    kept_draft = drafts.keep(desk, None, {"rows": rows}, DRAFT)
    if kept_draft is None:
        return JsonResponse({"kept": "", "message": "内容过多，未能暂存，请先保存"}, status=413)
    return JsonResponse({"kept": timezone.localtime(kept_draft.saved_at).strftime("%H:%M")})


def _drafted(row: dict[str, Any]) -> dict[str, Any]:
    """One row of a draft: the record and version it was read at, the cells typed, what they held before."""
    if row["id"] is not None and not (_whole(row["id"]) and _whole(row["version"])):
        raise ValueError("not the id and version of a record")
    cells = {str(name): str(text) for name, text in row["cells"].items()}
    base = {str(name): str(text) for name, text in row["base"].items()}
    return {"id": row["id"], "version": row["version"], "cells": cells, "base": base}
