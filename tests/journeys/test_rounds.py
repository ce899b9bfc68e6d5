"""The next round is opened from the first one, and a school gets more time: the whole way in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.accounts.places import person
from tests.journeys.sessions import signed_in
from zhijiao.catalogue.models import MadeRound
from zhijiao.rounds.models import Grant

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def enter(page, live_server, user):
    page.context.clear_cookies()
    return signed_in(page, live_server, user)


def test_the_next_round_is_made_from_the_first(page, live_server, staff):
    enter(page, live_server, person(staff.tree.ministry, "jiaoyubu", "ministry_admin"))
    page.goto(live_server.url + "/manage/")
    page.get_by_role("link", name="填报轮次").first.click()
    page.get_by_role("link", name="复制 首轮 为下一轮").click()
    page.get_by_role("button", name="建立草稿").click()
    page.get_by_role("link", name="修改名称和日期").click()
    page.get_by_label("名称", exact=True).fill("第二轮")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="修改填报要求").click()
    page.get_by_role("link", name="安全管理").click()
    page.get_by_label("安全教育活动，中职学校（持续办学），要求").select_option("必填")
    page.get_by_role("button", name="保存本模块").click()
    expect(page.get_by_text("编号 21")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_role("heading", name="与“首轮”的不同")).to_be_visible()
    page.get_by_role("link", name="开启轮次").click()
    page.get_by_role("button", name="开启").click()
    expect(page.get_by_text("当前轮次")).to_be_visible()
    enter(page, live_server, staff.clerk)
    page.goto(live_server.url + "/")
    expect(page.get_by_text("第二轮填报")).to_be_visible()
    expect(page.get_by_text("共 48 张").first).to_be_visible()
    assert MadeRound.objects.get().state == "open"


def test_a_school_gets_more_time(page, live_server, staff):
    soon = (timezone.localdate() + timedelta(days=10)).isoformat()
    enter(page, live_server, person(staff.school, "xiaozhang", "school_principal"))
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="延期与解锁").click()
    page.get_by_label("类别", exact=True).select_option("延期")
    page.get_by_role("textbox", name="截止日期").fill(soon)
    page.get_by_label("事由", exact=True).fill("校区搬迁")
    page.evaluate("document.querySelector('select[name=form]').tomselect.setValue('*')")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("table").get_by_text("待审批")).to_be_visible()
    enter(page, live_server, person(staff.tree.city, "shiju", "city_auditor"))
    page.goto(live_server.url + "/grants/")
    page.get_by_text("审批", exact=True).click()
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.get_by_role("table").get_by_text("已同意")).to_be_visible()
    enter(page, live_server, person(staff.school, "yewuzg", "school_supervisor"))
    page.goto(live_server.url + "/")
    expect(page.get_by_text(f"{soon} 截止（已延期）")).to_be_visible()
    assert Grant.objects.get().state == "granted"
