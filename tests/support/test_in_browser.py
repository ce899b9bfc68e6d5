"""New messages come by themselves, and what is being typed stays."""

import pytest

from tests.accounts.places import person, plant
from tests.journeys.sessions import signed_in
from tests.support.conftest import asked
from zhijiao.identity.rights import actor_for
from zhijiao.support import handling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_answer_appears_without_reload_and_leaves_what_is_typed(page, live_server):
    tree = plant()
    clerk, admin = person(tree.school, "clerk", "school_clerk"), person(tree.school, "admin", "school_admin")
    made = asked(clerk)
    page.clock.install()
    signed_in(page, live_server, clerk).goto(f"{live_server.url}/support/{made.pk}/")
    page.locator("#text").fill("我再补充一点")
    with page.expect_response("**/messages/**") as nothing_new:
        page.clock.fast_forward(11_000)
    assert nothing_new.value.status == 204
    assert page.locator("#log li").count() == 1
    handling.say(actor_for(admin), made.pk, "请先添加专业。")
    with page.expect_response("**/messages/**"):
        page.clock.fast_forward(11_000)
    page.get_by_text("请先添加专业。").wait_for()
    assert page.locator("#log li").count() == 3
    assert page.locator("#text").input_value() == "我再补充一点"


DRAWN = """
const write = XMLSerializer.prototype.serializeToString;
XMLSerializer.prototype.serializeToString = function (node) {
  const text = write.call(this, node);
  sessionStorage.setItem("drawn", (sessionStorage.getItem("drawn") || "") + text);
  return text;
};
"""


def test_a_picture_of_the_page_goes_along_where_it_is_asked_for_with_all_that_was_typed_covered(
    page, live_server
):
    tree = plant()
    clerk = person(tree.school, "clerk", "school_clerk")
    person(tree.school, "admin", "school_admin")
    page.add_init_script(DRAWN)
    signed_in(page, live_server, clerk).goto(f"{live_server.url}/forms/campus/new/")
    page.locator("main input[type=text]").first.fill("机密校区")
    page.locator("main h1").evaluate("node => node.append('证件 450103200501010012')")
    page.get_by_role("button", name="账号菜单").click()
    page.get_by_role("link", name="在线支持", exact=True).click()
    page.wait_for_url("**/support/**")
    page.get_by_label("随问题附上").wait_for()
    drawn = page.evaluate("sessionStorage.getItem('drawn')")
    assert "校区" in drawn
    assert "▇▇▇" in drawn
    assert "机密校区" not in drawn
    assert "450103200501010012" not in drawn
    page.locator("[name=subject]").fill("校区保存不了")
    page.locator("[name=text]").fill("点保存没有反应。")
    page.get_by_label("随问题附上").check()
    page.get_by_role("button", name="提交问题").click()
    page.get_by_text("问题已提交").wait_for()
    assert page.get_by_role("link", name="图片").count() == 1
    page.goto(f"{live_server.url}/")
    assert page.evaluate("sessionStorage.getItem('zhijiao.shot')") is None
