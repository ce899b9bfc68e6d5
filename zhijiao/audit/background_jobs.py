"""What the worker does for the log: seal what was left, tell where the chain ends, remove what is too old."""

import logging
from datetime import timedelta

from zhijiao.audit import chain, retention
from zhijiao.jobs import job_store
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import NORMAL, SWEEP, job

log = logging.getLogger("zhijiao.audit")


@job("封存审计记录", every=timedelta(minutes=1), priority=NORMAL)
def seal_left() -> RunAgain | None:
    """Seal entries whose process ended between their transaction and their seal."""
    since = job_store.last_done(seal_left.module_path)
    return RunAgain() if chain.seal_left(since) else None


@job("记录审计日志链尾", every=timedelta(days=1), priority=SWEEP)
def tell_head() -> None:
    """Write the end of the chain into the program's log, which is kept apart from the database."""
    log.info("audit log sealed up to %s", head_line())


@job("清理到期审计记录", every=timedelta(days=1), priority=SWEEP)
def remove_old() -> RunAgain | None:
    """Remove a piece of what has been kept for its term."""
    return RunAgain() if retention.remove_old() else None


def head_line() -> str:
    """The end of the chain as "number:digest", which `zhijiao audit verify --head` takes."""
    return "{}:{}".format(*chain.head())
