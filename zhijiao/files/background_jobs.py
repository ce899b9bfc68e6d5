"""Making files, and throwing them away."""

from datetime import timedelta

from zhijiao.files import keeping, making
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import REPORT, SWEEP, job


@job("生成文件", priority=REPORT, retry_after=(10,))
def make_file(file_id: int) -> RunAgain | None:
    """Make a file that somebody waits for; at most one of a school and kind at a time."""
    return making.make(file_id)


@job("清理过期的文件", every=timedelta(minutes=10), priority=SWEEP)
def forget_expired_files() -> None:
    """Throw away files that can no longer be fetched."""
    keeping.forget_expired()
