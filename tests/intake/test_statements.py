"""How many statements writing takes: a few for one record, and the same whether ten rows come or a thousand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.intake.conftest import book, teacher
from zhijiao.filing.schema import registry
from zhijiao.intake import approval

MOST_OF_ONE = 16
"""Look-ups of keys, the lock, the row, its log, counters, search by name and by private value, the check of scope."""
MOST_OF_A_CHANGE = 24
"""Besides what stands there, the lock of the record, and what becomes of copies and of the former names."""

pytestmark = pytest.mark.both


def told(work: Callable[[], Any]) -> list[str]:
    """What the database was told; but for the school's keys, which a process knows once a transaction is over."""
    with CaptureQueriesContext(connection) as asked:
        work()
    return [query["sql"] for query in asked if "private_datakey" not in query["sql"]]


def test_one_record_takes_a_few_statements(office):
    office.put("teacher", teacher(1))
    added = told(lambda: office.put("teacher", teacher(2)))
    assert len(added) <= MOST_OF_ONE, "\n".join(added)
    changed = told(lambda: office.put("teacher", teacher(2, name="改名")))
    assert len(changed) <= MOST_OF_A_CHANGE, "\n".join(changed)


def test_saving_ten_records_takes_as_many_as_a_thousand(office):
    office.put("teacher", teacher(1))
    ten = told(lambda: office.put("teacher", *map(teacher, range(10, 20))))
    thousand = told(lambda: office.put("teacher", *map(teacher, range(100, 1100))))
    assert len(ten) == len(thousand)


def test_importing_ten_rows_takes_as_many_as_a_thousand(office):
    form = registry.get("teacher")

    def imported(*numbers: int) -> tuple[int, int]:
        data = book("teacher", *map(teacher, numbers))
        checked = told(lambda: office.upload("teacher", data))
        passed = told(lambda: approval.pass_rows(office.reviewer, office.school, form))
        assert form.model.unscoped.filter(number=f"js{numbers[-1]:04d}").exists()
        return len(checked), len(passed)

    imported(1, 2)
    assert imported(*range(10, 20)) == imported(*range(100, 1100))
