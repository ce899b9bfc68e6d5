"""The counters against the tables."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.forms import enter, school
from zhijiao.filing.models import FilingCount
from zhijiao.rounds.counting import differences

__all__ = ["enter", "school"]


def recount(**options):
    said = io.StringIO()
    call_command("recount", stdout=said, **options)
    return said.getvalue()


def test_wrong_counters_are_found_named_and_mended(school, enter):
    enter("campus", code="01", name="主校区")
    enter("campus", code="02", name="东校区", gaps=3)
    enter("premises", year=2020)
    root = school.parent.parent
    stray = FilingCount.objects.create(
        school=school, form="income", year=2019, rows=4, updated_at=school.opened_at
    )
    assert len(differences(root)) == 3
    with pytest.raises(CommandError, match="3 处"):
        recount(check=True)
    assert FilingCount.objects.count() == 1
    said = recount()
    assert "校区信息 ：记为 0 行（0 行不完整），实为 2 行（1 行不完整）" in said
    assert "经费收入 2019：记为 4 行" in said
    assert differences(root) == []
    assert "全部相符" in recount(check=True)
    stray.refresh_from_db()
    assert stray.rows == 0
    assert set(FilingCount.objects.values_list("form", "year", "term", "rows", "gaps")) == {
        ("campus", 0, "", 2, 1),
        ("premises", 2020, "", 1, 0),
        ("income", 2019, "", 0, 0),
    }


def test_a_node_can_be_named(school, enter):
    enter("campus", code="01", name="主校区")
    with pytest.raises(CommandError, match="1 处"):
        recount(org=school.code, check=True)
    with pytest.raises(CommandError, match="没有代码为 999"):
        recount(org="999")


def test_an_empty_database_is_right(db):
    assert "全部相符" in recount()
