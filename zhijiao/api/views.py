"""The API of all forms: read, enter, change and delete records as a program, with the rights of its user.

The same gate, validator and writer as the pages. Private values are masked on the way out and taken in clear on the way
in; a masked value that comes back means: leave it. Every refusal is JSON, ``{"error": {"status", "code", "text", …}}``.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from zhijiao.accounts.actor import of
from zhijiao.accounts.gate import business
from zhijiao.api import openapi
from zhijiao.audit.events import Event
from zhijiao.audit.log import record as tell
from zhijiao.filing import access, cells, query, record, uses, writer
from zhijiao.filing.desk import Desk, open_desk
from zhijiao.filing.models import Change
from zhijiao.filing.validation import Frame, Problem
from zhijiao.privacy.cipher import for_school

MOST = 500
USUAL = 100
#: What a record says of itself besides its items; ignored on the way in, except ``version``.
ABOUT = ("id", "version", "gaps", "updated_at")
RESERVED = frozenset({"school", "sort", "cursor", "limit"})


class Refusal(Exception):
    """An answer that is not the one asked for: status, code, a sentence in Chinese and what else helps."""

    def __init__(self, status: int, code: str, text: str, **more: Any) -> None:
        super().__init__(text)
        self.body = {"status": status, "code": code, "text": text, **more}


def answer(content: Any, status: int = 200) -> JsonResponse:
    """JSON with Chinese as it is."""
    return JsonResponse(
        content, DjangoJSONEncoder, safe=False, status=status, json_dumps_params={"ensure_ascii": False}
    )


def endpoint(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view of the API: its methods, its gate, and that every refusal of it is JSON."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @business("view", token=True)
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refusal(405, "method", f"此地址只接受 {'、'.join(methods)}。")
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                body = refusal.body
            except access.Denied as denied:
                body = {
                    "status": 403,
                    "code": "denied",
                    "text": str(denied),
                    "right": denied.right,
                    "grantor": denied.grantor,
                }
            except Http404 as missing:
                body = {"status": 404, "code": "not_found", "text": str(missing) or "没有找到。"}
            response = answer({"error": body}, body["status"])
            if body["status"] == 405:
                response["Allow"] = ", ".join(methods)
            return response

        return answered

    return mark


# What there is ----------------------------------------------------------------------------------------------------


@endpoint("GET")
def document(request: HttpRequest) -> HttpResponse:
    """The description of the API, OpenAPI 3.1, of the forms the actor may see."""
    return answer(openapi.document(access.forms(of(request))))


@endpoint("GET")
def forms(request: HttpRequest) -> HttpResponse:
    """The forms the actor may see, and what it may do with each."""
    actor = of(request)
    return answer(
        {
            "items": [
                {
                    "key": form.key, "label": form.label, "module": form.module, "kind": form.kind,
                    "period": str(form.period),
                    "path": list(next((place.path for place in form.places), ())),
                    "actions": [action for action in openapi.ACTIONS if access.can(actor, form, action)],
                    "records": reverse("api:records", args=[form]),
                }
                for form in access.forms(actor)
            ]
        }
    )  # fmt: skip


@endpoint("GET")
def schools(request: HttpRequest) -> HttpResponse:
    """The schools in the actor's part of the tree, by id."""
    limit = _limit(request)
    rows = access.schools(of(request)).filter(pk__gt=_whole(request, "cursor")).order_by("pk")
    found = list(rows.values("id", "code", "name", "school_type", "region", "status")[: limit + 1])
    return answer(
        {"items": found[:limit], "next": str(found[limit - 1]["id"]) if len(found) > limit else None}
    )


# Records ----------------------------------------------------------------------------------------------------------


@endpoint("GET", "POST")
def records(request: HttpRequest, form: Any) -> HttpResponse:
    """A page of records, or (posted) records to enter or change by their natural key."""
    desk = open_desk(request, form, "view")
    if form.kind == "summary":
        return _summary(desk)
    return _list(desk) if request.method == "GET" else _upsert(desk)


@endpoint("GET", "PATCH", "DELETE")
def one(request: HttpRequest, form: Any, record_id: int) -> HttpResponse:
    """One record: read it, change some of its items, delete it."""
    desk = open_desk(request, form, "view")
    if form.kind == "summary":
        raise Refusal(404, "not_found", f"“{form.label}”由系统汇总，没有单条记录。")
    if request.method == "GET":
        return answer(_read(desk, record_id))
    return _patch(desk, record_id) if request.method == "PATCH" else _delete(desk, record_id)


def _asked(desk: Desk) -> query.Query:
    """Conditions and order of the address; one that is not known is refused, so that nothing is filtered by mistake."""
    form, params = desk.form, desk.request.GET
    filters = {}
    for name, text in params.items():
        if name in RESERVED:
            continue
        column = form.columns.get(name)
        if column is None:
            raise Refusal(
                400, "unknown_filter", f"“{form.label}”没有项目“{name[:40]}”，项目名见 openapi.json。"
            )
        if column.private or not column.filterable:
            raise Refusal(400, "not_filterable", f"不能按“{column.label}”查询。")
        if text:
            filters[name] = text
    asked = query.read(
        form, {query.FROM + name: text for name, text in filters.items()} | {"sort": params.get("sort", "")}
    )
    if params.get("sort") and not asked.sort:
        raise Refusal(400, "unknown_sort", f"不能按“{params['sort'][:40]}”排序。")
    return asked


def _whole(request: HttpRequest, name: str, usual: int = 0) -> int:
    text = request.GET.get(name, "")
    if not text:
        return usual
    if not text.isdecimal() or len(text) > 18:
        raise Refusal(400, "parameter", f"参数 {name} 应为整数，现为“{text[:40]}”。")
    return int(text)


def _limit(request: HttpRequest) -> int:
    limit = _whole(request, "limit", USUAL)
    if not 1 <= limit <= MOST:
        raise Refusal(400, "parameter", f"参数 limit 应在 1 到 {MOST} 之间。")
    return limit


def _list(desk: Desk) -> HttpResponse:
    """Records after the cursor, by id; in another order the cursor is the number of rows to leave out."""
    asked, limit, cursor = _asked(desk), _limit(desk.request), _whole(desk.request, "cursor")
    rows = asked.narrow(desk.rows())
    if asked.sort:
        found = _fetch(desk, asked.order(rows)[cursor : cursor + limit + 1])
        following = cursor + limit
    else:
        found = _fetch(desk, rows.filter(pk__gt=cursor).order_by("pk")[: limit + 1])
        following = found[limit - 1]["id"] if len(found) > limit else 0
    _tell_of_many(desk, found[:limit], asked)
    return answer({"items": found[:limit], "next": str(following) if len(found) > limit else None})


def _tell_of_many(desk: Desk, items: list[Any], asked: query.Query) -> None:
    """More records than a page shows count as an export."""
    if len(items) > USUAL:
        detail = {"rows": len(items), "by": "接口", "conditions": asked.labels()}
        tell(Event.EXPORT, org=desk.school, subject=desk.form.label, detail=detail)


def _fetch(desk: Desk, rows: Any) -> list[dict[str, Any]]:
    """Records as the API writes them; one query."""
    names = tuple(desk.form.columns)
    plan = cells.plan(desk.form.key, names, "json", ("pk", "version", "gaps", "updated_at"))
    cipher = for_school(desk.school.pk)
    return [
        dict(zip((*ABOUT, *names), (*fetched[:4], *plan.read(fetched, cipher)), strict=True))
        for fetched in rows.values_list(*plan.paths)
    ]


def _read(desk: Desk, record_id: int) -> dict[str, Any]:
    found = _fetch(desk, desk.rows().filter(pk=record_id))
    if not found:
        raise Http404(f"“{desk.form.label}”中没有编号为 {record_id} 的记录。")
    return found[0]


def _summary(desk: Desk) -> HttpResponse:
    """All rows of a summary, with the records they came from; nothing can be posted."""
    if desk.request.method != "GET":
        raise Refusal(405, "method", f"“{desk.form.label}”由系统汇总，不能填写。")
    found = desk.form.compute(access.reader(desk.actor, desk.form, desk.year, desk.school))
    items = [
        {name: column.json(row.values.get(name)) for name, column in desk.form.columns.items()}
        | {"origins": [{"form": key, "id": row_id, "text": text} for key, row_id, text in row.origins]}
        for row in found
    ]
    return answer({"items": items, "next": None})


# Writing ----------------------------------------------------------------------------------------------------------


def _upsert(desk: Desk) -> HttpResponse:
    """Enter new records and change those whose natural key exists; all of them or none."""
    if not desk.can("change"):
        access.require(desk.actor, desk.form, "add")
    body = _body(desk.request)
    items = body if isinstance(body, list) else [body]
    if not 1 <= len(items) <= MOST:
        raise Refusal(422, "size", f"一次应写入 1 到 {MOST} 条记录，现有 {len(items)} 条。")
    cells, versions = _cells(desk, items)
    frame = desk.validate(cells)
    outcome = _write(desk, frame, versions)
    return answer(
        {"created": outcome.created, "changed": outcome.changed, "same": outcome.same, "ids": outcome.ids},
        201 if outcome.created else 200,
    )


def _patch(desk: Desk, record_id: int) -> HttpResponse:
    """Change some items of a record that was read at ``version``."""
    access.require(desk.actor, desk.form, "change")
    desk.get(record_id, "change")
    body = _body(desk.request)
    cells, versions = _cells(desk, [body])
    if versions[0] is None:
        raise Refusal(422, "version", "请写明 version：读取这条记录时的版本号。")
    _write(desk, desk.validate(cells, ids=[record_id]), versions)
    return answer(_read(desk, record_id))


def _delete(desk: Desk, record_id: int) -> HttpResponse:
    """Delete a record that nobody refers to."""
    access.require(desk.actor, desk.form, "delete")
    desk.get(record_id, "delete")
    detail = {"rows": 1, "record": record_id, "by": "接口"}
    try:
        with transaction.atomic():
            writer.delete(desk.actor, desk.school, desk.form, [record_id])
            tell(Event.DELETION, org=desk.school, subject=desk.form.label, detail=detail)
    except writer.InUse as in_use:
        known = uses.told(desk.actor, in_use.uses)
        found = [
            {
                "form": use.form.key, "label": use.form.label, "column": use.column.name, "count": use.count,
                "ids": [row_id for row_id, _ in use.examples],
            }
            for use in known
        ]  # fmt: skip
        raise Refusal(409, "in_use", f"不能删除，仍被引用：{writer.InUse(known)}。", uses=found) from None
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> Any:
    """The JSON posted."""

    def refuse(text: str) -> None:
        raise ValueError(text)

    try:
        sent = json.loads(request.body, parse_constant=refuse)
        json.dumps(
            sent, ensure_ascii=False
        ).encode()  # half a surrogate pair is no character, and cannot be stored
        return sent
    except (ValueError, RecursionError):
        raise Refusal(400, "json", "请求内容不是有效的 JSON（UTF-8 编码）。") from None


def _cells(desk: Desk, items: list[Any]) -> tuple[dict[str, list[Any]], list[int | None]]:
    """Columns of cells from records as sent; every record names the same items, so that none is emptied by mistake."""
    known = desk.form.columns
    problems = [
        Problem(n, "", "", str(item)[:40], "应为对象", code="shape")
        for n, item in enumerate(items)
        if not isinstance(item, dict)
    ]
    if problems:
        raise _refused(problems)
    first = {name for name in items[0] if name not in ABOUT}
    for n, item in enumerate(items):
        names = {name for name in item if name not in ABOUT}
        problems += [
            Problem(n, name[:40], "", "", "没有这一项", "项目名见 openapi.json", "unknown")
            for name in names - known.keys()
        ]
        if names != first:
            odd = "、".join(sorted(names ^ first))[:200]
            problems.append(
                Problem(
                    n,
                    "",
                    "",
                    odd,
                    "与第一条写的项目不同",
                    "请让各条写出同样的项目，不写的项目保持原值",
                    "shape",
                )
            )
        problems += _misshapen(known, n, item)
    if problems:
        raise _refused(problems)
    stored = [name for name in first if known[name].stored]
    versions = [item.get("version") for item in items]
    return {name: [item[name] for item in items] for name in stored}, versions


def _misshapen(known: Mapping[str, Any], n: int, item: dict[str, Any]) -> list[Problem]:
    """Values of a kind that no column takes."""
    found = []
    for name, value in item.items():
        column = known.get(name)
        several = column is not None and "array" in str(column.schema().get("type"))
        if several and isinstance(value, list) and all(isinstance(part, str) for part in value):
            continue
        if isinstance(value, dict | list):
            label = column.label if column else ""
            found.append(
                Problem(
                    n, name[:40], label, "", "应为单个值" if not several else "应为文字的列表", code="shape"
                )
            )
    version = item.get("version")
    if version is not None and (type(version) is not int or not 0 < version < 2**31):
        found.append(
            Problem(n, "version", "版本", str(version)[:40], "应为读取时的版本号（整数）", code="version")
        )
    return found


def _write(desk: Desk, frame: Frame, versions: list[int | None]) -> writer.Outcome:
    """Write a frame, or say everything that is wrong with it."""
    try:
        return writer.write(desk.actor, desk.school, frame, versions=versions)
    except writer.Refused as refused:
        raise _refused(refused.problems) from None
    except writer.Stale as stale:
        changes = [_changes(desk, row_id, frame, versions) for row_id in stale.ids]
        raise Refusal(
            409, "stale", "记录已被他人修改，没有保存；请重新读取后再改。", records=changes
        ) from None


def _refused(problems: list[Problem]) -> Refusal:
    """Every problem with its row, counted from 1, and column."""
    return Refusal(
        422,
        "invalid",
        f"有 {len(problems)} 处需要修改，没有写入任何记录。",
        problems=[
            {
                "row": problem.row + 1, "column": problem.column, "label": problem.label, "value": problem.value,
                "message": problem.message, "remedy": problem.remedy, "code": problem.code,
            }
            for problem in problems
        ],
    )  # fmt: skip


def _changes(desk: Desk, row_id: int, frame: Frame, versions: list[int | None]) -> dict[str, Any]:
    """What others did to a record since it was read."""
    place = frame.ids.index(row_id)
    since = versions[place] or frame.versions[place] or 0
    entries = Change.objects.filter(
        school=desk.school, form=desk.form.key, record_id=row_id, version__gt=since
    ).order_by("id")
    current = desk.rows().filter(pk=row_id).values_list("version", flat=True).first()
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
                ],
            }
            for told in record.describe(desk, list(entries[:20]))
        ],
    }
