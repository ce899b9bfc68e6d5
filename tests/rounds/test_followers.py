"""What is owed of forms that follow another one: nothing before it has records, and of members only who leads."""

import pytest

from tests import sample
from tests.forms import school
from zhijiao.filing.records.writer import write
from zhijiao.identity.actor import Actor
from zhijiao.rounds.completeness import NONE, TODO, progress, progress_of

__all__ = ["school"]

pytestmark = pytest.mark.django_db


def states(where):
    """State and detail by form key."""
    return {s.place.slug: (s.state, s.detail) for s in progress(where).standings}


def join_a_group(where, role):
    if not sample.stored(where, "department").exists():
        sample.fill(where, "department")
    number = {"成员单位": 0, "牵头单位（理事长单位）": 1}[role]
    rows = sample.frame(where, "education_group", first=number, role=role, department=None)
    assert rows.clean
    write(Actor.system(where), where, rows)


def test_running_a_pilot_is_asked_of_who_has_one(school):
    assert states(school)["apprenticeship_teaching"] == (NONE, "“现代学徒制试点基本信息”没有记录，不用填")
    sample.fill(school, "apprenticeship_pilot")
    assert states(school)["apprenticeship_teaching"][0] == TODO


def test_members_are_asked_of_who_leads(school, django_assert_num_queries):
    assert states(school)["education_group_member"] == (NONE, "“职教集团基本信息”没有记录，不用填")
    join_a_group(school, "成员单位")
    told = states(school)
    assert told["education_group_teaching"][0] == TODO
    assert told["education_group_member"] == (
        NONE,
        "“职教集团基本信息”没有“本校角色”为“牵头单位（理事长单位）”的记录，不用填",
    )
    join_a_group(school, "牵头单位（理事长单位）")
    with django_assert_num_queries(3):
        progress_of([school])
    assert states(school)["education_group_member"][0] == TODO
