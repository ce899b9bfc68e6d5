"""A month's report in a browser: drafted by the job, written, sent by a second person, collated by the ministry."""

import pytest

from tests.accounts.places import person, plant
from tests.journeys.sessions import signed_in
from zhijiao.monthly import months, reporting

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sit_down(page, live_server, user):
    page.context.clear_cookies()
    signed_in(page, live_server, user)


def test_from_the_draft_to_the_ministrys_table(page, live_server):
    tree = plant()
    writer = person(tree.province, "tianxie", "province_auditor", real_name="覃填写")
    sender = person(tree.province, "baosong", "province_auditor", real_name="陆报送")
    ministry = person(tree.ministry, "huizong", "ministry_auditor")
    reporting.draft_all(months.this_month())
    name = f"{months.label(months.this_month())}月报"

    sit_down(page, live_server, writer)
    page.goto(live_server.url + "/monthly/")
    page.get_by_role("link", name=months.label(months.this_month()), exact=True).click()
    for label in (
        "网络环境是否就绪",
        "硬件设备是否就绪",
        "操作系统是否就绪",
        "数据库是否就绪",
        "中间件是否就绪",
        "工具软件是否就绪",
    ):
        page.get_by_label(label).select_option("是")
    page.get_by_label("是否已上报具备部署条件").select_option("是")
    page.get_by_label("是否进入日常运行").select_option("否")
    page.get_by_label("省级历史数据同步").select_option("已完成")
    page.get_by_label("共享数据同步和补录").select_option("进行中")
    page.get_by_label("存在问题和建议").fill("两所学校网络不稳")
    page.get_by_label("下月计划").fill("完成首轮填报")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("请另一位审核用户报送").wait_for()

    sit_down(page, live_server, sender)
    page.goto(live_server.url + "/monthly/")
    page.get_by_role("link", name=months.label(months.this_month()), exact=True).click()
    page.get_by_role("button", name="报送教育部").click()
    page.get_by_role("dialog").get_by_role("button", name="报送", exact=True).click()
    page.get_by_text("月报已报送教育部").wait_for()
    assert page.get_by_role("button", name="保存", exact=True).count() == 0

    sit_down(page, live_server, ministry)
    page.goto(live_server.url + "/monthly/")
    row = page.get_by_role("row", name="云岭省教育厅")
    assert "已报送" in row.inner_text()
    row.get_by_role("link").click()
    page.get_by_text("两所学校网络不稳").wait_for()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF").click()
    assert fetched.value.suggested_filename.endswith(".pdf")
