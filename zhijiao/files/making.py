"""Making a file in a worker, as whoever asked for it, with the rights he has by then."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from zhijiao.files import keeping
from zhijiao.files.kinds import kind_of
from zhijiao.files.models import PreparedFile
from zhijiao.identity.actor import Actor
from zhijiao.identity.rights import actor_for_job
from zhijiao.jobs import current_job
from zhijiao.jobs.models import LIVE
from zhijiao.looks import ranges
from zhijiao.notices.inbox import tell_user
from zhijiao.workbooks.markup import FileRefused

PAUSE = 2.0
"""Seconds until a file looks again whether another one of its school and kind is done."""
STEP = 100
"""Rows between two looks at the job."""
Row = TypeVar("Row")


def make(file_id: int) -> current_job.RunAgain | None:
    """Make a file unless it is there; wait while an earlier one of the same school and kind is under way."""
    file = (
        PreparedFile.objects.filter(pk=file_id, made_at=None, refusal="")
        .select_related("org", "owner")
        .first()
    )
    if file is None:
        return None
    if _is_behind(file):
        return current_job.RunAgain(PAUSE)
    current_job.progress(0, max(file.rows, 1), "正在生成")
    actor = actor_for_job(file.owner, unlocked=file.unlocked)
    if actor is None:
        _refuse(file, "账号已停用或需要修改密码，没有生成。")
        return None
    try:
        data, records = _written(file, actor)
    except (PermissionDenied, Http404, FileRefused) as refused:
        _refuse(file, str(refused) or "没有权限，没有生成。")
        return None
    _keep(file, actor, data, records)
    return None


def _is_behind(file: PreparedFile) -> bool:
    earlier = PreparedFile.objects.filter(
        org=file.org, kind=file.kind, pk__lt=file.pk, made_at=None, refusal=""
    )
    return earlier.filter(job__state__in=LIVE).exists()


def _written(file: PreparedFile, actor: Actor) -> tuple[bytes, str]:
    """The file, and the numbers of the records in it."""
    kind, params = kind_of(file.kind), keeping.params_of(file)
    kind.require(actor, file.org, params)
    records = ranges.packed(kind.records(actor, file.org, params))
    with tempfile.TemporaryFile() as out:
        kind.write(out, actor, file.org, params)
        out.seek(0)
        return out.read(), records


def _keep(file: PreparedFile, actor: Actor, data: bytes, records: str) -> None:
    sealed, now = keeping.sealed_content(file.org_id, data), timezone.now()
    with current_job.fenced():
        PreparedFile.objects.filter(pk=file.pk, made_at=None).update(
            content=sealed,
            records=records,
            size=len(data),
            stamp=actor.stamp,
            made_at=now,
            expires_at=now + keeping.KEPT,
        )
        keeping.make_room(file.owner_id)
        title, text = (
            f"文件已生成：{file.subject}",
            f"可在 {keeping.KEPT.total_seconds() // 3600:.0f} 小时内下载。",
        )
        tell_user(file.owner_id, title=title, text=text, url=reverse("files:list"))


def _refuse(file: PreparedFile, why: str) -> None:
    with current_job.fenced():
        PreparedFile.objects.filter(pk=file.pk, made_at=None).update(refusal=why[:300])
        tell_user(file.owner_id, title=f"文件没有生成：{file.subject}", url=reverse("files:list"))


def counted(rows: Iterable[Row], total: int) -> Iterator[Row]:
    """The rows as they are written; tells the job how far it is, and stops there if it has been cancelled."""
    for number, row in enumerate(rows, 1):
        yield row
        if number % STEP == 0:
            current_job.progress(number, max(total, number))
