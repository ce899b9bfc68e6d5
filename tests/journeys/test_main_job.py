"""The guide's four steps in a browser: 5,000 teachers from a template, through errors and review, into the formal table."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys import files
from tests.journeys.sessions import sign_in, signed_in
from tests.office import resave
from zhijiao.filing import registry
from zhijiao.filing.models import Change, FilingCount, ImportBatch, StagedRow, ValueMapping

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 5000
SOON = 60_000
"""Milliseconds that checking or approving the whole file may take on a busy machine."""


def download(page, press, target):
    """Save what pressing the link sends."""
    with page.expect_download() as waited:
        press.click()
    waited.value.save_as(target)
    return target


def records(form_key):
    return registry.get(form_key).model.unscoped


@pytest.mark.slow
@pytest.mark.needs_soffice
def test_five_thousand_teachers_from_the_template_to_the_workbench(
    open_page, live_server, staff, worker, tmp_path
):
    admin = sign_in(open_page(accept_downloads=True), live_server, "guanli", portal="manage")
    admin.get_by_role("link", name="初始化数据").first.click()
    template = download(admin, admin.get_by_role("link", name="下载模板"), tmp_path / "template.xlsx")
    rows = files.teachers(MOST)
    wrong = [row | {} for row in rows]
    wrong[9]["ethnic_group"] = wrong[10]["ethnic_group"] = "壮人"
    wrong[20]["id_number"] = wrong[20]["id_number"][:-1] + ("0" if wrong[20]["id_number"][-1] != "0" else "1")
    wrong[30]["number"] = wrong[29]["number"]
    wrong[40]["name"] = None
    wrong[50]["birth"] = "1980年13月1日"
    filled = resave(files.fill(template, tmp_path / "教师.xlsx", "teacher", wrong), tmp_path / "saved")

    _upload_and_see_the_errors(admin, worker, filled)
    marked = download(admin, admin.get_by_role("link", name="下载标错文件"), tmp_path / "marked.xlsx")
    _is_marked(marked)
    _tell_what_a_word_means(admin)
    corrected = files.fill(template, tmp_path / "教师（修正）.xlsx", "teacher", _with_the_word(rows))
    _upload_the_corrected_file(admin, corrected)

    _review(sign_in(open_page(), live_server, "fuhe"))
    _find_and_count(sign_in(open_page(), live_server, "yewu"))
    batch = ImportBatch.objects.get(state=ImportBatch.State.DONE)
    assert (batch.total, batch.approved, batch.removed) == (MOST, MOST - 1, 1)
    assert records("teacher").count() == FilingCount.objects.get(form="teacher").rows == MOST - 1
    assert Change.objects.filter(batch_id=batch.pk).count() == MOST - 1
    admin.reload()
    expect(admin.locator(".tpl li.is-on")).to_contain_text("已导入")


def _with_the_word(rows):
    """The corrected file still holds the word that the school has explained meanwhile."""
    return [row | {"ethnic_group": "壮人"} if i in (9, 10) else row for i, row in enumerate(rows)]


def _upload_and_see_the_errors(page, worker, file):
    """Dropping the file shows its progress, which a reload does not lose; then every error, by row and column."""
    files.drop(page, file)
    page.wait_for_url("**batch=*")
    expect(page.locator(".phases")).to_contain_text("上传")
    page.reload()
    expect(page.get_by_text("可以离开本页，校验会继续进行。")).to_be_visible()
    expect(page.get_by_role("progressbar", name="校验进度")).to_be_visible()
    worker.start()
    expect(page.locator("dl.facts")).to_contain_text(re.compile("错误\\s*7 行"), timeout=SOON)
    expect(page.locator("dl.facts")).to_contain_text(re.compile(f"通过\\s*{MOST - 7} 行"))
    expect(page.locator(".phases")).to_contain_text(f"{MOST} / {MOST} 行")
    table = page.get_by_role("region", name="校验结果")
    for number, words in (
        (11, "壮人"),
        (22, "校验码"),
        (31, "工号"),
        (32, "工号"),
        (42, "姓名"),
        (52, "出生日期"),
    ):
        expect(table.locator(f"#r{number}")).to_contain_text(words)
    assert not records("teacher").exists()


def _is_marked(file):
    """The workbook comes back with the wrong cells filled, commented and listed."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    places = {str(cell.value).strip("* "): cell.column for cell in sheet[1]}
    cell = sheet.cell(42, places["姓名"])
    assert cell.comment is not None
    assert cell.fill.fgColor.rgb != sheet.cell(43, places["姓名"]).fill.fgColor.rgb
    listed = {row[0].value for row in book["错误清单"].iter_rows(min_row=2)}
    assert listed == {11, 12, 22, 31, 32, 42, 52}


def _tell_what_a_word_means(page):
    """A word that no table knows is explained once, and the same file is judged again."""
    word = page.locator(".words li").filter(has_text="壮人")
    expect(word).to_contain_text("2 行")
    word.locator(".ts-control").click()
    page.keyboard.type("壮族")
    word.get_by_role("option", name="壮族").click()
    word.get_by_role("button", name="记住并重新校验").click()
    expect(page.locator("dl.facts")).to_contain_text(re.compile("错误\\s*5 行"), timeout=SOON)
    assert ValueMapping.objects.get().text == "壮人"


def _upload_the_corrected_file(page, file):
    """Choosing a corrected file replaces the first; without errors it goes straight to review."""
    page.get_by_label("修正后重新上传").set_input_files(file)
    expect(page.get_by_text("上传成功。")).to_be_visible(timeout=SOON)
    expect(page.locator(".phases")).to_contain_text("100%")
    assert StagedRow.objects.filter(state=StagedRow.State.READY).count() == MOST
    assert not records("teacher").exists()


def _review(page):
    """The reviewer is told of it, queries, looks, edits, deletes, passes one, some, all."""
    page.get_by_role("link", name=f"复核初始化数据：教师基本信息 {MOST} 条").click()
    page.get_by_role("link", name="教师基本信息", exact=True).click()
    page.get_by_label("工号", exact=True).fill("10003")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="编辑 10003").click()
    page.get_by_label("毕业院校", exact=False).first.fill("云岭师范学院")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存，仍须通过后才进入正式库。").wait_for()
    page.get_by_role("button", name="通过 10001").click()
    page.get_by_text("通过 1 行：新增 1 行，已进入正式库。").wait_for()
    page.get_by_role("button", name="删除 10002").click()
    page.get_by_role("dialog").get_by_role("button", name="删除").click()
    page.get_by_text("已删除 1 行待复核数据").wait_for()
    for number in ("10003", "10004"):
        page.get_by_label(f"选择 {number}").check()
    page.get_by_role("button", name="通过所选").click()
    page.get_by_text("通过 2 行：新增 2 行，已进入正式库。").wait_for()
    assert records("teacher").count() == 3
    page.get_by_role("button", name="全部通过").click()
    page.get_by_role("dialog").get_by_role("button", name=f"通过 {MOST - 4} 行").click()
    expect(page.get_by_text(f"通过 {MOST - 4} 行：新增 {MOST - 4} 行，已进入正式库。")).to_be_visible(
        timeout=SOON
    )
    expect(page.get_by_text("没有待复核的数据")).to_be_visible()


def _find_and_count(page):
    """The clerk finds the records, with what the reviewer changed, and the form done on the workbench."""
    page.get_by_role("link", name="综合信息", exact=True).click()
    page.get_by_role("link", name="教师信息").or_(page.get_by_text("教师信息", exact=True)).first.click()
    page.locator(".app-side").get_by_role("link", name="基本信息").last.click()
    expect(page.get_by_role("heading", name="教师基本信息", level=1)).to_be_visible()
    expect(page.locator(".page-head")).to_contain_text(f"{MOST - 1:,}")
    page.get_by_label("工号", exact=True).fill("10003")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="查看").first.click()
    expect(page.locator("main")).to_contain_text("云岭师范学院")
    page.get_by_role("link", name="我的工作台").click()
    expect(page.get_by_label(re.compile("必填4 .*已完成"))).to_be_visible()


@pytest.mark.parametrize("through", ["page"])
def test_students_come_first_then_attributes_then_enrolment(
    page, live_server, staff, worker, tmp_path, through
):
    signed_in(page, live_server, staff.admin)
    worker.start()
    for form, missing in (
        ("student_attributes", "学生基本信息"),
        ("student_enrolment", "学生基本信息"),
    ):
        page.goto(f"{live_server.url}/manage/import/?form={form}")
        expect(page.get_by_text(f"请先完成“{missing}”。")).to_be_visible()
        expect(page.locator("[data-drop]")).to_have_count(0)
