"""审计日志: administrators of every level see their own part of the tree, and nothing of their neighbours'."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from tests.accounts.places import person, plant
from zhijiao.audit import pages, queries
from zhijiao.audit.context import AuditContext, acting
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Entry
from zhijiao.audit.wording import in_words

pytestmark = pytest.mark.django_db
ADDRESS = "/manage/audit/"


@pytest.fixture
def tree():
    tree = plant()
    for org in (tree.ministry, tree.province, tree.city, tree.school, tree.sister, tree.foreign):
        record(Event.EXPORT, org=org, subject=f"{org.name}的表", detail={"rows": 12})
    return tree


@pytest.fixture
def admins(tree):
    return {
        "ministry": person(tree.ministry, "zongguan", "ministry_admin"),
        "province": person(tree.province, "sheng", "province_admin"),
        "city": person(tree.city, "shi", "city_admin"),
        "school": person(tree.school, "xiao", "school_admin", issued_by=tree.province),
    }


@pytest.fixture
def see(client, admins, monkeypatch):
    """What an administrator's page shows; Jinja2 hands no context to the test client, so the view's own is taken."""
    shown, render = {}, pages.render_page

    def noted(request, template, context, status):
        shown.update(vars(context), status=status)
        return render(request, template, context, status=status)

    monkeypatch.setattr(pages, "render_page", noted)

    def look(level, **params):
        client.force_login(admins[level])
        return {"text": client.get(ADDRESS, params).content.decode(), **shown}

    return look


def exports(shown):
    return [entry.subject for entry, _, _ in shown["rows"] if entry.event == "export"]


def test_each_level_sees_its_own_part_of_the_tree_newest_first(see):
    school, city, sister, foreign = (
        "云州市工业学校的表",
        "云州市教育局的表",
        "云岭省商业学校的表",
        "海东省水产学校的表",
    )
    province, ministry = "云岭省教育厅的表", "教育部的表"
    assert exports(see("school")) == [school]
    assert exports(see("city")) == [school, city]
    assert exports(see("province")) == [sister, school, city, province]
    assert exports(see("ministry")) == [foreign, sister, school, city, province, ministry]
    assert "海东省" not in see("province")["text"]


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_a_file_holds_what_the_page_shows_and_is_told_of_itself(client, admins, tree, fmt):
    client.force_login(admins["city"])
    response = client.get(f"{ADDRESS}export.{fmt}", {"event": "export"})
    content = b"".join(response.streaming_content)
    if fmt == "xlsx":
        rows = [list(row) for row in load_workbook(BytesIO(content)).active.values]
    else:
        rows = [line.split(",") for line in content.decode("utf-8-sig").splitlines()]
    assert rows[0] == list(queries.HEADS)
    assert [(row[1], row[3], row[6], row[7]) for row in rows[1:]] == [
        ("导出", "云州市工业学校", "云州市工业学校的表", "条数：12"),
        ("导出", "云州市教育局", "云州市教育局的表", "条数：12"),
    ]
    told = Entry.objects.latest("id")
    assert (told.event, told.org_id, told.user_id, told.subject) == (
        "export", tree.city.pk, admins["city"].pk, "审计日志",
    )  # fmt: skip
    today = timezone.localdate()
    span = f"{today - timedelta(days=30)} 至 {today}"
    assert told.detail == {"rows": 2, "format": fmt, "conditions": [span, "事项"]}


def test_no_spreadsheet_computes_what_somebody_put_into_a_name(client, admins, tree):
    with acting(AuditContext(1, "=HYPERLINK(1)", tree.school.pk, "10.0.0.1")):
        record(Event.ORG, subject="+1+1")
    client.force_login(admins["school"])
    response = client.get(f"{ADDRESS}export.csv", {"event": "org"})
    line = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[1].split(",")
    assert (line[2], line[6]) == ("'=HYPERLINK(1)", "'+1+1")


def test_conditions_narrow_the_list(see, tree):
    with acting(AuditContext(7, "卢华兴", tree.sister.pk, "10.0.0.7")):
        record(Event.APPROVAL, subject="学生信息", detail={"rows": 5000})
    old = record(Event.EXPORT, org=tree.sister, subject="旧表")
    Entry(
        at=timezone.now() - timedelta(days=40),
        event="export",
        org=tree.sister,
        user_name="系统",
        subject="更旧的表",
    ).save(force_insert=True)
    assert [entry.subject for entry, _, _ in see("province", who="卢华")["rows"]] == ["学生信息"]
    assert [entry.subject for entry, _, _ in see("province", event="approval")["rows"]] == ["学生信息"]
    assert exports(see("province", words="旧表")) == [old.subject]
    assert exports(see("province", org="商业")) == ["旧表", "云岭省商业学校的表"]
    assert exports(see("province", org=tree.sister.code)) == ["旧表", "云岭省商业学校的表"]
    day = timezone.localdate() - timedelta(days=40)
    assert exports(see("province", since=str(day), until=str(day))) == ["更旧的表"]


def test_a_day_that_is_none_is_named_and_nothing_is_listed(see):
    shown = see("school", since="2026-02-30")
    assert (shown["status"], shown["rows"]) == (422, [])
    assert "起始日期“2026-02-30”不是日期" in shown["text"]
    for day in ("0001-01-01", "9999-12-31", "x" * 300, "2026-01-01\x00"):
        assert see("school", until=day)["status"] == 422
    assert "晚于截止日期" in see("school", since="2026-02-02", until="2026-02-01")["text"]


def test_older_entries_follow_piece_by_piece_without_gap_or_repetition(
    see, tree, django_assert_max_num_queries
):
    moment = timezone.now()
    Entry.objects.bulk_create(
        Entry(at=moment - timedelta(seconds=i // 3), event="import", org=tree.school, subject=str(i))
        for i in range(120)
    )
    seen, after = [], ""
    for _ in range(3):
        shown = see("school", event="import", after=after)
        seen += [entry.pk for entry, _, _ in shown["rows"]]
        after = shown["following"]
    assert after == ""
    assert seen == list(
        Entry.objects.filter(event="import").order_by("-at", "-id").values_list("pk", flat=True)
    )


def test_a_page_costs_the_same_however_many_entries_there_are(client, admins, tree):
    client.force_login(admins["province"])
    client.get(ADDRESS)
    few, many = [], []
    for counted in (few, many):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(ADDRESS).status_code == 200
        counted += caught.captured_queries
        for org in (tree.school, tree.sister) * 30:
            record(Event.EXPORT, org=org)
    assert len(few) == len(many) <= 12


def test_whatever_is_typed_is_answered(see):
    for text in ("\x00", "%", "'", "\\", "长" * 500):
        assert see("province", who=text, org=text, words=text, event=text)["status"] == 200


@pytest.mark.parametrize("after", ["x", "1-", "-1", "99999999999999999999-1", "1-99999999999999999999"])
def test_a_mark_that_is_none_shows_the_newest(see, after):
    assert exports(see("school", after=after)) == ["云州市工业学校的表"]


def test_only_administrators_have_the_page(client, tree):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    assert client.get(ADDRESS).status_code == 403
    assert client.get(f"{ADDRESS}export.csv").status_code == 403


def test_everybody_sees_the_own_sign_ins_and_nobody_elses(client, tree):
    wei, other = person(tree.school, "wei", "school_clerk"), person(tree.school, "lulu", "school_clerk")
    for user, address in ((wei, "10.0.0.8"), (other, "10.0.0.9")):
        with acting(AuditContext(None, "未登录者", None, address)):
            record(Event.SIGN_IN, user=user, detail={"portal": "业务端"})
    client.force_login(wei)
    page = client.get("/security/").content.decode()
    assert "10.0.0.8" in page
    assert "10.0.0.9" not in page


def test_facts_read_as_words():
    grants = ["*:export", "module:employment:add", "module:employment:view", "teacher:change"]
    detail = {
        "done": "修改", "kind": "close", "fields": ["手机号", "数据角色"], "rows": 0, "private": False, "empty": [],
        "changed": {"数据角色": ["全部查看", ""]}, "before": {"name": "招就办", "grants": grants},
    }  # fmt: skip
    assert in_words(detail) == [
        ("操作", "修改"),
        ("改动项", "手机号、数据角色"),
        ("条数", "0"),
        ("含隐私数据", "否"),
        ("改动", "数据角色由“全部查看”改为“空”"),
        ("改前", "名称 招就办，权限 全部栏目（导出）；就业创业（查看、新增）；教师信息 / 基本信息（修改）"),
    ]
