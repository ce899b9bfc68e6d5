"""Files on the pages of a record: brought, kept through refusals, shown, fetched, removed."""

from dataclasses import replace

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests import sample
from tests.attachments import samples
from tests.attachments.conftest import address, held, save, stored, upload
from tests.deleting import delete
from zhijiao.attachments import checking, vault
from zhijiao.attachments.models import Attachment
from zhijiao.filing.models import Change
from zhijiao.filing.records import attached
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.looks.models import Look
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org

pytestmark = pytest.mark.django_db


def signed_in(org, *roles):
    client = Client()
    client.force_login(sample.user(org, *roles))
    return client


def test_a_document_is_brought_without_scripts_shown_and_fetched(clerk, programme):
    assert save(clerk, programme, upload(samples.pdf())).status_code == 302
    (file,) = held(programme)
    row = Attachment.objects.get()
    assert (file.name, file.kind, row.number) == ("批准文件.pdf", "pdf", file.number)
    assert b"Catalog" not in vault.read(row.place)
    assert "批准" not in row.name
    page = clerk.get(address("view", "joint_programme", programme)).content.decode()
    where = address("file", "joint_programme", programme, "approval_file", file.number)
    assert "批准文件.pdf" in page
    assert where in page
    answer = clerk.get(where)
    assert answer.content == samples.pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    clerk.post(address("columns", "joint_programme"), {"column": ["number", "approval_file"]})
    assert "有（1 个）" in clerk.get(address("list", "joint_programme")).content.decode()
    shown = clerk.get(address("list", "joint_programme"), {"f_approval_file": "0"}).content.decode()
    assert "有（1 个）" not in shown
    assert 'aria-label="去掉条件 批准文件 无"' in shown
    said = Change.objects.get(record_id=programme, version=2).diff["approval_file"]
    assert said[0] == []
    assert said[1][0] | {"number": ""} == vars(file) | {"number": ""}


def test_a_refused_file_loses_nothing_that_was_typed(clerk, programme):
    good, bad = upload(samples.pdf(), "好.pdf"), upload(b"<html>", "坏.pdf")
    answer = save(clerk, programme, good, bad, name="approval_file", partner="新的院校")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“坏.pdf”没有接收：文件内容是网页文件" in page
    assert "新的院校" in page
    assert "好.pdf" in page
    kept = Attachment.objects.get().number
    assert f'value="{kept}" checked' in page
    assert save(clerk, programme, approval_file=[kept]).status_code == 302
    assert [file.name for file in held(programme)] == ["好.pdf"]


def test_a_box_that_is_not_ticked_removes_its_file_and_an_untouched_page_none(clerk, programme):
    twice = upload(samples.pdf(), "again.pdf")
    save(clerk, programme, upload(samples.pdf(), "a.pdf"), upload(samples.picture(), "b.jpg"), twice)
    first, second = held(programme)
    assert save(clerk, programme).status_code == 302
    assert held(programme) == (first, second)
    save(clerk, programme, approval_file=[second.number])
    assert held(programme) == (second,)
    assert (
        clerk.get(address("file", "joint_programme", programme, "approval_file", first.number)).status_code
        == 404
    )


def test_too_many_and_too_large_are_refused_with_the_limit(clerk, programme):
    different = [upload(samples.pdf(b"%% %d\n" % i), f"{i}.pdf") for i in range(4)]
    answer = save(clerk, programme, *different[:3])
    kept = [file.number for file in held(programme)]
    answer = save(clerk, programme, different[3], approval_file=kept)
    assert "最多 3 个文件，现有 4 个" in answer.content.decode()
    large = upload(b"%PDF-1.4\n" + bytes(11 * 1024 * 1024), "大.pdf")
    assert "“大.pdf”没有接收：文件有 11.0 MB，超过 10 MB" in save(clerk, programme, large).content.decode()
    assert [file.number for file in held(programme)] == kept


def test_of_more_files_than_an_item_holds_none_is_looked_at(clerk, programme, monkeypatch):
    monkeypatch.setattr(checking, "judged", lambda *_: pytest.fail("a file was looked at"))
    answer = save(
        clerk, programme, *(upload(samples.pdf(), f"{i}.pdf") for i in range(4)), partner="新的院校"
    )
    assert answer.status_code == 422
    assert "最多 3 个文件，一次选了 4 个，都没有接收" in answer.content.decode()
    assert "新的院校" in answer.content.decode()


def test_a_script_sends_a_file_as_soon_as_it_is_chosen(clerk, programme):
    posted = {"record": programme, "file-approval_file": upload(samples.pdf(), "x.pdf")}
    part = clerk.post(address("attach", "joint_programme", "approval_file"), posted).content.decode()
    number = Attachment.objects.get().number
    assert "<html" not in part
    assert f'value="{number}" checked' in part
    assert clerk.post(address("attach", "joint_programme", "name"), posted).status_code == 404
    draft = {"record": programme, "version": 1, "approval_file": [number]}
    clerk.post(address("draft", "joint_programme"), draft)
    assert "x.pdf" in clerk.get(address("edit", "joint_programme", programme)).content.decode()


def test_nobody_can_take_a_file_of_another_record_person_or_school(clerk, school, programme):
    save(clerk, programme, upload(samples.pdf()))
    theirs = held(programme)[0].number
    colleague = signed_in(school, "school_clerk")
    other = sample.fill(school, "joint_programme", first=1)[0]
    answer = save(colleague, other, approval_file=[theirs])
    assert (answer.status_code, held(other)) == (422, ())
    assert "已过期或不属于这条记录" in answer.content.decode()
    assert (
        colleague.get(address("file", "joint_programme", other, "approval_file", theirs)).status_code == 404
    )
    stranger = signed_in(sample.school(24), "school_clerk")
    where = address("file", "joint_programme", programme, "approval_file", theirs)
    assert stranger.get(where).status_code == 404
    assert (
        signed_in(school.parent, "province_auditor").get(where, {"school": school.pk}).content
        == samples.pdf()
    )
    other_province = create_org(Org.objects.get(level="ministry"), "province", "东海省教育厅", "350000")
    assert signed_in(other_province, "province_auditor").get(where, {"school": school.pk}).status_code == 404
    assert Client().get(where).status_code in (302, 401)


def test_a_text_that_is_no_number_is_no_file(clerk, programme):
    for odd in ("a\0b", "x" * 300, "٣" * 32, "%"):
        assert "已过期或不属于这条记录" in save(clerk, programme, approval_file=[odd]).content.decode()
    clerk.post(address("draft", "joint_programme"), {"record": programme, "approval_file": ["a\0b"]})
    assert clerk.get(address("edit", "joint_programme", programme)).status_code == 200


def test_an_upload_that_stands_in_two_records_stays_until_neither_holds_it(clerk, school, programme):
    save(clerk, programme, upload(samples.pdf()))
    (file,) = held(programme)
    other = sample.fill(school, "joint_programme", first=1)[0]
    assert save(clerk, other, approval_file=[file.number]).status_code == 302
    delete(clerk, "joint_programme", programme)
    for _ in range(2):
        attached.sweep()
        Attachment.objects.exclude(left_at=None).update(left_at=timezone.now() - 2 * attached.KEPT)
    where = address("file", "joint_programme", other, "approval_file", file.number)
    assert clerk.get(where).content == samples.pdf()


def test_two_who_change_the_files_of_one_record_both_keep_theirs(clerk, school, programme):
    save(clerk, programme, upload(samples.pdf(), "旧.pdf"))
    version, (old,) = stored("joint_programme", programme).version, held(programme)
    colleague = signed_in(school, "school_clerk")
    save(colleague, programme, upload(samples.picture(), "同事的.jpg"), approval_file=[])
    mine = {"version": version, "approval_file": [old.number], "was-approval_file": [old.number]}
    mine["file-approval_file"] = upload(samples.pdf(b"%% 2\n"), "我的.pdf")
    merging = clerk.post(address("edit", "joint_programme", programme), mine)
    assert merging.status_code == 409
    assert all(name in merging.content.decode() for name in ("同事的.jpg", "我的.pdf"))
    both = [Attachment.objects.latest("pk").number, held(programme)[0].number]
    mine = {"version": version + 1, "approval_file": both, "was-approval_file": [old.number]}
    assert clerk.post(address("edit", "joint_programme", programme), mine).status_code == 302
    assert [file.name for file in held(programme)] == ["我的.pdf", "同事的.jpg"]


def test_a_private_photo_is_fetched_only_after_it_was_revealed_and_that_is_told(trusted, school, teacher):
    save(trusted, teacher, upload(samples.picture(), "韦朗朗.jpg"), form="teacher", name="photo")
    assert "韦朗朗" not in str(stored("teacher", teacher).photo)
    page = trusted.get(address("view", "teacher", teacher)).content.decode()
    assert "******1个文件" in page
    assert "韦朗朗.jpg" not in page
    assert "韦朗朗.jpg" not in trusted.get(address("edit", "teacher", teacher)).content.decode()
    number = Attachment.objects.get().number
    where = address("file", "teacher", teacher, "photo", number)
    reveal = address("reveal", "teacher", teacher, "photo")
    assert trusted.get(where)["Location"] == reveal
    assert trusted.get(where, {"ticket": "x"})["Location"] == reveal
    shown = trusted.post(reveal, {"reason": "check"}).content.decode()
    assert "韦朗朗.jpg" in shown
    ticket = shown.partition("?ticket=")[2].partition('"')[0]
    assert trusted.session.session_key not in signing.b64_decode(ticket.partition(":")[0].encode()).decode()
    assert trusted.get(f"{where}?ticket={ticket}").content.startswith(b"\xff\xd8")
    assert [look.records for look in Look.objects.order_by("pk")] == [str(teacher)] * 2
    plain = signed_in(school, "school_clerk")
    assert plain.get(f"{where}?ticket={ticket}").status_code == 403


def test_a_required_file_is_asked_for_on_the_page_and_never_of_a_sheet(clerk, school, programme, monkeypatch):
    column = registry.get("joint_programme").columns["approval_file"]
    monkeypatch.setattr(column, "facts", replace(column.facts, required=True))
    assert "请上传" in save(clerk, programme).content.decode()
    assert save(clerk, programme, upload(samples.pdf())).status_code == 302
    rows = {name: [cell] for name, cell in sample.row("joint_programme", number="HZ99").items()}
    del rows["approval_file"]
    frame = validate(registry.get("joint_programme"), school, rows)
    assert (frame.clean, frame.gaps) == (True, [1])
    frame = validate(registry.get("joint_programme"), school, rows | {"approval_file": ["批准文件.pdf"]})
    assert [problem.message for problem in frame.problems] == ["附件只能在记录的页面上传"]


def test_a_file_that_somebody_else_brings_meanwhile_stays(trusted, teacher):
    first = save(trusted, teacher, upload(samples.picture()), form="teacher", name="photo", version=1)
    assert first.status_code == 302
    merging = save(trusted, teacher, form="teacher", name="photo", version=1, former_name="谭小红")
    assert merging.status_code == 409
    then = save(trusted, teacher, form="teacher", name="photo", version=2, former_name="谭小红")
    assert (then.status_code, stored("teacher", teacher).former_name) == (302, "谭小红")
    assert stored("teacher", teacher).photo is not None
