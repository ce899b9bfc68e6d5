"""Passing staged rows, asked directly: which rows, by whom, in which order, and what stops a batch."""

import pytest

from tests import sample
from tests.filing.conftest import acting
from tests.intake.conftest import YEAR, seen
from tests.intake.sheets import book, plain, rows_of, teacher
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Change, ImportBatch, StagedRow
from zhijiao.filing.records import writer
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.identity.models import User
from zhijiao.identity.rights import actor_for
from zhijiao.intake import approval, corrections, queue, review, upload
from zhijiao.private.cipher import for_school

TEACHER = "teacher"


@pytest.fixture
def form(db):
    return registry.get(TEACHER)


def numbers(school=None):
    found = registry.get(TEACHER).model.unscoped.order_by("number")
    found = found.filter(school=school) if school else found
    return list(found.values_list("number", flat=True))


def staged(**facts):
    return list(
        StagedRow.objects.filter(**facts).order_by("batch_id", "number").values_list("number", "state")
    )


def passes(office, form, ids=None):
    return approval.pass_rows(office.reviewer, office.school, form, ids)


# Two people behind every row ------------------------------------------------------------------------------------------


def both(office):
    """Somebody who uploads and reviews: roles of a small school that were stacked in earlier versions."""
    user = sample.give(sample.user(office.school, "data_reviewer"), "school_admin")
    return actor_for(User.objects.select_related("org").get(pk=user.pk))


def change(actor, office, form, number, **cells):
    row = review.waiting(office.school, form).select_related("batch").get(number=number)
    frame = review.check_edit(office.school, form, row, cells)
    review.save_edit(actor, office.school, form, row, frame, row.version)


def test_who_uploaded_does_not_pass_it_chosen_or_all(office, form):
    uploader = both(office)
    upload.accept(uploader, office.school, form, "a.xlsx", book(TEACHER, teacher(1), teacher(2)), YEAR)
    queue.run_pending_once()
    ids = list(StagedRow.objects.values_list("pk", flat=True))
    for passed in (
        approval.pass_rows(uploader, office.school, form),
        approval.pass_rows(uploader, office.school, form, ids),
        approval.pass_everything(uploader, office.school)[form],
    ):
        assert (passed.total, passed.own) == (0, 2)
    assert numbers() == []
    assert passes(office, form).created == 2


def test_who_changed_a_row_does_not_pass_that_row_even_after_somebody_else_has_changed_it_too(office, form):
    office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))
    colleague = sample.actor(office.school, "data_reviewer")
    change(office.reviewer, office, form, 2, name="新名")
    change(colleague, office, form, 2, name="又名")
    passed = passes(office, form)
    assert (passed.created, passed.own, numbers()) == (1, 1, ["js0002"])
    assert approval.pass_rows(colleague, office.school, form).own == 1
    third = sample.actor(office.school, "data_reviewer")
    assert approval.pass_rows(third, office.school, form).created == 1
    assert not review.waiting(office.school, form).exists()


def test_the_program_itself_passes_what_it_has_uploaded(office, form):
    program = Actor.system(office.school)
    upload.accept(program, office.school, form, "a.xlsx", book(TEACHER, teacher(1)), YEAR)
    queue.run_pending_once()
    assert approval.pass_rows(program, office.school, form).created == 1


# What is passed ------------------------------------------------------------------------------------------------------


def test_all_that_waits_is_passed_and_told_batch_by_batch(office, form):
    office.put(TEACHER, teacher(1), teacher(2))
    first = office.upload(TEACHER, book(TEACHER, teacher(1, name="新名"), teacher(2), teacher(3)))
    corrections.decide(office.admin, first, "update")
    second = office.upload(TEACHER, book(TEACHER, teacher(4)))
    passed = passes(office, form)
    assert (passed.created, passed.changed, passed.same, passed.total) == (2, 1, 0, 3)
    assert numbers() == ["js0001", "js0002", "js0003", "js0004"]
    for batch, approved in ((first, 2), (second, 1)):
        batch.refresh_from_db()
        assert (batch.state, batch.approved, batch.message) == ("done", approved, "")
        assert batch.finished_at is not None
        assert set(staged(batch=batch, state="ready")) == set()
    entries = list(Entry.objects.filter(event="approval").order_by("pk"))
    assert [(entry.org_id, entry.subject, entry.detail) for entry in entries] == [
        (office.school.pk, form.label, {"rows": 2, "batch": first.pk, "created": 1, "updated": 1}),
        (office.school.pk, form.label, {"rows": 1, "batch": second.pk, "created": 1, "updated": 0}),
    ]
    logged = (
        Change.objects.exclude(batch_id=None).order_by("pk").values_list("batch_id", "action", "actor_id")
    )
    who = office.reviewer.user_id
    assert sorted(logged) == [(first.pk, "add", who), (first.pk, "change", who), (second.pk, "add", who)]


def test_chosen_rows_are_passed_and_the_rest_waits(office, form):
    batch = office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2), teacher(3)))
    chosen = StagedRow.objects.get(number=3)
    assert passes(office, form, [chosen.pk]).created == 1
    assert numbers() == ["js0002"]
    assert staged() == [(2, "ready"), (3, "approved"), (4, "ready")]
    batch.refresh_from_db()
    assert (batch.state, batch.approved, batch.finished_at) == ("review", 1, None)
    assert passes(office, form, [chosen.pk]).total == 0
    assert passes(office, form, []).total == 0
    assert passes(office, form).created == 2
    batch.refresh_from_db()
    assert (batch.state, batch.approved) == ("done", 3)


def test_rows_that_became_the_same_meanwhile_are_passed_without_writing(office, form):
    batch = office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))
    office.put(TEACHER, teacher(1))
    StagedRow.objects.filter(number=2).update(record_id=form.model.unscoped.get().pk)
    passed = passes(office, form)
    assert (passed.created, passed.changed, passed.same, passed.total) == (1, 0, 1, 2)
    batch.refresh_from_db()
    assert batch.approved == 2


def test_only_rows_that_wait_in_a_batch_under_review_of_this_form_and_school_are_passed(office, form):
    other = upload.accept(
        office.other_admin,
        office.sister,
        form,
        "a.xlsx",
        book(TEACHER, teacher(1), school=office.sister),
        YEAR,
    ).batch
    checked = office.upload(TEACHER, book(TEACHER, teacher(2), teacher(3, sex="妇")))
    assert checked.state == "checked"
    assert passes(office, form).total == 0
    everything = list(StagedRow.objects.values_list("pk", flat=True))
    assert passes(office, form, everything).total == 0
    assert passes(office, registry.get("student"), everything).total == 0
    assert numbers() == []
    corrections.submit(office.admin, checked)
    assert passes(office, form, everything).created == 1
    assert (numbers(office.sister), numbers(office.school)) == ([], ["js0002"])
    assert staged(batch=other) == [(2, "ready")]


def test_what_the_reviewer_may_not_review_waits(office, form):
    office.upload(TEACHER, book(TEACHER, teacher(1)))
    for actor in (office.clerk, office.admin, acting(office.school, "view", "add", "change", "import")):
        with pytest.raises(Denied, match="“复核”权限"):
            approval.pass_rows(actor, office.school, form)
        assert approval.pass_everything(actor, office.school) == {}
    assert (numbers(), staged()) == ([], [(2, "ready")])


def test_everything_is_passed_in_the_order_in_which_forms_need_each_other(office, form):
    campus = registry.get("campus")
    office.upload("campus", plain(*rows_of(bare("campus"), form_key="campus")))
    office.upload(TEACHER, book(TEACHER, teacher(1)))
    other = upload.accept(
        office.other_admin,
        office.sister,
        form,
        "a.xlsx",
        book(TEACHER, teacher(1), school=office.sister),
        YEAR,
    ).batch
    while queue.run_pending_once():
        pass
    some = acting(office.school, "view", "review", form=TEACHER)
    assert list(approval.pass_everything(some, office.school)) == [form]
    passed = approval.pass_everything(office.reviewer, office.school)
    assert [(found.key, one.created) for found, one in passed.items()] == [(campus.key, 1)]
    other.refresh_from_db()
    assert other.state == "review"
    ImportBatch.objects.update(form="gone", state="review")
    assert approval.pass_everything(office.reviewer, office.school) == {}


def test_everything_is_passed_some_thousand_rows_at_a_time(office, form, reviewer_client, monkeypatch):
    office.upload("campus", plain(*rows_of(bare("campus"), form_key="campus")))
    office.upload(TEACHER, book(TEACHER, teacher(1)))
    monkeypatch.setattr(approval, "MOST_AT_ONCE", 1)
    page = reviewer_client.post(
        "/review/pass/", seen(reviewer_client, "/review/"), follow=True
    ).content.decode()
    assert ("请再点一次“按次序全部通过”" in page, len(numbers())) == (True, 1)
    page = reviewer_client.post(
        "/review/pass/", seen(reviewer_client, "/review/"), follow=True
    ).content.decode()
    assert "请再点一次" not in page
    assert not approval.forms_in_review(office.reviewer, office.school)


def bare(key):
    return {name: None if name == "head" else value for name, value in sample.row(key).items()}


def test_private_cells_stay_under_the_seal_they_came_with(office, form):
    office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))
    batch = ImportBatch.objects.get()
    place = batch.headers.index("id_number")
    kept = [row.cells[place] for row in StagedRow.objects.order_by("number")]
    passes(office, form)
    assert list(form.model.unscoped.order_by("number").values_list("id_number", flat=True)) == kept
    open_ = for_school(office.school.pk).decrypt_many(kept)
    assert open_ == [teacher(1)["id_number"], teacher(2)["id_number"]]


@pytest.mark.parametrize("key", ["premises", "school_profile"])
def test_a_row_without_the_school_year_or_of_a_form_without_a_key_is_passed_too(office, key):
    form, left_out = registry.get(key), int(key == "premises")  # its first item is the year
    office.upload(key, plain(*(line[left_out:] for line in rows_of(bare(key), form_key=key))))
    assert passes(office, form).created == 1
    assert key == "school_profile" or form.model.unscoped.get().year == YEAR


# What cannot be passed -----------------------------------------------------------------------------------------------


def problems(number):
    found = StagedRow.objects.get(number=number).problems
    return [(each["c"], each["l"], each["v"], each["m"], each["r"], each["k"]) for each in found or ()]


def test_a_record_that_came_meanwhile_stops_its_batch_and_is_named(office, form):
    batch = office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2), teacher(3)))
    office.put(TEACHER, teacher(2, name="先到"))
    with pytest.raises(approval.ApprovalRefused) as refused:
        passes(office, form)
    message = "数据库已存在记录：复核前正式库中已新增了相同的记录"
    assert refused.value.rows == 1
    assert str(refused.value) == (
        f"有 1 行不能写入正式库，这一批没有做任何改动。第 3 行工号{message}。请逐行编辑或退回后再通过。"
    )
    remedy = "请到正式库核对后退回此行，或重新上传文件选择覆盖更新"
    assert problems(3) == [("number", "工号", "js0002", message, remedy, "exists")]
    assert (problems(2), problems(4)) == ([], [])
    assert staged() == [(2, "ready"), (3, "ready"), (4, "ready")]
    assert numbers() == ["js0002"]
    batch.refresh_from_db()
    assert (batch.state, batch.approved) == ("review", 0)
    assert not Entry.objects.filter(event="approval").exists()


def test_a_record_that_went_meanwhile_stops_its_batch_and_is_named(office, form):
    (record,) = office.put(TEACHER, teacher(1))
    batch = office.upload(TEACHER, book(TEACHER, teacher(1, name="新名"), teacher(2)))
    corrections.decide(office.admin, batch, "update")
    writer.delete(office.clerk, office.school, form, [record])
    with pytest.raises(
        approval.ApprovalRefused, match="有 1 行不能写入正式库.*第 2 行工号要更新的记录已从正式库中删除"
    ):
        passes(office, form)
    said = (
        "number",
        "工号",
        "js0001",
        "要更新的记录已从正式库中删除",
        "请退回此行，或重新上传文件",
        "exists",
    )
    assert problems(2) == [said]
    assert problems(3) == []
    assert numbers() == []


def test_an_update_of_a_record_that_is_there_goes_through(office, form):
    office.put(TEACHER, teacher(1))
    batch = office.upload(TEACHER, book(TEACHER, teacher(1, name="新名")))
    corrections.decide(office.admin, batch, "update")
    assert passes(office, form).changed == 1


def test_a_value_that_is_wrong_by_now_is_named_masked_where_private(office, form):
    office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))
    office.put(TEACHER, teacher(7, id_number=teacher(2)["id_number"]))
    with pytest.raises(approval.ApprovalRefused, match="第 3 行身份证件号"):
        passes(office, form)
    (said,) = problems(3)
    assert said[0] == "id_number"
    assert "*" in said[2]
    assert teacher(2)["id_number"] not in "".join(said)
    assert said[5] == "exists"
    assert numbers() == ["js0007"]


def test_batches_before_a_broken_one_are_done_and_those_after_it_wait(office, form):
    for number in (1, 2, 3):
        office.upload(TEACHER, book(TEACHER, teacher(number)))
    office.put(TEACHER, teacher(2, name="先到"))
    with pytest.raises(approval.ApprovalRefused):
        passes(office, form)
    assert numbers() == ["js0001", "js0002"]
    states = ImportBatch.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "review", "review"]


def test_a_problem_goes_away_with_the_next_pass(office, form):
    office.upload(TEACHER, book(TEACHER, teacher(1)))
    (record,) = office.put(TEACHER, teacher(1, name="先到"))
    with pytest.raises(approval.ApprovalRefused):
        passes(office, form)
    writer.delete(office.clerk, office.school, form, [record])
    assert passes(office, form).created == 1
    assert StagedRow.objects.get().problems is None


def test_a_row_that_was_settled_meanwhile_keeps_no_problem(office):
    office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))
    waits, settled = StagedRow.objects.order_by("number")
    StagedRow.objects.filter(pk=settled.pk).update(state="approved")
    said = [{"c": "number", "l": "工号", "v": "js0001", "m": "错", "r": "改", "k": "exists"}]
    approval._keep_problems(office.sister, {waits.pk: said})
    assert problems(2) == []
    approval._keep_problems(office.school, {waits.pk: said, settled.pk: said})
    assert (len(problems(2)), problems(3)) == (1, [])


def test_what_the_writer_refuses_at_the_last_moment_is_kept_with_the_first_row(office, form, monkeypatch):
    office.upload(TEACHER, book(TEACHER, teacher(1), teacher(2)))

    def refuses(actor, school, frame, **how):
        raise writer.WriteRefused([writer._collision(frame)])

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write", refuses)
        with pytest.raises(approval.ApprovalRefused, match="第 2 行工号刚刚被他人保存了相同的记录"):
            passes(office, form)
    assert [said[5] for said in problems(2)] == ["collision"]
    assert problems(3) == []
    assert staged() == [(2, "ready"), (3, "ready")]


def test_a_record_changed_at_the_last_moment_is_told(office, form, monkeypatch):
    office.upload(TEACHER, book(TEACHER, teacher(1)))

    def stale(*args, **how):
        raise writer.StaleRecord([1])

    monkeypatch.setattr(writer, "write", stale)
    with pytest.raises(approval.ApprovalRefused, match="有 1 行.*正式库的记录刚刚被他人修改，请刷新后再试"):
        passes(office, form)
    assert staged() == [(2, "ready")]


def test_a_batch_that_went_another_way_meanwhile_is_left_alone(office, form):
    batch = office.upload(TEACHER, book(TEACHER, teacher(1)))
    ImportBatch.objects.filter(pk=batch.pk).update(state="cancelled")
    assert (
        approval._pass_batch(office.reviewer, office.school, form, batch.pk, approval.Choice())
        == approval.Passed()
    )
    assert numbers() == []
    with pytest.raises(ImportBatch.DoesNotExist):
        approval._pass_batch(office.other_admin, office.sister, form, batch.pk, None)


def test_a_batch_is_done_when_no_row_of_its_own_waits(office):
    first = office.upload(TEACHER, book(TEACHER, teacher(1)))
    second = office.upload(TEACHER, book(TEACHER, teacher(2)))
    approval.close_if_done(first)
    first.refresh_from_db()
    assert first.state == "review"
    StagedRow.objects.filter(batch=first).update(state="removed")
    approval.close_if_done(first)
    approval.close_if_done(second)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.message) == ("done", "review", "上传成功，等待数据复核员复核")
    ImportBatch.objects.filter(pk=first.pk).update(state="undone")
    approval.close_if_done(first)
    first.refresh_from_db()
    assert first.state == "undone"
