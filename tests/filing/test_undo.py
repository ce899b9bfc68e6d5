"""Undoing, asked directly: what comes back, as whose, and each thing that stands in the way."""

import pytest

from tests import sample
from tests.filing.conftest import acting
from tests.filing.rows import counts, found, judged, logged, names, put, row
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Change, ImportBatch
from zhijiao.filing.records import undo
from zhijiao.filing.records.writer import delete, write
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import Denied
from zhijiao.private.cipher import for_school

CAMPUS = "campus"


@pytest.fixture
def batch(school, clerk):
    """Opens a batch for a mass change of campuses, or of another form."""
    return lambda key=CAMPUS, rows=1: undo.open_batch(
        clerk, school, registry.get(key), ImportBatch.Kind.GRID, rows
    )


def take_back(actor, school, batch, action="change"):
    return undo.undo(actor, school, batch, action=action)


def blocked(actor, school, batch, action="change"):
    """Why it cannot be undone; and nothing has been touched."""
    before = [(record.pk, record.version) for record in found(school, batch.form)], len(logged(school))
    with pytest.raises(undo.UndoBlocked) as refused:
        take_back(actor, school, batch, action)
    assert (
        [(record.pk, record.version) for record in found(school, batch.form)],
        len(logged(school)),
    ) == before
    batch.refresh_from_db()
    assert str(refused.value) == "；".join(refused.value.reasons)
    return refused.value.reasons


def remove(actor, school, ids, batch, key=CAMPUS):
    assert delete(actor, school, registry.get(key), ids, batch_id=batch.pk) == len(ids)


# What comes back -----------------------------------------------------------------------------------------------------


def test_a_batch_for_a_mass_change_says_whose_it_is(school, clerk):
    made = undo.open_batch(clerk, school, registry.get(CAMPUS), ImportBatch.Kind.GRID, 3)
    assert (made.school, made.form, made.kind, made.state) == (school, "campus", "grid", "done")
    assert (made.total, made.progress, made.good, made.approved) == (3, 3, 3, 3)
    assert (made.created_by, made.creator_name) == (7, "韦朗朗")
    assert made.created_at == made.finished_at


def test_new_rows_go_changed_ones_change_back_and_deleted_ones_return(school, clerk, batch):
    first, second, third = put(clerk, school, row(), row(i=1), row(i=2)).ids
    before = {record.pk: record for record in found(school)}
    one = batch()
    put(clerk, school, row(name="改名", phone=row()["phone"]), row(i=3), batch_id=one.pk)
    remove(clerk, school, [second, third], one)
    done = take_back(clerk, school, one)
    assert (done.removed, done.reverted, done.restored) == (1, 1, 2)
    assert str(done) == "恢复 2 条，改回 1 条，去掉新增的 1 条"
    assert str(undo.Undone()) == "没有需要改回的内容"
    assert str(undo.Undone(removed=1)) == "去掉新增的 1 条"
    after = found(school)
    assert [record.pk for record in after] == [first, second, third]
    for record in after:
        old = before[record.pk]
        assert (record.name, record.code, record.phone) == (old.name, old.code, old.phone)
        assert (record.version, record.created_by, record.created_at) == (3, 7, old.created_at)
        assert record.batch_id is None
    assert counts(school, "campus") == {(0, ""): (3, 0)}
    assert [entry[1:] for entry in names(school)] == [(record.pk, record.name) for record in after]
    assert [entry[1:4] for entry in logged(school)[-4:]] == [
        (second, 3, "restore"), (third, 3, "restore"), (first, 3, "change"), (found_new(school), 2, "delete"),
    ]  # fmt: skip
    assert one.state == "undone"
    one.refresh_from_db()
    assert one.state == "undone"
    entry = Entry.objects.latest("pk")
    assert (entry.event, entry.subject) == ("undo", "校区信息")
    assert entry.detail["batch"] == one.pk
    assert entry.detail["done"] == str(done)
    assert entry.detail["kind"] == one.get_kind_display()


def found_new(school):
    return Change.objects.filter(school=school, action="add").latest("pk").record_id


def test_a_record_that_the_batch_touched_twice_goes_back_to_before_it(school, clerk, batch):
    (record_id,) = put(clerk, school, row()).ids
    one = batch()
    put(clerk, school, row(name="一次"), batch_id=one.pk)
    put(clerk, school, row(name="两次", phone="0771-5312346"), batch_id=one.pk)
    done = take_back(clerk, school, one)
    (record,) = found(school)
    assert (record.name, record.phone, record.version) == (row()["name"], row()["phone"], 4)
    assert (done.removed, done.reverted, done.restored) == (0, 1, 0)


def test_a_record_that_the_batch_made_and_deleted_stays_away(school, clerk, batch):
    one = batch()
    (record_id,) = put(clerk, school, row(), batch_id=one.pk).ids
    remove(clerk, school, [record_id], one)
    assert take_back(clerk, school, one) == undo.Undone()
    assert found(school) == []


def test_a_record_comes_back_as_entered_by_whoever_entered_it(school, clerk, batch):
    (record_id,) = put(acting(school, "view", "add", user_id=9), school, row()).ids
    made = found(school)[0].created_at
    one = batch()
    remove(clerk, school, [record_id], one)
    take_back(clerk, school, one)
    (record,) = found(school)
    assert (record.created_by, record.updated_by, record.created_at) == (9, 7, made)


def test_a_record_whose_entry_is_not_in_the_log_comes_back_as_of_whoever_deleted_it(school, clerk, batch):
    (record_id,) = put(acting(school, "view", "add", user_id=9), school, row()).ids
    Change.objects.all().delete()
    one = batch()
    remove(clerk, school, [record_id], one)
    take_back(clerk, school, one)
    (record,) = found(school)
    assert (record.created_by, record.created_at) == (7, Change.objects.get(action="delete").at)


def test_every_kind_of_value_comes_back_as_it_was(school, clerk, batch):
    """Dates, codes, several codes, numbers, flags, references, private texts, and what was empty."""
    cells = row("teacher", remarks=None)
    (record_id,) = put(clerk, school, cells, key="teacher").ids
    before = found(school, "teacher")[0]
    one = batch("teacher")
    changed = cells | {
        "birth": "1990-11-05", "graduated": "2012-06", "health": "一般或较弱", "address": "广西南宁市青秀区民族大道1号",
        "remarks": "新", "normal_graduate": "否", "party_joined": "2015-06-20",
    }  # fmt: skip
    put(clerk, school, changed, key="teacher", batch_id=one.pk)
    assert found(school, "teacher")[0].graduated != before.graduated
    take_back(clerk, school, one)
    after, cipher = found(school, "teacher")[0], for_school(school.pk)
    kept = [column.name for column in registry.get("teacher").stored if not column.private]
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert cipher.decrypt(after.address) == cells["address"]
    assert cipher.decrypt(after.id_number) == cells["id_number"]


def test_a_batch_that_is_still_in_review_takes_back_what_was_passed(school, clerk, batch):
    one = batch()
    put(clerk, school, row(), batch_id=one.pk)
    ImportBatch.objects.filter(pk=one.pk).update(state="review")
    assert take_back(clerk, school, one).removed == 1


# Who may -------------------------------------------------------------------------------------------------------------


def test_only_the_own_batch_is_undone_by_whoever_has_only_own_rows(school, clerk, batch):
    one = batch()
    put(clerk, school, row(), batch_id=one.pk)
    stranger = acting(school, "view", "change", data_role="own", user_id=8)
    with pytest.raises(Denied, match="“修改”权限"):
        take_back(stranger, school, one)
    own = acting(school, "view", "change", data_role="own")
    assert take_back(own, school, one).removed == 1


def test_the_right_of_the_batch_is_wanted_for_all_of_it(school, clerk, batch):
    one = batch()
    put(clerk, school, row(), batch_id=one.pk)
    with pytest.raises(Denied, match="“导入”权限"):
        take_back(clerk, school, one, "import")
    one.refresh_from_db()
    assert (one.state, len(found(school))) == ("done", 1)
    assert take_back(acting(school, "view", "import"), school, one, "import").removed == 1


def test_new_rows_that_are_somebody_elses_by_now_stay(school, clerk, batch):
    one = batch()
    ids = put(clerk, school, row(), row(i=1), batch_id=one.pk).ids
    registry.get(CAMPUS).model.unscoped.filter(school=school, pk=ids[0]).update(created_by=8)
    own = acting(school, "view", "change", data_role="own")
    assert blocked(own, school, one) == ["1 条新增的记录不在您可以修改的范围内。"]
    assert one.state == "done"


def test_a_batch_is_undone_once_and_only_by_its_school(school, tree, clerk, batch):
    one = batch()
    put(clerk, school, row(), batch_id=one.pk)
    assert blocked(acting(tree.sister, "view", "change"), tree.sister, one) == [
        "这一批已经撤销过，或没有写入任何记录。"
    ]
    for state in ("uploaded", "parsing", "checked", "refused", "cancelled", "undone"):
        ImportBatch.objects.filter(pk=one.pk).update(state=state)
        assert blocked(clerk, school, one) == ["这一批已经撤销过，或没有写入任何记录。"], state
    ImportBatch.objects.filter(pk=one.pk).update(state="done")
    take_back(clerk, school, one)
    assert blocked(clerk, school, one) == ["这一批已经撤销过，或没有写入任何记录。"]


def test_batches_forms_and_schools_are_kept_apart(school, tree, clerk, batch):
    one, two = batch(), batch()
    put(clerk, school, row(), batch_id=one.pk)
    put(clerk, school, row(i=1), batch_id=two.pk)
    put(clerk, school, row("teacher"), key="teacher", batch_id=one.pk)
    put(acting(tree.sister, "view", "add"), tree.sister, row(), batch_id=one.pk)
    assert take_back(clerk, school, one).removed == 1
    assert [record.code for record in found(school)] == [row(i=1)["code"]]
    assert len(found(school, "teacher")) == len(found(tree.sister)) == 1


# What stands in the way ----------------------------------------------------------------------------------------------


def test_a_later_change_is_named_with_who_and_when(school, clerk, batch):
    ids = put(clerk, school, row(), row(i=1)).ids
    one = batch()
    put(clerk, school, row(name="甲"), row(i=1, name="乙"), batch_id=one.pk)
    assert undo.blockers(school, one) == []
    put(clerk, school, row(name="丙"))
    when = Change.objects.latest("pk").at
    from django.utils import timezone

    reason = f"丙：韦朗朗 于 {timezone.localtime(when):%Y-%m-%d %H:%M} 修改过，请先核对。"
    assert undo.blockers(school, one) == [reason]
    assert blocked(clerk, school, one) == [reason]
    assert one.state == "done"
    delete(clerk, school, registry.get(CAMPUS), [ids[0]])
    (reason,) = undo.blockers(school, one)
    assert reason.startswith("记录：韦朗朗 于 ")
    assert "删除过" in reason


def test_what_was_before_the_batch_or_elsewhere_is_no_hindrance(school, tree, clerk, batch):
    put(clerk, school, row())
    put(clerk, school, row(name="从前"))
    one = batch()
    put(clerk, school, row(name="甲"), batch_id=one.pk)
    put(clerk, school, row(i=1))
    put(acting(tree.sister, "view", "add"), tree.sister, row())
    put(clerk, school, row("teacher"), key="teacher")
    put(clerk, school, row("teacher", name="改"), key="teacher")
    assert undo.blockers(school, one) == []
    take_back(clerk, school, one)
    assert [record.name for record in found(school)] == ["从前", row(i=1)["name"]]


def test_many_reasons_are_counted(school, clerk, batch, monkeypatch):
    monkeypatch.setattr(undo, "MOST_REASONS", 2)
    rows = [row(i=i) for i in range(4)]
    one = batch()
    put(clerk, school, *rows, batch_id=one.pk)
    for number in (2, 3, 4):
        put(clerk, school, *({**each, "name": f"校区{number}"} for each in rows[number - 2 : number]))
    said = undo.blockers(school, one)
    assert len(said) == 3
    assert said[-1] == "另有 2 条类似情况。"
    assert undo._first(["a", "b"]) == ["a", "b"]
    assert undo._first(["a", "b", "c"]) == ["a", "b", "另有 1 条类似情况。"]


def test_what_others_refer_to_is_not_taken_away(school, clerk, batch):
    one = batch("teacher")
    put(clerk, school, row("teacher"), key="teacher", batch_id=one.pk)
    put(clerk, school, row(head=row("teacher")["number"]))
    assert blocked(clerk, school, one) == ["“校区信息”中有 1 条引用了这一批新增的记录，请先修改或删除。"]


def test_a_key_that_is_taken_stands_in_the_way(school, clerk, batch):
    (record_id,) = put(clerk, school, row()).ids
    one = batch()
    remove(clerk, school, [record_id], one)
    put(clerk, school, row(name="后来者"))
    (reason,) = blocked(clerk, school, one)
    assert reason.startswith(f"{row()['code']}：数据库已存在记录")
    assert reason.endswith("，请先处理。")


def test_a_reference_that_is_gone_stands_in_the_way(school, clerk, batch):
    heads = put(clerk, school, row("teacher"), row("teacher", 1), key="teacher").ids
    (record_id,) = put(clerk, school, row(head=row("teacher")["number"])).ids
    one = batch()
    remove(clerk, school, [record_id], one)
    delete(clerk, school, registry.get("teacher"), heads[:1])
    label = registry.get(CAMPUS).columns["head"].label
    assert blocked(clerk, school, one) == [
        f"“{label}”引用的 1 条“教师基本信息”记录已被删除，请先恢复或重新新增。"
    ]


def test_parent_and_child_come_back_together_and_a_child_not_without_its_parent(school, clerk, batch):
    parent, child = put(clerk, school, row("department"), row("department", 1), key="department").ids
    frame = judged(school, row("department", 1, parent=row("department")["number"]), key="department")
    write(clerk, school, frame)
    one = batch("department")
    remove(clerk, school, [child, parent], one, "department")
    take_back(clerk, school, one)
    assert [record.parent_id for record in found(school, "department")] == [None, parent]
    two = batch("department")
    remove(clerk, school, [child], two, "department")
    delete(clerk, school, registry.get("department"), [parent])
    assert len(blocked(clerk, school, two)) == 1


def test_a_change_at_the_very_moment_is_told(school, clerk, batch, monkeypatch):
    from zhijiao.filing.records import writer

    put(clerk, school, row())
    one = batch()
    put(clerk, school, row(name="甲"), batch_id=one.pk)

    def raised(error):
        def write(*args, **how):
            raise error

        return write

    monkeypatch.setattr(writer, "write", raised(writer.StaleRecord([1])))
    assert blocked(clerk, school, one) == ["记录刚刚被他人修改，请刷新后再看。"]
    frame = judged(school, row(i=5, name=None))
    monkeypatch.setattr(writer, "write", raised(writer.WriteRefused(frame.problems)))
    assert blocked(clerk, school, one) == ["请填写校区名称"]


def test_names_are_those_of_the_school_and_never_private(school, tree, clerk):
    (record_id,) = put(clerk, school, row("teacher"), key="teacher").ids
    form = registry.get("teacher")
    assert undo.record_names(school, form, [record_id]) == {record_id: "谭红霞"}
    assert undo.record_names(tree.sister, form, [record_id]) == {}
    titles = sample.fill(school, "teacher_title")
    ((_, said),) = undo.record_names(school, registry.get("teacher_title"), titles).items()
    assert " " in said
