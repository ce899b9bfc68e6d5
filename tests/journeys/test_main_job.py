"""The guide's four steps in a browser: 5,000 teachers from a template, through errors and review, into the table."""

import re

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests import sample
from tests.accounts.places import person
from tests.background_work import work
from tests.journeys import files
from tests.journeys.sessions import sign_in, signed_in
from tests.office import resave
from zhijiao.files.background_jobs import make_file
from zhijiao.filing.models import Change, FilingCount, ImportBatch, StagedRow, ValueMapping
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import approval

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 5000
MISTAKES = (
    (11, "ethnic_group", ("壮人", "壮人")),
    (12, "ethnic_group", ("壮人", "壮人")),
    (22, "id_number", ("450103196502200020", None)),
    (32, "number", ("10030", "10031")),
    (42, "name", (None, "覃远志")),
    (52, "birth", ("1980年13月1日", None)),
)
"""Sheet row, column, what is typed first and what in the corrected file: the word is explained instead of corrected."""
SAID = {11: "壮人", 12: "壮人", 22: "校验位", 32: "工号", 42: "姓名", 52: "出生日期"}
SOON = 60_000
"""Milliseconds that checking or approving the whole file may take on a busy machine."""


def download(page, press, target):
    """Save what pressing the link sends."""
    with page.expect_download(timeout=SOON) as waited:
        press.click(timeout=SOON)
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
    book = files.Workbook(template, "teacher").type(rows)
    for number, name, (wrong, _) in MISTAKES:
        book.put(number, name, wrong)
    filled = resave(book.save(tmp_path / "教师.xlsx"), tmp_path / "saved")

    _upload_and_see_the_errors(admin, worker, filled)
    admin.get_by_role("link", name="下载错误标注文件").click()
    expect(admin.locator("#prepared")).to_contain_text("标错的“教师基本信息”导入文件")
    assert work(make_file) == 1
    ready = admin.locator("#prepared").get_by_role("link", name="下载")
    marked = download(admin, ready, tmp_path / "marked.xlsx")
    _is_marked(marked)
    _tell_what_a_word_means(admin)
    for number, name, (_, right) in MISTAKES:
        book.put(number, name, right or rows[number - 2][name])
    _upload_the_corrected_file(admin, book.save(tmp_path / "教师（修正）.xlsx"))

    _review(sign_in(open_page(), live_server, "fuhe"))
    colleague = person(staff.tree.school, "fuhe2", "data_reviewer", real_name="黄晓")
    assert approval.pass_rows(actor_for(colleague), staff.school, registry.get("teacher")).created == 1
    _find_and_count(sign_in(open_page(), live_server, "yewu"))
    batch = ImportBatch.objects.get(state=ImportBatch.State.DONE)
    assert (batch.total, batch.approved, batch.removed) == (MOST, MOST - 1, 1)
    assert records("teacher").count() == FilingCount.objects.get(form="teacher").rows == MOST - 1
    assert Change.objects.filter(batch_id=batch.pk).count() == MOST - 1
    admin.reload()
    expect(admin.locator(".tpl li.is-on")).to_contain_text("已导入")


def _upload_and_see_the_errors(page, worker, file):
    """Dropping the file shows its progress, which a reload does not lose; then every error, by row and column."""
    files.drop(page, file)
    page.wait_for_url("**batch=*")
    expect(page.locator(".phases")).to_contain_text("上传")
    page.reload()
    expect(page.get_by_text("可以离开本页，校验会继续进行。")).to_be_visible()
    expect(page.get_by_role("progressbar", name="校验进度")).to_be_visible()
    worker.start()
    expect(page.locator("dl.facts")).to_contain_text(re.compile("错误\\s*6 行"), timeout=SOON)
    expect(page.locator("dl.facts")).to_contain_text(re.compile(f"通过\\s*{MOST - 6} 行"))
    expect(page.locator(".phases")).to_contain_text(f"{MOST} / {MOST} 行")
    table = page.get_by_role("region", name="校验结果")
    for number, words in SAID.items():
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
    assert listed == set(SAID)


def _tell_what_a_word_means(page):
    """A word that no table knows is explained once, and the same file is judged again."""
    word = page.locator(".words li").filter(has_text="壮人")
    expect(word).to_contain_text("2 行")
    word.locator(".ts-control").click()
    page.keyboard.type("壮族")
    word.get_by_role("option", name="壮族").click()
    word.get_by_role("button", name="保存对照并重新校验").click()
    expect(page.locator("dl.facts")).to_contain_text(re.compile("错误\\s*4 行"), timeout=SOON)
    assert ValueMapping.objects.get().text == "壮人"


def _upload_the_corrected_file(page, file):
    """Choosing a corrected file replaces the first; without errors it goes straight to review."""
    page.get_by_label("修正后重新上传").set_input_files(file)
    expect(page.get_by_text("上传成功。")).to_be_visible(timeout=SOON)
    expect(page.locator(".phases")).to_contain_text("100%")
    assert StagedRow.objects.filter(state=StagedRow.State.READY).count() == MOST
    assert not records("teacher").exists()


def _review(page):
    """The reviewer is told of it, queries, looks, edits, sends back, passes one, some, all."""
    page.get_by_role("link", name=f"复核初始化数据：教师基本信息 {MOST} 条").click()
    page.get_by_role("link", name="教师基本信息", exact=True).click()
    page.get_by_label("工号", exact=True).fill("10003")
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_role("link", name=re.compile("^编辑 10003")).click()
    page.get_by_label("最高学历毕业院校", exact=True).fill("云岭师范学院")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("由另一名数据复核员通过").first.wait_for()
    page.get_by_role("button", name=re.compile("^通过 10001")).click()
    page.get_by_text("通过 1 行：新增 1 行，已进入正式库。").wait_for()
    page.get_by_label("选择 10002").check()
    page.get_by_label("退回原因").fill("与原始材料不符")
    page.get_by_role("button", name="退回所选").click()
    page.get_by_text("已退回 1 行，没有写入正式库，已通知上传人。").wait_for()
    for number in ("10004", "10005"):
        page.get_by_label(f"选择 {number}").check()
    page.get_by_role("button", name="通过所选").click()
    page.get_by_text("通过 2 行：新增 2 行，已进入正式库。").wait_for()
    assert records("teacher").count() == 3
    page.get_by_role("button", name="全部通过").click()
    page.get_by_role("dialog").get_by_role("button", name=f"通过 {MOST - 4} 行").click()
    expect(page.get_by_text(f"通过 {MOST - 5} 行：新增 {MOST - 5} 行，已进入正式库。")).to_be_visible(
        timeout=SOON
    )
    expect(page.get_by_text("有 1 行由您本人上传或修改过")).to_be_visible()


def _find_and_count(page):
    """The clerk finds the records, with what the reviewer changed, and the form done on the workbench."""
    page.locator(".app-mod").get_by_role("link", name="综合信息").click()
    branch = page.locator(".app-side details", has_text="教师信息")
    branch.locator("summary").click()
    branch.get_by_role("link", name="基本信息").click()
    expect(page.get_by_role("heading", name="教师基本信息", level=1)).to_be_visible()
    expect(page.locator(".page-head")).to_contain_text(f"{MOST - 1:,}")
    page.get_by_label("工号", exact=True).fill("10003")
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_role("link", name=re.compile("^查看")).and_(page.locator("tbody tr:only-child a")).click()
    expect(page.locator("main")).to_contain_text("云岭师范学院")
    page.get_by_role("link", name="我的工作台").click()
    expect(page.get_by_label(re.compile("必填4 .*已完成"))).to_be_visible()


def test_students_come_first_then_attributes_then_enrolment(
    page, live_server, staff, worker, tmp_path, client
):
    sample.fill(staff.school, "school_class", 2)
    signed_in(page, live_server, staff.admin)
    client.force_login(staff.admin)
    worker.start()
    chain = ("student", "student_attributes", "student_enrolment")
    for done, form_key in enumerate(chain):
        for later in chain[done + 1 :]:
            _is_locked(page, live_server, client, later, chain[done])
        _import_two(page, live_server, form_key, tmp_path)
        for later in chain[done + 1 :]:
            page.goto(f"{live_server.url}/manage/import/?form={later}")
            expect(page.get_by_text(f"“{registry.get(form_key).label}”正在等待复核。")).to_be_visible()
        approval.pass_rows(actor_for(staff.reviewer), staff.school, registry.get(form_key))
        assert records(form_key).count() == 2


def _is_locked(page, live_server, client, form_key, missing):
    """The page says what comes first and takes no file; neither does the address behind it."""
    label = registry.get(missing).label
    page.goto(f"{live_server.url}/manage/import/?form={form_key}")
    expect(page.get_by_text(f"请先完成“{label}”。")).to_be_visible()
    expect(page.locator(".tpl li.is-on")).to_contain_text("待前置")
    expect(page.locator("[data-drop]")).to_have_count(0)
    answer = client.post(
        f"/manage/import/{form_key}/upload/",
        {"file": ContentFile(b"PK", "x.xlsx")},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 422
    assert f"“{label}”" in answer.json()["error"]


def _import_two(page, live_server, form_key, folder):
    """Import two rows into a form that is open now, from the list of templates."""
    page.goto(live_server.url + "/manage/import/")
    page.locator(".tpl").get_by_role("link", name=re.compile(f"^{registry.get(form_key).label}")).click()
    template = download(page, page.get_by_role("link", name="下载模板"), folder / f"{form_key}.xlsx")
    rows = [sample.row(form_key, i) for i in range(2)]
    files.drop(page, files.fill(template, folder / f"{form_key}-filled.xlsx", form_key, rows))
    expect(page.get_by_text("上传成功。")).to_be_visible(timeout=SOON)
