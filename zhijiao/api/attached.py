"""Files of records, and cases: what hangs on the records of a form, for programs."""

from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.api import parameters, seen
from zhijiao.api.endpoints import answer
from zhijiao.api.shapes import MOMENT, NUMBER, TEXT, shape
from zhijiao.attachments import keeping
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import Attachment
from zhijiao.cases import sight
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.files import HeldFile, held_files
from zhijiao.looks import single_reads
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.orgs.models import Org

FILE = shape(item=TEXT, number=TEXT, name=TEXT, kind=TEXT, size=NUMBER, digest=TEXT)
CASE = shape(
    id=NUMBER, number=TEXT, title=TEXT, school=NUMBER, record=NUMBER, year=NUMBER, state=TEXT,
    version=NUMBER, moved_at=MOMENT,
)  # fmt: skip
FILE_NUMBER = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}


def files(ctx: FormContext, record_id: int) -> HttpResponse:
    """What a record says of the files it holds, those of private items left out."""
    parameters.read(ctx.request, parameters.of_reading_one(ctx.form))
    items = [
        {
            "item": name,
            "number": file.number,
            "name": file.name,
            "kind": file.kind,
            "size": file.size,
            "digest": file.digest,
        }
        for name, file in _held(ctx, record_id)
    ]
    single_reads.note(ctx.school, ctx.form.key, ctx.form.label, record_id)
    return answer({"items": items, "next": None})


def content(ctx: FormContext, record_id: int, number: str) -> HttpResponse:
    """The bytes of one file; told like an export."""
    parameters.read(ctx.request, parameters.of_reading_one(ctx.form))
    access.require(ctx.actor, ctx.form, "export")
    held = next((file for _, file in _held(ctx, record_id) if file.number == number), None)
    row = Attachment.objects.filter(school=ctx.school, number=number).first() if held else None
    if held is None or row is None:
        raise Http404(f"“{ctx.form.label}”的这条记录没有这个文件，可能已被移除。")
    try:
        data = keeping.content_of(row)
    except keeping.FileLost:
        raise Http404("文件在服务器上已丢失或损坏，请联系系统运维单位从备份恢复。") from None
    detail = {"by": "接口", "done": "下载附件"}
    record_look(
        Kind.API,
        org=ctx.school,
        subject=ctx.form.label,
        form=ctx.form.key,
        records=[record_id],
        detail=detail,
    )
    response = HttpResponse(data, content_type=KINDS[held.kind].media_type)
    response["Content-Disposition"] = "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _held(ctx: FormContext, record_id: int) -> list[tuple[str, HeldFile]]:
    """Files of a record by item.

    Raises:
        Http404: there is no such record.
    """
    columns = [
        column
        for column in seen.columns(ctx.actor, ctx.form).values()
        if column.holds_files and column.private_source is None
    ]
    fetched = ctx.record_form.fetch(ctx.rows().filter(pk=record_id), columns)
    if not fetched:
        raise Http404(f"“{ctx.form.label}”中没有编号为 {record_id} 的记录。")
    values: list[Any] = list(fetched[0][1])
    return [
        (column.name, file)
        for column, value in zip(columns, values, strict=True)
        for file in held_files(value)
    ]


def cases(ctx: FormContext) -> HttpResponse:
    """Cases of the school as far as they have come to the actor, by id."""
    given = parameters.read(ctx.request, parameters.of_cases(ctx.form))
    access.require(ctx.actor, ctx.form, "export")
    limit, cursor = parameters.paging(given)
    school: Org = ctx.school
    rows = sight.cases(ctx.actor, ctx.form).filter(school=school, pk__gt=cursor).order_by("pk")
    found = list(rows[: limit + 1])
    titled = ctx.actor.sees(ctx.form.key, "title")
    items = [
        {
            "id": each.pk,
            "number": each.number,
            "title": sight.title(ctx.actor, each) if titled else "",
            "school": each.school_id,
            "record": each.record_id,
            "year": each.year,
            "state": sight.state(ctx.actor, each),
            "version": each.latest,
            "moved_at": each.moved_at,
        }
        for each in found[:limit]
    ]
    if items:
        record_look(
            Kind.API, org=school, subject=ctx.form.label, form=ctx.form.key, rows=len(items),
            detail={"by": "接口", "done": "读取案例办理"},
        )  # fmt: skip
    return answer({"items": items, "next": str(found[limit - 1].pk) if len(found) > limit else None})
