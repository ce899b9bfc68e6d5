"""Income and spending in the rows of the finance return: wording, and what becomes of rows of former versions."""

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

from zhijiao.catalogue.standards_data import funding_rows
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.sources import source_problems

moved = import_module("zhijiao.modules.general.migrations.0011_money_in_the_words_of_the_return")


def test_the_return_is_there_whole_and_the_forms_use_its_words():
    assert sum(map(len, funding_rows().values())) == 219
    for key in ("income", "expenditure"):
        form = registry.record_form(key)
        assert list(source_problems(form)) == []
        cited = [c.source for c in form.stored if c.source.startswith("教育经费统计基表")]
        assert len(cited) == len(set(cited)) > 40


def amounts(**given):
    return SimpleNamespace(**{name: Decimal(value) for name, value in given.items()})


def test_income_of_former_versions_keeps_its_total_and_names_what_has_no_row():
    row = amounts(
        operating=3600, construction=300, surcharge=200, public_budget=4150, fund_budget=30, enterprise_grant=0,
        school_industry=20, other_state=0, state=4200, donation=20, other=40, business=600, organiser=0,
    )  # fmt: skip
    new = moved.income(row)
    assert new["education_budget"] == 4100
    assert (new["other"], new["unplaced"]) == (20, 60)
    assert new["unplaced_detail"] == "校办产业和社会服务用于教育的经费 20 万元；其他教育经费 40 万元"
    assert sum([row.public_budget, row.fund_budget, row.business, new["other"], new["unplaced"]]) == 4860


def test_spending_of_former_versions_keeps_its_total():
    row = amounts(total=4780, operating=4480, construction=300, interest=5, other=10)
    new = moved.spending(row)
    assert (new["operating"], new["other"], new["unplaced"]) == (4765, 5, 10)
    assert new["operating"] + new["other"] + new["unplaced"] == row.total
    assert moved.spending(SimpleNamespace(operating=None, construction=None, interest=None, other=None)) == {
        "operating": None, "other": None, "unplaced": None, "unplaced_detail": None,
    }  # fmt: skip
