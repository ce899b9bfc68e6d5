"""What all reading pages of a form share: addresses that keep school and year, rows of the year, the page's heading."""

from functools import cache, lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from zhijiao.catalogue import matrix
from zhijiao.filing.desk import Desk
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.kit.periods import Period, year_label
from zhijiao.orgs.models import Org


def kept(desk: Desk, path: str, text: str = "") -> str:
    """An address of this form with a query, and with the school and year that this address was opened with."""
    parts = [text, "" if desk.own else f"school={desk.school.pk}"]
    if "year" in desk.request.GET:
        parts.append(f"year={desk.year}")
    joined = "&".join(part for part in parts if part)
    return f"{path}?{joined}" if joined else path


def in_period(desk: Desk, rows: QuerySet) -> QuerySet:
    """Rows of the selected year, where the form has one."""
    return rows.filter(year=desk.year) if "year" in PERIOD_FIELDS[desk.form.period] else rows


def installed(desk: Desk, name: str, *args: Any) -> str:
    """Path of a page of this form, or nothing where that part is not installed."""
    return path_of(name, desk.form.key, *args)


@lru_cache(maxsize=16_384)
def path_of(name: str, form_key: str, *args: Any) -> str:
    """Path of a page of a form. Kept, because a list needs twenty of them; empty where there is no such page."""
    try:
        return reverse(f"filing:{name}", args=[form_key, *args])
    except NoReverseMatch:
        return ""


@cache
def owed(form_key: str, school_type: str, year: int) -> tuple[matrix.Obligation | None, str]:
    """What a kind of school owes for a form in the round of a school year (else the latest), and of which part.

    A form that stands in two places has two obligations: the first counts, both say which part.
    """
    filing = matrix.round_of_year(year) or matrix.current_round()
    found = [place.obligations[school_type] for place in filing.places if place.form == form_key]
    return next(iter(found), None), "；".join(dict.fromkeys(o.scope for o in found if o.scope))


def scope_of(form: Any, school: Org, year: int) -> str:
    """Which part of its data the school fills into a form (只填中专部使用部分), naming its kind; or nothing."""
    _, scope = owed(form.key, school.school_type, year)
    return f"{school.get_school_type_display()}：{scope}。" if scope else ""


def heading(desk: Desk) -> dict[str, Any]:
    """What stands above every page of a form: place in the menu, obligation of the school and its scope, period."""
    place = next(iter(desk.form.places), None)
    obligation, _ = owed(desk.form.key, desk.school.school_type, desk.year)
    calendar = desk.form.period is Period.CALENDAR_YEAR
    return {
        "crumbs": [(label, None) for label in place.path[:-1]] if place else [],
        "obligation": obligation,
        "scope": scope_of(desk.form, desk.school, desk.year),
        "period": (
            ""
            if desk.form.period is Period.STANDING
            else f"{desk.year}年度"
            if calendar
            else year_label(desk.year)
        ),
    }
