"""Checking uploaded workbooks and undoing large imports.

The row of the batch says what is to be done; a job only brings a worker to it.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from zhijiao.audit.context import AuditContext, acting
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records import access, undo
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.identity.rights import actor_for_job
from zhijiao.intake import queue
from zhijiao.intake.check_requests import enqueue_check
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import IMPORT, NORMAL, SWEEP, job

State = ImportBatch.State


@job("校验导入数据", priority=IMPORT, cancellable=False)
def check_batch(batch_id: int) -> RunAgain | None:
    """Check a batch if it still waits. Where another process is at it, look again when its lease has run out."""
    queue.run_pending_once(batch_id=batch_id)
    state, until = ImportBatch.objects.filter(pk=batch_id).values_list("state", "lease_until").first() or (
        "",
        None,
    )
    if state == State.UPLOADED:
        return RunAgain()
    if state == State.PARSING and until is not None:
        return RunAgain(max(1.0, (until - timezone.now()).total_seconds()))
    return None


@job("撤销导入", priority=IMPORT, cancellable=False)
def undo_import(batch_id: int, user_id: int, unlocked: bool) -> None:
    """Undo a batch in somebody's name, with the rights of now; says beside the batch what came of it."""
    user = User.objects.filter(pk=user_id).select_related("org").first()
    batch = ImportBatch.objects.filter(pk=batch_id).exclude(state=State.UNDONE).defer("file").first()
    if user is None or batch is None:
        return
    with acting(AuditContext(user.pk, user.real_name, user.org_id)):
        said = _undone(actor_for_job(user, unlocked=unlocked), batch)
    ImportBatch.objects.filter(pk=batch_id).update(message=said[:500])


def _undone(actor: Actor | None, batch: ImportBatch) -> str:
    if actor is None:
        return "撤销没有成功：账号已停用或需要修改密码。"
    try:
        return f"已撤销：{undo.undo(actor, access.school(actor, batch.school_id), batch, action='import')}"
    except undo.UndoBlocked as blocked:
        return "撤销没有成功：" + "；".join(blocked.reasons)
    except (PermissionDenied, Http404) as refused:
        return f"撤销没有成功：{refused}"


@job("补派导入校验", every=timedelta(minutes=1), priority=NORMAL)
def enqueue_waiting() -> None:
    """Enqueue batches that wait, or whose worker has died, and have no job."""
    waiting = Q(state=State.UPLOADED) | Q(state=State.PARSING, lease_until__lt=timezone.now())
    for pk in ImportBatch.objects.filter(waiting).order_by("pk").values_list("pk", flat=True)[:500]:
        enqueue_check(pk)


@job("清理过期的导入文件", every=timedelta(minutes=10), priority=SWEEP)
def tidy() -> None:
    """Throw away files and rows that nobody needs any longer."""
    queue.tidy()
