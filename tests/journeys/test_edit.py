"""A clerk edits a record on its page: mistakes at their items, drafts, a colleague who was faster, what is in use."""

import pytest

from tests.accounts.places import person, plant
from tests.axe import assert_no_violations
from tests.filing.pages.world import fill
from tests.journeys.sessions import signed_in
from zhijiao.filing.models import Change, Draft
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def world(tree):
    return fill(tree.school, copies=2)


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk")


@pytest.fixture
def desk(page, live_server, world, clerk):
    return signed_in(page, live_server, clerk)


@pytest.fixture
def address(live_server, world):
    """Address of a form's page about its first record, or of another page of the form."""

    def of(key, place="edit"):
        middle = f"{world.ids[key][0]}/edit" if place == "edit" else place
        return f"{live_server.url}/forms/{key}/{middle}/"

    return of


def stored(key, world, place=0):
    return registry.get(key).model.unscoped.get(pk=world.ids[key][place])


def save(page, name="保存"):
    page.get_by_role("button", name=name, exact=True).click()


def test_mistakes_stand_at_their_items(desk, address, world):
    page = desk
    page.goto(address("department"))
    page.locator("#f-name").fill("")
    page.locator("#f-postcode").fill("12")
    page.locator("#f-email").fill("不是邮箱")
    save(page)
    summary = page.locator("#errsum")
    summary.wait_for()
    assert page.evaluate("document.activeElement.id") == "f-name"
    assert page.locator(".errs p").count() == 3
    assert "6位数字" in page.locator("#f-postcode-err").inner_text()
    assert page.locator("#f-email").input_value() == "不是邮箱"
    assert_no_violations(page)
    summary.get_by_role("link", name="机构名称").click()
    assert page.evaluate("document.activeElement.id") == "f-name"
    assert "机构设置文件" in page.locator("#guide").inner_text()
    page.keyboard.type("信息工程部")
    page.locator("#f-postcode").fill("530099")
    page.locator("#f-email").fill("xx@school.example.cn")
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="已保存").wait_for()
    assert stored("department", world).name == "信息工程部"
    assert not Draft.objects.exists()


def test_choosing_codes_references_and_saving_on(desk, address, world):
    page = desk
    page.goto(address("department", "new"))
    page.locator("#f-number").fill("88")
    page.locator("#f-name").fill("新设部")
    page.locator("#f-kind").select_option(label="教学院系")
    campus = page.locator("[data-field=campus] .ts-control input")
    campus.click()
    page.locator(".ts-dropdown .option", has_text="主校区").first.click()
    page.get_by_role("group", name="是否实体").get_by_label("是", exact=True).check()
    page.get_by_role("group", name="是否有效").get_by_label("是", exact=True).check()
    save(page, "保存并继续新增")
    page.locator(".toast", has_text="已新增").wait_for()
    assert page.url.endswith("/new/")
    new = registry.get("department").model.unscoped.get(number="88")
    assert new.campus_id in world.ids["campus"]


def test_a_draft_survives_a_closed_tab(desk, open_page, address, live_server, world, clerk):
    page = desk
    page.goto(address("teacher"))
    page.locator("#f-name").fill("没来得及存")
    page.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    page.close(run_before_unload=False)
    assert "没来得及存" not in Draft.objects.get().content
    again = signed_in(open_page(), live_server, clerk)
    again.goto(address("teacher"))
    again.get_by_text("的草稿").wait_for()
    assert again.locator("#f-name").input_value() == "没来得及存"
    assert again.locator("#f-id_number").input_value() == ""
    assert_no_violations(again)
    again.get_by_role("button", name="放弃草稿").click()
    again.wait_for_load_state()
    assert again.locator("#f-name").input_value() == stored("teacher", world).name
    assert not Draft.objects.exists()


def test_two_people_edit_one_record(desk, open_page, address, live_server, tree, world):
    page = desk
    page.goto(address("department"))
    other = signed_in(
        open_page(), live_server, person(tree.school, "tan", "school_clerk", real_name="谭红霞")
    )
    other.goto(address("department"))
    other.locator("#f-name").fill("同事改的名")
    other.locator("#f-location").fill("同事改的楼")
    save(other)
    other.locator(".toast", has_text="已保存").wait_for()
    page.locator("#f-name").fill("我改的名")
    page.locator("#f-postcode").fill("530099")
    save(page)
    merge = page.locator("#merge")
    merge.wait_for()
    assert "谭红霞" in merge.inner_text()
    assert_no_violations(page)
    row = merge.locator("tr", has_text="机构名称")
    assert all(text in row.inner_text() for text in ("同事改的名", "我改的名"))
    assert page.locator("#f-location").input_value() == "同事改的楼"
    assert page.locator("#f-postcode").input_value() == "530099"
    assert row.locator("input:checked").count() == 0
    save(page)
    page.get_by_text("还有项目没有选择采用哪一方").wait_for()
    assert stored("department", world).name == "同事改的名"
    assert page.locator("#f-name").input_value() == "我改的名"
    page.locator("#merge").get_by_label("我的").check()
    save(page)
    page.locator(".toast", has_text="已保存").wait_for()
    now = stored("department", world)
    assert (now.name, now.location, now.postcode, now.version) == ("我改的名", "同事改的楼", "530099", 3)
    assert Change.objects.filter(form="department", record_id=now.pk, action="change").count() == 2


def test_a_draft_from_before_a_colleague_s_change_is_merged_too(
    desk, open_page, address, live_server, tree, world, clerk
):
    page = desk
    page.goto(address("department"))
    page.locator("#f-postcode").fill("530099")
    page.locator("[data-draft-state]", has_text="已自动暂存").wait_for()
    page.close(run_before_unload=False)
    other = signed_in(
        open_page(), live_server, person(tree.school, "tan", "school_clerk", real_name="谭红霞")
    )
    other.goto(address("department"))
    other.locator("#f-location").fill("同事改的楼")
    save(other)
    other.locator(".toast", has_text="已保存").wait_for()
    again = signed_in(open_page(), live_server, clerk)
    again.goto(address("department"))
    save(again)
    again.locator("#merge").wait_for()
    assert again.locator("#f-location").input_value() == "同事改的楼"
    save(again)
    again.locator(".toast", has_text="已保存").wait_for()
    now = stored("department", world)
    assert (now.location, now.postcode) == ("同事改的楼", "530099")


def test_private_items_are_kept_or_replaced(desk, address, world):
    from zhijiao.private.cipher import for_school

    page = desk
    page.goto(address("teacher"))
    decrypt = for_school(stored("teacher", world).school_id).decrypt
    before = decrypt(stored("teacher", world).id_number)
    assert before not in page.content()
    assert page.locator("#f-id_number").input_value() == ""
    page.locator("#f-former_name").fill("谭小红")
    save(page)
    page.locator(".toast", has_text="已保存").wait_for()
    assert decrypt(stored("teacher", world).id_number) == before
    page.goto(address("teacher"))
    page.locator("#f-id_number").fill(before[:-1] + ("1" if before[-1] != "1" else "2"))
    save(page)
    page.locator("#f-id_number-err p").wait_for()
    assert decrypt(stored("teacher", world).id_number) == before


def test_leaving_with_unsaved_changes_asks(desk, address):
    page = desk
    page.goto(address("department"))
    page.locator("#f-name").fill("改到一半")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(address("department", "new"))
    assert asked == ["beforeunload"]


def test_what_is_in_use_is_not_deleted(desk, live_server, world):
    page = desk
    page.goto(f"{live_server.url}/forms/campus/")
    page.get_by_label("选择本页全部").check()
    page.locator("#selbar").get_by_role("button", name="删除").click()
    page.get_by_role("heading", name="删除前请核对").wait_for()
    assert_no_violations(page)
    kept = page.get_by_role("row").filter(has_text="保留")
    assert "校内机构" in kept.first.inner_text()
    assert registry.get("campus").model.unscoped.count() == 3
    page.locator("main a", has_text="取消").click()
    assert page.url.endswith("/forms/campus/")


def test_from_one_record_to_the_next(desk, live_server, world):
    page = desk
    page.goto(f"{live_server.url}/forms/department/")
    page.get_by_role("link", name="编辑").first.click()
    assert "1 / 3" in page.locator(".page-head").inner_text()
    page.locator("#f-location").fill("一号楼")
    save(page, "保存并填下一条")
    page.locator(".page-head", has_text="2 / 3").wait_for()
    assert stored("department", world).location == "一号楼"
    page.get_by_role("link", name="下一条").click()
    page.locator(".page-head", has_text="3 / 3").wait_for()
    save(page, "保存并填下一条")
    page.wait_for_url("**/forms/department/")


@pytest.mark.parametrize("window", [{}, PHONE], ids=["desk", "phone"])
def test_the_pages_are_accessible(open_page, live_server, world, clerk, address, window):
    page = signed_in(open_page(**window), live_server, clerk)
    for target in (
        address("teacher"),
        address("department", "new"),
        f"{live_server.url}/forms/school_profile/edit/",
    ):
        page.goto(target)
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), target


def test_the_mark_of_a_required_item_follows_what_is_chosen(desk, address, world):
    page = desk
    page.goto(address("student_aid"))
    mark = page.locator('[data-field="remarks"] .must')
    for payment, shown in (("1", False), ("3", True)):
        page.locator("#f-payment").evaluate(
            "(box, value) => { box.value = value; box.dispatchEvent(new Event('change', {bubbles: true})); }",
            payment,
        )
        assert mark.is_visible() is shown
