"""A school that fills in only part of a form is told so wherever it fills it in: by its kind, by the round."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests import sample
from zhijiao.catalogue import matrix
from zhijiao.filing.pages.heading import scope_of
from zhijiao.filing.schema import registry
from zhijiao.intake import workbook

YEAR = 2020
WORDS = {
    "department": "只填与中职相关的部分",
    "teacher": "至少填报专任教师",
    "student": "只填中职学籍的学生",
    "student_attributes": "只填中职学籍的学生",
    "student_enrolment": "只填中职学籍的学生",
    "major": "只填中职部分",
    "school_class": "只填中职部分",
    "premises": "填写全校信息，不只是中职部分",
    "income": "只填中专部",
    "expenditure": "只填中专部",
    "equipment": "只填中专部使用部分",
    "training_base": "只填中专部使用部分",
    "digital_resource": "只填中专部使用部分",
    "moral_rule": "只填与中职相关的部分",
    "moral_organisation": "只填与中职相关的部分",
    "training_plan": "只填中职部分",
    "recruitment": "只填中职部分",
    "employment": "只填中职部分",
}
"""What the guide asks of 附设中职班, by form."""
LED = {
    "education_group_member": "学校是牵头单位时必须填，成员单位不用填",
    "education_group_teaching": "学校是牵头单位时填整个集团的情况，成员单位填学校自己的情况",
    "education_group_cooperation": "学校是牵头单位时填整个集团的情况，成员单位填学校自己的情况",
}
"""What depends on who leads the group, whatever the school is."""
KIND = "附设中职班（含中职班的其他院校）"


@pytest.fixture
def attached(db):
    return sample.school(3885, "attached", "云岭职业技术学院附设中职部")


def told(client, name, form, *args):
    page = client.get(reverse(f"filing:{name}", args=[form, *args])).content.decode()
    return f"{KIND}：{WORDS[form.key]}。" in page


def test_the_scopes_are_those_of_the_guide(attached):
    forms = registry.registry().records
    said = {form.key: text for form in forms if (text := scope_of(form, attached, YEAR))}
    assert said == {key: f"{KIND}：{words}。" for key, words in (WORDS | LED).items()}


def test_a_school_that_fills_in_everything_is_told_nothing(school):
    forms = registry.registry().records
    assert [form.key for form in forms if scope_of(form, school, YEAR)] == ["reform_pilot_zone", *LED]


def test_every_page_says_it(attached, client):
    client.force_login(sample.user(attached, "school_clerk"))
    for key in WORDS:
        form = registry.get(key)
        pages = ["list", "edit_single"] if form.single else ["list", "new", "grid"]
        assert [name for name in pages if not told(client, name, form)] == [], key


def test_the_page_of_a_record_says_it(attached, client):
    client.force_login(sample.user(attached, "school_clerk"))
    for key in ("major", "premises"):
        form = registry.get(key)
        (record,) = sample.fill(attached, form)
        assert told(client, "view", form, record)
        assert told(client, *(("edit_single", form) if form.single else ("edit", form, record)))


def test_the_second_sheet_of_the_template_says_it(attached, school):
    form = registry.get("equipment")
    for where, expected in ((attached, True), (school, False)):
        out = BytesIO()
        workbook.template(out, form, where, YEAR)
        sheet = openpyxl.load_workbook(BytesIO(out.getvalue()))[workbook.GUIDE_SHEET]
        lines = [cell.value for (cell,) in sheet.iter_rows(max_col=1, max_row=6)]
        assert (f"填报范围　{KIND}：只填中专部使用部分。" in lines) is expected


def test_the_round_of_the_year_decides(attached, monkeypatch):
    first = matrix.filing_round("2020")
    later = [place for place in first.places if place.form != "equipment"]
    rounds = {2020: first, 2021: replace(first, places=tuple(later))}
    monkeypatch.setattr(matrix, "round_of_year", rounds.get)
    form = registry.get("equipment")
    assert scope_of(form, attached, 2020)
    assert not scope_of(form, attached, 2021)
