"""The one writer, asked directly: who may, what is stored, what is logged, counted and found, and what is refused."""

import dataclasses

import pytest
from django.utils import timezone

from tests import sample
from tests.filing.conftest import acting, close
from tests.filing.rows import found, judged, logged, names, put, row
from zhijiao.attachments.models import Attachment
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import access
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import InUse, Outcome, StaleRecord, WriteRefused, delete, write
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.files import ChosenFiles, HeldFile
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school
from zhijiao.search.models import BlindEntry, SearchEntry


def facts(record):
    return record.version, record.created_by, record.updated_by, record.batch_id, record.gaps


# Rights --------------------------------------------------------------------------------------------------------------


def test_whoever_may_add_but_not_change_adds(tree):
    who = acting(tree.school, "view", "add")
    assert put(who, tree.school, row()).created == 1
    with pytest.raises(Denied, match="“修改”权限"):
        put(who, tree.school, row(name="改名"))
    assert [record.name for record in found(tree.school)] == [row()["name"]]


def test_whoever_may_change_but_not_add_changes(tree, clerk):
    put(clerk, tree.school, row())
    who = acting(tree.school, "view", "change")
    assert put(who, tree.school, row(name="改名")).changed == 1
    with pytest.raises(Denied, match="“新增”权限"):
        put(who, tree.school, row(i=1))
    assert [record.name for record in found(tree.school)] == ["改名"]


def test_a_named_right_carries_the_whole_write(tree, clerk):
    put(clerk, tree.school, row())
    done = put(acting(tree.school, "review"), tree.school, row(name="改名"), row(i=1), action="review")
    assert (done.created, done.changed) == (1, 1)
    for lacking in ("add", "change", "delete", "import"):
        with pytest.raises(Denied, match="“复核”权限"):
            put(acting(tree.school, lacking, "view"), tree.school, row(i=2), action="review")


def test_nothing_changed_needs_no_right_and_writes_nothing(tree, clerk):
    (record_id,) = put(clerk, tree.school, row()).ids
    done = put(acting(tree.school), tree.school, row())
    assert dataclasses.asdict(done) == {"created": 0, "changed": 0, "same": 1, "ids": [record_id]}
    assert [facts(record)[0] for record in found(tree.school)] == [1]
    assert len(logged(tree.school)) == 1


@pytest.mark.parametrize("place", ["sister", "foreign"])
def test_no_write_reaches_another_school(tree, place):
    other = getattr(tree, place)
    for actor in (acting(tree.school, "view", "add"), Actor.system(tree.city)):
        with pytest.raises(access.ScopeViolation, match="outside the actor's scope"):
            put(actor, other, row())
        with pytest.raises(access.ScopeViolation):
            write(actor, other, judged(other, row()), action="add")
    assert (found(other), logged(other)) == ([], [])


def test_the_rows_of_another_school_stay_although_the_write_names_ones_own(tree, clerk):
    """The frame says another school than the call: the check after the write undoes it."""
    (record_id,) = put(acting(tree.sister, "view", "add"), tree.sister, row()).ids
    frame = judged(tree.sister, row(name="改名"), ids=[record_id])
    with pytest.raises(access.ScopeViolation):
        write(clerk, tree.school, frame)
    assert [record.name for record in found(tree.sister)] == [row()["name"]]
    assert logged(tree.school) == []


def test_only_own_rows_are_changed_by_whoever_has_only_those(tree, clerk):
    own = acting(tree.school, "view", "change", data_role="own", user_id=8)
    put(clerk, tree.school, row())
    with pytest.raises(access.ScopeViolation):
        put(own, tree.school, row(name="改名"))
    assert [record.name for record in found(tree.school)] == [row()["name"]]


def test_a_school_that_was_closed_meanwhile_is_written_to_no_more(tree, clerk):
    frame = judged(tree.school, row())
    close(tree.school)
    with pytest.raises(Denied, match="停办"):
        write(clerk, tree.school, frame)
    assert (found(tree.school), logged(tree.school)) == ([], [])
    assert not FilingCount.objects.exists()


# What is stored ------------------------------------------------------------------------------------------------------


def test_new_rows_with_who_when_and_which_batch(tree, clerk):
    done = put(clerk, tree.school, row(), row(i=1), batch_id=5)
    assert dataclasses.asdict(done) == {"created": 2, "changed": 0, "same": 0, "ids": done.ids}
    records = found(tree.school)
    assert [record.pk for record in records] == done.ids
    assert [facts(record) for record in records] == [(1, 7, 7, 5, 0)] * 2
    assert [record.code for record in records] == [row()["code"], row(i=1)["code"]]
    assert records[0].created_at == records[0].updated_at == Change.objects.first().at
    assert logged(tree.school) == [("campus", pk, 1, "add", 7, "韦朗朗", 5) for pk in done.ids]
    assert list(Change.objects.values_list("diff", flat=True)) == [None, None]


def test_changed_rows_count_up_and_keep_who_made_them(tree, clerk):
    first, second, third = put(clerk, tree.school, row(), row(i=1), row(i=2), batch_id=5).ids
    made = found(tree.school)[0].created_at
    colleague = acting(tree.school, "view", "change", user_id=8)
    done = put(
        colleague,
        tree.school,
        row(i=1),
        row(name="改名", phone="0771-5312346"),
        row(i=2, name="三"),
        batch_id=6,
    )
    assert dataclasses.asdict(done) == {"created": 0, "changed": 2, "same": 1, "ids": [second, first, third]}
    records = found(tree.school)
    assert [facts(record) for record in records] == [(2, 7, 8, 6, 0), (1, 7, 7, 5, 0), (2, 7, 8, 6, 0)]
    assert [record.name for record in records] == ["改名", row(i=1)["name"], "三"]
    assert records[0].created_at == made < records[0].updated_at
    assert logged(tree.school)[3:] == [("campus", pk, 2, "change", 8, "韦朗朗", 6) for pk in (first, third)]
    diffs = Change.objects.filter(action="change").order_by("pk").values_list("diff", flat=True)
    assert list(diffs) == [
        {"name": [row()["name"], "改名"], "phone": [row()["phone"], "0771-5312346"]},
        {"name": [row()["name"], "三"]},
    ]


def test_new_and_changed_rows_in_one_write(tree, clerk):
    (first,) = put(clerk, tree.school, row()).ids
    done = put(clerk, tree.school, row(i=1), row(name="改名"), row(i=2))
    assert (done.created, done.changed, done.ids[1]) == (2, 1, first)
    assert [record.name for record in found(tree.school)] == ["改名", row(i=1)["name"], row(i=2)["name"]]
    assert [record.pk for record in found(tree.school)] == [first, done.ids[0], done.ids[2]]


def test_private_values_are_sealed_indexed_and_sealed_in_the_log(tree, clerk):
    (record_id,) = put(clerk, tree.school, row("teacher"), key="teacher").ids
    cells, cipher = row("teacher"), for_school(tree.school.pk)
    put(clerk, tree.school, row("teacher", i=0, address="广西南宁市青秀区民族大道1号"), key="teacher")
    (record,) = found(tree.school, "teacher")
    assert cipher.decrypt(record.id_number) == cells["id_number"]
    assert cipher.decrypt(record.address) == "广西南宁市青秀区民族大道1号"
    assert record.id_number_blind == blind_index.index("id", cells["id_number"])
    diff = Change.objects.get(action="change").diff
    assert list(diff) == ["address"]
    assert [cipher.decrypt(token) for token in diff["address"]] == [cells["address"], record_address(record)]
    assert diff["address"][1] == record.address
    assert list(BlindEntry.objects.values_list("school_id", "form", "record_id")) == [
        (tree.school.pk, "teacher", record_id)
    ]


def record_address(record):
    return for_school(record.school_id).decrypt(record.address)


def test_what_the_caller_has_sealed_is_not_sealed_again_unless_it_was_changed(tree, clerk):
    first, second = row("teacher"), row("teacher", i=1)
    tokens = for_school(tree.school.pk).encrypt_many([first["id_number"], second["id_number"]])
    frame = judged(tree.school, first, second, key="teacher", tokens={"id_number": tokens})
    frame.values["id_number"][1] = "110105194912310021"
    write(clerk, tree.school, frame)
    one, two = found(tree.school, "teacher")
    assert one.id_number == tokens[0]
    assert for_school(tree.school.pk).decrypt(two.id_number) == "110105194912310021"
    assert for_school(tree.school.pk).decrypt(one.address) == first["address"]


def test_sealed_cells_of_a_write_that_leaves_out_rows_stay_with_their_rows(tree, clerk):
    put(clerk, tree.school, row("teacher"), key="teacher")
    rows = [row("teacher"), row("teacher", i=1), row("teacher", i=2)]
    tokens = for_school(tree.school.pk).encrypt_many([each["id_number"] for each in rows])
    write(clerk, tree.school, judged(tree.school, *rows, key="teacher", tokens={"id_number": tokens}))
    records = found(tree.school, "teacher")
    assert [record.id_number for record in records[1:]] == tokens[1:]
    assert [record.number for record in records] == [each["number"] for each in rows]
    assert [record.id_number_blind for record in records] == [
        blind_index.index("id", each["id_number"]) for each in rows
    ]


# Versions ------------------------------------------------------------------------------------------------------------


def test_an_outcome_begins_with_nothing():
    assert vars(Outcome()) == {"created": 0, "changed": 0, "same": 0, "ids": []}


def test_whoever_read_an_older_version_changes_nothing(tree, clerk):
    ids = put(clerk, tree.school, row(), row(i=1), row(i=2)).ids
    put(clerk, tree.school, row(i=1, name="先到"))
    changed = [row(name="甲"), row(i=1, name="乙"), row(i=2, name="丙")]
    with pytest.raises(StaleRecord) as stale:
        put(clerk, tree.school, *changed, versions=[1, 1, 1])
    assert stale.value.ids == [ids[1]]
    assert str(stale.value) == "1 records changed meanwhile"
    assert [record.name for record in found(tree.school)] == [row()["name"], "先到", row()["name"]]
    done = put(clerk, tree.school, *changed, versions=[1, 2, None])
    assert done.changed == 3


def test_a_change_between_judging_and_writing_is_noticed(tree, clerk):
    (record_id,) = put(clerk, tree.school, row()).ids
    frame = judged(tree.school, row(name="慢"))
    put(clerk, tree.school, row(name="快"))
    with pytest.raises(StaleRecord) as stale:
        write(clerk, tree.school, frame)
    assert stale.value.ids == [record_id]
    assert [record.name for record in found(tree.school)] == ["快"]


def test_a_record_deleted_between_judging_and_writing_is_noticed(tree, clerk):
    (record_id,) = put(clerk, tree.school, row()).ids
    frame = judged(tree.school, row(name="慢"))
    delete(clerk, tree.school, registry.get("campus"), [record_id])
    with pytest.raises(StaleRecord):
        write(clerk, tree.school, frame)
    assert found(tree.school) == []


# Refused -------------------------------------------------------------------------------------------------------------


def test_rows_with_problems_are_never_written(tree, clerk):
    frame = judged(tree.school, row(), row(i=1, name=None))
    with pytest.raises(WriteRefused) as refused:
        write(clerk, tree.school, frame)
    assert refused.value.problems == frame.problems
    assert str(refused.value) == "1 problems"
    assert found(tree.school) == []


FILE = HeldFile("f" * 32, "批准文件.pdf", "pdf", 10, "d")


def with_a_file(school, record_id):
    return validate(
        registry.get("joint_programme"),
        school,
        {"approval_file": [ChosenFiles((FILE,))]},
        ids=[record_id],
        lenient=True,
    )


def test_a_file_that_has_been_swept_meanwhile_is_told_and_one_that_is_there_is_claimed(tree, clerk):
    form = {"key": "joint_programme"}
    frame = judged(tree.school, row("joint_programme"), **form, lenient=True)
    (record_id,) = write(clerk, tree.school, frame).ids
    with pytest.raises(WriteRefused) as refused:
        write(clerk, tree.school, with_a_file(tree.school, record_id))
    assert [str(problem) for problem in refused.value.problems] == [
        "批准文件有 1 个文件已按期清理，不能再恢复，请重新上传"
    ]
    assert str(refused.value) == "1 problems"
    assert [(record.version, record.approval_file) for record in found(tree.school, **form)] == [(1, None)]
    facts = {"form": "joint_programme", "column": "approval_file", "kind": "pdf", "name": "", "size": 10}
    kept = Attachment.objects.create(
        school=tree.school, number=FILE.number, digest="d", place="p", key="", **facts,
        uploaded_at=timezone.now(), left_at=timezone.now(),
    )  # fmt: skip
    assert write(clerk, tree.school, with_a_file(tree.school, record_id)).changed == 1
    kept.refresh_from_db()
    assert kept.left_at is None


def test_of_two_who_fill_in_the_one_page_of_a_school_one_is_told(tree, clerk):
    page = {"key": "school_profile", "lenient": True}
    assert not registry.get("school_profile").key_columns
    first, second = (judged(tree.school, row("school_profile"), **page) for _ in range(2))
    write(clerk, tree.school, first)
    with pytest.raises(WriteRefused) as refused:
        write(clerk, tree.school, second)
    (problem,) = refused.value.problems
    assert (problem.column, problem.code) == (registry.get("school_profile").stored[-1].name, "collision")


@pytest.mark.parametrize(("key", "column"), [("campus", "code"), ("income", "year")])
def test_of_two_who_add_the_same_at_once_one_is_told(tree, clerk, key, column):
    first, second = judged(tree.school, row(key), key=key), judged(tree.school, row(key), key=key)
    write(clerk, tree.school, first)
    with pytest.raises(WriteRefused) as refused:
        write(clerk, tree.school, second)
    (problem,) = refused.value.problems
    shown = (registry.get(key).key_columns or registry.get(key).stored)[-1]
    assert (problem.row, problem.column, problem.label, problem.value) == (0, shown.name, shown.label, "")
    assert (problem.remedy, problem.code) == ("请刷新后重试", "collision")
    assert "刚刚被他人保存了相同的记录" in problem.message
    assert len(found(tree.school, key)) == len(logged(tree.school)) == 1


# Found again ---------------------------------------------------------------------------------------------------------


def test_names_are_found_as_they_are_now(tree, clerk):
    first, second = put(clerk, tree.school, row(name="东校区"), row(i=1, name="西校区")).ids
    entry = SearchEntry.objects.get(record_id=second).pk
    put(clerk, tree.school, row(name="南校区"), row(i=1, name="西校区", phone="0771-5312346"))
    assert names(tree.school) == [("campus", first, "南校区"), ("campus", second, "西校区")]
    assert SearchEntry.objects.get(record_id=second).pk == entry, "an unchanged name is not indexed anew"
    delete(clerk, tree.school, registry.get("campus"), [first])
    assert names(tree.school) == [("campus", second, "西校区")]


def test_private_values_are_found_as_they_are_now(tree, clerk):
    def entries():
        return list(BlindEntry.objects.order_by("record_id").values_list("record_id", "blind"))

    old, new = row("teacher")["id_number"], sample.row("teacher", 3)["id_number"]
    first, second = put(clerk, tree.school, row("teacher"), row("teacher", i=1), key="teacher").ids
    kept = (second, blind_index.index("id", row("teacher", i=1)["id_number"]))
    assert entries() == [(first, blind_index.index("id", old)), kept]
    put(clerk, tree.school, row("teacher", id_number=new), key="teacher")
    assert entries() == [(first, blind_index.index("id", new)), kept]
    delete(clerk, tree.school, registry.get("teacher"), [first])
    assert entries() == [kept]


# Deleting ------------------------------------------------------------------------------------------------------------


def test_deleting_takes_the_named_rows_and_logs_what_stood_there(tree, clerk):
    first, second = put(clerk, tree.school, row(), row(i=1)).ids
    assert delete(clerk, tree.school, registry.get("campus"), [first, first], batch_id=4) == 1
    assert [record.pk for record in found(tree.school)] == [second]
    assert logged(tree.school)[2:] == [("campus", first, 2, "delete", 7, "韦朗朗", 4)]
    diff = Change.objects.latest("pk").diff
    filled = {name for name, value in row().items() if value is not None}
    assert set(diff) == filled
    assert diff["name"] == [row()["name"], None]


def test_nothing_to_delete_is_no_act(tree, clerk):
    (other,) = put(acting(tree.sister, "view", "add"), tree.sister, row()).ids
    for ids in ([], [other], [10**9]):
        assert delete(clerk, tree.school, registry.get("campus"), ids) == 0
    assert delete(Actor.system(tree.province), tree.school, registry.get("campus"), [other]) == 0
    assert len(found(tree.sister)) == 1
    assert logged(tree.school) == []


def test_deleting_wants_its_right_and_ones_own_rows(tree, clerk):
    (record_id,) = put(clerk, tree.school, row()).ids
    form = registry.get("campus")
    with pytest.raises(Denied, match="“删除”权限"):
        delete(acting(tree.school, "view", "add", "change"), tree.school, form, [record_id])
    with pytest.raises(Denied, match="“导入”权限"):
        delete(clerk, tree.school, form, [record_id], action="import")
    stranger = acting(tree.school, "delete", data_role="own", user_id=8)
    assert delete(stranger, tree.school, form, [record_id]) == 0
    assert delete(acting(tree.school, "import"), tree.school, form, [record_id], action="import") == 1


def test_what_others_refer_to_stays_with_all_the_rest(tree, clerk):
    head, other = put(clerk, tree.school, row("teacher"), row("teacher", i=1), key="teacher").ids
    sample_row = row(head=row("teacher")["number"])
    put(clerk, tree.school, sample_row)
    with pytest.raises(InUse) as in_use:
        delete(clerk, tree.school, registry.get("teacher"), [other, head])
    assert [(use.form.key, use.count) for use in in_use.value.uses] == [("campus", 1)]
    assert str(in_use.value) == "校区信息（1 条）"
    assert len(found(tree.school, "teacher")) == 2
    assert [entry[3] for entry in logged(tree.school)] == ["add"] * 3


def test_a_reference_that_came_at_the_last_moment_is_told_too(tree, clerk, monkeypatch):
    """The database refuses what the look before had not seen."""
    from django.db import IntegrityError, transaction

    from zhijiao.filing.records import writer

    (head,) = put(clerk, tree.school, row("teacher"), key="teacher").ids
    put(clerk, tree.school, row(head=row("teacher")["number"]))

    def refused(*args):
        with transaction.atomic():
            raise IntegrityError

    monkeypatch.setattr(writer, "_delete", refused)
    with pytest.raises(InUse) as in_use:
        delete(clerk, tree.school, registry.get("teacher"), [head])
    assert [(use.form.key, use.count) for use in in_use.value.uses] == [("campus", 1)]
