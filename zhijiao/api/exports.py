"""Exports that are made in the background: asked for, looked after, fetched.

What may be in a file is settled when it is asked for: the items in sight of the token. It belongs to whoever asked and
to the token it was asked with, so that a narrower token of the same user never fetches what a wider one had made.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from zhijiao.api import bodies, parameters, seen
from zhijiao.api.endpoints import Refusal, answer
from zhijiao.api.shapes import MOMENT, MOMENT_OR_NULL, NUMBER, TEXT, TEXT_OR_NULL, shape
from zhijiao.files import asking, keeping, leaving
from zhijiao.files.answers import content_type
from zhijiao.files.kinds import Wanted, kind_of
from zhijiao.files.models import FileState, PreparedFile
from zhijiao.filing.pages import export_file
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access, query
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.looks.models import Kind

EXPORT = shape(
    id=NUMBER, form=TEXT, state={"type": "string", "enum": FileState.values}, rows=NUMBER, bytes=NUMBER,
    asked_at=MOMENT, expires_at=MOMENT_OR_NULL, reason=TEXT, content=TEXT_OR_NULL,
)  # fmt: skip
_ASKED_BY = "token"


def ask(ctx: FormContext) -> HttpResponse:
    """Have the records of the year made into a file; whoever asks for the same twice is led to the first."""
    access.require(ctx.actor, ctx.form, "export")
    seen.require_open(ctx.actor, ctx.form)
    given = parameters.read(ctx.request, parameters.of_export(ctx.form))
    bodies.none(ctx.request)
    columns = tuple(column for column in seen.columns(ctx.actor, ctx.form).values() if not column.holds_files)
    asked = query.parse_query(ctx.form, {})
    fmt = given.get("format", "xlsx")
    number = export_file.number_of(export_file.matching_rows(ctx, asked))
    token = {} if ctx.actor.token_id is None else {_ASKED_BY: ctx.actor.token_id}
    wanted = Wanted(
        kind=export_file.KIND,
        org=ctx.school,
        subject=ctx.form.label,
        name=f"{ctx.form.label}_{ctx.school.name}_{timezone.localdate():%Y%m%d}.{fmt}",
        params=export_file.params_of(ctx, fmt, columns, asked, None) | token,
        rows=number,
        cells=number * len(columns),
        told={"rows": number, "format": fmt, "columns": len(columns), "by": "接口", **token},
        form=ctx.form.key,
    )
    try:
        file = asking.ask(ctx.actor, wanted)
    except asking.TooMany as busy:
        raise Refusal(429, "busy", str(busy)) from None
    response = answer(_told(file), 202)
    response["Location"] = reverse("api:export", args=[file.pk])
    return response


def state(request: ActorRequest, export_id: int) -> HttpResponse:
    """How far a file is."""
    file = _file(request.actor, export_id)
    parameters.read(request, ())
    return answer(_told(file))


def content(request: ActorRequest, export_id: int) -> HttpResponse:
    """The file, if the rights of now still allow it."""
    actor = request.actor
    file = _file(actor, export_id)
    parameters.read(request, ())
    if not file.is_ready:
        raise Refusal(409, "not_ready", f"文件{file.state.label}，不能下载。")
    params = keeping.params_of(file)
    kind_of(file.kind).require(actor, file.org, params)
    if file.stamp != actor.stamp or any((file.form, name) in actor.hidden for name in params["columns"]):
        raise access.Denied("文件生成以后，权限或隐藏的项目有变动，不能再下载，请重新申请导出。")
    data = leaving.content(file, Kind.API)
    response = HttpResponse(data, content_type=content_type(file.name))
    response["Content-Disposition"] = "attachment"
    return response


def _file(actor: Actor, export_id: int) -> PreparedFile:
    own = PreparedFile.objects.filter(owner_id=actor.person, kind=export_file.KIND, pk=export_id)
    file = own.select_related("job", "org").defer("content").first()
    if file is None or (actor.token_id is not None and file.told.get(_ASKED_BY) != actor.token_id):
        raise Http404("没有这个导出，或不是用本令牌申请的，也可能已按期清理。")
    return file


def _told(file: PreparedFile) -> dict[str, Any]:
    ready = file.is_ready
    return {
        "id": file.pk,
        "form": file.form,
        "state": file.state.value,
        "rows": file.rows,
        "bytes": file.size,
        "asked_at": file.asked_at,
        "expires_at": file.expires_at,
        "reason": file.refusal,
        "content": reverse("api:export_content", args=[file.pk]) if ready else None,
    }
