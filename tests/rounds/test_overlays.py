"""What a province adds to a round. It never takes anything away, whatever it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import sample
from zhijiao.catalogue import kept_rounds, matrix
from zhijiao.catalogue.kept_rounds import shipped
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS, STRICTNESS
from zhijiao.catalogue.overlays import Overlay, overlaid
from zhijiao.catalogue.round_facts import LEVELS, SCHOOL_TYPES
from zhijiao.catalogue.round_files import problems
from zhijiao.identity.gate import Denied
from zhijiao.rounds import province_changes, round_changes
from zhijiao.rounds.completeness import progress, progress_of
from zhijiao.rounds.deadlines import deadline
from zhijiao.rounds.round_checks import RoundRefused

FIRST = shipped()["2020"]
SLUGS = [place.slug for place in FIRST.places]
CELLS = st.dictionaries(
    st.sampled_from(SLUGS),
    st.dictionaries(st.sampled_from(SCHOOL_TYPES), st.sampled_from(list(LEVEL_OF_WORDS))),
)
DAYS = st.dictionaries(st.sampled_from(LEVELS), st.dates(date(2021, 1, 1), date(2023, 1, 1)))


@given(CELLS, DAYS)
def test_no_overlay_lowers_anything(words, days):
    laid = overlaid(FIRST, Overlay(7, words, days))
    for before, after in zip(FIRST.places, laid.places, strict=True):
        assert replace(after, obligations={}) == replace(before, obligations={})
        for kind in SCHOOL_TYPES:
            was, now = before.obligations[kind], after.obligations[kind]
            assert now.note == was.note
            assert now.words == was.words or STRICTNESS[now.level] > STRICTNESS[was.level]
    assert all(laid.deadline(level) <= FIRST.deadline(level) for level in LEVELS)
    assert all(laid.required[kind] >= FIRST.required[kind] for kind in SCHOOL_TYPES)
    wrong = [each for each in problems(laid) if "截止日期" not in each]
    assert wrong == []


@pytest.fixture
def raised(province, first):
    """教师联系方式 is required of one kind of school of the province."""
    return province_changes.set_additions(
        province, first, 0, {"teacher_contact": {"continuing": "必填"}}, {"school": date(2022, 3, 20)}
    )


def test_schools_of_the_province_owe_more_and_others_do_not(tree, raised, first, django_assert_num_queries):
    kept_rounds.look()
    matrix.current_round()
    with django_assert_num_queries(2):
        mine, sister, foreign = progress_of([tree.school, tree.sister, tree.foreign])
    assert (mine.total, sister.total, foreign.total) == (48, 48, 26)
    contact = next(each for each in mine.standings if each.place.slug == "teacher_contact")
    assert (contact.required, contact.obligation.number) == (True, 5)
    assert [each.obligation.number for each in mine.required] == list(range(1, 49))
    assert mine.round.required["continuing"] == 48
    assert deadline(first, "school", tree.school) == date(2022, 3, 20)
    assert deadline(first, "county", tree.school) == first.closes
    assert deadline(first, "school", tree.foreign) == first.closes == deadline(first, "school")


def test_it_counts_when_the_school_fills_the_form(tree, raised):
    kept_rounds.look()
    before = progress(tree.sister).done
    sample.fill(tree.sister, "teacher_contact")
    assert progress(tree.sister).of(sample.registry.get("teacher_contact")).state == "done"
    assert progress(tree.sister).done > before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "days", "said"),
    [
        ({"campus": {"continuing": "有则必填"}}, {}, "部级要求为“必填”，省级只能提高"),
        ({"teacher_teaching": {"continuing": "必填"}}, {}, "省级只能提高"),
        ({"nothing": {"continuing": "必填"}}, {}, "请从页面上选择"),
        ({"teacher_contact": {"primary": "必填"}}, {}, "请从页面上选择"),
        ({}, {"school": date(2022, 4, 1)}, "学校：截止日期 2022-04-01 应在"),
        ({}, {"ministry": date(2022, 3, 30)}, "不是省级可以规定"),
        ({}, {"school": date(2022, 3, 30), "county": date(2022, 3, 20)}, "逐级不早于"),
    ],
)
def test_what_would_lower_or_delay_is_refused(province, first, words, days, said):
    with pytest.raises(RoundRefused, match=said):
        province_changes.set_additions(province, first, 0, words, days)
    kept_rounds.look()
    assert matrix.round_for(first, province_changes.Org.objects.get(pk=province.org_id)) is first


def test_nobody_else_adds_and_the_slower_is_told(ministry, principal, province, first, raised):
    for other in (ministry, principal):
        with pytest.raises(Denied):
            province_changes.set_additions(other, first, 0, {}, {})
    with pytest.raises(RoundRefused, match="没有保存"):
        province_changes.set_additions(province, first, 0, {}, {})


def test_what_the_ministry_has_raised_meanwhile_does_not_stand_in_the_way(ministry, province, opened):
    kept_rounds.look()
    filing = matrix.current_round()
    words = {"teacher_contact": {"continuing": "有则必填"}, "off_campus_site": {"other": "必填"}}
    province_changes.set_additions(province, filing, 0, words, {})
    cells = {"teacher_contact": {"continuing": ("必填", "")}}
    round_changes.edit_matrix(ministry, opened.key, opened.version, cells)
    kept_rounds.look()
    raised = matrix.current_round()
    still = province_changes.still_raising(raised, words)
    assert still == {"teacher_contact": {}, "off_campus_site": {"other": "必填"}}
    assert province_changes.set_additions(province, raised, 1, still, {}).words == {
        "off_campus_site": {"other": "必填"}
    }
