"""Reading waiting rows one after the other: what is shown of each, and what each act does for one reviewer or two."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.intake.conftest import book, pass_all, seen, teacher
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import corrections, review
from zhijiao.notices.models import InboxItem

LIST = "/review/teacher/"


def way(row, act="read"):
    return f"{LIST}{row.pk}/{act}/"


def upload(office, *rows):
    office.upload("teacher", book("teacher", *rows))
    return list(StagedRow.objects.order_by("batch_id", "number"))


def act(client, row, act, **posted):
    return client.post(way(row, act), {"version": row.version, **posted})


def colleague(office):
    client = Client()
    client.force_login(sample.user(office.school, "data_reviewer"))
    return client


def formal():
    return list(registry.get("teacher").model.unscoped.order_by("number").values_list("number", "name"))


def states():
    return list(StagedRow.objects.order_by("number").values_list("state", flat=True))


def test_each_pass_is_one_request_and_leads_to_the_next_row_until_none_is_left(office, reviewer_client):
    rows = upload(office, *(teacher(i) for i in range(1, 4)))
    page = reviewer_client.get(way(rows[0])).content.decode()
    assert "第 1 / 3 条" in page
    assert way(rows[1]) in page
    assert act(reviewer_client, rows[0], "pass").url == way(rows[1])
    answer = reviewer_client.get(way(rows[1])).content.decode()
    assert "第 2 行已通过，新增 1 条记录。" in answer
    assert act(reviewer_client, rows[1], "pass").url == way(rows[2])
    script = reviewer_client.post(
        way(rows[2], "pass"), {"version": 1}, headers={"HX-Request": "true", "HX-Boosted": "true"}
    )
    assert (script.status_code, script.headers["HX-Redirect"]) == (204, "/review/")
    assert [number for number, _ in formal()] == ["js0001", "js0002", "js0003"]
    assert ImportBatch.objects.get().state == "done"


def test_what_exists_stands_beside_what_would_take_its_place_and_nothing_else_does(office, reviewer_client):
    office.put("teacher", teacher(1))
    upload(office, teacher(1, name="改了名", address="云州市解放路99号"), teacher(2))
    corrections.decide(office.admin, ImportBatch.objects.get(), "update")
    first, second = StagedRow.objects.order_by("number")
    page = reviewer_client.get(way(first)).content.decode()
    beside = page.split('class="dt diff"')[1].split("</table>")[0]
    assert beside.count("<del>") == 1
    assert "隐私项不作比较" in page
    assert "<del>教师1</del>" in beside
    assert "<ins>改了名</ins>" in beside
    assert "解放路99号" not in page
    assert 'class="dt diff"' not in reviewer_client.get(way(second)).content.decode()
    act(reviewer_client, first, "pass")
    assert formal() == [("js0001", "改了名")]


def test_a_row_that_a_colleague_has_mended_is_shown_again_before_it_is_passed_or_sent_back(
    office, reviewer_client
):
    (row,) = upload(office, teacher(1))
    frame = review.check_edit(office.school, registry.get("teacher"), row, {"name": "同事改名"})
    actor = sample.actor(office.school, "data_reviewer")
    review.save_edit(actor, office.school, registry.get("teacher"), row, frame, row.version)
    for what in ("pass", "return"):
        answer = act(reviewer_client, row, what, reason="不符")
        assert answer.url == way(row)
        assert "刚刚被他人修改" in reviewer_client.get(answer.url).content.decode()
        assert (formal(), states()) == ([], ["ready"])
    listed = reviewer_client.post(f"{LIST}pass/", {"id": f"{row.pk}.{row.version}"}, follow=True)
    assert "有 1 行刚刚被他人修改，没有通过" in listed.content.decode()
    row.refresh_from_db()
    act(reviewer_client, row, "pass")
    assert formal() == [("js0001", "同事改名")]


def test_a_row_that_a_colleague_has_settled_is_told_of_and_passed_over(office, reviewer_client):
    rows = upload(office, teacher(1), teacher(2))
    act(colleague(office), rows[0], "pass")
    answer = act(reviewer_client, rows[0], "return", reason="不符")
    assert answer.url == way(rows[1])
    assert "第 2 行已由他人处理：已通过。" in reviewer_client.get(answer.url).content.decode()
    assert states() == ["approved", "ready"]
    assert reviewer_client.get(way(rows[0])).status_code == 404


def test_a_row_goes_back_with_a_reason_that_reaches_who_uploaded_it(office, admin_client, reviewer_client):
    rows = upload(office, teacher(1), teacher(2))
    refused = act(reviewer_client, rows[0], "return", reason="  ")
    assert (refused.url, states()) == (way(rows[0]), ["ready", "ready"])
    assert act(reviewer_client, rows[0], "return", reason="与档案不符").url == way(rows[1])
    assert states() == ["removed", "ready"]
    told = InboxItem.objects.filter(user=office.users["admin"]).latest("pk").message
    assert told.title == "“教师基本信息”有 1 行被复核员退回，没有写入"
    shown = admin_client.get(told.url).content.decode()
    assert "复核退回：与档案不符，请核对修改后重新上传这一行" in shown
    act(reviewer_client, rows[1], "pass")
    assert "复核退回：与档案不符" in admin_client.get(told.url).content.decode()


def test_marks_are_shared_and_all_others_pass_without_them(office, reviewer_client):
    rows = upload(office, *(teacher(i) for i in range(1, 5)))
    assert act(reviewer_client, rows[1], "mark", on="1").url == way(rows[1])
    other = colleague(office)
    assert "通过除标记外的全部" in other.get(LIST).content.decode()
    act(other, rows[2], "mark", on="1")
    act(reviewer_client, rows[2], "mark", on="0")
    pass_all(other, "teacher", "unmarked")
    assert [number for number, _ in formal()] == ["js0001", "js0003", "js0004"]
    assert states() == ["approved", "ready", "approved", "approved"]


def mend(office, row):
    """A colleague changes the row."""
    StagedRow.objects.filter(pk=row.pk).update(version=row.version + 1)


def settle(office, row):
    act(colleague(office), row, "pass")


def flag(office, row):
    act(colleague(office), row, "mark", on="1")


def add(office, row):
    office.upload("teacher", book("teacher", teacher(9)))


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        (mend, "打开页面时 4 行，现在 4 行，其间被修改 1 次"),
        (settle, "打开页面时 4 行，现在 3 行"),
        (flag, "打开页面时 4 行，现在 4 行，其间标记有变动"),
        (add, "打开页面时 4 行，现在 5 行"),
    ],
)
@pytest.mark.parametrize("every", ["1", "unmarked"])
def test_all_are_passed_only_as_they_were_shown(office, reviewer_client, meanwhile, told, every):
    rows = upload(office, *(teacher(i) for i in range(1, 5)))
    act(reviewer_client, rows[1], "mark", on="1")
    shown = seen(reviewer_client, LIST)
    meanwhile(office, rows[2])
    before = formal()
    answer = reviewer_client.post(f"{LIST}pass/", {"all": every, **shown}, follow=True)
    assert (told in answer.content.decode(), formal()) == (True, before)
    pass_all(reviewer_client, "teacher", every)
    assert len(formal()) > len(before)


def test_forms_that_have_changed_since_they_were_listed_wait_while_the_others_pass(office, reviewer_client):
    rows = upload(office, teacher(1), teacher(2))
    shown = {"seen-teacher": review.counts(office.school, registry.get("teacher")).stamp}
    mend(office, rows[0])
    answer = reviewer_client.post("/review/pass/", shown, follow=True).content.decode()
    assert ("其间被修改 1 次" in answer, formal()) == (True, [])


def test_a_chosen_row_goes_back_with_a_reason_and_only_as_it_was_shown(office, reviewer_client):
    rows = upload(office, *(teacher(i) for i in range(1, 4)))
    chosen = {"id": [f"{row.pk}.{row.version}" for row in rows[:2]]}
    answer = reviewer_client.post(f"{LIST}return/", chosen, follow=True).content.decode()
    assert ("请填写退回原因" in answer, states()) == (True, ["ready"] * 3)
    mend(office, rows[0])
    answer = reviewer_client.post(f"{LIST}return/", {**chosen, "reason": "重复上报"}, follow=True)
    said = answer.content.decode()
    assert "已退回 1 行，没有写入正式库，已通知上传人。" in said
    assert "有 1 行刚刚被他人修改或处理，没有退回" in said
    assert states() == ["ready", "removed", "ready"]


def test_nobody_reads_or_settles_rows_of_another_school_or_without_the_right(office):
    (row,) = upload(office, teacher(1))
    stranger, clerk = Client(), Client()
    stranger.force_login(sample.user(office.sister, "data_reviewer"))
    clerk.force_login(office.users["clerk"])
    for client, status in ((stranger, 404), (clerk, 403)):
        assert client.get(way(row)).status_code == status
        for what in ("pass", "return", "mark"):
            assert act(client, row, what, reason="不符", on="1").status_code == status
    row.refresh_from_db()
    assert (row.state, row.marked_by) == ("ready", None)


@pytest.mark.parametrize("what", ["read", "pass", "mark"])
def test_an_act_takes_as_many_statements_of_three_rows_as_of_thirty(office, reviewer_client, what):
    taken = []
    for base, count in ((100, 3), (200, 30)):
        upload(office, *(teacher(base + i) for i in range(count)))
        before, row = StagedRow.objects.filter(batch=ImportBatch.objects.latest("pk")).order_by("number")[:2]
        act(reviewer_client, before, "pass")
        reviewer_client.get(way(row))
        with CaptureQueriesContext(connection) as asked:
            reviewer_client.get(way(row)) if what == "read" else act(reviewer_client, row, what, on="1")
        taken.append(len(asked))
    assert taken[0] == taken[1]
