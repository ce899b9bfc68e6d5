"""The import and review pages in a real browser: nothing unnamed, nothing wider than the window."""

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.axe import assert_no_violations
from tests.filing.pages.test_in_browser import enter
from tests.intake.sheets import book, teacher
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.intake import corrections, queue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}


def mixed(office) -> bytes:
    """Good rows, wrong ones, one that exists."""
    office.put("teacher", teacher(1))
    rows = [
        teacher(1, name="改了名"),
        teacher(2, sex="妇"),
        teacher(3, birth="1987/13/05"),
        teacher(4, name=None),
    ]
    return book("teacher", *rows, *(teacher(i) for i in range(5, 30)))


def test_upload_with_progress_until_the_errors_show(office, live_server, client, page, tmp_path):
    enter(page, live_server, client, office.users["admin"])
    page.goto(live_server.url + "/manage/import/?form=teacher")
    assert_no_violations(page)
    file = tmp_path / "教师.xlsx"
    file.write_bytes(mixed(office))
    page.locator("#file").set_input_files(file)
    expect(page.get_by_text("排队等待")).to_be_visible()
    queue.run_pending_once()
    expect(page.get_by_role("region", name="校验结果，可横向滚动")).to_contain_text("月份")
    expect(page.locator("td.cell-bad").first).to_be_visible()
    assert_no_violations(page)
    page.get_by_role("button", name="覆盖更新第 2 行").click()
    page.get_by_role("button", name="只写入通过的 26 行").click()
    expect(page.locator(".phases")).to_contain_text("上传成功，等待复核")
    page.goto(live_server.url + "/manage/import/records/")
    assert_no_violations(page)


def test_a_wrong_file_says_so_at_once(office, live_server, client, page, tmp_path):
    enter(page, live_server, client, office.users["admin"])
    page.goto(live_server.url + "/manage/import/?form=teacher")
    other = tmp_path / "学生.xlsx"
    other.write_bytes(book("student"))
    page.locator("#file").set_input_files(other)
    expect(page.get_by_role("alert").filter(has_text="这是“学生基本信息”的模板")).to_be_visible()
    text = tmp_path / "教师.csv"
    text.write_text("工号", encoding="utf-8")
    page.locator("#file").set_input_files(text)
    expect(page.get_by_role("alert").filter(has_text="只能上传 .xlsx 文件")).to_be_visible()


def test_review_pages(office, live_server, client, open_page):
    office.upload("teacher", book("teacher", *(teacher(i) for i in range(1, 30))))
    page = open_page()
    enter(page, live_server, client, office.users["reviewer"])
    page.goto(live_server.url + "/review/")
    assert_no_violations(page)
    page.get_by_role("link", name="复核 教师基本信息").click()
    assert_no_violations(page)
    page.get_by_role("checkbox", name="选择 js0001 教师1").check()
    page.get_by_role("button", name="通过所选").click()
    expect(page.get_by_text("通过 1 行：新增 1 行，已进入正式库。")).to_be_visible()
    page.get_by_role("link", name="编辑 js0002 教师2").click()
    assert_no_violations(page)
    page.get_by_label("姓名", exact=True).fill("韦二")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("table")).to_contain_text("韦二")
    # What he has changed himself somebody else has to pass.
    enter(page, live_server, client, sample.user(office.school, "data_reviewer"))
    page.goto(live_server.url + "/review/teacher/")
    page.get_by_role("button", name="全部通过").click()
    page.get_by_role("button", name="通过 28 行").click()
    expect(page.get_by_text("没有待复核的数据")).to_be_visible()
    assert StagedRow.objects.filter(state="approved").count() == 29


def test_rows_are_passed_with_one_key_each(office, live_server, client, page):
    office.put("teacher", teacher(1))
    office.upload("teacher", book("teacher", *(teacher(i, name=f"教师{i}新") for i in range(1, 22))))
    corrections.decide(office.admin, ImportBatch.objects.get(), "update")
    rows = list(StagedRow.objects.order_by("number"))
    enter(page, live_server, client, office.users["reviewer"])
    page.goto(live_server.url + "/review/teacher/")
    page.get_by_role("link", name="查看 js0001 教师1新").click()
    expect(page.get_by_role("button", name="通过并看下一条")).to_be_focused()
    expect(page.get_by_role("status").first).to_contain_text("1 项与正式库不同")
    assert_no_violations(page)
    page.keyboard.press("m")
    expect(page.get_by_role("button", name="取消标记")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("h1")).to_contain_text("js0002")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_contain_text("js0001")
    page.keyboard.press("r")
    page.keyboard.type("与档案jk不符")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("js0002")
    for row in rows[1:]:
        expect(page.locator("h1")).to_contain_text(row.key_text)
        expect(page.get_by_role("button", name="通过并看下一条")).to_be_focused()
        page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    assert set(StagedRow.objects.values_list("state", flat=True)) == {"removed", "approved"}
    assert StagedRow.objects.filter(state="approved").count() == len(rows) - 1


@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_window(office, live_server, client, open_page, size):
    office.upload("teacher", mixed(office))
    window = open_page(**size)
    enter(window, live_server, client, office.users["admin"])
    for path in ("/manage/import/?form=teacher", "/manage/import/records/"):
        window.goto(live_server.url + path)
        assert window.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path
