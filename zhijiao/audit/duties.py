"""What the worker does for the log: seal what was left, tell where the chain ends, remove what is too old."""

import logging
from datetime import timedelta

from zhijiao.audit import chain, retention
from zhijiao.duties.models import DutyClock
from zhijiao.duties.register import duty

log = logging.getLogger("zhijiao.audit")
_SEALING = "audit.seal"


@duty(_SEALING, every=timedelta(minutes=1))
def seal_left() -> bool:
    """Seal entries whose process ended between their transaction and their seal."""
    since = DutyClock.objects.filter(key=_SEALING).values_list("done_at", flat=True).first()
    return chain.seal_left(since)


@duty("audit.head", every=timedelta(days=1))
def tell_head() -> None:
    """Write the end of the chain into the program's log, which is kept apart from the database."""
    log.info("audit log sealed up to %s", head_line())


@duty("audit.retention", every=timedelta(days=1))
def remove_old() -> bool:
    """Remove a piece of what has been kept for its term."""
    return retention.remove_old()


def head_line() -> str:
    """The end of the chain as "number:digest", which `zhijiao audit verify --head` takes."""
    return "{}:{}".format(*chain.head())
