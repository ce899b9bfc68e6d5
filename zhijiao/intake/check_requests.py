"""Asking for the check of a batch. The job is named by its path: it stands above uploads, this below them."""

from zhijiao.jobs.declare import declared, enqueue_single

_CHECK = "zhijiao.intake.background_jobs.check_batch"


def enqueue_check(batch_id: int) -> None:
    """Have a batch checked, in the transaction of its upload; at most one job per batch waits or runs."""
    enqueue_single(declared(_CHECK), f"batch:{batch_id}", batch_id)
