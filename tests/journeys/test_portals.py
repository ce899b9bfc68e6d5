"""A school's first day in the business portal: an empty workbench says where to begin, and leads there."""

import re

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.intake.conftest import book
from tests.journeys.sessions import sign_in
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import corrections, queue, upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def rows(page) -> list[tuple[str, str]]:
    """Open work in the order shown: form and state."""
    lines = page.locator(".dt-stack tbody tr:not(.grp)")
    return [
        (line.locator("th").inner_text().strip(), line.locator("td").nth(1).inner_text().strip())
        for line in lines.all()
    ]


def test_what_comes_first_stands_first(page, live_server, staff):
    sign_in(page, live_server, "yewu")
    expect(page.locator(".ring-box")).to_contain_text(re.compile("0\\s*共 47 张"))
    begun = rows(page)
    states = [state for _, state in begun]
    assert "待完成前置表单" in states
    general = [
        state for form, state in begun if form in ("教师基本信息", "教师工作信息", "专业设置", "班级信息")
    ]
    assert general[0] == "未开始"
    first_locked = states.index("待完成前置表单")
    assert begun.index(("校内机构", "未开始")) < first_locked
    locked = page.locator("tr", has_text="教师工作信息").first
    expect(locked).to_contain_text("先完善")
    expect(locked.get_by_role("link", name="教师基本信息").first).to_be_visible()
    page.get_by_role("link", name="去填写").first.click()
    expect(page.locator("main")).to_contain_text("新增")


def test_the_wrong_door_names_the_right_one(page, live_server, staff):
    sign_in(page, live_server, "yewu", portal="manage")
    page.get_by_role("link", name="业务端").first.wait_for()
    expect(page.locator("main, form").first).to_contain_text("业务端")
    sign_in(page, live_server, "guanli")
    expect(page.get_by_text("管理端", exact=False).first).to_be_visible()
    assert page.url.startswith(live_server.url + "/login/")


def test_filling_a_form_moves_the_ring_and_unlocks_the_next(page, live_server, staff):
    sample.fill(staff.school, "teacher")
    sample.fill(staff.school, "department")
    sign_in(page, live_server, "yewu")
    before = dict(rows(page))
    assert "教师基本信息" not in before
    assert before["专业设置"] == "未开始"
    assert before["班级信息"] == "待完成前置表单"
    sample.fill(staff.school, "major")
    page.reload()
    after = dict(rows(page))
    assert "专业设置" not in after
    assert after["班级信息"] == "未开始"


def test_the_reviewer_is_told_how_much_waits(page, live_server, staff):
    wrong = sample.row("enterprise", 1, name=None)
    data = book("enterprise", sample.row("enterprise", 0), wrong, school=staff.school)
    batch = upload.accept(
        actor_for(staff.admin), staff.school, registry.get("enterprise"), "企业.xlsx", data, 2020
    ).batch
    queue.run_pending_once()
    corrections.submit(actor_for(staff.admin), ImportBatch.objects.get(pk=batch.pk))
    sign_in(page, live_server, "fuhe")
    page.get_by_role("link", name="复核初始化数据：企业信息 1 条").click()
    page.get_by_role("link", name="企业信息", exact=True).click()
    expect(page.locator(".app-mod [aria-current]")).to_have_text(["初始化数据复核"])
    expect(page.locator(".page-head")).to_contain_text("待复核 1 行")
