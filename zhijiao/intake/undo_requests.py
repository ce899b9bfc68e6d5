"""Undoing a large import: a worker does it, because thousands of rows take seconds of processor time."""

from zhijiao.filing.models import ImportBatch
from zhijiao.identity.actor import Actor
from zhijiao.jobs.declare import declared, enqueue_single

MOST_ROWS_AT_ONCE = 1000
"""So many rows are taken back within the request: about 0.6 s of processor time."""
_UNDO = "zhijiao.intake.background_jobs.undo_import"


def enqueue_undo(actor: Actor, batch: ImportBatch) -> None:
    """Have a batch undone in the name of the actor; what comes of it will stand beside the batch."""
    ImportBatch.objects.filter(pk=batch.pk).update(message="正在后台撤销，请稍后刷新本页。")
    enqueue_single(declared(_UNDO), f"undo:{batch.pk}", batch.pk, actor.user_id, actor.unlocked)
