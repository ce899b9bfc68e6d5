"""Deleting records, one or many: first a page that says what goes, what stays and why, then what may go is deleted.

What is agreed to is posted back with the version each record was looked at; whatever happened to one of them meanwhile
leads to the page again, and nothing has been deleted.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages import bulk
from zhijiao.filing.pages.context import FormContext, form_view, session_of
from zhijiao.filing.records import access, deletion, period_locks, query, undo, writer
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import POST
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page

AGREED = "agreed"
"""What carries the records agreed to, and their versions."""


@dataclass(frozen=True, kw_only=True)
class DeletionPage:
    """Asks whether to delete: one table of what goes, what stays and why."""

    ctx: FormContext
    form: FormLike
    plan: deletion.DeletionPlan
    #: What has to be posted to agree.
    agreed: str
    #: Whether something changed after the page had been shown before.
    moved: bool
    #: Beginning and end of the addresses that say who refers to a record.
    used_by: tuple[str, str] | None
    delete_url: str
    list_url: str


@form_view("delete", methods=POST)
def delete(ctx: FormContext) -> HttpResponse:
    """Ask first; delete what was agreed to."""
    versions = _agreed(ctx)
    ids = sorted(versions) or bulk.selected_ids(ctx)
    if refused := bulk.refuse_selection(ctx, ids, "删除"):
        return refused
    if not versions:
        return _ask(ctx, ids)
    try:
        batch = _deleted(ctx, versions)
    except (writer.InUse, writer.StaleRecord, period_locks.PeriodLocked, access.Denied):
        return _ask(ctx, ids, moved=True)
    if batch:
        _tell(ctx, batch, len(ids))
    else:
        messages.warning(ctx.request, "选中的记录已不存在，可能已被他人删除。")
    return HttpResponseRedirect(_list_url(ctx))


def _agreed(ctx: FormContext) -> dict[int, int]:
    """Records that were agreed to, and the versions at which they were looked at."""
    pairs = (each.partition(":")[::2] for each in ctx.request.POST.get(AGREED, "").split())
    numbers = ((whole_number(record_id), whole_number(version)) for record_id, version in pairs)
    return {row_id: version for row_id, version in numbers if row_id is not None and version is not None}


def _ask(ctx: FormContext, ids: list[int], moved: bool = False) -> HttpResponse:
    plan = deletion.plan(ctx.actor, ctx.school, ctx.record_form, ids)
    if not plan.going and not plan.staying:
        messages.warning(ctx.request, "选中的记录已不存在，或不在您可以删除的范围内，没有删除任何记录。")
        return HttpResponseRedirect(_list_url(ctx))
    drawn = DeletionPage(
        ctx=ctx,
        form=ctx.form,
        plan=plan,
        agreed=deletion.written(plan.going),
        moved=moved,
        used_by=_used_by(ctx),
        delete_url=ctx.address(ctx.path("delete"), _asked(ctx)),
        list_url=_list_url(ctx),
    )
    return render_page(ctx.request, "filing/delete.html", drawn, status=409 if moved else 200)


def _used_by(ctx: FormContext) -> tuple[str, str] | None:
    if not ctx.record_form.referring:
        return None
    before, after = ctx.address(address_of("filing:used_by", ctx.form, 987654321)).split("987654321")
    return before, after


def _asked(ctx: FormContext) -> str:
    """The conditions of the list that led here, to go back to it; nothing is looked for by them."""
    return query.parse_query(ctx.form, ctx.request.GET, session_of(ctx.request)).string()


def _list_url(ctx: FormContext) -> str:
    return ctx.address(ctx.path("list"), _asked(ctx))


@transaction.atomic
def _deleted(ctx: FormContext, versions: dict[int, int]) -> ImportBatch | None:
    """Delete as one batch, so that it can be undone; none if nothing is left to delete."""
    form = ctx.record_form
    batch = undo.open_batch(ctx.actor, ctx.school, form, ImportBatch.Kind.DELETE.value, len(versions))
    count = writer.delete(ctx.actor, ctx.school, form, sorted(versions), batch_id=batch.pk, versions=versions)
    if not count:
        batch.delete()
        return None
    batch.total = batch.progress = batch.good = batch.approved = count
    batch.save(update_fields=["total", "progress", "good", "approved"])
    record(Event.DELETION, org=ctx.school, subject=ctx.form.label, detail={"rows": count, "batch": batch.pk})
    return batch


def _tell(ctx: FormContext, batch: ImportBatch, wanted: int) -> None:
    """Say what happened to all that had been chosen, with the way to undo it."""
    kept = whole_number(ctx.request.POST.get("kept")) or 0
    gone = wanted - batch.total
    parts = [
        f"已删除 {batch.total:,} 条",
        f"{kept:,} 条不能删除，保留未动" if kept else "",
        f"{gone:,} 条此前已被他人删除" if gone else "",
    ]
    bulk.flash_with_undo(ctx, f"{ctx.form.label}：{'，'.join(filter(None, parts))}", batch)
