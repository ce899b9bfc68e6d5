"""Which records of a school belong to a round."""

from typing import Any

from django.db.models import QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.kit.periods import Period
from zhijiao.orgs.models import Org


def year_of(period: Period, filing: Round) -> int | None:
    """The year a form of this period is filed for in a round; None for standing records."""
    if "year" not in PERIOD_FIELDS[period]:
        return None
    return filing.calendar_from.year if period is Period.CALENDAR_YEAR else filing.academic_year


def rows_of(school: Org, form: Form, year: int | None) -> QuerySet[Any]:
    """The school's records of a form and year, as the program sees them."""
    return of_year(access.rows(Actor.system(school), form, "view").filter(school_id=school.pk), year)


def of_year(rows: QuerySet[Any], year: int | None) -> QuerySet[Any]:
    """Of some records those of a year; all where the form has none."""
    return rows if year is None else rows.filter(year=year)
