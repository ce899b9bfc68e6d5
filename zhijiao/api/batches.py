"""Records that programs send, judged and written: rows that name the same items together, all in one transaction."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.api import seen
from zhijiao.api.bodies import pointer
from zhijiao.api.endpoints import Refusal
from zhijiao.api.reading import ABOUT
from zhijiao.filing.models import Change
from zhijiao.filing.pages import history
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.frame import CHANGED, NEW, Frame, Problem

_RESULTS = {NEW: "created", CHANGED: "changed"}


@dataclass
class _Part:
    """Rows that name the same items: their places in what was sent, the frame they make, versions they were read at."""

    places: list[int]
    frame: Frame
    versions: list[int | None]


@dataclass
class Batch:
    """What became of the rows sent. ``refused`` holds the problems of those that are not to be written."""

    ctx: FormContext
    rows: list[dict[str, Any]]
    single: bool
    parts: list[_Part] = field(default_factory=list)
    refused: dict[int, list[Problem]] = field(default_factory=dict)

    def write(self) -> dict[str, Any]:
        """Write what is right, and tell row by row what became of it."""
        with transaction.atomic():
            for part in self.parts:
                _write(self.ctx, part)
        results: list[dict[str, Any]] = [{}] * len(self.rows)
        for part in self.parts:
            for i, place in enumerate(part.places):
                results[place] = _result(part.frame, i, place)
        for place, problems in self.refused.items():
            told = [self.told(place, problem) for problem in problems]
            results[place] = {
                "row": place + 1,
                "result": "refused",
                "id": None,
                "version": None,
                "problems": told,
            }
        counted = {
            name: sum(result["result"] == name for result in results)
            for name in ("created", "changed", "same", "refused")
        }
        return {**counted, "results": results}

    def told(self, place: int, problem: Problem) -> dict[str, Any]:
        """A problem with its row, counted from 1, and its place in the body."""
        path = pointer(None if self.single else place, problem.column)
        return problem.as_json() | {"row": place + 1, "path": path}


def judged(ctx: FormContext, rows: list[dict[str, Any]], *, single: bool, skip: bool) -> Batch:
    """The rows judged: found by their id where they name one, else by the natural key.

    Raises:
        Refusal: some are wrong, and are not to be skipped.
    """
    batch = Batch(ctx, rows, single, refused=_unknown(ctx, rows))
    for (names, by_id), places in _alike(ctx, rows, batch.refused).items():
        if not names:
            said = "没有写出任何可以写入的项目；附件和系统得出的项目只能读取"
            batch.refused |= {place: [Problem(place, "", "", "", said, code="empty")] for place in places}
        else:
            batch.parts.append(_judge(ctx, rows, places, sorted(names), by_id=by_id))
    _refuse_repeated(batch.parts)
    for part in batch.parts:
        for problem in part.frame.problems:
            batch.refused.setdefault(part.places[problem.row], []).append(problem)
    if batch.refused and not skip:
        raise _invalid(batch)
    if batch.refused:
        batch.parts = [_without(ctx, rows, part, batch.refused) for part in batch.parts]
        batch.parts = [part for part in batch.parts if part.places]
    return batch


def _unknown(ctx: FormContext, rows: list[dict[str, Any]]) -> dict[int, list[Problem]]:
    """Rows whose id is that of no record that the actor may change."""
    wanted = {place: row["id"] for place, row in enumerate(rows) if row.get("id") is not None}
    if not wanted:
        return {}
    there = set(ctx.rows("change").filter(pk__in=set(wanted.values())).values_list("pk", flat=True))
    return {
        place: [
            Problem(place, "id", "编号", str(row_id), "没有这个编号的记录", "请核对，或不写 id", "not_found")
        ]
        for place, row_id in wanted.items()
        if row_id not in there
    }


def _alike(
    ctx: FormContext, rows: list[dict[str, Any]], refused: Collection[int]
) -> dict[tuple[frozenset[str], bool], list[int]]:
    """Places of rows that name the same items, in the order of their first; what a row does not name stays as it is."""
    columns = ctx.form.columns
    found: dict[tuple[frozenset[str], bool], list[int]] = defaultdict(list)
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for place, row in enumerate(rows):
        if place in refused:
            continue
        named = tuple(row)
        if (names := known.get(named)) is None:
            names = frozenset(name for name in row if name not in ABOUT and columns[name].read_from_sheets)
            known[named] = names
        found[names, row.get("id") is not None].append(place)
    return found


def _judge(
    ctx: FormContext, rows: list[dict[str, Any]], places: list[int], names: list[str], *, by_id: bool
) -> _Part:
    cells = {name: [rows[place][name] for place in places] for name in names}
    ids = [rows[place]["id"] for place in places] if by_id else None
    frame = ctx.validate(cells, ids=ids, numbers=[place + 1 for place in places])
    for i in access.of_others(ctx.actor, frame):
        frame.problem(
            i, frame.told_at, "已有相同的记录，由他人填报", "您只能修改本人填报的记录", code="exists"
        )
    return _Part(places, frame, [rows[place].get("version") for place in places])


def _refuse_repeated(parts: list[_Part]) -> None:
    """One record may be meant by one row only, also where rows name different items."""
    first: dict[Any, int] = {}
    for part in parts:
        frame = part.frame
        columns = frame.form.key_columns
        keys = (
            zip(*(frame.values[column.name] for column in columns), strict=True)
            if columns
            else [()] * frame.size
        )
        for i, (row_id, key) in enumerate(zip(frame.ids, keys, strict=True)):
            names: list[tuple[str, Any]] = [] if None in key else [("key", key)]
            names += [] if row_id is None else [("id", row_id)]
            known = next((first[name] for name in names if name in first), None)
            if known is not None and not frame.has_problem(i, frame.told_at.name):
                said = f"与第 {known + 1} 条是同一条记录"
                frame.problem(i, frame.told_at, said, "请合并为一条", code="repeated")
            first |= {name: first.get(name, part.places[i]) for name in names}


def _without(
    ctx: FormContext, rows: list[dict[str, Any]], part: _Part, refused: dict[int, list[Problem]]
) -> _Part:
    """The part without refused rows, judged once more; what was asked about private values has been counted."""
    kept = [i for i, place in enumerate(part.places) if place not in refused]
    if len(kept) == len(part.places):
        return part
    places = [part.places[i] for i in kept]
    cells = {name: [rows[place][name] for place in places] for name in part.frame.raw}
    by_id = bool(places) and rows[places[0]].get("id") is not None
    frame = validate(
        ctx.record_form, ctx.school, cells, defaults=ctx.defaults, numbers=[place + 1 for place in places],
        ids=[rows[place]["id"] for place in places] if by_id else None,
    )  # fmt: skip
    return _Part(places, frame, [part.versions[i] for i in kept])


def _result(frame: Frame, i: int, place: int) -> dict[str, Any]:
    status = frame.status[i]
    version = 1 if status == NEW else frame.version(i) + (status == CHANGED)
    return {"row": place + 1, "result": _RESULTS.get(status, "same"), "id": frame.ids[i], "version": version}


def _write(ctx: FormContext, part: _Part) -> None:
    """Write a part, or say everything that is wrong with it."""
    try:
        writer.write(ctx.actor, ctx.school, part.frame, versions=part.versions)
    except writer.WriteRefused as refused:
        told = [problem.as_json() | {"row": part.places[problem.row] + 1} for problem in refused.problems]
        raise Refusal(422, "invalid", "刚刚有人保存了相同的内容，没有写入任何记录。", problems=told) from None
    except writer.StaleRecord as stale:
        read = dict(zip(part.frame.ids, part.versions, strict=True))
        since = {row_id: read[row_id] or part.frame.existing[row_id]["version"] for row_id in stale.ids}
        raise stale_refusal(ctx, since, 409) from None


def _invalid(batch: Batch) -> Refusal:
    """Every problem with its row and place."""
    problems = [batch.told(place, each) for place in sorted(batch.refused) for each in batch.refused[place]]
    said = f"有 {len(problems)} 处需要修改，没有写入任何记录。"
    return Refusal(422, "invalid", said, problems=problems)


def stale_refusal(ctx: FormContext, since: dict[int, int], status: int) -> Refusal:
    """The refusal of records that others have changed since they were read at these versions, with what they did."""
    records = [_changes(ctx, row_id, version) for row_id, version in since.items()]
    return Refusal(status, "stale", "记录已被他人修改，没有保存；请重新读取后再改。", records=records)


def _changes(ctx: FormContext, row_id: int, since: int) -> dict[str, Any]:
    """What others did to a record since it was read."""
    entries = Change.objects.filter(
        school=ctx.school, form=ctx.form.key, record_id=row_id, version__gt=since
    ).order_by("id")
    current = ctx.rows().filter(pk=row_id).values_list("version", flat=True).first()
    out_of_sight = {ctx.form.columns[name].label for name in seen.hidden(ctx.actor, ctx.form)}
    return {
        "id": row_id,
        "version": current,
        "changes": [
            {
                "version": told["entry"].version,
                "at": timezone.localtime(told["entry"].at),
                "by": told["entry"].actor_name,
                "items": [
                    {"label": label, "before": before, "after": after}
                    for label, before, after in told["lines"]
                    if label not in out_of_sight
                ],
            }
            for told in history.describe_changes(ctx, list(entries[:20]))
        ],
    }
