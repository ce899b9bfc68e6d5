"""Private forms (纪检工作) while they are open: when their pages show private values in clear; each opening is told.

Everything else of them is decided by the gate: nothing at all is open before the data password.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404

from zhijiao.filing.pages.context import FormContext
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.private import reveal


def may_show(ctx: FormContext, record_id: int) -> bool:
    """Whether the page of a record shows private values in clear; if so, that it was opened has been told.

    False for every form that is not private as a whole, and when the reveals of the day are used up.
    """
    if not ctx.form.is_private:
        return False
    if not ctx.rows().filter(pk=record_id).exists():
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    columns = ctx.form.private_columns
    labels = "、".join(column.label for column in columns)
    detail = reveal_detail(ctx, record_id, labels or "全部", "打开记录")
    if not columns:
        record_look(
            Kind.REVEAL,
            org=ctx.school,
            subject=ctx.form.label,
            form=ctx.form.key,
            records=[record_id],
            detail=detail,
        )
        return False
    try:
        reveal.count_and_log(ctx.actor, ctx.school.pk, ctx.form.label, ctx.form.key, record_id, detail)
    except reveal.QuotaReached as reached:
        messages.warning(ctx.request, str(reached))
        return False
    return True


def reveal_detail(ctx: FormContext, record_id: int, column: str, reason: str) -> dict[str, Any]:
    """What the audit log keeps of a reveal: where, and why; never the value."""
    return {"form": ctx.form.key, "record": record_id, "column": column, "reason": reason}
