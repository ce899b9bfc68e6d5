"""What students have earned: certificates, awards, and the assessment of a term."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["student_certificate", "student_award", "student_assessment"])
def test_the_example_is_good_but_for_people_not_entered_yet(judge, key):
    assert set(judge(key)) <= {"student", "coach", "assessor"}


@pytest.mark.parametrize(
    ("key", "cells", "column", "said"),
    [
        ("student_certificate", {"level": None}, "level", "必填"),
        ("student_certificate", {"kind": "1+X职业技能等级证书"}, "x_level", "必填"),
        ("student_certificate", {"x_level": "中级"}, "x_level", "只有1+X"),
        ("student_certificate", {"examined": "2021-07-01"}, "examined", "不得晚于证书颁发日期"),
        ("student_certificate", {"skill_score": 101}, "skill_score", "100"),
        ("student_award", {"award_year": 2021}, "award_year", "学年"),
        ("student_award", {"subject": "集体"}, "team", "必填"),
        ("student_award", {"manner": "奖金", "amount": None}, "amount", "必填"),
        ("student_assessment", {"failed": 10}, "failed", "不能大于修读课程门数"),
        ("student_assessment", {"passed_later": 1}, "passed_later", "不能大于不及格课程门数"),
        ("student_assessment", {"fitness": "优秀"}, "fitness", "不一致"),
        ("student_assessment", {"fitness_score": None}, "fitness_score", "必填"),
        ("student_assessment", {"conduct": "不合格"}, "overall", "操行不合格"),
        ("student_assessment", {"rank": 45}, "rank", "不能大于班级参评人数"),
        ("student_assessment", {"credits": 31}, "credits", "不能大于累计取得学分"),
        ("student_assessment", {"assessed": "2020-08-31"}, "assessed", "早于本学期"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, key, cells, column, said):
    assert said in "".join(judge(key, **cells)[column])


def test_nobody_is_measured_who_is_exempt(judge):
    assert "fitness" not in judge("student_assessment", fitness="免予执行", fitness_score=None)
    assert "fitness_score" not in judge("student_assessment", fitness="免予执行", fitness_score=None)
