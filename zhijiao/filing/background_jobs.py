"""Sweeping files that no record holds any longer."""

from datetime import timedelta

from zhijiao.filing.records import attached
from zhijiao.jobs.declare import SWEEP, job


@job("清理不再使用的附件", every=timedelta(hours=6), priority=SWEEP)
def sweep_attachments() -> None:
    """Forget files that have been removed from their records long ago, or were never saved with one."""
    attached.sweep()
