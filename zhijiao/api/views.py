"""The API of all forms: read, enter, change and delete records as a program, with the rights of its user.

The same gate, validator and writer as the pages. Private values are masked on the way out and taken in clear on the way
in; a masked value that comes back means: leave it. Every refusal is JSON, ``{"error": {"status", "code", "text", …}}``.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from zhijiao.api import openapi
from zhijiao.api.endpoints import Refusal, answer, endpoint, form_endpoint
from zhijiao.audit.events import Event
from zhijiao.audit.log import record as tell
from zhijiao.filing.models import Change
from zhijiao.filing.pages import history
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, query, references, row_reader, writer
from zhijiao.filing.schema.frame import Frame, Problem
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.sent_json import read_sent
from zhijiao.looks import single_reads
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.private.cipher import for_school

MOST = 500
USUAL = 100
#: What a record says of itself besides its items; ignored on the way in, except ``version``.
ABOUT = ("id", "version", "gaps", "updated_at")
RESERVED = frozenset({"school", "sort", "cursor", "limit"})


# What there is ----------------------------------------------------------------------------------------------------


@endpoint("GET")
def document(request: ActorRequest) -> HttpResponse:
    """The description of the API, OpenAPI 3.1, of the forms the actor may see."""
    return answer(openapi.document(access.forms(request.actor)))


@endpoint("GET")
def forms(request: ActorRequest) -> HttpResponse:
    """The forms the actor may see, and what it may do with each."""
    actor = request.actor
    return answer(
        {
            "items": [
                {
                    "key": form.key, "label": form.label, "module": form.module, "kind": form.catalogue_kind,
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
def schools(request: ActorRequest) -> HttpResponse:
    """The schools in the actor's part of the tree, by id."""
    limit = _limit(request)
    rows = access.schools(request.actor).filter(pk__gt=_whole(request, "cursor")).order_by("pk")
    found = list(rows.values("id", "code", "name", "school_type", "region", "status")[: limit + 1])
    return answer(
        {"items": found[:limit], "next": str(found[limit - 1]["id"]) if len(found) > limit else None}
    )


# Records ----------------------------------------------------------------------------------------------------------


@form_endpoint("GET", "POST", large=True)
def records(ctx: FormContext) -> HttpResponse:
    """A page of records, or (posted) records to enter or change by their natural key."""
    if ctx.form.is_summary:
        return _summary(ctx)
    return _list(ctx) if ctx.request.method == "GET" else _upsert(ctx)


@form_endpoint("GET", "PATCH", "DELETE")
def one(ctx: FormContext, record_id: int) -> HttpResponse:
    """One record: read it, change some of its items, delete it."""
    if ctx.form.is_summary:
        raise Refusal(404, "not_found", f"“{ctx.form.label}”由系统汇总，没有单条记录。")
    if ctx.request.method == "GET":
        found = _read(ctx, record_id)
        single_reads.note(ctx.school, ctx.form.key, ctx.form.label, record_id)
        return answer(found)
    return _patch(ctx, record_id) if ctx.request.method == "PATCH" else _delete(ctx, record_id)


def _asked(ctx: FormContext) -> query.Query:
    """Conditions and order of the address; one that is not known is refused, so that nothing is filtered by mistake."""
    form, params = ctx.form, ctx.request.GET
    filters: dict[str, str] = {}
    for name in params:
        if name in RESERVED:
            continue
        column = form.columns.get(name)
        if column is None:
            raise Refusal(
                400, "unknown_filter", f"“{form.label}”没有项目“{name[:40]}”，项目名见 openapi.json。"
            )
        if column.private or not column.filterable:
            raise Refusal(400, "not_filterable", f"不能按“{column.label}”查询。")
        if text := params.get(name):
            filters[name] = text
    sort = params.get("sort", "")
    asked = query.parse_query(
        form, {query.FROM + name: text for name, text in filters.items()} | {"sort": sort}
    )
    if sort and not asked.sort:
        raise Refusal(400, "unknown_sort", f"不能按“{sort[:40]}”排序。")
    return asked


def _whole(request: ActorRequest, name: str, usual: int = 0) -> int:
    text = request.GET.get(name, "")
    if not text:
        return usual
    number = whole_number(text)
    if number is None:
        raise Refusal(400, "parameter", f"参数 {name} 应为整数，现为“{text[:40]}”。")
    return number


def _limit(request: ActorRequest) -> int:
    limit = _whole(request, "limit", USUAL)
    if not 1 <= limit <= MOST:
        raise Refusal(400, "parameter", f"参数 limit 应在 1 到 {MOST} 之间。")
    return limit


def _list(ctx: FormContext) -> HttpResponse:
    """Records after the cursor, by id; in another order the cursor is the number of rows to leave out."""
    access.require(ctx.actor, ctx.form, "export")
    asked, limit, cursor = _asked(ctx), _limit(ctx.request), _whole(ctx.request, "cursor")
    rows = asked.narrow(ctx.rows())
    if asked.sort:
        found = _fetch(ctx, asked.order(rows)[cursor : cursor + limit + 1])
        following = cursor + limit
    else:
        found = _fetch(ctx, rows.filter(pk__gt=cursor).order_by("pk")[: limit + 1])
        following = found[limit - 1]["id"] if len(found) > limit else 0
    _tell(ctx, asked.labels(), records=[item["id"] for item in found[:limit]])
    return answer({"items": found[:limit], "next": str(following) if len(found) > limit else None})


def _tell(
    ctx: FormContext, conditions: list[str], rows: int | None = None, records: list[int] | None = None
) -> None:
    """A list that a program reads is an export, however short."""
    record_look(
        Kind.API,
        org=ctx.school,
        subject=ctx.form.label,
        form=ctx.form.key,
        rows=rows,
        records=records,
        detail={"by": "接口", "conditions": conditions},
    )


def _fetch(ctx: FormContext, rows: Any) -> list[dict[str, Any]]:
    """Records as the API writes them; one query."""
    names = tuple(ctx.form.columns)
    plan = row_reader.row_reader(ctx.form.key, names, "json", ("pk", "version", "gaps", "updated_at"))
    cipher = for_school(ctx.school.pk)
    return [
        dict(zip((*ABOUT, *names), (*fetched[:4], *plan.read(fetched, cipher)), strict=True))
        for fetched in rows.values_list(*plan.paths)
    ]


def _read(ctx: FormContext, record_id: int) -> dict[str, Any]:
    found = _fetch(ctx, ctx.rows().filter(pk=record_id))
    if not found:
        raise Http404(f"“{ctx.form.label}”中没有编号为 {record_id} 的记录。")
    return found[0]


def _summary(ctx: FormContext) -> HttpResponse:
    """All rows of a summary, with the records they came from; nothing can be posted."""
    if ctx.request.method != "GET":
        raise Refusal(405, "method", f"“{ctx.form.label}”由系统汇总，不能填写。")
    found = ctx.summary.compute(access.reader(ctx.actor, ctx.summary, ctx.year, ctx.school, "export"))
    items = [
        {name: column.json(row.values.get(name)) for name, column in ctx.form.columns.items()}
        | {"origins": [{"form": key, "id": row_id, "text": text} for key, row_id, text in row.origins]}
        for row in found
    ]
    _tell(ctx, [], rows=len(items))
    return answer({"items": items, "next": None})


# Writing ----------------------------------------------------------------------------------------------------------


def _upsert(ctx: FormContext) -> HttpResponse:
    """Enter new records and change those whose natural key exists; all of them or none."""
    if not ctx.can("change"):
        access.require(ctx.actor, ctx.form, "add")
    body = _body(ctx.request)
    items = body if isinstance(body, list) else [body]
    if not 1 <= len(items) <= MOST:
        raise Refusal(422, "size", f"一次应写入 1 到 {MOST} 条记录，现有 {len(items)} 条。")
    cells, versions = _cells(ctx, items)
    if not cells:
        raise Refusal(422, "empty", "没有写出任何可以写入的项目；附件和系统得出的项目只能读取。")
    frame = ctx.validate(cells)
    for i in access.of_others(ctx.actor, frame):
        key = (frame.form.key_columns or frame.form.stored)[-1]
        frame.problem(i, key, "已有相同的记录，由他人填报", "您只能修改本人填报的记录", code="exists")
    outcome = _write(ctx, frame, versions)
    return answer(
        {"created": outcome.created, "changed": outcome.changed, "same": outcome.same, "ids": outcome.ids},
        201 if outcome.created else 200,
    )


def _patch(ctx: FormContext, record_id: int) -> HttpResponse:
    """Change some items of a record that was read at ``version``."""
    access.require(ctx.actor, ctx.form, "change")
    ctx.get(record_id, "change")
    body = _body(ctx.request)
    cells, versions = _cells(ctx, [body])
    if versions[0] is None:
        raise Refusal(422, "version", "请写明 version：读取这条记录时的版本号。")
    _write(ctx, ctx.validate(cells, ids=[record_id]), versions)
    return answer(_read(ctx, record_id))


def _delete(ctx: FormContext, record_id: int) -> HttpResponse:
    """Delete a record that nobody refers to."""
    access.require(ctx.actor, ctx.form, "delete")
    ctx.get(record_id, "delete")
    detail = {"rows": 1, "record": record_id, "by": "接口"}
    try:
        with transaction.atomic():
            writer.delete(ctx.actor, ctx.school, ctx.record_form, [record_id])
            tell(Event.DELETION, org=ctx.school, subject=ctx.form.label, detail=detail)
    except writer.InUse as in_use:
        known = references.visible_uses(ctx.actor, in_use.uses)
        found = [
            {
                "form": use.form.key, "label": use.form.label, "column": use.column.name, "count": use.count,
                "ids": [row_id for row_id, _ in use.examples],
            }
            for use in known
        ]  # fmt: skip
        raise Refusal(409, "in_use", f"不能删除，仍被引用：{writer.InUse(known)}。", uses=found) from None
    return HttpResponse(status=204)


def _body(request: ActorRequest) -> Any:
    """The JSON posted; refused where it is none."""
    try:
        sent = read_sent(request.body)
        json.dumps(
            sent, ensure_ascii=False
        ).encode()  # half a surrogate pair is no character, and cannot be stored
        return sent
    except (ValueError, RecursionError):
        raise Refusal(400, "json", "请求内容不是有效的 JSON（UTF-8 编码）。") from None


def _cells(ctx: FormContext, items: list[Any]) -> tuple[dict[str, list[Any]], list[int | None]]:
    """Columns of cells from records as sent; every record names the same items, so that none is emptied by mistake."""
    known = ctx.form.columns
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
    stored = [name for name in first if known[name].read_from_sheets]
    versions = [item.get("version") for item in items]
    return {name: [item[name] for item in items] for name in stored}, versions


def _misshapen(known: Mapping[str, Any], n: int, item: dict[str, Any]) -> list[Problem]:
    """Values of a kind that no column takes."""
    found = []
    for name, value in item.items():
        column = known.get(name)
        if column is not None and column.stored and not column.typed:
            continue  # files are read here, and brought on pages
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


def _write(ctx: FormContext, frame: Frame, versions: list[int | None]) -> writer.Outcome:
    """Write a frame, or say everything that is wrong with it."""
    try:
        return writer.write(ctx.actor, ctx.school, frame, versions=versions)
    except writer.WriteRefused as refused:
        raise _refused(refused.problems) from None
    except writer.StaleRecord as stale:
        changes = [_changes(ctx, row_id, frame, versions) for row_id in stale.ids]
        raise Refusal(
            409, "stale", "记录已被他人修改，没有保存；请重新读取后再改。", records=changes
        ) from None


def _refused(problems: list[Problem]) -> Refusal:
    """Every problem with its row, counted from 1, and column."""
    return Refusal(
        422,
        "invalid",
        f"有 {len(problems)} 处需要修改，没有写入任何记录。",
        problems=[problem.as_json() | {"row": problem.row + 1} for problem in problems],
    )


def _changes(ctx: FormContext, row_id: int, frame: Frame, versions: list[int | None]) -> dict[str, Any]:
    """What others did to a record since it was read."""
    place = frame.ids.index(row_id)
    since = versions[place] or frame.versions[place] or 0
    entries = Change.objects.filter(
        school=ctx.school, form=ctx.form.key, record_id=row_id, version__gt=since
    ).order_by("id")
    current = ctx.rows().filter(pk=row_id).values_list("version", flat=True).first()
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
            for told in history.describe_changes(ctx, list(entries[:20]))
        ],
    }
