"""Teachers and students: identity, ages, enrolment numbers."""

from datetime import date

import pytest

from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.modules.general import judgements

pytestmark = pytest.mark.django_db
NUMBER = "45010319901105002X"


def test_the_example_of_a_teacher_is_good(judge):
    assert judge("teacher") == {}


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"birth": "1990-11-06"}, "birth", "1990-11-05"),
        ({"sex": "男"}, "sex", "显示为“女”"),
        ({"id_number": NUMBER[:-1] + "1"}, "id_number", "校验位不符"),
        ({"id_number": None}, "id_number", "请填写身份证件号"),
        ({"birth": "2015-01-01", "id_type": "护照", "id_number": "E12345678"}, "birth", "18周岁"),
        ({"graduated": "2001-06"}, "graduated", "不足15年"),
        ({"party_joined": None}, "party_joined", "中国共产党党员"),
        ({"party_joined": "2199-01-01"}, "party_joined", "晚于今天"),
        ({"party_joined": "1989-01-01"}, "party_joined", "不得早于出生日期"),
        ({"pinyin": "谭红霞"}, "pinyin", "只能用字母"),
    ],
)
def test_what_is_said_of_a_wrong_teacher(judge, cells, column, said):
    found = judge("teacher", **cells)
    assert said in "".join(found[column])
    assert NUMBER not in str(found)


def test_documents_of_other_countries_have_no_check_digit(judge):
    assert judge("teacher", id_type="护照", id_number="E12345678", sex="男") == {}


@pytest.mark.parametrize("key", ["teacher", "student"])
def test_one_document_makes_one_person(school, key):
    form = registry.get(key)
    twice = {column.name: [column.example] * 2 for column in form.stored} | {"number": ["a1", "a2"]}
    found = [problem for problem in validate(form, school, twice).problems if problem.column == "id_number"]
    assert [(problem.row, problem.code) for problem in found] == [(1, "repeated")]


def test_ages_turn_on_the_birthday():
    assert judgements.age_on(date(2004, 2, 29), date(2022, 2, 28)) == 17
    assert judgements.age_on(date(2004, 2, 29), date(2022, 3, 1)) == 18


@pytest.mark.parametrize("good", ["G45010319901105002X", "g45010319901105002x", "L450103199011050029"])
def test_roll_numbers(good):
    assert judgements.roll_number_reason(good) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("G450103199011050021", "校验位"),
        ("45010319901105002X", "字母G"),
        ("G4501", "19位"),
        ("X" * 19, "字母G"),
    ],
)
def test_wrong_roll_numbers(wrong, said):
    assert said in judgements.roll_number_reason(wrong)


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"roll_number": "G450103200503120287"}, "roll_number", "校验位"),
        ({"expected": "2030-07"}, "expected", "超过6年"),
        ({"expected": "2019-07"}, "expected", "不得早于入学年月"),
        ({"status": "毕业"}, "certificate_issue", "必填"),
        ({"status": "退学"}, "left", "必填"),
        ({"joint_mode": "东中西部联合办学"}, "joint_school", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_enrolment(judge, cells, column, said):
    found = judge("student_enrolment", **cells)
    assert said in "".join(found[column])
    assert "200503120287" not in str(found)


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"joined_school": "2013-06"}, "joined_school", "不得早于参加工作年月"),
        ({"weekly_hours": 124}, "weekly_hours", "0 到 40"),
        ({"weekly_hours": None}, "weekly_hours", "专任教师"),
        ({"major": None}, "major", "专业课"),
        ({"category": "来自校外企业"}, "is_part_time", "聘请校外教师"),
        ({"status": "退休"}, "left", "必填"),
        ({"is_part_time": "是", "employer": None}, "employer", "必填"),
    ],
)
def test_what_is_said_of_wrong_work(judge, cells, column, said):
    assert said in "".join(judge("teacher_employment", **cells)[column])


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"paid": "2018-11-20"}, "paid", "不在本学年"),
        ({"bank_card": None}, "bank_card", "必填"),
        ({"kind": "国家奖学金"}, "award_name", "必填"),
        ({"month_to": "2020-08"}, "month_to", "不得早于始发年月"),
        ({"amount": 0}, "amount", "0.01"),
    ],
)
def test_what_is_said_of_wrong_aid(judge, cells, column, said):
    assert said in "".join(judge("student_aid", **cells)[column])
