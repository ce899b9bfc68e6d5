"""From the clerk's last form to the ministry: signed, sent back by form, mended, signed again, accepted."""

import pytest

from tests.accounts.places import PASSWORD
from tests.background_work import work
from tests.filing.rows import row
from tests.journeys.sessions import signed_in
from tests.signoff.conftest import LEVELS, Acts, complete, plant
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.signoff import freezing
from zhijiao.signoff.background_jobs import freeze
from zhijiao.snapshots.models import Snapshot

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def act(monkeypatch):
    monkeypatch.setattr(freezing.school_checks, "check_school", lambda school, filing: None)
    scene, filing = plant(), current_round()
    for school in (scene.school, scene.sister):
        complete(school, filing)
    FilingCount.objects.filter(school=scene.school, form="income").delete()
    return Acts(scene, filing)


@pytest.fixture
def window(open_page, live_server, act):
    """A window per person, signed in, with the base of its addresses."""
    opened = {}

    def of(name, path="/"):
        if name not in opened:
            opened[name] = signed_in(open_page(), live_server, act.scene[name])
        opened[name].goto(live_server.url + path)
        return opened[name]

    return of


def sign(page):
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_role("button", name="签字上报").click()
    page.get_by_text("正在封存").first.wait_for()
    assert work(freeze) == 1
    page.locator("main").get_by_text("撤回上报").wait_for()


def fill_income(page):
    """Type the last form as its example has it; what the page adds up is not typed."""
    page.wait_for_load_state()  # from then on what is added up cannot be typed
    form, cells = registry.get("income"), row("income")
    for column in form.stored:
        box = page.locator(f"#f-{column.name}")
        if (
            column.typed
            and cells[column.name] is not None
            and column.name != "year"
            and box.count()
            and box.is_editable()
        ):
            box.fill(str(cells[column.name]))
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="编辑").first.wait_for()


def test_from_the_last_form_to_the_ministry(window, act):
    principal = window("principal")
    principal.get_by_text("“经费收入”还没有填写").first.wait_for()
    clerk = window("clerk", "/forms/income/")
    clerk.get_by_role("link", name="填写", exact=True).click()
    fill_income(clerk)
    principal = window("principal")
    principal.get_by_role("link", name="去签字").click()
    sign(principal)
    clerk = window("clerk", "/forms/income/")
    clerk.get_by_text("已锁定，不能修改。").wait_for()
    assert clerk.get_by_role("link", name="编辑").count() == 0

    county = window("county")
    county.get_by_role("link", name=act.school.name).first.click()
    county.get_by_text("综合信息").last.click()
    county.get_by_label("经费收入", exact=True).check()
    county.get_by_label("退回 经费收入 的理由").fill("学费收入与决算不一致")
    county.get_by_role("button", name="退回所选表单").click()
    county.get_by_text("已退回所选表单").wait_for()

    clerk = window("clerk")
    clerk.get_by_text("学费收入与决算不一致").wait_for()
    clerk.get_by_role("link", name="经费收入").first.click()
    clerk.get_by_role("link", name="编辑").first.click()
    clerk.locator("#f-remarks").fill("学费按决算更正")
    clerk.get_by_role("button", name="保存", exact=True).click()
    clerk.get_by_text("学费按决算更正").first.wait_for()
    sign(window("principal", "/signoff/"))
    for level in LEVELS:
        page = window(level)
        page.get_by_role("link", name=act.school.name).first.click()
        page.get_by_role("button", name="审核通过").click()
        page.get_by_text("已审核通过").first.wait_for()
    assert (act.now.state, act.now.accepted_level, act.now.revision) == ("accepted", "ministry", 2)
    assert sorted(Snapshot.objects.values_list("revision", flat=True)) == [1, 2]
    page.get_by_text("审核完成").first.wait_for()


def test_a_county_sends_both_schools_back_at_once(window, act):
    complete_again(act)
    other = Acts(act.scene, act.filing, "sister")
    act.submit()
    other.submit("sister_principal")
    county = window("county", "/signoff/")
    county.get_by_label("选择本页全部").check()
    county.get_by_label("退回的理由").fill("请按统一口径核对后重报")
    county.get_by_role("button", name="退回", exact=True).click()
    county.get_by_text("已退回全部表单 2 所学校").wait_for()
    assert (act.now.state, other.now.state) == ("returned", "returned")
    clerk = window("clerk", "/signoff/")
    clerk.get_by_text("请按统一口径核对后重报").wait_for()


def complete_again(act):
    FilingCount.objects.create(
        school=act.scene.school, form="income", year=2020, rows=1, updated_at=act.scene.school.opened_at
    )
