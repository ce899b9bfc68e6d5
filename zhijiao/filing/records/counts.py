"""Counters of a school, read once per request however many parts of a page want them.

Whoever sees only what they entered themselves gets counters of just that, so that no figure tells of others' rows.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, IntegerField, Max, Q, QuerySet, Value

from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import access
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import FormLike, RecordForm
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org

#: form, year, term, rows, gaps, changed at, changed by
Counter = tuple[str, int, str, int, int, Any, str]


@statement
def _of_school(school: int) -> QuerySet[Any]:
    rows = FilingCount.objects.filter(school_id=school)
    return rows.values_list("form", "year", "term", "rows", "gaps", "updated_at", "updated_by")


def of_school(request: ActorRequest, school: Org) -> list[Counter]:
    """The counters of the school, as far as they may be known to who asks."""
    known: dict[int, list[Counter]] = request.__dict__.setdefault("filing_counts", {})
    actor = request.actor
    if school.pk not in known and actor is not None and access.sees_own_rows_only(actor):
        known[school.pk] = own_counts(actor, school)
    if school.pk not in known:
        known[school.pk] = _of_school(school.pk)
    return known[school.pk]


def own_counts(actor: Actor, school: Org) -> list[Counter]:
    """Counters of the rows that the actor may see, counted in their tables; one query. Terms are added up."""
    counted = [
        _counted(access.rows(actor, form, "view").filter(school_id=school.pk), form)
        for form in access.forms(actor)
        if not form.is_summary
    ]
    if not counted:
        return []
    first, *rest = counted
    found = first.union(*rest, all=True) if rest else first
    return [(form, year, "", rows, gaps, at, actor.name) for form, year, rows, gaps, at in found]


def _counted(rows: QuerySet[Any], form: FormLike) -> QuerySet[Any]:
    """Form, year, rows, gaps and the latest change of the rows, by year where the form has one."""
    year = F("year") if "year" in PERIOD_FIELDS[form.period] else Value(0, output_field=IntegerField())
    found: QuerySet[Any] = (
        rows.order_by()
        .annotate(of_form=Value(form.key), of_year=year)
        .values("school_id", "of_form", "of_year")
        .annotate(number=Count("pk"), lacking=Count("pk", filter=Q(gaps__gt=0)), latest=Max("updated_at"))
        .values_list("of_form", "of_year", "number", "lacking", "latest")
    )
    return found


def holders(form: RecordForm, schools: Collection[int], **where: Any) -> set[int]:
    """Which of the schools, by id, have a record of a form that meets the conditions."""
    rows = form.model.unscoped.filter(school_id__in=schools, **where) if schools else None
    return set() if rows is None else set(rows.values_list("school_id", flat=True).distinct())
