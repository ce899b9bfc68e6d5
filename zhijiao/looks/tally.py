"""The tally of each person and day, and the alert when it is unusual: above a fixed limit, or far above the usual.

Searches and reveals are counted by acts, what leaves in lists by rows. The question is asked at the act itself and
costs one row of the tally; the person's own past is read only from a tenth of the limit on, by its key.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from zhijiao.audit.context import AuditContext, current_context
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.looks.models import Kind, LookAlert, LookTally

BY_ACTS = frozenset({Kind.SEARCH, Kind.REVEAL})
PAST = timedelta(days=60)
LEAST_DAYS = 5
"""Somebody who looked on fewer days has no usual amount yet; the fixed limit alone holds."""
WORTH_ASKING = 10
"""Below the tenth part of the limit nothing is unusual: who looks once a week may look five times today."""
_MAIL = "zhijiao.looks.background_jobs.mail_alert"
"""The job that writes to administrators; named by its path, because it stands above this module."""


def add(kind: Kind, rows: int, at: datetime) -> None:
    """Count a look of whoever acts now; call it in the transaction that tells of the look."""
    who = current_context()
    if who.user_id is None:
        return
    day = timezone.localdate(at)
    row, _ = LookTally.objects.get_or_create(user_id=who.user_id, kind=kind, day=day)
    LookTally.objects.filter(pk=row.pk).update(times=F("times") + 1, rows=F("rows") + rows)
    row.refresh_from_db(fields=["times", "rows"])
    _judge(row, who)


def amount(row: LookTally) -> int:
    """What is compared: acts or rows, as the kind has it."""
    return row.times if row.kind in BY_ACTS else row.rows


def unit(kind: str) -> str:
    """The unit of the amounts of a kind, in words."""
    return "次" if kind in BY_ACTS else "条"


def usual(row: LookTally) -> int | None:
    """The person's average of the days on which he looked in this way; None where there are too few."""
    days = LookTally.objects.filter(
        user_id=row.user_id, kind=row.kind, day__lt=row.day, day__gte=row.day - PAST
    )
    amounts = [amount(each) for each in days]
    return sum(amounts) // len(amounts) if len(amounts) >= LEAST_DAYS else None


def _judge(row: LookTally, who: AuditContext) -> None:
    ceiling, now = settings.LOOK_LIMITS[row.kind], amount(row)
    if now * WORTH_ASKING <= ceiling or LookAlert.objects.filter(**_once(row)).exists():
        return
    before = usual(row)
    limit = (
        ceiling
        if before is None
        else min(ceiling, max(before * settings.LOOK_FACTOR, ceiling // WORTH_ASKING))
    )
    if now > limit and who.org_id is not None:
        _alert(row, who, limit, before)


def _once(row: LookTally) -> dict[str, object]:
    return {"user_id": row.user_id, "kind": row.kind, "day": row.day}


def _alert(row: LookTally, who: AuditContext, limit: int, before: int | None) -> None:
    facts = {"user_name": who.name, "org_id": who.org_id, "at": timezone.now()}
    figures = {"amount": amount(row), "limit": limit, "usual": before}
    alert, made = LookAlert.objects.get_or_create(**_once(row), defaults={**facts, **figures})
    if not made:  # another request of the same person was a moment faster
        return
    subject = f"{who.name}：{Kind(row.kind).label}"
    record(Event.ALERT, org=who.org_id, subject=subject, detail={**figures, "unit": unit(row.kind)})
    enqueue_single(declared(_MAIL), f"look-alert:{alert.pk}", alert.pk)
