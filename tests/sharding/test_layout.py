"""Where the tables lie when the database is spread over machines: the models allow it."""

from pathlib import Path

from tests import joins
from zhijiao.filing.schema.base_records import Record
from zhijiao.sharding import layout
from zhijiao.sharding.layout import Place


def test_nothing_in_the_models_stands_in_the_way():
    """Every key of a table of schools names the school, and every reference stays inside it."""
    assert list(layout.problems()) == []


def test_every_form_lies_with_its_school():
    lying = set(layout.tables(Place.SCHOOL))
    forms = {model._meta.db_table for model in layout.models() if issubclass(model, Record)}
    assert len(forms) > 100
    assert forms <= lying


def test_what_stays_together_is_there():
    labels = {model._meta.label for model in layout.models()}
    assert {*layout.TOGETHER, *layout.EVERYWHERE} <= labels


def test_operators_are_told_how_many_tables_lie_where():
    told = (Path(__file__).parents[2] / "docs/operations/scale.md").read_text(encoding="utf-8")
    kinds = {
        "by school": Place.SCHOOL,
        "on every machine": Place.EVERYWHERE,
        "at the coordinator": Place.COORDINATOR,
    }
    missing = [
        kind for kind, where in kinds.items() if f"| {kind} | {len(layout.tables(where))} |" not in told
    ]
    assert missing == []


def test_connections_are_watched(db):
    """The guard sees what this very run sends."""
    from django.db import connection

    assert joins.watch in connection.execute_wrappers
