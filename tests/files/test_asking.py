"""What takes long is made in the background, once, and the page that asked shows how far it is."""

import pytest

from tests.background_work import work
from tests.files.conftest import signed_in
from zhijiao.audit.models import Entry
from zhijiao.files import answers, asking
from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import FileState, PreparedFile
from zhijiao.jobs.models import Job

pytestmark = pytest.mark.django_db
EXPORT = "/forms/teacher/export/xlsx/"
BOOK = "/school-workbook/"
PART = {"HX-Request": "true"}


def text(answer) -> str:
    return answer.content.decode()


def ask(client, address=EXPORT):
    return client.post(address, {"prepare": "1"}, headers=PART)


def test_a_small_file_is_handed_out_at_once_by_the_link_and_by_the_script(clerk):
    answer = clerk.get(EXPORT)
    assert answer.getvalue().startswith(b"PK")
    asked = ask(clerk, f"{EXPORT}?all=1")
    assert (asked.status_code, asked["HX-Redirect"]) == (204, f"{EXPORT}?all=1")
    assert clerk.post(EXPORT, {"prepare": "1"})["Location"] == EXPORT
    assert not PreparedFile.objects.exists()
    assert Entry.objects.filter(event="export").count() == 1


def test_the_bound_counts_cells(clerk, monkeypatch):
    cells = 3 * len(clerk.get(EXPORT).getvalue() and columns_of("teacher"))
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", cells)
    assert clerk.get(f"{EXPORT}?all=1").getvalue().startswith(b"PK")
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", cells - 1)
    assert "在后台生成" in text(clerk.get(f"{EXPORT}?all=1"))


def columns_of(key):
    from zhijiao.filing.schema import registry

    return registry.get(key).columns


def test_looking_at_what_takes_long_makes_nothing_and_tells_nobody(clerk):
    page = text(clerk.get(BOOK))
    assert ("开始生成" in page, 'name="prepare"' in page) == (True, True)
    assert not PreparedFile.objects.exists()
    assert not Job.objects.filter(path__contains="files").exists()
    assert not Entry.objects.filter(event="export").exists()


def test_asked_for_it_is_shown_in_place_then_made_then_offered(clerk, everything_is_long):
    shown = text(ask(clerk))
    file = PreparedFile.objects.get()
    assert f'hx-get="/files/{file.pk}/?here=1" hx-trigger="every 2s"' in shown
    assert ("排队等待" in shown, "3 条" in shown) == (True, True)
    Job.objects.filter(pk=file.job_id).update(state="running", done=1, total=3)
    assert "正在生成 1 / 3 条" in text(clerk.get(f"/files/{file.pk}/"))
    Job.objects.filter(pk=file.job_id).update(state="waiting")
    assert work(make_file) == 1
    shown = text(clerk.get(f"/files/{file.pk}/?here=1"))
    assert f"/files/{file.pk}/download/" in shown
    assert "hx-trigger" not in shown
    assert "教师基本信息" in text(clerk.get("/files/"))


def test_without_a_script_it_leads_to_the_list_of_files(clerk, everything_is_long):
    answer = clerk.post(EXPORT, {"prepare": "1"})
    assert answer["Location"] == f"/files/#file-{PreparedFile.objects.get().pk}"


def test_a_second_request_joins_the_first(clerk, everything_is_long):
    for _ in range(3):
        ask(clerk)
    assert (PreparedFile.objects.count(), Job.objects.filter(path__contains="files").count()) == (1, 1)
    assert Entry.objects.filter(event="export").count() == 1
    assert work(make_file) == 1
    ask(clerk)  # that one is done: the records may have changed since
    assert PreparedFile.objects.count() == 2


def test_of_a_school_and_kind_one_is_made_at_a_time(clerk, colleague, everything_is_long):
    for client in (clerk, colleague):
        ask(client)
    first, second = PreparedFile.objects.order_by("pk")
    assert first.owner_id != second.owner_id
    assert make_file.call(second.pk) is not None, "it has to wait"
    assert make_file.call(first.pk) is None
    Job.objects.filter(pk=first.job_id).update(state="done")
    assert make_file.call(second.pk) is None
    assert {each.state for each in PreparedFile.objects.all()} == {FileState.READY}


def test_another_kind_does_not_wait(clerk, colleague, everything_is_long):
    ask(clerk, BOOK)
    ask(colleague)
    assert make_file.call(PreparedFile.objects.get(kind="form_export").pk) is None


def test_nobody_has_more_than_a_few_under_way(clerk, everything_is_long):
    *some, last = ("number", "-number", "name", "-name", "sex", "-sex")
    assert len(some) == asking.MOST_LIVE
    for order in some:
        assert "排队等待" in text(ask(clerk, f"{EXPORT}?sort={order}"))
    assert "已有 5 个文件正在生成" in text(ask(clerk, f"{EXPORT}?sort={last}"))
    assert PreparedFile.objects.count() == asking.MOST_LIVE


def test_what_is_chosen_in_a_list_may_be_long_too(clerk, three, everything_is_long):
    answer = clerk.post("/forms/teacher/export/csv/", {"id": three.ids["teacher"][:2]})
    assert answer["Location"].startswith("/files/#")
    work(make_file)
    lines = clerk.get(f"/files/{PreparedFile.objects.get().pk}/download/").content.decode("utf-8-sig")
    assert len(lines.splitlines()) == 3


def test_it_is_asked_for_and_fetched_in_the_audit_log(clerk, everything_is_long):
    ask(clerk, "/forms/teacher/export/csv/?f_name=谭")
    work(make_file)
    file = PreparedFile.objects.get()
    clerk.get(f"/files/{file.pk}/download/")
    asked, fetched = Entry.objects.filter(event="export").order_by("pk")
    facts = {"rows": 3, "format": "csv", "conditions": ["姓名"], "file": file.pk}
    assert (
        {name: asked.detail[name] for name in facts}
        == {name: fetched.detail[name] for name in facts}
        == facts
    )
    assert (asked.detail["done"], fetched.detail["done"]) == ("申请生成文件", "下载生成的文件")
    assert asked.user_id == fetched.user_id == clerk.user.pk
    assert "谭" not in str([asked.detail, fetched.detail])


def test_somebody_who_may_not_export_gets_nothing(tree, three, everything_is_long):
    from tests.accounts.places import person

    reader = signed_in(person(tree.school, "kan", "school_reader"))
    assert ask(reader).status_code == 403
    assert not PreparedFile.objects.exists()
