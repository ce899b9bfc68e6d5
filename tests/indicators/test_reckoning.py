"""What the indicators of a school come to, by hand; what is lacking is named and nothing divides by nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.indicators.means import Means
from zhijiao.indicators import judging
from zhijiao.indicators.book import GROUPS, INDICATORS, INGREDIENTS, PROJECT
from zhijiao.indicators.limits import national
from zhijiao.indicators.models import Category, ProvinceFigure, SchoolCategory, Verdict
from zhijiao.orgs.models import Org
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db


def values(results):
    return {key: None if each.value is None else round(each.value, 2) for key, each in results.items()}


def verdicts(results, wanted):
    return {key for key, each in results.items() if each.verdict == wanted}


@pytest.mark.once
def test_the_book_is_whole():
    assert {key for keys in GROUPS.values() for key in keys} == INDICATORS.keys()
    assert {key for each in INDICATORS.values() for key in each.ingredients} == INGREDIENTS.keys()
    assert {key for each in INDICATORS.values() for key in each.figures} <= national().keys()
    assert len(PROJECT) == 9


def test_a_school_as_reckoned_by_hand(means, reckon):
    assert values(reckon(means.school)) == {
        "students": 20, "site": 660, "site_per_student": 33, "building": 400, "building_per_student": 20,
        "track": 200, "teachers": 2, "student_teacher": 10, "senior_share": 50, "major_share": 50,
        "double_share": 100, "part_time_share": 0, "staffed_share": 100, "equipment": 5,
        "equipment_per_student": 2500, "computers_per_hundred": 15, "books_per_student": 30, "periodicals": 80,
        "seats": 4,
    }  # fmt: skip


def test_what_just_meets_the_standard_meets_it_and_what_falls_short_says_by_how_much(means, reckon):
    results = reckon(means.school)
    assert verdicts(results, Verdict.SHORT) == {
        "students", "site", "building", "teachers", "part_time_share", "equipment",
    }  # fmt: skip
    assert verdicts(results, Verdict.INCOMPLETE) == set()
    short = results["students"]
    assert (short.bound, short.gap, short.needed) == (1200, 1180, 1180)
    means.students(1)
    results = reckon(means.school)
    assert results["site_per_student"].verdict == Verdict.SHORT
    assert results["site_per_student"].needed == 33
    assert results["equipment_per_student"].needed == Decimal("0.25")
    assert results["computers_per_hundred"].needed == 1, "computers come whole"


def test_too_many_students_want_more_teachers(means, reckon):
    means.students(21)
    result = reckon(means.school)["student_teacher"]
    assert (result.verdict, result.value, result.needed) == (Verdict.SHORT, Decimal("20.5"), 1)


def test_only_who_was_there_on_the_day_counts(means, reckon):
    means.students(3, admitted="2020-10")
    means.students(2, status="10", left="2020-03")
    means.students(4, study_form="2")
    means.teachers(1, joined_school="2020-10")
    means.teachers(1, status="01", left="2020-03")
    means.teachers(1, category="13")
    means.title(means.teachers(1)[0].teacher, "022", appointed_from=date(2021, 1, 1))
    found = values(reckon(means.school))
    assert found["students"] == 24
    assert found["site_per_student"] == 33, "part-time students are none of the 20"
    assert found["teachers"] == 3
    assert found["senior_share"] == Decimal("33.33"), "appointed after the day"


def test_a_teacher_with_two_senior_titles_counts_once(means, reckon):
    senior = means.teachers(1, "022")[0].teacher
    means.title(senior, "021")
    assert values(reckon(means.school))["senior_share"] == Decimal("66.67")


def test_a_major_wants_two_teachers_of_its_own(means, reckon):
    other = means.major("z2")
    means.students(1, means.room(other))
    means.teachers(1, "022", major=other)
    empty = means.major("z3")
    means.teachers(2, "022", major=empty)
    result = reckon(means.school)["staffed_share"]
    assert (result.over.value, result.under.value, result.verdict) == (1, 2, Verdict.SHORT)


def test_what_is_lacking_is_named_by_form_and_item(tree, reckon):
    means = Means(tree.sister)
    results = reckon(tree.sister)
    assert verdicts(results, Verdict.INCOMPLETE) == set(INDICATORS)
    assert results["site_per_student"].lacking == ("“办学场地”没有2020学年的记录", "“学生学籍信息”没有记录")
    means.premises(year=2019)
    means.premises(site_area=None)
    means.students(1, status="10", left="2020-03")
    results = reckon(tree.sister)
    assert results["site"].lacking == ("“办学场地”的“占地面积”没有填写",)
    assert results["building_per_student"].lacking == ("全日制在校生为0，不能计算",)
    assert results["senior_share"].lacking == ("“教师工作信息”没有记录", "“专业技术职务”没有记录")
    assert results["seats"].lacking == ("“教师工作信息”没有记录",)
    assert results["students"].verdict == Verdict.SHORT, "nobody there is a number, not a gap"


def test_nothing_filled_in_is_not_the_same_as_none(means, reckon):
    means.school.refresh_from_db()
    equipment = means.make("equipment", year=2019, books=0)
    type(equipment).unscoped.filter(year=2020).update(books=0, periodicals=None)
    results = reckon(means.school)
    assert (results["books_per_student"].value, results["books_per_student"].verdict) == (0, Verdict.SHORT)
    assert results["periodicals"].verdict == Verdict.INCOMPLETE


def test_kinds_of_school_without_a_standard_are_reckoned_and_not_judged(tree, reckon, filing):
    Org.objects.filter(pk=tree.school.pk).update(school_type="attached")
    means = Means(tree.school).whole()
    results = reckon(means.school)
    assert {each.verdict for each in results.values()} == {Verdict.NONE}
    assert results["site_per_student"].value == 33
    sheet = judging.of_school(RuleData(Org.objects.filter(pk=means.school.pk), filing), means.school.pk)
    assert "附设中职班" in sheet.scope.outside


def test_schools_founded_since_2022_are_outside_the_project_alone(means, filing):
    profile = means.make("school_profile", school_code="4501000001", name="云州市工业学校", founded="2022-01")
    schools = Org.objects.filter(pk=means.school.pk)
    sheet = judging.of_school(RuleData(schools, filing), means.school.pk)
    assert "2022" in sheet.scope.outside
    assert sheet.results["site"].verdict == Verdict.SHORT
    type(profile).unscoped.filter(pk=profile.pk).update(founded="2021-12")
    assert judging.of_school(RuleData(schools, filing), means.school.pk).scope.outside == ""


def test_a_technician_school_has_standards_of_its_own(means, reckon):
    means.make("school_profile", school_code="4501000001", name="技工学校", school_type="366")
    results = reckon(means.school)
    assert (results["site"].bound, results["students"].bound) == (30000, 800)
    assert results["books_per_student"].verdict == Verdict.NONE


def figure(tree, key, value, category=Category.GENERAL, **facts):
    from django.utils import timezone

    dates = {"valid_from": date(2020, 1, 1), "valid_to": None} | facts
    return ProvinceFigure.objects.create(
        province=tree.province, key=key, category=category, value=value, document="云教〔2020〕1号",
        updated_at=timezone.now(), updated_by="省管理员", **dates,
    )  # fmt: skip


def test_a_province_has_figures_of_its_own_for_a_kind_and_a_time(means, tree, reckon):
    figure(tree, "site_per_student", 40)
    figure(tree, "building_per_student", 18, Category.ART)
    figure(tree, "books_per_student", 50, valid_to=date(2020, 12, 31))
    figure(tree, "periodicals", 90, valid_from=date(2022, 1, 1))
    results = reckon(means.school)
    assert (results["site_per_student"].bound, results["site_per_student"].verdict) == (40, Verdict.SHORT)
    assert results["site_per_student"].limits[0].provincial
    bounds = [results[key].bound for key in ("building_per_student", "books_per_student", "periodicals")]
    assert bounds == [20, 30, 80]
    from django.utils import timezone

    SchoolCategory.objects.create(
        school=means.school, category=Category.ART, updated_at=timezone.now(), updated_by="省管理员"
    )
    results = reckon(means.school)
    assert [results[key].bound for key in ("building_per_student", "site_per_student")] == [18, 33]
    foreign = Means(tree.foreign).whole()
    assert reckon(foreign.school)["site_per_student"].bound == 33, "of another province"


def test_many_schools_cost_as_many_queries_as_one(means, tree, filing):
    Means(tree.sister).whole()
    Means(tree.foreign).whole()
    counts = []
    for ids in ([tree.school.pk], [tree.school.pk, tree.sister.pk, tree.foreign.pk]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = judging.sheets(RuleData(Org.objects.filter(pk__in=ids), filing))
        assert len(found) == len(ids)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25


def test_hints_hold_records_against_the_provinces_figure(means, tree, filing):
    """数据校验 and 办学条件 must not contradict each other."""
    figure(tree, "site_per_student", 40)
    figure(tree, "building_per_student", 18, Category.ART)
    foreign = Means(tree.foreign).whole()
    data = RuleData(Org.objects.schools(), filing)
    school = means.school.pk
    assert data.limit("site_per_student", school) == 40
    assert data.limit("building_per_student", school) == 20
    assert data.limit("site_per_student", foreign.school.pk) == 33
    assert data.limit("youngest_intern", school) == 16
