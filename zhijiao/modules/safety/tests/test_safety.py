"""安全管理: numbers that must agree, days within the school year, what a choice makes necessary."""

import pytest

from tests import sample
from zhijiao.catalogue.tables import table
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("safety_rule", {"content": "无此内容"}, "content", "无此内容"),
        ("safety_rule", {"checks_recorded": 19}, "checks_recorded", "不能大于每学期检查次数（18次）"),
        ("safety_rule", {"in_force": "否"}, "repealed", "是否现行有效为“否”时为必填项"),
        ("safety_rule", {"revised": "2018-01-01"}, "revised", "不得早于颁布日期"),
        ("safety_organisation", {"part_time": 11}, "members", "合计为 14人"),
        ("safety_organisation", {"guards": 4}, "guards", "不能大于专职人数"),
        ("safety_organisation", {"certified": 3}, "certified", "不能大于其中保安员人数"),
        ("safety_organisation", {"cameras_linked": 321}, "cameras_linked", "不能大于视频监控摄像头数"),
        ("safety_organisation", {"vice_principal_from": None}, "vice_principal_from", "必填"),
        ("safety_activity", {"held": "2021-09-01"}, "held", "不在2020-09-01至2021-08-31之内"),
        ("safety_activity", {"students": 2861}, "students", "不能大于应参加学生数"),
        ("safety_activity", {"total": 2999}, "total", "合计为 3000人"),
        ("safety_activity", {"off_campus": "是", "plan": None}, "plan", "必填"),
        ("safety_activity", {"measures": None}, "measures", "发现的问题"),
        ("safety_activity", {"activity_form": "专题报告"}, "evacuation", "只有应急演练填写疏散用时"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("safety_rule", {"in_force": "否", "repealed": "2021-03-01"}),
        ("safety_activity", {"held": "2020-09-01"}),
        ("safety_activity", {"held": "2021-08-31"}),
        ("safety_activity", {"activity_form": "专题报告", "evacuation": None}),
    ],
)
def test_what_is_right(school, form, cells):
    sample.fill(school, form)
    assert sample.frame(school, form, **cells).clean


def test_what_a_rule_regulates_is_chosen_from_several():
    column = registry.get("safety_rule").columns["content"]
    assert (column.label, column.type, column.widget) == ("主要规范内容", "codes", "multiselect")
    assert column.note.startswith("制度主要规范内容，可多选")
    assert table(column.code_table).name("01") == "建立健全安全管理制度"
