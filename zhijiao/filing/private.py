"""Private forms (纪检工作) while they are open: when their pages show private values in clear; each opening is told.

Everything else of them is decided by the gate: nothing at all is open before the data password.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404

from zhijiao.accounts import reveals
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access
from zhijiao.filing.desk import Desk


def may_show(desk: Desk, record_id: int) -> bool:
    """Whether the page of a record shows private values in clear; if so, that it was opened has been told.

    False for every form that is not private as a whole, and when the reveals of the day are used up.
    """
    if not access.is_private(desk.form):
        return False
    if not desk.rows().filter(pk=record_id).exists():
        raise Http404(f"“{desk.form.label}”中没有这条记录，可能已被删除。")
    columns = desk.form.private_columns
    labels = "、".join(column.label for column in columns)
    detail = told(desk, record_id, labels or "全部", "打开记录")
    if not columns:
        record(Event.REVEAL, org=desk.school, subject=desk.form.label, detail=detail)
        return False
    try:
        reveals.tell(desk.actor, desk.school.pk, desk.form.label, detail)
    except reveals.QuotaReached as reached:
        messages.warning(desk.request, str(reached))
        return False
    return True


def told(desk: Desk, record_id: int, column: str, reason: str) -> dict[str, Any]:
    """What the audit log keeps of a reveal: where, and why; never the value."""
    return {"form": desk.form.key, "record": record_id, "column": column, "reason": reason}


def shown_before(desk: Desk) -> bool:
    """Whether the page that was posted had shown private values in clear."""
    return access.is_private(desk.form) and "clear" in desk.request.POST
