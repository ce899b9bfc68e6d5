"""A school's first day in the business portal: an empty workbench says where to begin, and leads there."""

import re

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.journeys.sessions import sign_in

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
    assert "前置未满足" in states
    general = [
        state for form, state in begun if form in ("教师基本信息", "教师工作信息", "专业设置", "班级信息")
    ]
    assert general[0] == "未开始"
    first_locked = states.index("前置未满足")
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
    assert before["班级信息"] == "前置未满足"
    sample.fill(staff.school, "major")
    page.reload()
    after = dict(rows(page))
    assert "专业设置" not in after
    assert after["班级信息"] == "未开始"
