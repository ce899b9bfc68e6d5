"""取值对照: what is offered for a word that no code table knows, what is kept, what it may write, how it is revoked."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from tests.intake.conftest import book, teacher
from zhijiao.audit.models import Entry
from zhijiao.catalogue.tables import table
from zhijiao.filing.models import ImportBatch, StagedRow, ValueMapping
from zhijiao.filing.schema import registry
from zhijiao.intake import approval, corrections, queue

COLUMN = "ethnic_group"
ZHUANG = "08 壮族"
LIST = "/manage/import/mappings/"


@pytest.fixture
def renamed(monkeypatch):
    """Let a later edition of the code table give code 08 another name."""
    groups = table(registry.get("teacher").columns[COLUMN].facts.table)

    def rename(name="僮族"):
        monkeypatch.setitem(groups.entries, "08", replace(groups.entries["08"], name=name))
        groups._daily.clear()

    yield rename
    monkeypatch.undo()
    groups._daily.clear()


@pytest.fixture
def unknown(office):
    """A checked batch of which some rows hold a word that no table knows."""

    def upload(word="状族", rows=2, first=1):
        made = [teacher(first + i, **{COLUMN: word}) for i in range(rows)]
        made.append(teacher(first + rows, **{COLUMN: "汉族"}))
        return office.upload("teacher", book("teacher", *made))

    return upload


@pytest.fixture
def explain(admin_client):
    """Tell on the page of a batch what a word means."""

    def post(batch, word="状族", chosen=ZHUANG):
        told = {"column": COLUMN, "word": word, "code": chosen}
        answer = admin_client.post(reverse("intake:import_mapping", args=[batch.pk]), told, follow=True)
        while queue.run_pending_once():
            pass
        batch.refresh_from_db()
        return answer.content.decode()

    return post


def records():
    return registry.get("teacher").model.unscoped


def text(response) -> str:
    return response.content.decode()


def choices(page: str) -> list[tuple[str, bool]]:
    """Values of the choices offered, and whether they are preselected."""
    select = page[page.index('name="code"') :]
    select = select[: select.index("</select>")]
    return [(value, bool(on)) for value, on in re.findall(r'<option value="([^"]*)"( selected)?>', select)]


def test_a_slip_has_its_code_preselected(admin_client, unknown):
    batch = unknown("状族")
    offered = choices(text(admin_client.get(f"/manage/import/?form=teacher&batch={batch.pk}")))
    assert offered[:2] == [("", False), (ZHUANG, True)]


def test_nothing_is_preselected_where_there_is_doubt(admin_client, unknown):
    batch = unknown("童族")
    offered = choices(text(admin_client.get(f"/manage/import/?form=teacher&batch={batch.pk}")))
    assert offered[:3] == [("", False), (ZHUANG, False), ("12 侗族", False)]
    assert not any(on for _, on in offered)


def test_what_is_chosen_is_kept_with_what_was_shown(unknown, explain, office):
    batch = unknown()
    assert (batch.state, batch.wrong) == ("checked", 2)
    assert "已保存“状族”的对照" in explain(batch)
    assert (batch.state, batch.good) == ("review", 3)
    kept = ValueMapping.objects.get()
    assert (kept.text, kept.code, kept.label, kept.creator_name) == ("状族", "08", "壮族", "谭红霞")
    entry = Entry.objects.get(event="mapping")
    assert entry.detail == {"done": "保存对照", "field": "民族", "name": "壮族"}
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    assert list(records().filter(number="js0001").values_list(COLUMN, flat=True)) == ["08"]


@pytest.mark.parametrize("chosen", ["", "08", "08 汉族", "99999 壮族", "壮族", " 壮族"])
def test_only_a_code_under_its_label_is_taken(unknown, explain, chosen):
    batch = unknown()
    assert "请从列表中选择一个有效的代码" in explain(batch, chosen=chosen)
    assert batch.state == "checked"
    assert not ValueMapping.objects.exists()


def test_a_label_that_changed_while_the_page_was_open_is_not_taken(unknown, explain, renamed):
    batch = unknown("撞撞族")
    renamed("某族")
    assert "刷新页面后重新选择" in explain(batch, word="撞撞族")
    assert not ValueMapping.objects.exists()


def test_a_pair_whose_label_changed_is_not_applied_but_asked_again(unknown, explain, admin_client, renamed):
    explain(unknown("撞撞族"), word="撞撞族")
    renamed("某族")
    later = unknown("撞撞族", first=11)
    assert (later.state, later.wrong) == ("checked", 2)
    page = text(admin_client.get(LIST))
    assert "不再采用" in page
    assert "代码表中现为“某族”" in page
    explain(later, word="撞撞族", chosen="08 某族")
    assert later.state == "review"
    assert ValueMapping.objects.get().label == "某族"


def test_a_pair_to_a_code_that_is_withdrawn_is_not_applied(unknown, explain, monkeypatch):
    explain(unknown())
    entry = table("ethnic_groups").entries["08"]
    monkeypatch.setattr(type(entry), "selectable", property(lambda self: self.code != "08"))
    assert unknown(first=11).wrong == 2


def test_a_pair_without_the_label_shown_is_not_applied(unknown, office):
    ValueMapping.objects.create(school=office.school, form="teacher", column=COLUMN, text="状族", code="08")
    assert unknown().wrong == 2


def test_rows_read_by_a_pair_are_not_passed_under_another_label(unknown, explain, office, renamed):
    explain(unknown("撞撞族"), word="撞撞族")
    renamed("某族")
    with pytest.raises(approval.ApprovalRefused, match="有 2 行不能写入"):
        approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    assert not records().exists()
    told = StagedRow.objects.order_by("number").first().problems
    assert "上传时按对照读作“壮族”，代码表中现为“某族”" in str(told)
    untouched = StagedRow.objects.order_by("number").last()
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"), [untouched.pk])
    assert records().count() == 1


def test_kept_pairs_are_listed_and_revoked(unknown, explain, admin_client):
    explain(unknown())
    page = text(admin_client.get(LIST))
    for said in ("教师基本信息", "民族", "状族", "壮族", "谭红霞", "采用"):
        assert said in page
    pair = ValueMapping.objects.get()
    told = text(admin_client.post(f"{LIST}{pair.pk}/revoke/", follow=True))
    assert "已撤销“状族”的对照" in told
    assert "有 1 批按这条对照读出的数据正等待复核" in told
    assert "还没有取值对照" in told
    assert Entry.objects.filter(event="mapping").latest("pk").detail["done"] == "撤销对照"
    assert unknown(first=11).wrong == 2
    assert admin_client.post(f"{LIST}{pair.pk}/revoke/").status_code == 404


def test_batches_that_are_being_mended_are_checked_again_without_the_pair(
    office, unknown, explain, admin_client
):
    explain(unknown())
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    rows = [teacher(21, **{COLUMN: "状族"}), teacher(22, **{COLUMN: "别的词"})]
    batch = office.upload("teacher", book("teacher", *rows))
    assert (batch.state, batch.wrong, batch.good) == ("checked", 1, 1)
    told = text(admin_client.post(f"{LIST}{ValueMapping.objects.get().pk}/revoke/", follow=True))
    assert "1 批待处理的导入正在重新校验" in told
    while queue.run_pending_once():
        pass
    batch = ImportBatch.objects.get(pk=batch.pk)
    assert (batch.state, batch.wrong, batch.good) == ("checked", 2, 0)
    assert {asked.word for asked in corrections.unknown_words(batch)} == {"状族", "别的词"}


def test_pairs_belong_to_the_school_and_to_who_may_import(unknown, explain, office, reviewer_client):
    explain(unknown())
    pair = ValueMapping.objects.get()
    stranger = Client()
    stranger.force_login(office.users["other"])
    assert "状族" not in text(stranger.get(LIST))
    assert stranger.post(f"{LIST}{pair.pk}/revoke/").status_code == 404
    for client in (reviewer_client,):
        assert client.get(LIST).status_code == 403
        assert client.post(f"{LIST}{pair.pk}/revoke/").status_code == 403
    assert ValueMapping.objects.filter(pk=pair.pk).exists()
