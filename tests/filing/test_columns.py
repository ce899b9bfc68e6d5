"""What columns say of values that are no longer, or not yet, those of a record: logged, staged, typed."""

from datetime import date
from decimal import Decimal

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.refs import LookupColumn
from zhijiao.filing.schema.facts import Facts
from zhijiao.filing.schema.lookups import Lookup

VALUES = {
    "text": "张三",
    "longtext": "第一行\n第二行",
    "integer": 3,
    "year": 2020,
    "decimal": Decimal("3.50"),
    "money": Decimal("1200.00"),
    "area": Decimal("80.5"),
    "date": date(2020, 9, 1),
    "month": "2020-09",
    "code": "1",
    "codes": "01,02",
    "region": "530102",
    "flag": False,
    "term": "1",
}


def column(kind):
    """Return a column of the type, whichever form has one."""
    known = (column for form in registry.registry().records for column in form.stored)
    return next(column for column in known if column.type == kind and not column.private)


def code_of(coded):
    return next(code for code, _, _ in coded.choices())


@pytest.mark.parametrize("kind", VALUES)
def test_what_is_written_as_json_has_the_text_of_the_value(kind):
    asked, value = column(kind), VALUES[kind]
    if kind in ("code", "region"):
        value = code_of(asked)
    if kind == "codes":
        value = ",".join(code for code, _, _ in asked.choices()[:2])
    assert asked.text(value)
    assert asked.json_text(asked.json(value)) == asked.text(value)


@pytest.mark.parametrize("kind", ["code", "codes", "region", "flag", "term", "date", "integer"])
def test_a_word_that_could_not_be_read_is_shown_as_typed(kind):
    assert column(kind).json_text("也许") == "也许"


def test_what_is_ticked_or_chosen_on_a_page_is_named():
    coded, several = column("code"), column("codes")
    codes = [code for code, _, _ in several.choices()[:2]]
    assert coded.raw_text(code_of(coded)) == coded.text(code_of(coded))
    assert several.raw_text(codes) == several.text(",".join(codes))
    assert (column("flag").raw_text("1"), column("term").raw_text("2")) == ("是", "第二学期（春）")
    assert column("integer").raw_text("12x") == "12x"


def test_long_tables_are_searched_and_short_ones_sent_along():
    coded = column("code")
    number = len(coded.choices())
    sent, searched = coded.control(number), coded.control(number - 1)
    assert (sent.widget, sent.choices, sent.searched) == ("select", coded.choices(), False)
    assert (searched.widget, searched.choices, searched.searched) == ("ref", None, True)


def test_regions_are_searched_and_several_codes_ticked_whatever_their_number():
    assert (column("region").control(10**6).choices, column("region").control(10**6).searched) == (None, True)
    assert column("codes").control(0).choices == column("codes").choices()


def test_a_private_item_is_private_wherever_it_is_looked_up():
    form = next(form for form in registry.registry().records if form.references and _people(form))
    person, private = _people(form)
    looked_up = LookupColumn(form, "number", Facts(), lookup=Lookup("", f"{person.name}.{private.name}"))
    assert (looked_up.private, looked_up.private_source, looked_up.origin) == ("", private, private)
    public = next(found for found in person.target.stored if not found.private)
    shown = LookupColumn(form, "name", Facts(), lookup=Lookup("", f"{person.name}.{public.name}"))
    assert (shown.private_source, shown.origin) == (None, public)


def _people(form):
    pairs = (
        (reference, found) for reference in form.references for found in reference.target.private_columns
    )
    return next(pairs, None)


def test_amounts_are_read_in_groups_and_years_and_weeks_are_not():
    income, plan = registry.get("income"), registry.get("teaching_schedule")
    amount = income.columns["total"]
    assert amount.shown(Decimal("1234567.50")) == "1,234,567.5"
    assert amount.shown(Decimal("-1234.00")) == "-1,234"
    assert (amount.shown(None), amount.text(Decimal(1234567))) == ("", "1234567")
    assert income.columns["year"].shown(2020) == "2020"
    assert plan.columns["first_week"].shown(1000) == "1000"
