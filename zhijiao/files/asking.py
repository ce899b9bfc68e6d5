"""Asking for a file. Whoever asks for what is being made for him already is led to it: there is no second job."""

from django.db import transaction

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.files.keeping import digest, sealed_params
from zhijiao.files.kinds import Wanted
from zhijiao.files.models import PreparedFile
from zhijiao.identity.actor import Actor
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.jobs.models import LIVE, Job
from zhijiao.orgs.models import Org

MOST_LIVE = 5
"""Files that one person may have under way."""
_MAKE = "zhijiao.files.background_jobs.make_file"


class TooMany(RuntimeError):
    """Enough files are under way; the text says what to do."""


@transaction.atomic
def ask(actor: Actor, wanted: Wanted) -> PreparedFile:
    """Have a file made, and tell the audit log; its rights have been asked about.

    Raises:
        TooMany: the actor waits for enough others.
    """
    # One request of a node at a time, so that a double click makes one file.
    Org.objects.select_for_update(no_key=True).get(pk=wanted.org.pk)
    mark = digest(wanted.params)
    mine = PreparedFile.objects.filter(owner_id=actor.person, job__state__in=LIVE).defer("content")
    same = mine.filter(org=wanted.org, kind=wanted.kind, digest=mark).order_by("pk").first()
    if same is not None:
        return same
    if mine.count() >= MOST_LIVE:
        raise TooMany(f"您已有 {MOST_LIVE} 个文件正在生成，请等其中的完成，或在“我的文件”中取消后再试。")
    file = PreparedFile.objects.create(
        owner_id=actor.person,
        org=wanted.org,
        kind=wanted.kind,
        subject=wanted.subject[:200],
        name=wanted.name[-200:],
        params=sealed_params(wanted.org.pk, wanted.params),
        digest=mark,
        told=dict(wanted.told),
        form=wanted.form,
        rows=wanted.rows,
        unlocked=actor.unlocked,
    )
    single = f"file:{file.pk}"
    enqueue_single(declared(_MAKE), single, file.pk)
    file.job = Job.objects.filter(single=single).first()
    file.save(update_fields=["job"])
    detail = {"done": "申请生成文件", "file": file.pk, **wanted.told}
    record(Event.EXPORT, org=wanted.org, subject=wanted.subject, detail=detail)
    return file
