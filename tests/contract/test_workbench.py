"""The workbench of a school with everything filled: counters are read, never the records."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry

MOST_QUERIES = 9
"""Six for the standing of the forms, one each for what is signed, locked and granted."""
STUDENTS, YEARS = 3_000, (2018, 2019, 2020)


def grow(school):
    """Let the counters tell of a big school: 3,000 rows in every form, in each of three years."""
    counters = FilingCount.objects.filter(school=school)
    counters.update(rows=STUDENTS)
    yearly = list(counters.exclude(year=0))
    counters.exclude(year=0).delete()
    for year in YEARS:
        for counter in yearly:
            counter.pk, counter.year = None, year
        FilingCount.objects.bulk_create(yearly, ignore_conflicts=True)


def test_everything_filled_takes_nine_queries_however_many_rows_there_are(place, clerk):
    clerk.get("/")
    with CaptureQueriesContext(connection) as small:
        clerk.get("/")
    grow(place.school)
    with CaptureQueriesContext(connection) as seen:
        page = clerk.get("/").content.decode()
    said = [query["sql"] for query in seen]
    assert len(said) <= MOST_QUERIES, said
    assert len(said) == len(small), said
    tables = {form.model._meta.db_table for form in registry.registry().records}
    assert [sql for sql in said for table in tables if f'"{table}"' in sql] == []
    assert "已完成" in page
