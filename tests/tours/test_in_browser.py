"""The tour with the keyboard alone: taken on a phone's width, left in the middle, asked for again."""

import pytest

from tests import axe
from tests.accounts.places import person
from tests.journeys.sessions import signed_in
from tests.journeys.test_keyboard import Keys
from zhijiao.tours.models import SeenTour

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def title(page):
    return page.locator(".driver-popover-title").text_content()


def test_it_is_taken_left_and_asked_for_by_keyboard_alone(open_page, live_server, tree):
    user = person(tree.school, "yewu", "school_clerk")
    page = signed_in(
        open_page(viewport={"width": 390, "height": 844}, reduced_motion="reduce"), live_server, user
    )
    keys = Keys(page)
    page.goto(live_server.url + "/")
    assert axe.violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 390, "height": 844})
    keys.reach("开始")
    with page.expect_response("**/tour/seen/"):
        keys.press("Enter")
    dialog = page.get_by_role("dialog", name="必填表单完成情况")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "下一步"
    assert axe.violations(page) == []
    keys.press("Enter")
    page.get_by_role("dialog", name="建议先填").wait_for()
    keys.press("ArrowRight")
    page.get_by_role("dialog", name="本学年表单").wait_for()
    keys.press("ArrowLeft")
    page.get_by_role("dialog", name="建议先填").wait_for()
    box = page.locator(".driver-popover").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    keys.press("Escape")
    page.locator(".driver-popover").wait_for(state="detached")
    page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.id") == "main"
    assert SeenTour.objects.filter(user=user, portal="business").count() == 1

    page.goto(live_server.url + "/")
    assert page.locator("[data-tour-offer]").count() == 0
    keys.reach("账号菜单").press("Enter")
    keys.reach("系统指引").press("Enter")
    page.get_by_role("dialog", name="必填表单完成情况").wait_for()
    assert page.url == live_server.url + "/"
