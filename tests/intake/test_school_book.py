"""A whole-school workbook: which of its sheets make a batch, what they share, and what is said of the others."""

import hashlib
import json
from io import BytesIO

import openpyxl
import pytest

from tests.filing.conftest import acting
from tests.intake.conftest import YEAR
from tests.intake.sheets import book, edited, example, plain, rows_of, saved, teacher
from tests.intake.test_upload import accept, check_all, states
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.intake import upload, workbook
from zhijiao.workbooks.package import FileRefused

TEACHER = "teacher"


def line(form, **cells):
    given = example(form) | cells
    return [given.get(column.name) for column in workbook.template_columns(form)]


def whole(school, *keys, **cells):
    """A workbook of these forms, a row each; `teacher` may have other cells."""
    out = BytesIO()
    bare = {"campus": None, "head": None}
    rows = [(registry.get(key), [line(registry.get(key), **bare, **cells)]) for key in keys]
    workbook.school_book(out, school, YEAR, rows)
    return out.getvalue()


def accept_book(office, data, *, actor=None, school=None, **how):
    return upload.accept_school_book(
        actor or office.admin, school or office.school, "全校.xlsx", data, YEAR, **how
    )


def test_a_whole_school_workbook_of_another_school_is_refused(office):
    data = whole(office.sister, "teacher", "department")
    with pytest.raises(
        FileRefused, match=f"为“{office.sister.name}”（{office.sister.code}）下载的，不是本校的"
    ):
        accept_book(office, data)
    assert states() == {}
    assert not Entry.objects.filter(event="import").exists()
    accepted = accept_book(office, data, actor=office.other_admin, school=office.sister)
    assert [one.batch.school for one in accepted] == [office.sister] * 2


def marked(data, **facts):
    """A workbook whose hidden mark says something else."""
    made = openpyxl.load_workbook(BytesIO(data))
    for name, value in made[workbook.MARK_SHEET].iter_rows():
        value.value = facts.get(name.value, value.value)
    return saved(made)


def test_a_workbook_made_for_no_school_is_anybody_s(office):
    (accepted,) = accept_book(office, marked(whole(office.sister, "teacher"), school=""))
    assert (accepted.batch.school, accepted.batch.form) == (office.school, "teacher")


def test_a_sheet_that_cannot_be_read_stops_the_whole_workbook_unless_it_is_not_ours(office):
    data, label = whole(office.school, "teacher", "department"), registry.get("department").label
    broken = edited(data, lambda page: page.cell(3, 2000, "远"), sheet=label)
    with pytest.raises(FileRefused, match=f"工作表“{label}”超过"):
        accept_book(office, broken)
    assert states() == {}
    some = acting(office.school, "import", form="teacher")
    (accepted,) = accept_book(office, broken, actor=some)
    assert accepted.batch.form == "teacher"


def test_sheets_are_known_by_the_mark_or_their_name_and_what_is_not_read_is_told(office):
    made, labels = openpyxl.load_workbook(BytesIO(whole(office.school, "teacher", "department"))), {}
    for key in ("teacher", "department"):
        labels[key] = registry.get(key).label
    renamed = made[labels["teacher"]]
    renamed.title = "本校教师"
    made.copy_worksheet(renamed).title = labels["teacher"]
    made.create_sheet("空白")
    for title, state in (("备份", "hidden"), ("说明", "visible")):
        made.create_sheet(title).sheet_state = state
        for words in ("标题", "内容"):
            made[title].append([words])
    data = marked(saved(made), sheets=json.dumps({"本校教师": "teacher"}))
    accepted = accept_book(office, data)
    assert {one.batch.form: one.batch.options["sheet"] for one in accepted} == {
        "department": labels["department"], "teacher": "本校教师",
    }  # fmt: skip
    first, *others = accepted[0].batch.options["notes"]
    assert first.startswith(f"工作表“{labels['teacher']}”中有 1 行内容，没有读取")
    assert accepted[1].batch.options["notes"] == []
    assert [note[:9] for note in others] == ["工作表“说明”中有"]


def test_one_batch_for_each_sheet_with_data_that_one_may_import(office):
    data = whole(office.school, "teacher", "department", "campus")
    some = acting(office.school, "import", form="teacher")
    assert [one.batch.form for one in accept_book(office, data, actor=some)] == ["teacher"]
    with pytest.raises(FileRefused, match="业务数据为空"):
        accept_book(office, data, actor=acting(office.school, "view", "change"))
    with pytest.raises(FileRefused, match="业务数据为空"):
        accept_book(office, whole(office.school))


def test_a_sheet_without_data_makes_no_batch(office):
    made = openpyxl.load_workbook(BytesIO(whole(office.school, "teacher", "department")))
    made[registry.get("department").label].delete_rows(2, 9)
    out = BytesIO()
    made.save(out)
    (accepted,) = accept_book(office, out.getvalue())
    assert (accepted.batch.form, accepted.batch.options["notes"]) == ("teacher", [])


def test_the_first_batch_keeps_the_file_for_all(office):
    data = whole(office.school, "teacher", "department", "campus")
    accepted = accept_book(office, data)
    batches = [ImportBatch.objects.get(pk=one.batch.pk) for one in accepted]
    leader = batches[0]
    assert [batch.pk for batch in batches] == sorted(batch.pk for batch in batches)
    assert [batch.options["group"] for batch in batches] == [leader.pk] * 3
    assert [batch.file is None for batch in batches] == [False, True, True]
    assert [upload.file_of(batch) for batch in batches] == [data] * 3
    assert [batch.digest for batch in batches] == [hashlib.sha256(data).hexdigest()] * 3
    for batch in batches:
        label = registry.get(batch.form).label
        assert batch.options == {"sheet": label, "group": leader.pk, "existing": "update", "notes": []}
        assert (batch.year, batch.file_name) == (YEAR, "全校.xlsx")
    entry = Entry.objects.latest("pk")
    labels = [registry.get(batch.form).label for batch in batches]
    assert (entry.event, entry.org_id, entry.subject) == ("import", office.school.pk, "全校工作簿")
    assert entry.detail == {"done": "上传", "batch": leader.pk, "forms": labels, "bytes": len(data)}


def test_the_file_goes_with_none_of_the_group_but_stays_sealed_to_its_school(office):
    accepted = accept_book(office, whole(office.school, "teacher", "department"))
    leader, other = (one.batch for one in accepted)
    upload.drop(leader, "cancelled", "")
    other.refresh_from_db()
    assert upload.file_of(other)
    other.school = office.sister
    other.school_id = office.sister.pk
    assert upload.file_of(other) == b""


def test_the_same_workbook_again_queues_nothing(office):
    data = whole(office.school, "teacher", "department")
    first = accept_book(office, data)
    again = accept_book(office, data)
    assert [one.batch.pk for one in again] == [one.batch.pk for one in first]
    assert [one.earlier for one in again] == [True, True]
    assert Entry.objects.filter(event="import").count() == 1


def test_of_the_same_workbook_only_what_came_to_nothing_is_taken_again(office):
    data = whole(office.school, "teacher", "department", "campus")
    first = accept_book(office, data)
    ImportBatch.objects.filter(pk=first[0].batch.pk).update(state="review")
    ImportBatch.objects.exclude(pk=first[0].batch.pk).update(state="refused")
    again = accept_book(office, data)
    assert [one.earlier for one in again] == [True, False, False]
    fresh = [one.batch for one in again if not one.earlier]
    assert [batch.options["group"] for batch in fresh] == [fresh[0].pk] * 2
    assert [upload.file_of(batch) for batch in fresh] == [data] * 2
    labels = [registry.get(batch.form).label for batch in fresh]
    assert Entry.objects.latest("pk").detail["forms"] == labels
    ImportBatch.objects.update(state="done")
    assert [one.earlier for one in accept_book(office, data)] == [True] * 3
    assert [one.earlier for one in accept_book(office, data, again=True)] == [False] * 3


def test_a_workbook_takes_the_place_of_what_is_being_mended_of_its_forms(office):
    single = accept(office, book(TEACHER, teacher(1))).batch
    campus = accept(office, plain(["校区代码"], ["01"]), form="campus").batch
    accept_book(office, whole(office.school, "teacher", "department"))
    assert (states()[single.pk], states()[campus.pk]) == ("cancelled", "uploaded")


def test_a_home_made_workbook_is_read_by_the_names_of_its_sheets(office):
    made = openpyxl.Workbook()
    page = made.active
    page.title = "教师基本信息"
    for cells in rows_of(teacher(1)):
        page.append(cells)
    made.create_sheet("其他").append(["工号"])
    out = BytesIO()
    made.save(out)
    (accepted,) = accept_book(office, out.getvalue())
    assert accepted.batch.form == "teacher"
    check_all()
    accepted.batch.refresh_from_db()
    assert (accepted.batch.state, accepted.batch.good) == ("review", 1)
