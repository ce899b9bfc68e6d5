"""Registering duties and running those that are due.

A duty is a function without arguments. It works for a few seconds at most and returns True while more is left to do;
then it is called again soon, between the other work of the worker. It must bear being cut off anywhere.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijiao.duties.models import DutyClock

log = logging.getLogger("zhijiao.duties")

LEASE = timedelta(minutes=5)
"""How long a piece of work may take before another worker takes the duty over."""
_duties: dict[str, "Duty"] = {}


@dataclass(frozen=True)
class Duty:
    """One registered duty: what to call, and how long to wait after it is done."""

    key: str
    run: Callable[[], bool | None]
    every: timedelta


def duty(key: str, *, every: timedelta) -> Callable[[Callable], Callable]:
    """Register a function as the duty ``key``; registering two under one key is an error."""

    def register(run: Callable[[], bool | None]) -> Callable[[], bool | None]:
        if key in _duties:
            raise ValueError(f"a duty named {key!r} is registered already")
        _duties[key] = Duty(key, run, every)
        return run

    return register


def duties() -> list[Duty]:
    """Every registered duty, by key."""
    return [_duties[key] for key in sorted(_duties)]


def run_due() -> bool:
    """Do one piece of each duty that is due; true if any of them has more left.

    A duty that fails is logged without its message, which could name people, and tried again when next due.
    """
    clocks = dict(DutyClock.objects.values_list("key", "due_at"))
    left = [_run(each) for each in duties() if _take(each, clocks.get(each.key))]
    return any(left)


def _take(each: Duty, due: datetime | None) -> bool:
    """True if the duty is due and this worker has won it: its clock is put on while the work lasts."""
    now = timezone.now()
    if due is not None:
        found = DutyClock.objects.filter(key=each.key, due_at=due)
        return due <= now and found.update(due_at=now + LEASE) == 1
    try:
        with transaction.atomic():
            DutyClock.objects.create(key=each.key, due_at=now + LEASE)
    except IntegrityError:
        return False
    return True


def _run(each: Duty) -> bool:
    """Do one piece and set the clock: at once if more is left, else after the duty's own while."""
    try:
        more = bool(each.run())
    except Exception as error:
        log.error("duty %s failed: %s", each.key, type(error).__name__)
        more = False
    now = timezone.now()
    facts = {"due_at": now} if more else {"due_at": now + each.every, "done_at": now}
    DutyClock.objects.filter(key=each.key).update(**facts)
    return more
