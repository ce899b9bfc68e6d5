"""What the commonest pages cost: statements asked, statements compiled, rows drawn. Never seconds."""

import re

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

LIST = "/forms/teacher/"
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results"}


@pytest.fixture
def compiled(monkeypatch):
    """Queries that Django compiles from here on, by table."""
    seen = []
    as_sql = SQLCompiler.as_sql

    def noted(self, *args, **kwargs):
        seen.append(self.query.model._meta.db_table)
        return as_sql(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    return seen


def cost(client, address, compiled, **headers):
    """Statements asked and compiled for a page that has been opened before, and its rows."""
    client.get(address, **headers)
    compiled.clear()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address, **headers).content.decode()
    return len(asked), len(compiled), len(re.findall(r'<tr role="row" data-id=', page))


def test_a_list_asks_compiled_statements_alone(clerk, three, compiled):
    assert cost(clerk, LIST, compiled) == (8, 0, 3)


def test_a_part_of_it_asks_less(clerk, three, compiled):
    assert cost(clerk, LIST, compiled, **PART) == (6, 0, 3)


def test_sorted_and_cut_it_costs_the_same(clerk, three, compiled):
    assert cost(clerk, f"{LIST}?sort=-number&size=10", compiled)[1:] == (0, 3)


def test_a_record_compiles_little(clerk, three, compiled):
    (record, *_) = re.findall(r'data-id="(\d+)"', clerk.get(LIST).content.decode())
    asked, _, _ = cost(clerk, f"{LIST}{record}/", compiled)
    # three of them are its place in the list and what stands beside it, so that the list need not be read
    assert (asked, compiled) == (11, ["private_datakey", "filing_change"])
