"""职教宣传: one calendar of four forms, and what a row by itself may not say."""

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db


def test_the_calendar_holds_the_events_of_the_year_in_order(school, enter):
    for form in ("vocational_week", "civility_activity", "craftsman_visit", "other_publicity"):
        sample.fill(school, form)
    enter("other_publicity", year=2019, number="x", name="上年活动")
    calendar = registry.get("publicity_calendar")
    actor = sample.actor(school)
    rows = calendar.compute(access.reader(actor, calendar, 2020, school))
    assert [(str(row.values["held"]), row.origins[0][0]) for row in rows] == [
        ("2020-11-02", "civility_activity"),
        ("2021-04-28", "craftsman_visit"),
        ("2021-05-22", "vocational_week"),
        ("2021-06-05", "other_publicity"),
    ]
    assert rows[1].values["ended"] == rows[1].values["held"]
    assert rows[1].values["people"] == 445
    assert rows[3].values["department"] == "电子信息部"


def test_the_calendar_shows_months_with_events_on_their_first_day(school, client):
    sample.fill(school, "civility_activity")
    sample.fill(school, "vocational_week", entered={"department", "teacher", "campus"})
    client.force_login(sample.user(school, "school_clerk"))
    url = reverse("filing:list", args=[registry.get("publicity_calendar")])
    listed = client.get(url, {"year": 2020}).content.decode()
    assert "来源记录" in listed
    assert "2020年11月" not in listed
    shown = client.get(url, {"year": 2020, "view": "calendar"}).content.decode()
    assert shown.count('class="month"') == 2
    assert "2020年11月" in shown
    assert "（至12月18日）" in shown
    assert "来源记录" not in shown
    narrowed = client.get(url, {"year": 2020, "view": "calendar", "f_name": "校园开放日"}).content.decode()
    assert narrowed.count('class="month"') == 1


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("vocational_week", {"held": "2020-05-10", "ended": "2020-05-10"}, "held", "不在2020-09-01"),
        ("civility_activity", {"sent": "3", "won": "5"}, "won", "不能大于推荐上级作品数"),
        ("civility_contest", {"entrant_count": "2"}, "entrant_count", "个人作品的参赛学生数应为1"),
        ("civility_contest", {"organiser": ""}, "organiser", "时为必填项"),
        ("master_craftsman", {"own_staff": "是"}, "teacher", "时为必填项"),
        ("master_studio", {"outsiders": "4"}, "members", "少于本校教师与企业人员之和"),
        ("master_studio", {"authority": ""}, "authority", "时为必填项"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])
