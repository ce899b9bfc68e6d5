"""Items that another item makes required: judged, counted as gaps, and told wherever the item is asked for."""

import re

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.api.openapi import _property
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.describe import describe
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.row_checks import Condition
from zhijiao.intake.workbook import _described, _hint

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return sample.school()


@pytest.mark.parametrize(
    ("condition", "holding", "not_holding"),
    [
        (Condition("x"), ["a", 1, True], [None, False, 0]),
        (Condition("x", equals="1"), ["1"], ["2", None]),
        (Condition("x", equals=("1", "2")), ["1", "2"], ["3", None]),
        (Condition("x", equals=False), [False], [True, None]),
        (Condition("x", unless=True), [False, None], [True]),
        (Condition("x", unless=("CHN",)), ["FRA", None], ["CHN"]),
    ],
)
def test_a_condition_holds_alike_for_values_and_for_controls(condition, holding, not_holding):
    def raw(value):
        return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)

    for values, expected in ((holding, True), (not_holding, False)):
        for value in values:
            assert condition.holds(value) is expected, value
            assert condition.holds_on_page({"x": raw(value)}, {}) is expected, value


def test_a_private_item_that_is_filled_and_not_shown_counts_as_filled():
    assert Condition("x").holds_on_page({"x": ""}, {"x": "******"})
    assert not Condition("x").holds_on_page({"x": ""}, {})


def frame(school, lenient=False, **cells):
    made = sample.row("student", **cells)
    form = registry.get("student")
    return validate(form, school, {name: [cell] for name, cell in made.items()}, lenient=lenient)


def test_a_gap_is_counted_and_data_that_may_have_gaps_is_taken(school):
    judged = frame(school, birthplace=None)
    assert [(p.column, p.message) for p in judged.problems] == [("birthplace", "国籍/地区为“中国”时为必填项")]
    taken = frame(school, lenient=True, birthplace=None)
    assert (taken.problems, taken.gaps) == ([], [1])
    assert frame(school, lenient=True).gaps == [0]


def test_it_is_told_in_template_grid_document_and_dictionary(school, client):
    column = registry.get("student").columns["birthplace"]
    words = "“国籍/地区”为“中国”时必填"
    assert required_when(column) == words
    assert words in _hint(column)
    described = _described(column.form, column, "continuing")
    assert (described[1], words in described[2]) == ("有条件必填", True)
    assert words in _property(column)["description"]
    assert (describe(column)["required"], describe(column)["required_when"]) == (False, words)
    client.force_login(sample.user(school, "school_clerk"))
    grid = client.get(reverse("filing:grid", args=["student"])).content.decode()
    assert words in re.search(r'data-name="birthplace".*?>', grid)[0]


@pytest.mark.parametrize(("nationality", "hidden"), [("CHN", False), ("FRA", True)])
def test_the_page_marks_it_as_the_record_stands(school, client, nationality, hidden):
    (record,) = sample.fill(school, "student", 1)
    registry.get("student").model.unscoped.update(nationality=nationality)
    client.force_login(sample.user(school, "school_clerk"))
    page = client.get(reverse("filing:edit", args=["student", record])).content.decode()
    field = page.partition('data-field="birthplace"')[2].partition('data-field="native_place"')[0]
    assert ('<span class="must" aria-hidden="true" hidden>' in field) is hidden
    assert (" required" in re.search(r"<select[^>]*>", field)[0]) is not hidden
    assert "data-required-when=" in field
