"""A month's report: drafted, written, submitted by somebody else, read and returned by the ministry."""

import pytest
from django.db.models import Sum
from django.utils import timezone

from tests import sample
from tests.background_work import work
from tests.monthly.conftest import MONTH, back, filled, post
from zhijiao.audit.models import Entry
from zhijiao.filing.models import FilingCount
from zhijiao.identity.models import User
from zhijiao.monthly import background_jobs, figures, months, reporting
from zhijiao.monthly.models import MonthlyReport, State
from zhijiao.notices.models import InboxItem, Message
from zhijiao.signoff.models import Submission

pytestmark = pytest.mark.django_db


def told(org):
    return list(
        Message.objects.filter(pk__in=InboxItem.objects.filter(user__org=org).values("message"))
        .order_by("pk")
        .values_list("title", flat=True)
    )


def test_drafts_are_made_once_from_the_fourth_day_on(tree, day, client_of):
    client_of("province_auditor")
    day(3, 3)
    background_jobs.draft_reports.call()
    assert not MonthlyReport.objects.exists()
    for number in (4, 4, 20):
        day(3, number)
        background_jobs.draft_reports.call()
    found = MonthlyReport.objects.order_by("province__path")
    assert [(each.province, each.month, each.state) for each in found] == [
        (tree.province, MONTH, State.DRAFT), (tree.elsewhere, MONTH, State.DRAFT),
    ]  # fmt: skip
    assert told(tree.province) == ["2022年3月月报已生成草稿，请于5日前报送"]


def entered(school):
    return FilingCount.objects.filter(school=school).aggregate(rows=Sum("rows"))["rows"]


def test_figures_are_those_of_the_province_alone(tree, client_of):
    client_of("province_admin")
    client_of("province_admin", must_change_password=True)
    client_of("school_clerk", org=tree.school)
    client_of("school_clerk", org=tree.foreign)
    User.objects.filter(org=tree.school).update(last_login=None)
    sample.user(tree.sister, "school_clerk", username="neu", must_change_password=True)
    sample.fill(tree.school, "teacher", 2)
    sample.fill(tree.foreign, "teacher", 3)
    sample.fill(tree.school, "safety_rule", 1)
    for school, level in ((tree.school, "city"), (tree.foreign, "province")):
        Submission.objects.create(
            school=school,
            round="2020",
            first_signed_at=timezone.now(),
            state="accepted",
            accepted_level=level,
        )
    found = figures.figures(tree.province)
    assert found == {
        "schools": 2, "province_admins": 2, "province_admins_active": 1, "school_accounts": 2,
        "school_accounts_active": 1, "signed_in": 0, "basic_begun": 1, "filing_begun": 1,
        "forms_done": found["forms_done"], "filing_done": 0, "signed": 1, "accepted": 0,
        "records": entered(tree.school), "problems": 0,
    }  # fmt: skip
    assert found["forms_done"] > 0
    assert found.keys() == figures.LABELS.keys()
    assert figures.figures(tree.elsewhere)["records"] == entered(tree.foreign) > 0


def test_the_province_writes_and_another_submits(desk, report, tree, ministry):
    writer, other = desk
    page = writer.get(f"/monthly/{report.pk}/").content.decode()
    assert "附件4）原表未见公开" in page
    assert "存在问题和建议" in page
    early = post(writer, report, "submit")
    assert early.status_code == 422
    assert "还没有填写：网络环境是否就绪" in early.content.decode()
    assert post(writer, report, "save", **filled()).status_code == 302
    alone = post(writer, report, "submit")
    assert alone.status_code == 422
    assert "请由本单位另一位审核用户报送" in alone.content.decode()
    assert ministry.get(f"/monthly/{report.pk}/").status_code == 404, "a draft is the province's own"
    assert post(other, report, "submit").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.texts["issues"]) == (State.SUBMITTED, "两所学校网络不稳\n建议错峰填报")
    page = ministry.get(f"/monthly/{report.pk}/").content.decode()
    assert "两所学校网络不稳" in page
    assert told(tree.ministry) == ["云岭省教育厅已报送2022年3月月报"]
    assert Entry.objects.filter(event="submission", subject="月报表：2022年3月").count() == 1


def test_where_there_is_one_auditor_he_submits_himself(client_of, report):
    only = client_of("province_auditor")
    post(only, report, "save", **filled())
    assert post(only, report, "submit").status_code == 302


def test_figures_and_items_stay_as_submitted(sent, tree, ministry, client_of):
    before = dict(sent.figures)
    sample.fill(tree.school, "teacher", 2)
    reporting.take_figures(sent.pk)
    admin = client_of("ministry_admin", org=tree.ministry)
    from zhijiao.monthly.models import ReportItem

    item = ReportItem.objects.get(key="schools")
    admin.post(
        "/manage/monthly/change/",
        {"pk": item.pk, "version": 1, "do": "rename", "section": "账号", "label": "中职学校总数"},
    )
    sent.refresh_from_db()
    assert sent.figures == before
    page = ministry.get(f"/monthly/{sent.pk}/").content.decode()
    assert "学校数" in page
    assert "中职学校总数" not in page


def test_nothing_is_changed_once_it_is_submitted(desk, sent):
    for what, more in (("save", filled(issues="改")), ("submit", {}), ("figures", {})):
        answer = post(desk[0], sent, what, **more)
        assert answer.status_code == 422
        assert "已报送" in answer.content.decode()
    assert post(desk[0], sent, "return", reason="改").status_code == 404
    sent.refresh_from_db()
    assert sent.texts["issues"] == "两所学校网络不稳\n建议错峰填报"


def test_the_ministry_returns_with_a_reason_and_gets_it_again(ministry, desk, sent, tree, day):
    assert post(ministry, sent, "return", reason=" ").status_code == 422
    assert post(ministry, sent, "return", reason="长" * 501).status_code == 422
    assert post(ministry, sent, "return", reason="请补充账号激活情况").status_code == 302
    sent.refresh_from_db()
    assert sent.state == State.RETURNED
    assert told(tree.province)[-1] == "2022年3月月报被退回"
    assert "请补充账号激活情况" in desk[0].get("/monthly/").content.decode()
    day(3, 9)
    back(ministry, *desk)
    assert post(desk[0], sent, "save", **filled(issues="已补充")).status_code == 302
    assert post(desk[1], sent, "submit").status_code == 302
    page = ministry.get(f"/monthly/{sent.pk}/").content.decode()
    assert "已补充" in page
    assert "逾期" not in page, "it first came in on time"


def test_two_people_do_not_overwrite_each_other(desk, report):
    version = report.version
    post(desk[0], report, "save", **filled(issues="甲"))
    answer = desk[1].post(f"/monthly/{report.pk}/save/", {"version": version, **filled(issues="乙")})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有保存" in page
    assert "乙" in page
    report.refresh_from_db()
    assert report.texts["issues"] == "甲"
    gone = desk[1].post(f"/monthly/{report.pk}/submit/", {"version": version})
    assert gone.status_code == 422
    assert report.state == State.DRAFT


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"history_synced": "差不多"}, "请从未开始、进行中、已完成中选择"),
        ({"deployment_done": "去年"}, "去年"),
        ({"issues": "长" * 2001}, "最多2000个字，现有2001个"),
        ({"reporter": "长" * 61}, "最多60个字"),
        ({"network": "也许"}, "请从是、否中选择"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_box(desk, report, change, words):
    answer = post(desk[0], report, "save", **filled(**change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    report.refresh_from_db()
    assert (report.texts, report.version) == ({}, 1)


def test_the_difference_to_last_month_is_shown(desk, sent, tree, day):
    sample.fill(tree.school, "teacher", 2)
    day(4, 4)
    back(*desk)
    reporting.draft_all("2022-04")
    page = (
        desk[0]
        .get(f"/monthly/{MonthlyReport.objects.get(province=tree.province, month='2022-04').pk}/")
        .content.decode()
    )
    part = page[page.index("已填报记录数") :][:400]
    assert "+2" in part


def test_figures_are_taken_anew_by_a_worker(desk, report, tree):
    sample.fill(tree.school, "teacher", 2)
    assert post(desk[0], report, "figures").status_code == 302
    assert work(background_jobs.take_figures) == 1
    report.refresh_from_db()
    assert report.figures["records"] == 2


# The ministry --------------------------------------------------------------------------------------------------------


def test_the_ministry_sees_who_has_submitted_and_adds_up(ministry, sent, tree, day, client_of):
    page = ministry.get(f"/monthly/?month={MONTH}").content.decode()
    assert "已报送" in page
    assert "逾期" not in page[page.index("<tbody") :]
    day(3, 6)
    back(ministry)
    page = ministry.get(f"/monthly/?month={MONTH}").content.decode()
    row = page[page.index("海东省教育厅") :]
    assert "未报送" in row[:300]
    assert "逾期" in row[:400]
    sheet = ministry.get(f"/monthly/collation/csv/?month={MONTH}").getvalue().decode()
    assert "两所学校网络不稳" in sheet
    lines = sheet.strip().splitlines()
    assert lines[-1].startswith("合计")
    assert client_of("ministry_leader", org=tree.ministry).get("/monthly/").status_code == 200


def test_a_report_that_is_returned_is_in_no_total(ministry, sent):
    post(ministry, sent, "return", reason="重填")
    sheet = ministry.get(f"/monthly/collation/csv/?month={MONTH}").getvalue().decode()
    assert "两所学校网络不稳" not in sheet


def test_others_have_no_reports(client_of, tree, sent):
    stranger = client_of("province_auditor", org=tree.elsewhere)
    assert stranger.get(f"/monthly/{sent.pk}/").status_code == 404
    assert stranger.get(f"/monthly/{sent.pk}/file/csv/").status_code == 404
    assert post(stranger, sent, "save", **filled()).status_code == 404
    for org, role in ((tree.city, "city_auditor"), (tree.school, "school_supervisor")):
        client = client_of(role, org=org)
        for path in ("", f"{sent.pk}/", "milestones/", f"{sent.pk}/file/csv/", "collation/csv/"):
            assert client.get(f"/monthly/{path}").status_code == 404, (role, path)
    leader = client_of("province_leader")
    assert leader.get(f"/monthly/{sent.pk}/").status_code == 200
    assert post(leader, sent, "submit").status_code == 403
    assert leader.get("/monthly/collation/csv/").status_code == 404
    paper = leader.get(f"/monthly/{sent.pk}/file/pdf/")
    assert (paper["Content-Type"], paper.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    assert stranger.get(f"/monthly/{sent.pk}/file/pdf/").status_code == 404
    rows = leader.get(f"/monthly/{sent.pk}/file/csv/").getvalue().decode()
    assert "存在问题和建议" in rows


def test_whoever_may_view_some_forms_only_is_shown_no_report(client_of, tree, sent):
    """The figures add up all forms, so they would tell of the others."""
    narrowed = client_of("province_leader", row_role="granted")
    ministry = client_of("ministry_leader", org=tree.ministry, row_role="granted")
    for client in (narrowed, ministry):
        for path in ("", f"{sent.pk}/", f"{sent.pk}/file/csv/", f"{sent.pk}/file/pdf/"):
            answer = client.get(f"/monthly/{path}")
            assert answer.status_code == 403, path
            assert "全部表单" in answer.content.decode()
            assert "两所学校网络不稳" not in answer.content.decode()
        assert "月报表" not in client.get("/").content.decode()
    assert ministry.get("/monthly/collation/csv/?month=2022-03").status_code == 403
    assert narrowed.get("/monthly/milestones/").status_code == 200


# Items ---------------------------------------------------------------------------------------------------------------


def test_the_ministry_arranges_the_items(client_of, tree, report, desk):
    from zhijiao.monthly.models import ReportItem

    admin = client_of("ministry_admin", org=tree.ministry)
    new = {
        "section": "部署环境",
        "label": "安全测评",
        "kind": "choice",
        "choices": "通过|未通过",
        "unit": "",
        "note": "",
    }
    assert admin.post("/manage/monthly/add/", new).status_code == 302
    assert "安全测评" in desk[0].get(f"/monthly/{report.pk}/").content.decode()
    for wrong, words in (
        ({"label": ""}, "请填写“项目”"),
        ({"kind": "figure"}, "请选择类型"),
        ({"choices": "只有一个"}, "两个选项"),
    ):
        answer = admin.post("/manage/monthly/add/", new | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    item = ReportItem.objects.get(key="network")
    assert (
        admin.post("/manage/monthly/change/", {"pk": item.pk, "version": 1, "do": "off"}).status_code == 302
    )
    assert "网络环境是否就绪" not in desk[0].get(f"/monthly/{report.pk}/").content.decode()
    assert admin.post("/manage/monthly/change/", {"pk": item.pk, "version": 1, "do": "on"}).status_code == 422
    order = list(ReportItem.objects.values_list("key", flat=True))
    second = ReportItem.objects.get(key=order[1])
    admin.post("/manage/monthly/change/", {"pk": second.pk, "version": second.version, "do": "up"})
    moved = list(ReportItem.objects.values_list("key", flat=True))
    assert moved[:2] == order[1::-1]
    assert moved[2:] == order[2:]


def test_only_the_ministry_arranges_them(client_of, tree):
    from zhijiao.monthly.models import ReportItem

    admin = client_of("province_admin")
    assert admin.get("/manage/monthly/").status_code == 200
    item = ReportItem.objects.first()
    assert (
        admin.post("/manage/monthly/change/", {"pk": item.pk, "version": 1, "do": "off"}).status_code == 403
    )
    assert (
        admin.post("/manage/monthly/add/", {"section": "a", "label": "b", "kind": "line"}).status_code == 403
    )
    item.refresh_from_db()
    assert item.in_use


# Milestones ----------------------------------------------------------------------------------------------------------


def test_milestones_are_counted_or_ticked(desk, report, tree, ministry):
    page = desk[0].get("/monthly/milestones/").content.decode()
    assert "校级账号激活" in page
    assert "逾期未完成" in page
    tick = {"key": "environment", "day": "2021-09-02", "note": "机房改造"}
    assert desk[0].post("/monthly/milestones/tick/", tick).status_code == 302
    page = desk[0].get("/monthly/milestones/").content.decode()
    assert "2021-09-02 完成，机房改造" in page
    assert "晚于要求" in page
    for wrong, words in (
        ({"day": "2030-01-01"}, "晚于今天"), ({"day": "昨天"}, "完成日期："), ({"key": "basic"}, "由系统统计"),
        ({"note": "长" * 201}, "最多200个字"),
    ):  # fmt: skip
        answer = desk[0].post("/monthly/milestones/tick/", tick | wrong)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    matrix = ministry.get("/monthly/milestones/").content.decode()
    assert "云岭省教育厅" in matrix
    assert "已完成" in matrix
    one = ministry.get(f"/monthly/milestones/?province={tree.province.pk}").content.decode()
    assert "机房改造" in one
    assert ministry.get(f"/monthly/milestones/?province={tree.city.pk}").status_code == 404
    assert ministry.post("/monthly/milestones/tick/", tick).status_code == 404
    desk[0].post("/monthly/milestones/tick/", tick | {"day": ""})
    assert "机房改造" not in desk[0].get("/monthly/milestones/").content.decode()


@pytest.mark.once
def test_months():
    assert months.before("2022-01") == "2021-12"
    assert months.parse("2021-08") is None
    assert [months.parse(each) for each in ("2022-13", "x", None, "²022-01", "2022-01\n")] == [None] * 5
    assert months.label("2022-03") == "2022年3月"
