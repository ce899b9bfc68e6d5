"""Bases show the nature of their host, and what a row of 实习实训 by itself may not say."""

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant

pytestmark = pytest.mark.django_db


def test_a_base_shows_the_nature_of_its_host(school):
    sample.fill(school, "internship_base")
    form = registry.get("internship_base")
    [(_, shown)] = form.fetch(sample.stored(school, form), [form.columns["host_nature"]])
    assert form.columns["host_nature"].text(shown[0]) == "民营（私营）企业"


def test_a_placement_is_found_by_project_student_or_name(school):
    sample.fill(school, "internship_placement", 2)
    form = registry.get("internship_placement")
    rows = sample.stored(school, form)
    for text, number in (("SX2020001-1", 1), ("2020010101", 2), ("陈瑶", 2), ("SX2020001 / 2020010101", 2)):
        assert rows.filter(form.reference_filter(text)).count() == number, text
    assert rows.filter(form.reference_filter("SX2020001 / 2020010101", exact=True)).count() == 1


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("internship_base", {"inspected_on": ""}, "inspected_on", "必填"),
        ("internship_project", {"approved": "2021-04-13"}, "approved", "不得晚于计划开始日期"),
        ("internship_project", {"starts": "2021-09-06", "ends": "2021-12-31"}, "starts", "不在2020-09-01"),
        ("internship_project", {"filed": "否", "abroad": "是", "filing_number": ""}, "filing_number", "境外"),
        ("internship_placement", {"agreement": "否"}, "lacking", "是否签订三方协议为“否”时为必填项"),
        ("internship_placement", {"signed": "2021-04-14"}, "signed", "不得晚于实习开始日期"),
        ("internship_progress", {"leave": "20", "absent": "2"}, "absent", "合计超过31天"),
        ("internship_progress", {"leave_reason": ""}, "leave_reason", "学生是否在岗为“否”时为必填项"),
        ("internship_report", {"grade": ""}, "grade", "报告状态为“已批阅”时为必填项"),
        ("internship_result", {"days": "13"}, "days", "多于起止日期之间的天数"),
        ("internship_result", {"grade": "不合格"}, "remarks", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


def test_the_nine_states_are_ticked_one_by_one(school, client):
    clerk = sample.user(school, "school_clerk")
    client.force_login(clerk)

    def page(name="list"):
        return client.get(
            reverse(f"filing:{name}", args=[registry.get("internship_project")])
        ).content.decode()

    empty = page()
    assert "9 项中已完成 0 项" in empty
    assert "请先录入开设的专业" in empty
    assert reverse("filing:list", args=[registry.get("teaching_schedule")]) in empty
    sample.fill(school, "internship_project")
    begun = page("new")
    assert "9 项中已完成 5 项" in begun
    assert "请先录入开设的专业" not in begun
    for form in ("training_base", "term_settings", "teaching_schedule"):
        sample.fill(school, form)
    assert "9 项中已完成 9 项" in page()
    rooms = sample.stored(school, "school_class")
    rooms.update(formed=None)
    assert "请录入班级，把在读班级的状态选为“在校”" in page()


def test_who_may_not_see_a_form_gets_no_link_to_it(school, client):
    role = Role.objects.create(org=school, key="实习员", name="实习员", portal="business", level="school")
    RoleGrant.objects.create(role=role, form="internship_project", action="view")
    who = sample.user(school, row_role="granted")
    who.roles.set([role])
    client.force_login(who)
    page = client.get(reverse("filing:list", args=[registry.get("internship_project")])).content.decode()
    assert "9 项中已完成 0 项" in page
    assert page.count("请联系有权填写的同事") == 9
