"""Counters of a school, read once per request however many parts of a page want them."""

from typing import Any

from django.http import HttpRequest

from zhijiao.filing.models import FilingCount
from zhijiao.orgs.models import Org

#: form, year, term, rows, gaps, changed at, changed by
Counter = tuple[str, int, str, int, int, Any, str]


def of_school(request: HttpRequest, school: Org) -> list[Counter]:
    """All counters of the school."""
    known: dict[int, list[Counter]] = request.__dict__.setdefault("filing_counts", {})
    if school.pk not in known:
        rows = FilingCount.objects.filter(school=school)
        known[school.pk] = list(
            rows.values_list("form", "year", "term", "rows", "gaps", "updated_at", "updated_by")
        )
    return known[school.pk]
