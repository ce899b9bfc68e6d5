"""Records on their way in. Private values are taken in clear; a masked value that comes back means: leave it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse

from zhijiao.api import batches, bodies, parameters, reading
from zhijiao.api.endpoints import Refusal, answer
from zhijiao.api.repeats import Repeat
from zhijiao.audit.events import Event
from zhijiao.audit.log import record as tell
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, references, writer


def upsert(ctx: FormContext) -> HttpResponse:
    """Enter new records and change those that exist, found by id or natural key."""
    if not ctx.can("change"):
        access.require(ctx.actor, ctx.form, "add")
    given = parameters.read(ctx.request, parameters.of_writing(ctx.form))
    repeat = Repeat.of(ctx, given)
    if said := repeat.answer():
        return said
    rows, single = bodies.records(ctx.request, ctx.form)
    batch = batches.judged(ctx, rows, single=single, skip=given.get("on_error") == "skip")

    def write() -> HttpResponse:
        outcome = batch.write()
        return answer(outcome, 201 if outcome["created"] else 200)

    return repeat.once(write)


def change(ctx: FormContext, record_id: int) -> HttpResponse:
    """Change some items of a record, at the version it was read at."""
    access.require(ctx.actor, ctx.form, "change")
    given = parameters.read(ctx.request, parameters.of_change(ctx.form))
    repeat = Repeat.of(ctx, given)
    if said := repeat.answer():
        return said
    version = _unchanged(ctx, record_id, "change", given)
    item = bodies.record(ctx.request, ctx.form) | {"id": record_id, "version": version}
    batch = batches.judged(ctx, [item], single=True, skip=False)

    def write() -> HttpResponse:
        try:
            batch.write()
        except Refusal as refusal:
            raise _as_precondition(refusal) from None
        return reading.with_etag(reading.read(ctx, record_id))

    return repeat.once(write)


def delete(ctx: FormContext, record_id: int) -> HttpResponse:
    """Delete a record that nobody refers to, at the version it was read at."""
    access.require(ctx.actor, ctx.form, "delete")
    given = parameters.read(ctx.request, parameters.of_deletion(ctx.form))
    repeat = Repeat.of(ctx, given)
    if said := repeat.answer():
        return said
    version = _unchanged(ctx, record_id, "delete", given)
    return repeat.once(lambda: _deleted(ctx, record_id, version))


def _unchanged(ctx: FormContext, record_id: int, action: str, given: dict[str, str]) -> int:
    """The version that If-Match names, if the record still has it; whether there is one is nobody else's to know."""
    record = ctx.get(record_id, action)
    if "If-Match" not in given:
        raise Refusal(428, "no_condition", "请在请求头 If-Match 中写明读取记录时得到的 ETag。")
    version = int(given["If-Match"].removeprefix("W/").strip('"'))
    if record.version != version:
        raise batches.stale_refusal(ctx, {record_id: version}, 412)
    return version


def _as_precondition(refusal: Refusal) -> Refusal:
    """A record that was changed a moment ago is told of like one that had been changed before."""
    if refusal.body["code"] == "stale":
        refusal.body |= {"status": 412}
    return refusal


def _deleted(ctx: FormContext, record_id: int, version: int) -> HttpResponse:
    detail = {"rows": 1, "record": record_id, "by": "接口"}
    try:
        with transaction.atomic():
            writer.delete(ctx.actor, ctx.school, ctx.record_form, [record_id], versions={record_id: version})
            tell(Event.DELETION, org=ctx.school, subject=ctx.form.label, detail=detail)
    except writer.StaleRecord:
        raise batches.stale_refusal(ctx, {record_id: version}, 412) from None
    except writer.InUse as in_use:
        raise _in_use(ctx, in_use) from None
    return HttpResponse(status=204)


def _in_use(ctx: FormContext, in_use: writer.InUse) -> Refusal:
    """Who refers to the record, as far as the actor may know."""
    known = references.visible_uses(ctx.actor, in_use.uses)
    found: list[dict[str, Any]] = [
        {
            "form": use.form.key,
            "label": use.form.label,
            "column": use.column.name,
            "count": use.count,
            "ids": [row_id for row_id, _ in use.examples],
        }
        for use in known
    ]
    return Refusal(409, "in_use", f"不能删除，仍被引用：{writer.InUse(known)}。", uses=found)
