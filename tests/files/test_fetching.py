"""Fetching: by who asked alone, with the rights of now, for a day; and what is kept says nothing without the key."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.accounts.places import person, role
from tests.background_work import prepared, work
from tests.files.conftest import signed_in
from tests.files.test_asking import EXPORT, ask, text
from zhijiao.audit.models import Entry
from zhijiao.files import keeping
from zhijiao.files.background_jobs import forget_expired_files, make_file
from zhijiao.files.models import FileState, PreparedFile
from zhijiao.identity.requests import MemberRequest
from zhijiao.jobs.models import Job
from zhijiao.private import data_password
from zhijiao.users.services import set_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything_is_long")]


def download(client, file=None):
    return client.get(reverse("files:download", args=[(file or PreparedFile.objects.latest("pk")).pk]))


def test_the_file_is_what_the_list_shows(clerk):
    answer = prepared(clerk, "/forms/teacher/export/csv/?sort=-number")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["js002-2", "js002-1", "js002"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]


def test_nobody_else_can_fetch_see_or_cancel_it(clerk, colleague):
    ask(clerk)
    file = PreparedFile.objects.get()
    for answer in (
        colleague.get(f"/files/{file.pk}/"),
        colleague.post(f"/files/{file.pk}/cancel/"),
    ):
        assert answer.status_code == 404
    assert "教师基本信息" not in text(colleague.get("/files/"))
    work(make_file)
    assert download(colleague).status_code == 404
    assert download(clerk).status_code == 200


def test_rights_taken_away_meanwhile_hold_for_the_file_too(clerk):
    assert prepared(clerk, EXPORT).status_code == 200
    set_roles(clerk.user, [role("school_reader")], by=None)
    refused = download(clerk)
    assert refused.status_code == 403
    assert Entry.objects.filter(event="export").count() == 2


def test_rights_that_changed_want_a_new_file(clerk, tree):
    """With another data role the rows would be others."""
    assert prepared(clerk, EXPORT).status_code == 200
    set_roles(clerk.user, [role("school_clerk"), role("data_reviewer")], by=None)
    answer = download(clerk)
    assert answer.status_code == 403
    assert "您的权限有变动" in text(answer)


def test_rights_taken_away_before_it_is_made_leave_nothing_to_fetch(clerk):
    ask(clerk)
    set_roles(clerk.user, [role("school_reader")], by=None)
    work(make_file)
    file = PreparedFile.objects.get()
    assert (file.state, file.content) == (FileState.REFUSED, None)
    assert "导出" in text(clerk.get("/files/"))
    assert download(clerk).status_code == 404


def test_a_private_form_wants_the_data_password_again_at_the_door(tree, three, clerk):
    sample.fill(tree.school, "discipline_case", 1, entered={"teacher", "department"})
    manager = signed_in(person(tree.school, "jijian", "privacy_manager", "school_clerk"))
    assert manager.get("/forms/discipline_case/export/xlsx/").status_code == 403, "not open yet"
    unlock(manager)
    assert prepared(manager, "/forms/discipline_case/export/xlsx/").status_code == 200
    manager.post(reverse("private:data_password_lock"))
    assert "输入数据密码" in text(download(manager))
    assert Entry.objects.filter(event="export").count() == 2
    unlock(manager)
    assert download(manager).status_code == 200


def unlock(client):
    request = MemberRequest()
    request.user, request.session = client.user, client.session
    data_password.begin(request)
    request.session.save()


def test_a_day_later_it_is_gone_and_says_so(clerk):
    assert prepared(clerk, EXPORT).status_code == 200
    PreparedFile.objects.update(expires_at=timezone.now())
    assert download(clerk).status_code == 404
    assert "已过期" in text(clerk.get("/files/"))
    assert PreparedFile.objects.get().content
    forget_expired_files.call()
    assert (PreparedFile.objects.get().content, PreparedFile.objects.get().state) == (None, FileState.EXPIRED)
    PreparedFile.objects.update(asked_at=timezone.now() - keeping.LISTED - timedelta(minutes=1))
    forget_expired_files.call()
    assert not PreparedFile.objects.exists()


def test_the_oldest_of_many_files_expires_first(clerk, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 2)
    for number in range(3):
        assert prepared(clerk, f"{EXPORT}?f_number={number}").status_code == 200
    assert [each.state for each in PreparedFile.objects.order_by("pk")] == [
        FileState.EXPIRED, FileState.READY, FileState.READY,
    ]  # fmt: skip


def test_one_can_give_it_up(clerk):
    ask(clerk)
    file = PreparedFile.objects.get()
    assert "已取消" in text(clerk.post(f"/files/{file.pk}/cancel/", follow=True))
    assert PreparedFile.objects.get().state == FileState.CANCELLED
    assert work(make_file) == 0
    assert "不用再取消" in text(clerk.post(f"/files/{file.pk}/cancel/", follow=True))
    ask(clerk)
    assert PreparedFile.objects.count() == 2, "what was given up is no longer joined"


def test_a_job_that_fails_is_told_as_such(clerk, monkeypatch):
    from zhijiao.filing.pages import export_file

    ask(clerk)
    Job.objects.update(failures=9)
    monkeypatch.setattr(export_file, "export_cells", lambda *args: 1 / 0)
    work(make_file)
    assert PreparedFile.objects.get().state == FileState.FAILED
    assert "生成失败" in text(clerk.get("/files/"))


def test_made_twice_it_is_one_file(clerk):
    assert prepared(clerk, EXPORT).status_code == 200
    made = PreparedFile.objects.get().made_at
    make_file.call(PreparedFile.objects.get().pk)
    assert PreparedFile.objects.get().made_at == made


def test_nothing_that_is_kept_tells_a_name_or_a_condition(clerk):
    ask(clerk, f"{EXPORT}?f_name=谭红霞")
    work(make_file)
    kept = "".join(str(value) for value in PreparedFile.objects.values_list()[0])
    for word in ("谭红霞", "js002", "PK\\x03", "f_name"):
        assert word not in kept
    assert keeping.content_of(PreparedFile.objects.get()).startswith(b"PK")
    assert "谭红霞" not in str(list(Job.objects.values_list("arguments", "result", "message")))
