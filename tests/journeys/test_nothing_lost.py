"""Nothing typed is lost or goes astray: sessions that end, networks that fail, other tabs, other years."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.accounts.places import PASSWORD, person, plant
from tests.axe import assert_no_violations
from tests.filing.pages.world import fill
from tests.journeys.sessions import digits, sign_in, signed_in
from zhijiao.filing.models import Change, Draft
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "没来得及存的名称"


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def world(tree):
    return fill(tree.school, keys=("department", "premises"))


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk", real_name="韦朗朗")


@pytest.fixture
def desk(page, live_server, world, clerk):
    """The clerk in front of a record in which a name has been typed."""
    signed_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/forms/department/{world.ids['department'][0]}/edit/")
    page.locator("#f-name").fill(TYPED)
    return page


def stored(key, world):
    return registry.get(key).model.unscoped.get(pk=world.ids[key][0])


def save(page):
    page.get_by_role("button", name="保存", exact=True).click()


def sign_in_again(page, password=PASSWORD):
    """Fill in the dialog."""
    dialog = page.get_by_role("dialog", name="请重新登录")
    dialog.get_by_label("密码", exact=True).fill(password)
    dialog.get_by_label("验证码", exact=True).fill(digits(page))
    dialog.get_by_role("button", name="登录并继续").click()


def is_saved(page, world):
    page.locator(".toast", has_text="已保存").wait_for()
    assert stored("department", world).name == TYPED
    assert not Draft.objects.exists()


def test_a_cookie_is_removed(desk, world):
    desk.context.clear_cookies()
    save(desk)
    expect(desk.get_by_role("dialog", name="请重新登录")).to_be_visible()
    desk.locator("[data-sign-in] form").wait_for()
    assert_no_violations(desk)
    assert stored("department", world).name != TYPED
    sign_in_again(desk, "Wrong-2026")
    expect(desk.locator("[data-sign-in]")).to_contain_text("账号或密码不正确")
    sign_in_again(desk)
    is_saved(desk, world)


def test_a_session_is_ended_elsewhere_while_a_draft_is_kept(desk, world):
    desk.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    Session.objects.all().delete()
    desk.locator("#f-location").fill("一号楼")
    expect(desk.get_by_role("dialog", name="请重新登录")).to_be_visible()
    sign_in_again(desk)
    expect(desk.get_by_role("dialog", name="请重新登录")).to_be_hidden()
    desk.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    assert desk.locator("#f-location").input_value() == "一号楼"
    save(desk)
    is_saved(desk, world)
    assert stored("department", world).location == "一号楼"


def test_a_save_of_the_grid_is_held_back_too(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/forms/department/grid/")
    cell = page.locator("#grid tbody tr:first-child td").nth(1)
    cell.click()
    page.keyboard.type(TYPED)
    page.keyboard.press("Enter")
    Session.objects.all().delete()
    page.keyboard.press("Control+s")
    sign_in_again(page)
    page.locator(".toast", has_text="已保存").wait_for()
    assert TYPED in registry.get("department").model.unscoped.values_list("name", flat=True)


def test_a_server_is_restarted(desk, world):
    desk.route("**/*", lambda route: route.fulfill(status=503, body="Bad gateway"))
    save(desk)
    desk.locator(".toast", has_text="本次未保存，已填内容均已保留").wait_for()
    assert desk.locator("#f-name").input_value() == TYPED
    desk.unroute("**/*")
    save(desk)
    is_saved(desk, world)


def test_a_network_is_gone_for_a_minute(desk, world):
    desk.route("**/*", lambda route: route.abort())
    desk.locator("#f-location").fill("一号楼")
    expect(desk.locator("[data-draft-state]")).to_have_text("暂存失败，网络恢复后会自动重试")
    save(desk)
    desk.locator(".toast", has_text="本次未保存，已填内容均已保留").wait_for()
    assert desk.url.endswith("/edit/")
    desk.unroute("**/*")
    desk.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    save(desk)
    is_saved(desk, world)


def test_somebody_else_signs_in_in_another_tab(desk, live_server, world, tree):
    person(tree.school, "tan", "school_clerk", real_name="谭红霞")
    desk.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    tab = desk.context.new_page()
    desk.context.clear_cookies()
    sign_in(tab, live_server, "tan").wait_for_url(live_server.url + "/")
    tab.close()
    save(desk)
    expect(desk.get_by_text("此浏览器现在登录的是另一个账号")).to_be_visible()
    sign_in_again(desk)
    is_saved(desk, world)
    assert Change.objects.filter(form="department", action="change").latest("pk").actor_name == "韦朗朗"


def test_the_same_person_signs_in_again_in_another_tab(desk, live_server, world, clerk):
    # A draft still on its way would notice the new session first and take the button away.
    desk.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    Session.objects.all().delete()
    save(desk)
    expect(desk.get_by_role("dialog", name="请重新登录")).to_be_visible()
    signed_in(desk, live_server, clerk)
    desk.get_by_role("button", name="我已登录").click()
    is_saved(desk, world)


def test_another_year_is_chosen_in_another_tab(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/forms/premises/edit/")
    assert page.locator("#record-form [name=year]").count() == 0
    page.locator("#f-remarks").fill("补记一笔")
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/year/2021/?next=/forms/premises/")
    tab.close()
    save(page)
    page.locator(".toast", has_text="已保存").wait_for()
    kept = registry.get("premises").model.unscoped.get()
    assert (kept.year, kept.remarks) == (2020, "补记一笔")
    assert "2020学年" in page.locator(".page-head").inner_text()


def test_a_record_is_moved_to_another_year_and_back(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(f"{live_server.url}/forms/premises/")
    page.get_by_role("link", name="移到其他学年").click()
    page.get_by_label("移到哪个学年").select_option(label="2021学年")
    page.get_by_role("button", name="下一步").click()
    assert_no_violations(page)
    page.get_by_role("button", name="移到2021学年").click()
    toast = page.locator(".toast", has_text="已从2020学年移到2021学年")
    toast.wait_for()
    assert registry.get("premises").model.unscoped.get().year == 2021
    toast.get_by_role("button", name="撤销").click()
    page.locator(".toast", has_text="已撤销").wait_for()
    assert registry.get("premises").model.unscoped.get().year == 2020
