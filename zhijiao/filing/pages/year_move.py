"""Moving a record to another year, an act of its own: asked for, shown beforehand, confirmed, logged, undone as one.

No other page changes the year of a record, so that nothing leaves the year one looks at by a slip.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect

from zhijiao.audit.events import Event
from zhijiao.audit.log import record as tell
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages import bulk, drafts
from zhijiao.filing.pages.context import FIRST_YEAR, LAST_YEAR, FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.pages.years import year_name, years_offered
from zhijiao.filing.records import access, undo, writer
from zhijiao.filing.records.counts import of_school
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page


@dataclass(frozen=True, kw_only=True)
class YearMovePage(FormPage):
    """Asks for the year; once it is chosen, says what will happen or why it cannot."""

    word: str
    version: int
    title: str
    years: Sequence[tuple[int, str]]
    origin: str
    target: int | None
    target_name: str
    #: What stands in the way.
    reasons: Sequence[str]
    here: str
    list_url: str
    view_url: str


@form_view("change", methods=GET_POST)
def move(ctx: FormContext, record_id: int) -> HttpResponse:
    """Ask for the year (``?to=``), show what will happen, and with a POST do it."""
    if not ctx.defaults:
        raise Http404(f"“{ctx.form.label}”不分年份。")
    record = ctx.get(record_id)
    ctx = ctx.of(record)
    ctx.require_open()
    asked = ctx.request.POST if ctx.request.method == "POST" else ctx.request.GET
    target = whole_number(asked.get("to", ""), LAST_YEAR)
    if target is None or target < FIRST_YEAR or target == record.year:
        return _page(ctx, record, None, ["请选择另一个年份。"] if ctx.request.method == "POST" else [])
    frame = _judged(ctx, record, target)
    if ctx.request.method != "POST" or not frame.clean:
        return _page(ctx, record, target, _reasons(ctx, frame, target))
    read = whole_number(asked.get("version", ""))
    if read is None:
        reason = "没有收到打开页面时的版本号，没有移动，请核对后再次确认。"
        return _page(ctx, record, target, [reason], status=409)
    try:
        batch = _write(ctx, record, frame, target, read)
    except writer.WriteRefused as refused:
        frame.problems = refused.problems
        return _page(ctx, record, target, _reasons(ctx, frame, target))
    except writer.StaleRecord:
        reason = "这条记录刚被他人修改，没有移动，请核对后再次确认。"
        return _page(ctx, ctx.get(record_id), target, [reason], status=409)
    bulk.flash_with_undo(ctx, f"{ctx.form.label}：已从{_name(ctx, ctx.year)}移到{_name(ctx, target)}", batch)
    there = ctx.of(ctx.get(record_id))
    return HttpResponseRedirect(there.next_url(*_record_page(ctx, record_id)))


def _record_page(ctx: FormContext, record_id: int) -> tuple[Any, ...]:
    return ("list",) if ctx.form.single else ("view", record_id)


def _name(ctx: FormContext, year: int) -> str:
    return year_name(ctx.form.period, year)


def _judged(ctx: FormContext, record: Any, target: int) -> Frame:
    """The record in the other year; gaps that it has already do not stand in the way."""
    return validate(ctx.record_form, ctx.school, {"year": [target]}, ids=[record.pk], lenient=True)


def _reasons(ctx: FormContext, frame: Frame, target: int) -> list[str]:
    """Why the record cannot be moved, in words."""
    taken = f"{_name(ctx, target)}已有“{ctx.form.label}”"
    taken += (
        "，请先核对那一份；确实不要的，先移走或清空。"
        if ctx.form.single
        else "中相同的记录，请先核对那一条。"
    )
    return list(
        dict.fromkeys(
            taken if problem.code in ("exists", "collision") else f"{problem.label}：{problem.sentence}"
            for problem in frame.problems
        )
    )


@transaction.atomic
def _write(ctx: FormContext, record: Any, frame: Frame, target: int, read: int) -> ImportBatch:
    """Move the record and what is being typed into it, as a batch that can be undone."""
    batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.MOVE.value, 1)
    writer.write(ctx.actor, ctx.school, frame, versions=[read], batch_id=batch.pk)
    drafts.carry(ctx, record.pk, target)
    years = {ctx.form.columns["year"].label: [_name(ctx, ctx.year), _name(ctx, target)]}
    detail = {"record": record.pk, "changed": years, "batch": batch.pk}
    tell(Event.YEAR_MOVE, org=ctx.school, subject=ctx.form.label, detail=detail)
    return batch


def _page(
    ctx: FormContext, record: Any, target: int | None, reasons: Sequence[str], status: int = 200
) -> HttpResponse:
    forms = {form.key for form in access.menu_forms(ctx.actor)}
    years = years_offered(of_school(ctx.request, ctx.school), forms, ctx.year)
    drawn = YearMovePage(
        **page_heading(ctx),
        word=ctx.form.columns["year"].label,
        version=record.version,
        title=undo.record_names(ctx.school, ctx.record_form, [record.pk]).get(record.pk, ""),
        years=[(year, _name(ctx, year)) for year in years if year != record.year],
        origin=_name(ctx, record.year),
        target=target,
        target_name=_name(ctx, target) if target else "",
        reasons=reasons,
        here=ctx.url("move_year", record.pk),
        list_url=ctx.next_url("list"),
        view_url=ctx.next_url(*_record_page(ctx, record.pk)),
    )
    if reasons and status == 200 and ctx.request.method == "POST":
        status = 422
    return render_page(ctx.request, "filing/move_year.html", drawn, status=status)
