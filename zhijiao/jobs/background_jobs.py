"""What the engine does for itself."""

from datetime import timedelta

from zhijiao.jobs import job_store
from zhijiao.jobs.declare import SWEEP, job

KEPT = timedelta(days=7)
"""How long a job that ended well is shown; a failed one ten times as long."""


@job("清理后台任务记录", every=timedelta(days=1), priority=SWEEP)
def forget_old_jobs() -> None:
    """Remove jobs that ended long ago."""
    job_store.prune(KEPT)
