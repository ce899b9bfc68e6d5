"""What the engine may ask of any form, of the ones with records and of the computed ones alike."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form

ASKED = sorted(name for name in vars(FormLike) if not name.startswith("_"))


def summary():
    return next(form for form in registry.forms().values() if form.is_summary)


def record_form():
    return registry.registry().records[0]


@pytest.mark.parametrize("name", ASKED)
def test_every_form_answers_what_is_asked_of_forms(name):
    assert all(hasattr(form, name) for form in (summary(), record_form()))


def test_a_form_is_a_summary_a_single_page_or_takes_rows():
    for form in registry.forms().values():
        assert [form.is_summary, form.single, form.takes_rows].count(True) == 1, form.key
        assert isinstance(form, Form) is not form.is_summary


def test_columns_named_by_a_declaration_are_handed_out_as_columns():
    for form in registry.forms().values():
        for columns in (form.listing_columns, form.filter_columns, form.title_columns, form.key_columns):
            assert all(isinstance(column, Column) for column in columns), form.key


def test_a_summary_stores_nothing():
    form = summary()
    assert [*form.stored, *form.private_columns, *form.key_columns] == []


def test_a_form_with_records_is_found_by_key_and_a_summary_is_none():
    assert registry.record_form(record_form().key) is record_form()
    with pytest.raises(KeyError):
        registry.record_form(summary().key)
