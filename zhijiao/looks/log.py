"""Telling of a look: one entry of the audit log, one row to be found by, one more on the person's tally of the day."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zhijiao.audit.context import current_context
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Entry
from zhijiao.looks import ranges, tally
from zhijiao.looks.models import EVERY_FORM, Kind, Look
from zhijiao.orgs.models import Org

_EVENTS = {
    Kind.SEARCH: Event.SEARCH,
    Kind.REVEAL: Event.REVEAL,
    Kind.EXPORT: Event.EXPORT,
    Kind.PRINT: Event.EXPORT,
    Kind.API: Event.EXPORT,
}


@transaction.atomic
def record_look(
    kind: Kind,
    *,
    org: Org | int | None = None,
    subject: str,
    form: str = "",
    rows: int | None = None,
    records: Iterable[int] | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Tell of a look before what was asked for leaves.

    `form` is the key of the form, `records` the numbers of the records (None where what leaves is no list of records),
    `rows` how many there are where the numbers do not say it. Nothing private may stand in `subject` or `detail`.
    """
    numbers = ranges.packed(records or ())
    rows = ranges.number(numbers) if rows is None else rows
    facts: dict[str, Any] = {} if form in ("", EVERY_FORM) else {"form": form}
    if kind is not Kind.REVEAL:  # which is of one record
        facts["rows"] = rows
    entry = record(_EVENTS[kind], org=org, subject=subject, detail=facts | (detail or {}))
    first, last = ranges.bounds(numbers) or (None, None)
    Look.objects.create(
        at=entry.at,
        kind=kind,
        org_id=entry.org_id,
        user_id=entry.user_id,
        user_name=entry.user_name,
        user_org_id=current_context().org_id,
        form=form,
        subject=entry.subject,
        rows=rows,
        records=numbers,
        first=first,
        last=last,
        entry_id=entry.pk,
    )
    tally.add(kind, rows, entry.at)
    return entry
