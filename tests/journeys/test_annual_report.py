"""The report on quality from its first word to a reader at another school."""

import pytest

from tests import sample
from tests.accounts.places import person
from tests.journeys.sessions import signed_in
from zhijiao.annual_reports.models import Chapter, Report, State

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BUILDER = "/forms/quality_report/builder/"


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_drafted_kept_audited_published_and_read(page, live_server, staff):
    sample.fill(staff.school, "student_enrolment", 2)
    supervisor = person(staff.school, "zhuguan", "school_supervisor")
    principal = person(staff.school, "xiaozhang", "school_principal")
    reader = person(staff.tree.sister, "chaxun", "school_reader")
    signed_in(page, live_server, staff.clerk)
    page.goto(live_server.url + BUILDER)
    press(page, "开始编制")
    page.get_by_role("link", name="基本情况").click()
    text = page.get_by_role("textbox", name="本章概述")
    text.fill("学校有在校生人。")
    text.evaluate("box => box.setSelectionRange(6, 6)")
    page.get_by_role("button", name="【在校生数】").click()
    page.get_by_text("已自动暂存").wait_for()
    assert Chapter.objects.get(key="basics").values["basics"] == "学校有在校生【在校生数】人。"
    press(page, "保存")
    page.goto(live_server.url + BUILDER)
    press(page, "提交审核")
    signed_in(page, live_server, supervisor)
    page.goto(live_server.url + BUILDER)
    press(page, "审核通过")
    signed_in(page, live_server, principal)
    page.goto(live_server.url + BUILDER)
    press(page, "发布")
    assert Report.objects.get().state == State.PUBLISHED
    signed_in(page, live_server, reader)
    page.goto(live_server.url + "/annual-reports/")
    page.get_by_role("link", name="云州市工业学校").click()
    page.get_by_text("学校有在校生2人。").wait_for()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF").click()
    assert fetched.value.suggested_filename.endswith(".pdf")
