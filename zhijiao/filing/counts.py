"""Counters of a school, read once per request however many parts of a page want them.

Whoever sees only what they entered themselves gets counters of just that, so that no figure tells of others' rows.
"""

from typing import Any

from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Value
from django.http import HttpRequest

from zhijiao.accounts.actor import Actor, of
from zhijiao.filing import access
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.registry import Form
from zhijiao.orgs.models import Org

#: form, year, term, rows, gaps, changed at, changed by
Counter = tuple[str, int, str, int, int, Any, str]


def of_school(request: HttpRequest, school: Org) -> list[Counter]:
    """The counters of the school, as far as they may be known to who asks."""
    known: dict[int, list[Counter]] = request.__dict__.setdefault("filing_counts", {})
    actor = of(request)
    if school.pk not in known and actor is not None and actor.rows == "own":
        known[school.pk] = own(actor, school)
    if school.pk not in known:
        rows = FilingCount.objects.filter(school=school)
        known[school.pk] = list(
            rows.values_list("form", "year", "term", "rows", "gaps", "updated_at", "updated_by")
        )
    return known[school.pk]


def own(actor: Actor, school: Org) -> list[Counter]:
    """Counters of the rows that the actor may see, counted in their tables; one query. Terms are added up."""
    counted = [
        _counted(access.rows(actor, form, "view").filter(school_id=school.pk), form)
        for form in access.forms(actor)
        if form.kind != "summary"
    ]
    if not counted:
        return []
    first, *rest = counted
    found = first.union(*rest, all=True) if rest else first
    return [(form, year, "", rows, gaps, at, actor.name) for form, year, rows, gaps, at in found]


def _counted(rows: QuerySet, form: Form) -> QuerySet:
    """Form, year, rows, gaps and the latest change of the rows, by year where the form has one."""
    year = F("year") if "year" in PERIOD_FIELDS[form.period] else Value(0, output_field=IntegerField())
    return (
        rows.order_by()
        .annotate(of_form=Value(form.key), of_year=year)
        .values("school_id", "of_form", "of_year")
        .annotate(number=Count("pk"), lacking=Count("pk", filter=Q(gaps__gt=0)), latest=Max("updated_at"))
        .values_list("of_form", "of_year", "number", "lacking", "latest")
    )
