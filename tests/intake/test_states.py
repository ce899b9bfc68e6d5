"""Every state a batch can be in, and what happens when a worker or a person interrupts."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone

from tests.intake.conftest import YEAR, example
from tests.intake.sheets import book, column_of, edited, plain, rows_of, teacher
from zhijiao.filing.models import Change, FilingCount, ImportBatch, StagedRow
from zhijiao.filing.records import undo, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import Denied
from zhijiao.intake import approval, corrections, error_workbook, lease, parse, queue, review, staging, upload
from zhijiao.jobs.models import Job
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.reading import read_book


class Killed(BaseException):
    """What a killed process looks like from inside."""


def killed(*args, **kwargs):
    raise Killed


def numbers() -> list[str]:
    return sorted(registry.get("teacher").model.unscoped.values_list("number", flat=True))


def waiting(office, *rows) -> ImportBatch:
    accepted = upload.accept(
        office.admin, office.school, registry.get("teacher"), "a.xlsx", book("teacher", *rows), YEAR
    )
    return accepted.batch


def expire(batch: ImportBatch) -> None:
    past = timezone.now() - timedelta(seconds=1)
    ImportBatch.objects.filter(pk=batch.pk).update(lease_until=past)
    Job.objects.filter(state="running").update(lease_until=past)


STEPS = {
    "reading": (parse, "read_sheet"),
    "judging": (staging, "validate"),
    "laying down": (staging.bulk, "insert_rows"),
    "settling": (staging, "_settle"),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_while_checking_and_taken_over(office, monkeypatch, step):
    batch = waiting(office, *(teacher(i) for i in range(1, 6)))
    monkeypatch.setattr(staging, "PIECE", 2)
    module, name = STEPS[step]
    with monkeypatch.context() as patched:
        patched.setattr(module, name, killed)
        with pytest.raises(Killed):
            queue.run_pending_once()
    batch.refresh_from_db()
    assert batch.state == "parsing"
    assert not queue.run_pending_once(), "the lease still holds"
    expire(batch)
    assert queue.run_pending_once()
    batch.refresh_from_db()
    assert (batch.state, batch.good, batch.progress, batch.total) == ("review", 5, 5, 5)
    assert StagedRow.objects.filter(batch=batch).count() == 5


def test_killed_between_pieces_leaves_true_progress(office, monkeypatch):
    batch = waiting(office, *(teacher(i) for i in range(1, 6)))
    monkeypatch.setattr(staging, "PIECE", 2)
    insert, done = staging.bulk.insert_rows, []

    def second_time(*args, **kwargs):
        if done:
            raise Killed
        done.append(1)
        return insert(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(staging.bulk, "insert_rows", second_time)
        with pytest.raises(Killed):
            queue.run_pending_once()
    batch.refresh_from_db()
    assert (batch.progress, StagedRow.objects.count()) == (2, 2)
    expire(batch)
    queue.run_pending_once()
    assert StagedRow.objects.count() == 5


def test_a_worker_that_lost_its_lease_changes_nothing(office):
    batch = waiting(office, teacher(1))
    _, slow = lease.take("slow")
    expire(batch)
    assert queue.run_pending_once("quick")
    with pytest.raises(lease.Lost):
        slow.keep(progress=99)
    batch.refresh_from_db()
    assert (batch.state, batch.progress) == ("review", 1)


def test_cancelled_while_being_checked(office, monkeypatch):
    batch = waiting(office, teacher(1))
    check = staging.check

    def meanwhile(*args):
        corrections.cancel(office.admin, batch)
        return check(*args)

    monkeypatch.setattr(staging, "check", meanwhile)
    assert queue.run_pending_once()
    batch.refresh_from_db()
    assert (batch.state, batch.file) == ("cancelled", None)
    assert not StagedRow.objects.exists()


def test_a_batch_that_always_fails_is_given_up(office, monkeypatch):
    batch = waiting(office, teacher(1))
    monkeypatch.setattr(staging, "check", lambda *args: 1 / 0)
    while queue.run_pending_once():
        pass
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert f"批次 {batch.pk}" in batch.message


@pytest.mark.parametrize("name", ["_insert", "append_changes", "count_written", "_index"])
def test_killed_while_approving_writes_nothing(office, monkeypatch, name):
    office.upload("teacher", book("teacher", teacher(1), teacher(2)))
    form = registry.get("teacher")
    with monkeypatch.context() as patched:
        patched.setattr(writer, name, killed)
        with pytest.raises(Killed):
            approval.pass_rows(office.reviewer, office.school, form)
    assert (numbers(), Change.objects.count(), FilingCount.objects.filter(rows__gt=0).count()) == ([], 0, 0)
    assert StagedRow.objects.filter(state="ready").count() == 2
    assert approval.pass_rows(office.reviewer, office.school, form).created == 2
    assert numbers() == ["js0001", "js0002"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_worker_killed_outright(office, monkeypatch):
    """A real process, a real kill -9, a second worker that goes on."""
    batch = waiting(office, *(teacher(i) for i in range(1, 2001)))
    settings = connection.settings_dict
    url = f"sqlite:///{settings['NAME']}"
    if connection.vendor == "postgresql":
        host = f"?host={settings['OPTIONS'].get('host') or settings['HOST']}"
        url = f"postgresql://{settings['USER']}@/{settings['NAME']}{host}"
    mode = {"ZHIJIAO_MODE": "test", "DJANGO_SETTINGS_MODULE": "zhijiao.config.testing"}
    environment = {**os.environ, **mode, "DATABASE_URL": url}
    killed_at = set()
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-m", "zhijiao", "worker"], env=environment, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            batch.refresh_from_db(fields=["state", "total", "progress"])
            if batch.state == "parsing" and (batch.state, bool(batch.total)) not in killed_at:
                killed_at.add((batch.state, bool(batch.total)))
                break
            if batch.state not in ("uploaded", "parsing"):
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
        expire(batch)
    assert killed_at, "the worker never came"
    while queue.run_pending_once():
        pass
    batch.refresh_from_db()
    assert (batch.state, batch.good, StagedRow.objects.filter(batch=batch).count()) == ("review", 2000, 2000)


# Twice, and twice elsewhere ------------------------------------------------------------------------------------------


def test_the_same_file_twice(office):
    data, form = book("teacher", teacher(1)), registry.get("teacher")
    first = office.upload("teacher", data)
    second = upload.accept(office.admin, office.school, form, "同.xlsx", data, YEAR)
    assert (second.earlier, second.batch.pk) == (True, first.pk)
    approval.pass_rows(office.reviewer, office.school, form)
    third = upload.accept(office.admin, office.school, form, "同.xlsx", data, YEAR)
    assert (third.earlier, third.batch.pk) == (True, first.pk)
    assert ImportBatch.objects.count() == 1
    fourth = office.upload("teacher", data, again=True)
    assert (fourth.state, fourth.same, fourth.message) == ("done", 1, "与正式库完全一致，没有需要写入的内容")
    assert Change.objects.count() == 1


def test_a_corrected_file_takes_the_place_of_the_one_being_mended(office):
    wrong = office.upload("teacher", book("teacher", teacher(1, name=None)))
    assert wrong.state == "checked"
    right = office.upload("teacher", book("teacher", teacher(1)))
    assert right.state == "review"
    wrong.refresh_from_db()
    assert (wrong.state, wrong.message) == ("cancelled", "已由后来上传的文件代替")
    assert set(StagedRow.objects.values_list("batch_id", flat=True)) == {right.pk}


def test_duplicates_are_named_wherever_they_are(office):
    office.put("teacher", teacher(1), teacher(2))
    office.upload("teacher", book("teacher", teacher(10)), "先.xlsx")
    twin = teacher(5) | {"id_number": teacher(2)["id_number"], "birth": teacher(2)["birth"]}
    batch = office.upload(
        "teacher",
        book("teacher", teacher(1, name="改名"), teacher(3), teacher(3), twin, teacher(10)),
        "后.xlsx",
    )
    said = {
        r.number: "".join(p["m"] + p["r"] for p in r.problems or ())
        for r in StagedRow.objects.filter(batch=batch)
    }
    assert "数据库已存在记录：正式库已有工号 js0001（教师1），1 项与文件不同：姓名" in said[2]
    assert "与第 3 行的工号相同" in said[4]
    assert "数据库已存在记录：与工号 js0002 的身份证件号相同" in said[5]
    assert "与另一批待复核数据重复" in said[6]
    assert "“先.xlsx”第 2 行" in said[6]
    assert (batch.state, batch.good, batch.wrong, batch.existing) == ("checked", 1, 3, 1)


def test_every_row_is_counted(office):
    office.put("teacher", teacher(1), teacher(2))
    rows = [teacher(1, name="改名"), teacher(2), teacher(3), teacher(4, sex="妇"), teacher(5)]
    batch = office.upload("teacher", book("teacher", *rows))
    assert batch.total == batch.good + batch.wrong + batch.same + batch.existing + batch.removed == 5
    corrections.decide(office.admin, batch, "skip")
    corrections.submit(office.admin, batch)
    chosen = approval.Choice([StagedRow.objects.get(number=4).pk])
    review.give_back(office.reviewer, office.school, registry.get("teacher"), chosen, "不属于本校")
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    batch.refresh_from_db()
    assert (batch.state, batch.approved, batch.removed, batch.wrong, batch.same) == ("done", 1, 2, 1, 1)
    assert batch.total == batch.approved + batch.removed + batch.wrong + batch.same


# Deciding ------------------------------------------------------------------------------------------------------------


def test_nothing_wrong_goes_on_without_being_told(office):
    office.put("teacher", teacher(1))
    batch = office.upload("teacher", book("teacher", teacher(1, name="新名"), teacher(2)))
    assert batch.state == "checked"
    with pytest.raises(corrections.NotNow, match="请先选择"):
        corrections.submit(office.admin, batch)
    corrections.decide(office.admin, batch, "update", [2])
    batch.refresh_from_db()
    assert (batch.state, batch.good) == ("review", 2)
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    assert registry.get("teacher").model.unscoped.get(number="js0001").name == "新名"


def test_all_skipped_is_done_without_writing(office):
    office.put("teacher", teacher(1))
    batch = office.upload("teacher", book("teacher", teacher(1, name="新名")))
    corrections.decide(office.admin, batch, "skip")
    batch.refresh_from_db()
    assert (batch.state, batch.removed) == ("done", 1)


def test_only_wrong_rows_cannot_be_submitted(office):
    batch = office.upload("teacher", book("teacher", teacher(1, name=None)))
    with pytest.raises(corrections.NotNow, match="没有可以写入的行"):
        corrections.submit(office.admin, batch)


def test_a_step_out_of_turn_is_refused(office):
    batch = office.upload("teacher", book("teacher", teacher(1)))
    for act in (
        lambda: corrections.submit(office.admin, batch),
        lambda: corrections.decide(office.admin, batch, "skip"),
    ):
        with pytest.raises(corrections.NotNow, match="现在是“待复核”"):
            act()
    corrections.cancel(office.admin, batch)
    with pytest.raises(corrections.NotNow, match="现在是“已放弃”"):
        corrections.cancel(office.admin, batch)


def test_rights(office):
    form, data = registry.get("teacher"), book("teacher", teacher(1))
    for actor in (office.clerk, office.reviewer):
        with pytest.raises(Denied):
            upload.accept(actor, office.school, form, "a.xlsx", data, YEAR)
    batch = office.upload("teacher", data)
    for actor in (office.clerk, office.admin):
        with pytest.raises(Denied):
            approval.pass_rows(actor, office.school, form)
    with pytest.raises(Denied):
        corrections.cancel(office.reviewer, batch)
    assert numbers() == []


# Approving -----------------------------------------------------------------------------------------------------------


def test_the_world_moved_on_before_approval(office):
    form = registry.get("teacher")
    office.upload("teacher", book("teacher", teacher(1), teacher(2)))
    office.put("teacher", teacher(1, name="先到"))
    with pytest.raises(approval.ApprovalRefused, match="有 1 行不能写入正式库，这一批没有做任何改动"):
        approval.pass_rows(office.reviewer, office.school, form)
    assert numbers() == ["js0001"]
    row = StagedRow.objects.get(number=2)
    assert "复核前正式库中已新增了相同的记录" in row.problems[0]["m"]
    review.give_back(office.reviewer, office.school, form, approval.Choice([row.pk]), "重复上报")
    assert approval.pass_rows(office.reviewer, office.school, form).created == 1


def test_a_record_to_be_updated_has_gone(office):
    form = registry.get("teacher")
    (record,) = office.put("teacher", teacher(1))
    batch = office.upload("teacher", book("teacher", teacher(1, name="新名")))
    corrections.decide(office.admin, batch, "update")
    writer.delete(office.clerk, office.school, form, [record])
    with pytest.raises(approval.ApprovalRefused, match="要更新的记录已从正式库中删除"):
        approval.pass_rows(office.reviewer, office.school, form)


def test_passing_twice_passes_once(office):
    form = registry.get("teacher")
    office.upload("teacher", book("teacher", teacher(1)))
    assert approval.pass_rows(office.reviewer, office.school, form).created == 1
    assert approval.pass_rows(office.reviewer, office.school, form).total == 0
    assert numbers() == ["js0001"]


def test_private_values_arrive_whole(office):
    from zhijiao.private.cipher import for_school

    form = registry.get("teacher")
    office.upload("teacher", book("teacher", teacher(1)))
    approval.pass_rows(office.reviewer, office.school, form)
    record = form.model.unscoped.get()
    assert for_school(office.school.pk).decrypt(record.id_number) == teacher(1)["id_number"]
    assert record.id_number_blind


# Undoing -------------------------------------------------------------------------------------------------------------


def test_undo_restores_and_removes(office):
    form = registry.get("teacher")
    office.put("teacher", teacher(1))
    batch = office.upload("teacher", book("teacher", teacher(1, name="新名"), teacher(2)))
    corrections.decide(office.admin, batch, "update")
    approval.pass_rows(office.reviewer, office.school, form)
    batch.refresh_from_db()
    undo.undo(office.admin, office.school, batch, action="import")
    assert list(form.model.unscoped.values_list("number", "name")) == [("js0001", "教师1")]
    assert FilingCount.objects.get(form="teacher").rows == 1
    batch.refresh_from_db()
    assert batch.state == "undone"


def test_undo_is_refused_with_what_stands_on_it(office):
    form = registry.get("teacher")
    batch = office.upload("teacher", book("teacher", teacher(1), teacher(2)))
    approval.pass_rows(office.reviewer, office.school, form)
    record = form.model.unscoped.get(number="js0001")
    frame = validate(form, office.school, {"name": ["后来改的"]}, ids=[record.pk])
    writer.write(office.clerk, office.school, frame)
    batch.refresh_from_db()
    with pytest.raises(undo.UndoBlocked, match="后来改的：韦朗朗"):
        undo.undo(office.admin, office.school, batch, action="import")
    assert numbers() == ["js0001", "js0002"]


# The marked file -----------------------------------------------------------------------------------------------------


def marked_sheets(office, batch, actor=None):
    out = BytesIO()
    error_workbook.write(out, actor or office.admin, ImportBatch.objects.get(pk=batch.pk))
    return openpyxl.load_workbook(BytesIO(out.getvalue()))


def test_the_marked_file(office):
    header, first, second = rows_of(teacher(1, sex="妇", remarks="=1+1"), teacher(2))
    lines = [["名单"], [*header, "办公室"], [*first, "A201"], [], [*second, "B3"]]
    batch = office.upload("teacher", plain(*lines))
    made = marked_sheets(office, batch)
    page = made["Sheet1"]
    wrong = page.cell(3, column_of("sex"))
    assert wrong.value == "妇"
    assert wrong.fill.fgColor.rgb == "FFFDE0E0"
    assert "不在代码表" in wrong.comment.text
    assert [page.cell(n, 1).value for n in range(1, 6)] == ["名单", "工号", "js0001", None, "js0002"]
    assert page.cell(5, len(header) + 1).value == "B3"
    formula = page.cell(3, column_of("remarks"))
    assert formula.value == "=1+1"
    listed = [[c.value for c in row] for row in made["错误清单"].iter_rows(min_row=2)]
    assert [row[:3] for row in listed] == [[3, wrong.coordinate, "性别"], [3, formula.coordinate, "备注"]]
    assert page.cell(3, column_of("id_number")).value == teacher(1)["id_number"]


def test_the_marked_file_of_somebody_else_is_masked(office):
    batch = office.upload("teacher", book("teacher", teacher(1, sex="妇")))
    page = marked_sheets(office, batch, office.other_admin)["Sheet1"]
    assert "*" in page.cell(2, column_of("id_number")).value


def test_the_marked_file_mended_goes_through(office):
    batch = office.upload("teacher", book("teacher", teacher(1, sex="妇"), teacher(2)))
    out = BytesIO()
    error_workbook.write(out, office.admin, ImportBatch.objects.get(pk=batch.pk))

    def mended(page):
        page.cell(2, column_of("sex")).value = "女"

    again = office.upload("teacher", edited(out.getvalue(), mended))
    assert (again.state, again.good) == ("review", 2)


def test_the_marked_file_is_gone_with_its_batch(office):
    batch = office.upload("teacher", book("teacher", teacher(1, sex="妇")))
    corrections.cancel(office.admin, batch)
    with pytest.raises(FileRefused, match="已按期清除"):
        marked_sheets(office, batch)


def test_tidying_up(office):
    batch = office.upload("teacher", book("teacher", teacher(1, sex="妇")))
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=8))
    queue.tidy()
    batch.refresh_from_db()
    assert batch.state == "cancelled"
    done = office.upload("teacher", book("teacher", teacher(2)))
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    ImportBatch.objects.update(finished_at=timezone.now() - timedelta(days=8))
    queue.tidy()
    done.refresh_from_db()
    assert done.file is None
    assert not StagedRow.objects.exists()
    assert numbers() == ["js0002"]


def test_every_form_takes_a_template(office):
    """The template of each form reads back with its own example, as far as its references exist."""
    for form in registry.registry().records:
        out = BytesIO()
        from zhijiao.intake import workbook

        workbook.filled(
            out,
            form,
            office.school,
            YEAR,
            [[workbook.example_of(form, c) for c in workbook.template_columns(form)]],
        )
        package = read_book(out.getvalue(), "a.xlsx")
        mark = parse.read_mark(package)
        assert parse.check_mark(mark, form, office.school) == []
        sheet = parse.read_sheet(package, form, office.school)
        assert sheet.size == 1
        frame = validate(form, office.school, sheet.columns)
        assert {p.code for p in frame.problems} <= {"ref", "required"}, (
            form.key,
            list(map(str, frame.problems)),
        )
        assert set(sheet.columns) == {name for name in example(form) if form.columns[name].read_from_sheets}


def test_a_file_that_kills_every_worker_is_given_up(office, monkeypatch):
    batch = waiting(office, teacher(1))
    monkeypatch.setattr(staging, "check", killed)
    for _ in range(lease.MOST_ATTEMPTS):
        with pytest.raises(Killed):
            queue.run_pending_once()
        expire(batch)
    assert queue.run_pending_once()
    batch.refresh_from_db()
    assert batch.state == "refused"
    assert not queue.run_pending_once()


def test_nobody_waits_for_a_stopped_worker(office):
    batch = waiting(office, teacher(1))
    assert not queue.check_if_overdue(batch)
    batch.created_at -= timedelta(minutes=1)
    assert queue.check_if_overdue(batch)
    batch.refresh_from_db()
    assert batch.state == "review"


def test_spans_and_numbers_in_the_review_query(office):
    from zhijiao.filing.records.query import Query

    form = registry.get("teacher")
    office.upload("teacher", book("teacher", teacher(1), teacher(900), teacher(5)))

    def found(**filters):
        return sorted(
            review.search(office.school, form, Query(form, filters)).values_list("key_text", flat=True)
        )

    assert found(birth="1975-01-02~1975-01-05") == ["js0900"]
    assert found(birth="~1975-01-01") == ["js0001", "js0005"]
    assert found(birth="1975-01-02~") == ["js0900"]
    assert found(sex="2") == ["js0001", "js0005", "js0900"]
    assert found(sex="男") == []
    assert found(normal_graduate="1", name="教师9") == ["js0900"]
    assert found(number="'\"%_") == []
