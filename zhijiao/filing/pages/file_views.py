"""Handing out the files of a record, to those who may see the record.

A private one leaves only after it has been revealed like any private value: the answer to that brings addresses with a
ticket, which opens the files of that item to that person for some minutes. Every file that leaves so is told.
"""

import json
from collections.abc import Iterable

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac
from django.utils.http import content_disposition_header

from zhijiao.attachments import keeping
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import Attachment
from zhijiao.filing.pages import private_form
from zhijiao.filing.pages.context import FormContext, form_view, session_of
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.files import HeldFile, held_files
from zhijiao.kit.addresses import address_of
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.private.cipher import for_school

TICKET_SECONDS = 300
_SALT = "zhijiao.filing.files"
_LOST = "文件在服务器上已丢失或损坏，请联系系统运维单位从备份恢复。"


def ticket(ctx: FormContext, record_id: int, column: Column) -> str:
    """What opens the files of a private item to this person in this session."""
    return signing.dumps(_opened_by(ctx, record_id, column), salt=_SALT)


def _opened_by(ctx: FormContext, record_id: int, column: Column) -> str:
    """What a ticket stands for. It is kept in logs of addresses, so the session must not be read in it."""
    place = [ctx.school.pk, ctx.form.key, record_id, column.name, ctx.actor.person, session_of(ctx.request)]
    return salted_hmac(_SALT, json.dumps(place), algorithm="sha256").hexdigest()


def links(
    ctx: FormContext, record_id: int, column: Column, files: Iterable[HeldFile], opened: str = ""
) -> list[dict[str, str]]:
    """Files as a page lists them: name, size, where to fetch them, and the small copy of a picture."""
    with_ticket = f"ticket={opened}" if opened else ""
    made = []
    for file in files:
        place = [ctx.form, record_id, column.name, file.number]
        small = ctx.address(address_of("filing:file_small", *place), with_ticket)
        made.append(
            {
                "name": file.name,
                "size": file.size_text,
                "url": ctx.address(address_of("filing:file", *place), with_ticket),
                "small": small if KINDS[file.kind].picture else "",
            }
        )
    return made


@form_view("view", never_cache=True)
def download(ctx: FormContext, record_id: int, name: str, number: str) -> HttpResponse:
    """One file, as an attachment under the name it was uploaded with."""
    column, held, row = _asked_for(ctx, record_id, name, number)
    if column.private:
        if not _is_open(ctx, record_id, column):
            return HttpResponseRedirect(ctx.address(address_of("filing:reveal", ctx.form, record_id, name)))
        detail = private_form.reveal_detail(ctx, record_id, column.label, "下载附件")
        subject = f"{ctx.form.label} · {column.label}"
        record_look(
            Kind.REVEAL,
            org=ctx.school,
            subject=subject,
            form=ctx.form.key,
            records=[record_id],
            detail=detail,
        )
    try:
        data = keeping.content_of(row)
    except keeping.FileLost:
        raise Http404(_LOST) from None
    return _sent(data, held, as_attachment=True)


@form_view("view", never_cache=True)
def small(ctx: FormContext, record_id: int, name: str, number: str) -> HttpResponse:
    """The small copy of a picture; where it has not been made yet there is none."""
    column, held, row = _asked_for(ctx, record_id, name, number)
    if column.private and not _is_open(ctx, record_id, column):
        raise Http404("缩略图是隐私数据，请先在记录页面点“查看”。")
    try:
        data = keeping.thumb_of(row)
    except keeping.FileLost:
        raise Http404(_LOST) from None
    if data is None:
        raise Http404("缩略图还没有生成，请稍后刷新页面。")
    return _sent(data, held, as_attachment=False)


def _asked_for(
    ctx: FormContext, record_id: int, name: str, number: str
) -> tuple[Column, HeldFile, Attachment]:
    """The column, what the record says of the file, and the file.

    Raises:
        Http404: there is no such column, record or file in it.
        access.Denied: the column is private, and private items are not for the actor.
    """
    column = next((column for column in ctx.file_columns if column.name == name), None)
    if column is None:
        raise Http404(f"“{ctx.form.label}”没有这一附件项目。")
    if column.private:
        access.require(ctx.actor, ctx.form, "reveal")
    fetched = ctx.record_form.fetch(ctx.rows("view").filter(pk=record_id), [column])
    value = fetched[0][1][0] if fetched else None
    if value and column.private:
        value = for_school(ctx.school.pk).decrypt(value)
    held = next((file for file in held_files(value) if file.number == number), None)
    row = Attachment.objects.filter(school=ctx.school, number=number).first() if held else None
    if held is None or row is None:
        raise Http404(f"“{ctx.form.label}”的这条记录没有这个文件，可能已被移除。")
    return column, held, row


def _is_open(ctx: FormContext, record_id: int, column: Column) -> bool:
    """Whether private data is unlocked, and the item has just been revealed to this person."""
    if not ctx.actor.unlocked:
        return False
    if ctx.form.is_private:  # nothing of it is shown before the data password, and all of it after
        return True
    try:
        opened = signing.loads(ctx.request.GET.get("ticket", ""), salt=_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        return False
    return bool(opened == _opened_by(ctx, record_id, column))


def _sent(data: bytes, held: HeldFile, *, as_attachment: bool) -> HttpResponse:
    """An answer in which nothing can act, whatever the browser takes it for."""
    response = HttpResponse(data, content_type=KINDS[held.kind].media_type)
    if as_attachment:
        response["Content-Disposition"] = content_disposition_header(True, held.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
