"""The worker's side: take a waiting batch and check it. Nothing is lost if a worker is killed at any moment."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.intake import lease, staging, upload
from zhijiao.jobs.job_store import JobCancelled, JobLost
from zhijiao.jobs.worker import own_name

KEPT = timedelta(days=7)
PATIENCE = timedelta(seconds=4)
SMALL = 200_000
"""Bytes of a sealed file that a request may check itself: a template with some hundred rows."""
FAILED = "校验时系统多次出错（批次 {}），数据没有改动。请通过在线支持告知批次号。"
log = logging.getLogger(__name__)
State = ImportBatch.State


def run_pending_once(owner: str = "", batch_id: int | None = None) -> bool:
    """Check one waiting batch; False if there was none."""
    taken = lease.take(owner or own_name(), batch_id)
    if taken is None:
        return False
    batch, held = taken
    try:
        if batch.options["attempts"] > lease.MOST_ATTEMPTS:
            staging.refuse(batch, held, FAILED.format(batch.pk))
        else:
            staging.run(batch, held)
    except lease.Lost:
        log.info("import batch %s was taken over or cancelled", batch.pk)
    except (JobLost, JobCancelled):
        _give_back(held)
        raise
    except Exception:
        log.exception("import batch %s failed", batch.pk)
        _give_back(held)
    return True


def _give_back(held: lease.Lease) -> None:
    """Let another attempt be made; after too many of them the batch is refused."""
    try:
        held.finish(State.UPLOADED)
    except lease.Lost:
        return


def tidy() -> None:
    """Throw away files and rows that nobody needs any longer; give up batches left unmended for a week."""
    old = timezone.now() - KEPT
    left = ImportBatch.objects.filter(state=State.CHECKED, created_at__lt=old)
    for batch in left.defer("file"):
        upload.drop(batch, State.CANCELLED, "七天内没有处理，已自动放弃")
    ended = ImportBatch.objects.filter(finished_at__lt=old)
    ended.filter(file__isnull=False).update(file=None)
    stale = ended.filter(Q(state=State.DONE) | Q(state=State.UNDONE)).values("pk")
    StagedRow.objects.filter(batch_id__in=stale).delete()


def check_if_overdue(batch: ImportBatch) -> bool:
    """Check a small batch here and now if no worker has come for it: a school should not wait for a stopped worker."""
    now = timezone.now()
    left = batch.state == State.UPLOADED and batch.created_at < now - PATIENCE
    died = batch.state == State.PARSING and batch.lease_until is not None and batch.lease_until < now
    return (left or died) and _is_small(batch) and run_pending_once(batch_id=batch.pk)


def _is_small(batch: ImportBatch) -> bool:
    """Whether checking the file takes well under a second, so that a request may do it."""
    return (
        ImportBatch.objects.filter(pk=batch.pk)
        .annotate(bytes=Length("file"))
        .filter(bytes__lte=SMALL)
        .exists()
    )
