"""What has happened to the records of a form since a program last asked: complete, in order, each thing once.

The cursor is a place in the order of the change log (:mod:`zhijiao.filing.records.change_order`). With each change
comes the record as it is now, so that a program that applies them in order ends with what is here.
"""

from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.api import parameters, reading
from zhijiao.api.endpoints import answer
from zhijiao.filing.models import Change
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, change_order

NOW = "now"
CHANGES = {
    "add": "created",
    "restore": "created",
    "change": "changed",
    "delete": "deleted",
    "leave": "left",
}
"""What the log calls a change, and what programs are told."""


def page(ctx: FormContext) -> HttpResponse:
    """Changes after the cursor; without one from the beginning, with `now` none, only where to begin."""
    if ctx.form.is_summary:
        raise Http404(f"“{ctx.form.label}”由系统汇总，没有变更。")
    access.require(ctx.actor, ctx.form, "export")
    if access.sees_own_rows_only(ctx.actor):
        raise access.Denied("数据角色为“仅本人录入”的用户不能读取变更，请改用其他数据角色的账号。")
    given = parameters.read(ctx.request, parameters.of_changes(ctx.form))
    last = change_order.place_changes()
    if given.get("since") == NOW:
        return answer({"items": [], "next": str(last), "more": False})
    since, limit = int(given.get("since", 0)), int(given.get("limit", parameters.USUAL))
    found = _after(ctx, since, limit + 1)
    piece, more = found[:limit], len(found) > limit
    if piece:
        reading.tell(ctx, [], records=sorted({change["record_id"] for change in piece}))
    following = piece[-1]["place"] if more else max(since, last, *(change["place"] for change in piece))
    waiting = not more and Change.objects.filter(place=None).exists()
    return answer({"items": _items(ctx, piece), "next": str(following), "more": more or waiting})


def _after(ctx: FormContext, since: int, limit: int) -> list[dict[str, Any]]:
    if not access.opens_records(ctx.actor, ctx.form):
        return []
    rows = change_order.changes_after(since).filter(school=ctx.school, form=ctx.form.key)
    names = ("place", "record_id", "version", "action", "at")
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*names)[:limit]]


def _items(ctx: FormContext, piece: list[dict[str, Any]]) -> list[dict[str, Any]]:
    wanted = {change["record_id"] for change in piece}
    now = {record["id"]: record for record in reading.fetch(ctx, ctx.rows().filter(pk__in=wanted))}
    return [
        {
            "change": CHANGES[change["action"]],
            "id": change["record_id"],
            "version": change["version"],
            "at": change["at"],
            "record": now.get(change["record_id"]),
        }
        for change in piece
    ]
