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
