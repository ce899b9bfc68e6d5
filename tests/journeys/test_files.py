"""A long export: its progress beside the list, then the file, or later in 我的文件."""

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.background_work import work
from tests.journeys.sessions import sign_in
from zhijiao.files import answers
from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import PreparedFile
from zhijiao.jobs.models import Job, State

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def teachers(staff):
    sample.fill(staff.school, "teacher", 3)
    return staff


def ask(page):
    page.get_by_role("button", name="导出").click()
    page.get_by_role("link", name="行（csv）").click()


def test_a_small_file_comes_at_once(page, live_server, teachers):
    sign_in(page, live_server, "yewu")
    page.goto(f"{live_server.url}/forms/teacher/")
    with page.expect_download() as download:
        ask(page)
    assert download.value.suggested_filename.startswith("教师基本信息_")
    assert page.locator("#prepared").inner_text() == ""


def test_a_long_one_is_shown_in_place_and_fetched_from_there(page, live_server, teachers, monkeypatch):
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", 0)
    sign_in(page, live_server, "yewu")
    page.goto(f"{live_server.url}/forms/teacher/")
    ask(page)
    shown = page.locator("#prepared")
    expect(shown).to_contain_text("排队等待")
    Job.objects.filter(pk=PreparedFile.objects.get().job_id).update(state=State.RUNNING, done=1, total=3)
    expect(shown).to_contain_text("正在生成 1 / 3 条")
    Job.objects.update(state=State.WAITING)
    assert work(make_file) == 1
    with page.expect_download() as download:
        shown.get_by_role("link", name="下载 教师基本信息").click()
    assert download.value.path().read_bytes().decode("utf-8-sig").count("\n") == 4
    page.get_by_role("button", name="账号菜单").click()
    page.get_by_role("link", name="我的文件").click()
    expect(page.get_by_role("link", name="下载 教师基本信息")).to_be_visible()


def test_it_can_be_given_up_in_place(page, live_server, teachers, monkeypatch):
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", 0)
    sign_in(page, live_server, "yewu")
    page.goto(f"{live_server.url}/forms/teacher/")
    ask(page)
    page.locator("#prepared").get_by_role("button", name="取消生成").click()
    expect(page.locator("#prepared")).to_contain_text("已取消")
    assert Job.objects.get(pk=PreparedFile.objects.get().job_id).state == State.CANCELLED
