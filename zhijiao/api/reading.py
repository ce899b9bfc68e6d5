"""Records on their way out: lists, single records, summaries. Private values are masked."""

from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.api import parameters, seen
from zhijiao.api.endpoints import Refusal, answer
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, query, row_reader
from zhijiao.looks import single_reads
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.private.cipher import for_school

#: What a record says of itself besides its items.
ABOUT = ("id", "version", "gaps", "updated_at")


def page(ctx: FormContext) -> HttpResponse:
    """Records after the cursor, by id; in another order the cursor is the number of rows to leave out."""
    access.require(ctx.actor, ctx.form, "export")
    given = parameters.read(ctx.request, parameters.of_list(ctx.form, seen.hidden(ctx.actor, ctx.form)))
    conditions = _conditions(ctx, given)
    asked = query.parse_query(ctx.form, conditions | {"sort": given.get("sort", "")})
    limit, cursor = parameters.paging(given)
    rows = asked.narrow(ctx.rows())
    if len(asked.filters) < len(conditions):
        rows = rows.none()  # a condition of nothing but invisible characters
    if asked.sort:
        found = fetch(ctx, asked.order(rows)[cursor : cursor + limit + 1])
        following = cursor + limit
    else:
        found = fetch(ctx, rows.filter(pk__gt=cursor).order_by("pk")[: limit + 1])
        following = found[limit - 1]["id"] if len(found) > limit else 0
    tell(ctx, asked.labels(), records=[item["id"] for item in found[:limit]])
    return answer({"items": found[:limit], "next": str(following) if len(found) > limit else None})


def _conditions(ctx: FormContext, given: dict[str, str]) -> dict[str, str]:
    return {
        query.FROM + name: text
        for name, text in given.items()
        if name in ctx.form.columns and name not in parameters.RESERVED
    }


def one(ctx: FormContext, record_id: int) -> HttpResponse:
    """One record, with its version as ETag."""
    parameters.read(ctx.request, parameters.of_reading_one(ctx.form))
    found = read(ctx, record_id)
    single_reads.note(ctx.school, ctx.form.key, ctx.form.label, record_id)
    return with_etag(found)


def with_etag(found: dict[str, Any], status: int = 200) -> HttpResponse:
    """A record as an answer."""
    return answer(found, status, ETag=f'"{found["version"]}"')


def read(ctx: FormContext, record_id: int) -> dict[str, Any]:
    """One record as the API writes it.

    Raises:
        Http404: there is none in this school.
    """
    found = fetch(ctx, ctx.rows().filter(pk=record_id))
    if not found:
        raise Http404(f"“{ctx.form.label}”中没有编号为 {record_id} 的记录。")
    return found[0]


def fetch(ctx: FormContext, rows: Any) -> list[dict[str, Any]]:
    """Records as the API writes them; one query."""
    names = tuple(seen.columns(ctx.actor, ctx.form))
    plan = row_reader.row_reader(ctx.form.key, names, "json", ("pk", "version", "gaps", "updated_at"))
    cipher = for_school(ctx.school.pk)
    return [
        dict(zip((*ABOUT, *names), (*fetched[:4], *plan.read(fetched, cipher)), strict=True))
        for fetched in rows.values_list(*plan.paths)
    ]


def summary(ctx: FormContext) -> HttpResponse:
    """All rows of a summary, with the records they came from; nothing can be posted."""
    if ctx.request.method != "GET":
        raise Refusal(405, "method", f"“{ctx.form.label}”由系统汇总，不能填写。")
    parameters.read(ctx.request, parameters.of_summary(ctx.form))
    seen.require_open(ctx.actor, ctx.form)
    found = ctx.summary.compute(access.reader(ctx.actor, ctx.summary, ctx.year, ctx.school, "export"))
    columns = seen.columns(ctx.actor, ctx.form)
    items = [
        {name: column.json(row.values.get(name)) for name, column in columns.items()}
        | {"origins": [{"form": key, "id": row_id, "text": text} for key, row_id, text in row.origins]}
        for row in found
    ]
    tell(ctx, [], rows=len(items))
    return answer({"items": items, "next": None})


def tell(
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
