"""Files of an announcement: judged by content, kept with it, handed out so that nothing in them can act."""

import secrets

from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zhijiao.announcements.models import Announcement, AnnouncementFile
from zhijiao.announcements.publishing import NotPossible
from zhijiao.attachments import checking
from zhijiao.attachments.keeping import shown_name, too_large
from zhijiao.attachments.kinds import KINDS
from zhijiao.identity.actor import Actor
from zhijiao.workbooks.markup import FileRefused

MOST, MOST_BYTES = 5, 10 * 1024 * 1024
ACCEPTED = ("pdf", "docx", "xlsx", "jpeg", "png")


def attach(actor: Actor, pk: int, name: str, data: bytes) -> AnnouncementFile:
    """Judge a file and attach it to a draft.

    Raises:
        FileRefused: the file cannot be taken; says why and what to do.
        NotPossible: the announcement is no draft any more.
    """
    if len(data) > MOST_BYTES:
        raise FileRefused(too_large(len(data), MOST_BYTES))
    kind, kept = checking.judged(data, ACCEPTED)
    with transaction.atomic():
        found = _draft(actor, pk)
        if found.files.count() >= MOST:
            raise FileRefused(f"最多 {MOST} 个附件，请先移除不需要的附件。")
        facts = {"number": secrets.token_hex(16), "name": shown_name(name, kind), "kind": kind}
        return AnnouncementFile.objects.create(announcement=found, size=len(kept), content=kept, **facts)


def remove(actor: Actor, pk: int, number: str) -> None:
    """Take a file off a draft."""
    with transaction.atomic():
        _draft(actor, pk).files.filter(number=number).delete()


def sent(file: AnnouncementFile) -> HttpResponse:
    """The file as an answer in which nothing can act, whatever the browser takes it for."""
    response = HttpResponse(bytes(file.content), content_type=KINDS[file.kind].media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _draft(actor: Actor, pk: int) -> Announcement:
    found = Announcement.objects.select_for_update().get(pk=pk, org=actor.org_id)
    if found.state != Announcement.State.DRAFT:
        raise NotPossible("通知已经发布，附件不能再改动。需要更换时请发布新版。")
    return found
