"""Accepting files, asked directly: whose, which one again, and what it takes the place of."""

import hashlib

import pytest
from django.utils import timezone

from tests import sample
from tests.filing.conftest import acting
from tests.intake.conftest import YEAR
from tests.intake.sheets import book, plain, rows_of, teacher
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import Denied
from zhijiao.intake import queue, upload
from zhijiao.jobs.models import Job
from zhijiao.workbooks.package import MAX_BYTES

TEACHER = "teacher"


def accept(office, data, name="甲.xlsx", *, form=TEACHER, actor=None, school=None, **how):
    where = school or office.school
    return upload.accept(actor or office.admin, where, registry.get(form), name, data, YEAR, **how)


def check_all():
    while queue.run_pending_once():
        pass


def states():
    return dict(ImportBatch.objects.order_by("pk").values_list("pk", "state"))


# One form ------------------------------------------------------------------------------------------------------------


def test_a_file_is_kept_sealed_with_what_is_known_of_it(office):
    data = book(TEACHER, teacher(1))
    accepted = accept(office, data, "长" * 250 + ".xlsx")
    batch = ImportBatch.objects.get()
    assert (accepted.batch, accepted.earlier) == (batch, False)
    assert (batch.school, batch.form, batch.year, batch.state) == (office.school, TEACHER, YEAR, "uploaded")
    assert (batch.size, batch.digest) == (len(data), hashlib.sha256(data).hexdigest())
    assert batch.file_name == "长" * 195 + ".xlsx"
    assert (batch.created_by, batch.creator_name) == (office.admin.user_id, "谭红霞")
    assert batch.options == {"notes": []}
    assert data not in bytes(batch.file)
    assert upload.file_of(batch) == data
    entry = Entry.objects.latest("pk")
    assert (entry.event, entry.org_id, entry.subject) == ("import", office.school.pk, "教师基本信息")
    assert entry.detail == {"done": "上传", "batch": batch.pk, "bytes": len(data)}


def test_a_home_made_file_is_noted_as_such(office):
    batch = accept(office, plain(*rows_of(teacher(1)))).batch
    assert len(batch.options["notes"]) == 1
    assert "文件不带模板标记" in batch.options["notes"][0]


def test_who_may_not_import_leaves_nothing(office):
    for actor in (office.clerk, office.reviewer, acting(office.school, "view", "add", "change", "review")):
        with pytest.raises(Denied, match="“导入”权限"):
            accept(office, book(TEACHER, teacher(1)), actor=actor)
    assert states() == {}


def test_files_that_cannot_be_opened_again_are_told_apart(office):
    batch = accept(office, book(TEACHER, teacher(1))).batch
    ImportBatch.objects.filter(pk=batch.pk).update(file=None)
    batch.refresh_from_db()
    assert upload.file_of(batch) == b""
    batch.options["group"] = batch.pk + 100
    assert upload.file_of(batch) == b""


def test_what_is_too_large_is_said_in_megabytes():
    assert upload.too_large(MAX_BYTES) == upload.too_large(None) == ""
    assert upload.too_large(MAX_BYTES + 1) == "文件有 20.0 MB，超过 20 MB，请拆成几个文件。"
    assert "25.5 MB" in upload.too_large(int(25.5 * 1024 * 1024))


# The same again, and another in its place ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["uploaded", "parsing", "review", "done"])
def test_the_same_file_leads_to_its_batch(office, state):
    data = book(TEACHER, teacher(1))
    first = accept(office, data).batch
    ImportBatch.objects.update(state=state)
    again = accept(office, data, "乙.xlsx")
    assert (again.batch.pk, again.earlier, again.anew) == (first.pk, True, False)
    assert states() == {first.pk: state}


def test_whoever_uploads_a_file_again_is_told_what_has_become_of_it(office):
    data = book(TEACHER, teacher(1))
    first = accept(office, data)
    assert (first.queued, first.said) == (True, "")
    again = accept(office, data)
    assert not again.queued
    assert "由谭红霞上传过，现在“" in again.said
    assert again.said.endswith(f"“{first.batch.get_state_display()}”，没有重复接收。")
    ImportBatch.objects.update(state="done")
    again = accept(office, data)
    assert not again.queued
    assert again.said.endswith("“已入库”，没有重复接收。确需再次校验，请勾选“再次校验同一文件”后上传。")
    options = {"notes": [], "attempts": 3}
    facts = {"lease_owner": "w", "lease_until": timezone.now(), "total": 5, "progress": 5, "options": options}
    ImportBatch.objects.update(state="checked", **facts)
    Job.objects.all().delete()
    again = accept(office, data)
    assert [job.single for job in Job.objects.all()] == [f"batch:{first.batch.pk}"]
    assert (again.queued, again.said) == (True, upload.RECHECKING)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.total, batch.progress, batch.lease_owner) == ("uploaded", 0, 0, "")
    assert (batch.lease_until, batch.options) == (None, {"notes": []})


def test_the_same_file_is_checked_anew_while_it_is_being_mended(office):
    data = book(TEACHER, teacher(1))
    first = accept(office, data).batch
    ImportBatch.objects.update(state="checked")
    again = accept(office, data, "乙.xlsx")
    assert (again.batch.pk, again.earlier, again.anew) == (first.pk, True, True)
    assert states() == {first.pk: "uploaded"}


@pytest.mark.parametrize("state", ["refused", "cancelled", "undone"])
def test_a_file_that_came_to_nothing_is_taken_again(office, state):
    data = book(TEACHER, teacher(1))
    first = accept(office, data).batch
    ImportBatch.objects.update(state=state)
    again = accept(office, data)
    assert not again.earlier
    assert states() == {first.pk: state, again.batch.pk: "uploaded"}


def test_a_file_taken_into_the_table_is_checked_again_on_demand_alone(office):
    data = book(TEACHER, teacher(1))
    first = accept(office, data).batch
    ImportBatch.objects.update(state="done")
    again = accept(office, data, again=True)
    assert not again.earlier
    assert states() == {first.pk: "done", again.batch.pk: "uploaded"}
    assert accept(office, data, again=True).batch.pk == again.batch.pk
    assert accept(office, data).batch.pk == again.batch.pk, "the latest"


def test_other_files_forms_and_schools_are_no_earlier_ones(office):
    data = plain(*rows_of(teacher(1)))
    first = accept(office, data).batch
    other = accept(office, data, actor=office.other_admin, school=office.sister)
    student = accept(office, data, form="student")
    assert (other.earlier, student.earlier) == (False, False)
    assert states() == dict.fromkeys([first.pk, other.batch.pk, student.batch.pk], "uploaded")
    assert upload.file_of(other.batch) == data


@pytest.mark.parametrize("state", ["uploaded", "parsing", "checked"])
def test_a_corrected_file_takes_the_place_of_what_is_being_mended(office, state):
    first = accept(office, book(TEACHER, teacher(1))).batch
    check_all()
    ImportBatch.objects.update(state=state, lease_owner="a")
    assert StagedRow.objects.count() == 1
    second = accept(office, book(TEACHER, teacher(2))).batch
    assert states() == {first.pk: "cancelled", second.pk: "uploaded"}
    first.refresh_from_db()
    assert (first.message, first.file) == ("已由后来上传的文件代替", None)
    assert (first.lease_owner, first.lease_until) == ("", None)
    assert first.finished_at is not None
    assert not StagedRow.objects.exists()


@pytest.mark.parametrize("state", ["review", "done", "refused", "undone"])
def test_what_is_settled_stays_beside_a_new_file(office, state):
    first = accept(office, book(TEACHER, teacher(1))).batch
    check_all()
    ImportBatch.objects.update(state=state)
    second = accept(office, book(TEACHER, teacher(2))).batch
    assert states() == {first.pk: state, second.pk: "uploaded"}
    assert StagedRow.objects.count() == 1


def test_a_file_takes_no_place_of_another_form_or_school(office):
    mine = accept(office, plain(*rows_of(teacher(1)))).batch
    student = accept(office, plain(*rows_of(teacher(2))), form="student").batch
    other = accept(office, plain(*rows_of(teacher(3))), actor=office.other_admin, school=office.sister).batch
    assert states() == dict.fromkeys([mine.pk, student.pk, other.pk], "uploaded")


def test_replacing_gives_up_what_is_open_of_this_form_and_school_alone(db):
    school, sister = sample.school(), sample.school(24, name="云州市商贸学校")

    def batch(state, school=school, form=TEACHER):
        return ImportBatch.objects.create(
            school=school, form=form, state=state, year=YEAR, size=0, created_at=timezone.now()
        ).pk

    given_up = [batch(state) for state in ("uploaded", "parsing", "checked")]
    kept = {batch(state): state for state in ("review", "done", "refused", "cancelled", "undone")}
    kept |= {batch("checked", sister): "checked", batch("checked", form="student"): "checked"}
    upload.replace(school, TEACHER)
    assert states() == kept | dict.fromkeys(given_up, "cancelled")


# Dropping ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["uploaded", "parsing", "checked", "review"])
def test_dropping_ends_a_living_batch(office, state):
    batch = accept(office, book(TEACHER, teacher(1))).batch
    check_all()
    ImportBatch.objects.update(state=state)
    assert upload.drop(batch, "cancelled", "不要了" * 200) is True
    batch.refresh_from_db()
    assert (batch.state, batch.file, len(batch.message)) == ("cancelled", None, 500)
    assert not StagedRow.objects.exists()


@pytest.mark.parametrize("state", ["done", "refused", "cancelled", "undone"])
def test_dropping_leaves_what_has_ended(office, state):
    batch = accept(office, book(TEACHER, teacher(1))).batch
    check_all()
    ImportBatch.objects.update(state=state, message="")
    assert upload.drop(batch, "cancelled", "不要了") is False
    batch.refresh_from_db()
    assert (batch.state, batch.message) == (state, "")
    assert batch.file is not None
    assert StagedRow.objects.count() == 1


def test_dropping_touches_no_other_batch(office):
    first = accept(office, book(TEACHER, teacher(1))).batch
    check_all()
    second = accept(office, book(TEACHER, teacher(2))).batch
    check_all()
    upload.drop(second, "cancelled", "")
    assert states() == {first.pk: "review", second.pk: "cancelled"}
    assert set(StagedRow.objects.values_list("batch_id", flat=True)) == {first.pk}
    first.refresh_from_db()
    assert first.file is not None
