"""德育工作: sums of members, what a choice makes necessary, awards of clubs."""

import pytest

from tests import sample
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("moral_rule", {"in_force": "否"}, "repealed", "必填"),
        ("moral_rule", {"effective": "2018-08-01"}, "effective", "不得早于颁布日期"),
        ("moral_organisation", {"outside": 1}, "members", "合计为 6人"),
        ("moral_organisation", {"qualified": 6}, "qualified", "不能大于成员人数"),
        ("moral_organisation", {"open_hours": 169}, "open_hours", "168"),
        ("youth_league_organisation", {"staff_members": 15}, "members", "合计为 911人"),
        ("youth_league_organisation", {"student_committee": 8}, "student_committee", "不能大于委员人数"),
        ("youth_league_organisation", {"kind": "班级团支部"}, "school_class", "必填"),
        ("youth_league_organisation", {"secretary_teacher": None}, "secretary_teacher", "至少填一项"),
        ("student_club", {"girls": 10}, "members", "合计为 41人"),
        ("student_club", {"league_members": 41}, "league_members", "不能大于人数"),
        ("student_club", {"leader": None}, "leader", "请选择当前负责人"),
        ("student_club_member", {"active": "否"}, "left", "必填"),
        ("student_club_award", {"won": "2021-09-01"}, "won", "不在2020-09-01至2021-08-31之内"),
        ("student_club_award", {"subject": "个人单项"}, "students", "应为1"),
        ("student_club_award", {"level": "其他", "remarks": None}, "remarks", "获奖级别为“其他”时为必填项"),
        ("moral_activity", {"students": 931}, "students", "不能大于应参加学生数"),
        ("moral_activity", {"parents": 1}, "total", "合计为 941人"),
        ("moral_activity", {"off_campus": "是"}, "plan", "必填"),
        ("moral_activity", {"speaker": None}, "speaker", "活动形式为“讲座与报告”时为必填项"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


def test_a_personal_award_has_one_winner(school):
    sample.fill(school, "student_club_award")
    assert sample.frame(school, "student_club_award", subject="个人单项", students=1).clean


def test_clubs_can_be_imported_after_those_they_name():
    form = registry.get("student_club")
    assert form.places[0].import_order == 9
    assert {needed.key for needed in form.needs} >= {"teacher", "student", "department"}


def test_two_clubs_may_not_have_one_name(school):
    for number in (0, 1):
        sample.fill(school, "student_club", first=number)
    said = sample.frame(school, "student_club", first=1, name=sample.row("student_club")["name"]).problems
    assert [problem.column for problem in said] == ["name"]
