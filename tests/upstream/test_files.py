"""From a delivered file to the records: what is new, what changes, what stays, and that nothing happens twice."""

from tests import sample
from tests.upstream.conftest import csv_of, record, records, source_row
from zhijiao.filing.models import Change, ImportBatch, SyncedRecord
from zhijiao.upstream.models import DeliveredRow, Delivery, Overwritten


def test_majors_classes_and_students_of_one_workbook_come_in_one_go(bureau):
    parts = (
        csv_of(part, source_row(part), code=bureau.school.code) for part in ("majors", "classes", "students")
    )
    for data in parts:
        assert bureau.sync(data).message.startswith("新增 1 条")
    student = record("student", bureau.school)
    enrolment = record("student_enrolment", bureau.school)
    assert enrolment.student_id == student.pk
    assert enrolment.school_class_id == record("school_class", bureau.school).pk
    assert student.gaps  # what the source does not hold is left for the school


def test_old_codes_of_majors_stay_as_they_come(bureau):
    bureau.sync(csv_of("majors", source_row("majors", ZYDM="090100"), code=bureau.school.code))
    assert record("major", bureau.school).code == "090100"


def test_the_preview_writes_nothing(bureau):
    sample.fill(bureau.school, "school_class")
    sync = bureau.take(
        csv_of("students", source_row("students"), source_row("students", 1), code=bureau.school.code)
    )
    found = bureau.delivery(sync)
    assert found.state == "preview"
    assert (found.counts["new"], found.counts["wrong"]) == (1, 1)
    wrong = DeliveredRow.objects.get(delivery=found, state="wrong")
    assert wrong.number == 3
    assert any(problem["k"] == "ref" for problem in wrong.problems)
    assert not records("student", bureau.school).exists()
    assert not SyncedRecord.objects.exists()


def test_source_wins_for_its_items_and_what_is_completed_here_stays(bureau):
    (pk,) = sample.fill(bureau.school, "student")
    sample.fill(bureau.school, "student_enrolment")
    before = record("student", bureau.school, pk=pk)
    row = source_row("students", XM="陈遥远", ZZMMM="")
    delivery = bureau.sync(csv_of("students", row, code=bureau.school.code))
    after = record("student", bureau.school, pk=pk)
    assert after.name == "陈遥远"
    assert (after.talent, after.political_status) == (before.talent, before.political_status)
    change = Change.objects.get(school=bureau.school, form="student", record_id=pk, action="change")
    assert (change.actor_name, list(change.diff)) == ("学籍系统", ["name"])
    assert ImportBatch.objects.get(pk=change.batch_id).kind == "sync"
    mark = SyncedRecord.objects.get(form="student", record_id=pk)
    assert "name" in mark.items
    assert not {"political_status", "number"} & set(mark.items)
    over = Overwritten.objects.get(form="student")
    assert (over.item, over.delivery_number) == ("name", delivery.pk)


def test_only_values_from_before_the_first_sync_are_conflicts(bureau):
    sample.fill(bureau.school, "student_enrolment")
    for name in ("陈遥远", "陈遥近"):
        bureau.sync(csv_of("students", source_row("students", XM=name), code=bureau.school.code))
    assert record("student", bureau.school).name == "陈遥近"
    assert Overwritten.objects.count() == 1


def test_the_same_file_twice_changes_nothing_and_says_so(bureau):
    sample.fill(bureau.school, "student_enrolment")
    data = csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code)
    bureau.sync(data)
    changes = Change.objects.count()
    again = bureau.sync(data)
    assert again.state == "done"
    assert "没有需要写入的内容" in again.message
    assert Change.objects.count() == changes
    assert Delivery.objects.count() == 2


def test_what_left_the_source_is_flagged_and_not_deleted(bureau):
    sample.fill(bureau.school, "school_class", 2)
    both = [source_row("students", i) for i in range(2)]
    bureau.sync(csv_of("students", *both, code=bureau.school.code), complete=True)
    delivery = bureau.sync(csv_of("students", both[0], code=bureau.school.code), complete=True)
    assert delivery.counts["gone"] == 2  # the student and the enrolment
    assert records("student", bureau.school).count() == 2
    gone = SyncedRecord.objects.filter(gone_at__isnull=False)
    assert set(gone.values_list("form", flat=True)) == {"student", "student_enrolment"}
    bureau.sync(csv_of("students", *both, code=bureau.school.code), complete=True)
    assert not SyncedRecord.objects.filter(gone_at__isnull=False).exists()


def test_a_part_of_the_data_flags_nobody(bureau):
    sample.fill(bureau.school, "school_class", 2)
    both = [source_row("students", i) for i in range(2)]
    bureau.sync(csv_of("students", *both, code=bureau.school.code))
    assert bureau.sync(csv_of("students", both[0], code=bureau.school.code)).counts.get("gone") is None


def test_rows_of_schools_outside_the_area_are_refused_like_unknown_ones(bureau):
    sample.fill(bureau.tree.sister, "school_class")  # a school of the province, not of the city
    rows = [
        source_row("students", i, XXDM=code) for i, code in enumerate((bureau.tree.sister.code, "3699999999"))
    ]
    sync = bureau.take(csv_of("students", *rows))
    assert sync.unjudged == 2
    assert {each["message"] for each in sync.problems} == {"没有这所学校，或不在本单位的管理范围内"}
    assert not Delivery.objects.exists()


def test_a_school_takes_only_its_own(bureau):
    rows = [source_row("students", XXDM=bureau.tree.sister.code)]
    sync = bureau.take(csv_of("students", *rows), by=bureau.admin)
    assert sync.unjudged == 1
    assert not Delivery.objects.exists()


def test_delivered_values_are_kept_sealed(bureau):
    sample.fill(bureau.school, "student_enrolment")
    row = source_row("students", XM="陈遥远")
    sync = bureau.take(csv_of("students", row, code=bureau.school.code))
    kept = DeliveredRow.objects.get(delivery=bureau.delivery(sync))
    assert row["SFZJH"] not in kept.cells + str(kept.changes) + str(kept.problems)
    assert row["SFZJH"].encode() not in bytes(sync.file)


def test_what_is_new_in_complete_data_is_not_taken_for_gone(bureau):
    for part in ("majors", "classes"):
        data = csv_of(part, source_row(part), code=bureau.school.code)
        bureau.sync(data, complete=True)
        assert "没有需要写入的内容" in bureau.sync(data, complete=True).message
    assert not SyncedRecord.objects.filter(gone_at__isnull=False).exists()
