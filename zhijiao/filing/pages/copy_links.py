"""From which period to which records are copied, and where a list offers it."""

from collections.abc import Sequence
from typing import Any

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import carry_over, copies
from zhijiao.filing.records.carry_over import Slot
from zhijiao.filing.records.counts import of_school
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.kit.periods import TERMS

YEARS = 5
"""Earlier years offered."""


def copy_link(ctx: FormContext) -> str:
    """Where records of the period before are taken over; empty where there are none, or none may be. No query."""
    if not (ctx.own and ctx.can("add") and carry_over.may_be_copied(ctx.form)):
        return ""
    years = (
        {ctx.year - 1, ctx.year} if "term" in PERIOD_FIELDS[ctx.form.period] else set(_filled_years(ctx)[:1])
    )
    filled = any(
        form == ctx.form.key and year in years and rows > 0
        for form, year, _term, rows, *_ in of_school(ctx.request, ctx.school)
    )
    return ctx.dated_url("copy") if filled else ""


def open_rows(ctx: FormContext) -> int:
    """How many records of the year have items that nobody has confirmed; one query where there can be any."""
    if not (ctx.own and ctx.can("change") and carry_over.may_be_copied(ctx.form)):
        return 0
    return copies.still_open(ctx.school, ctx.form, ctx.rows("change").filter(year=ctx.year)).count()


def on_list(ctx: FormContext) -> dict[str, Any]:
    """What the list of a form with periods shows of copies, as its page takes it."""
    return {
        "copy_url": copy_link(ctx),
        "copied_url": ctx.dated_url("copied"),
        "open_copies": open_rows(ctx),
    }


def _filled_years(ctx: FormContext) -> list[int]:
    """Earlier years with records, the latest first."""
    counted = of_school(ctx.request, ctx.school)
    years = {
        year for form, year, _, rows, *_ in counted if form == ctx.form.key and rows > 0 and year < ctx.year
    }
    return sorted(years, reverse=True)[:YEARS]


def slots(ctx: FormContext) -> tuple[Slot, Slot, list[Slot], list[Slot]]:
    """Source and target as the address names them, and what else can be chosen."""
    form, asked = ctx.record_form, ctx.request.GET
    if "term" not in PERIOD_FIELDS[form.period]:
        target = Slot(form, ctx.year)
        offered = [Slot(form, year) for year in _filled_years(ctx)]
        return _named(offered, asked.get("from", "")) or Slot(form, ctx.year - 1), target, offered, [target]
    targets = [Slot(form, ctx.year, term) for term in TERMS]
    target = _named(targets, f"{ctx.year}-{asked.get('term', '1')}") or targets[0]
    earlier = Slot(form, ctx.year, "1") if target.term == "2" else Slot(form, ctx.year - 1, "2")
    offered = [earlier, Slot(form, ctx.year - 1, target.term)]
    return _named(offered, asked.get("from", "")) or earlier, target, offered, targets


def _named(slots: Sequence[Slot], key: str) -> Slot | None:
    return next((slot for slot in slots if slot.key == key), None)
