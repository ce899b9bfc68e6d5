"""The boards: what they say at each level, that they say nothing else, that numbers lead to what is behind them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.accounts.places import person
from tests.filing.rows import put, row
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import counters
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.services import By, create_org, move_org
from zhijiao.oversight import area_figures, recount, refresh
from zhijiao.oversight.models import AreaDay, SchoolStanding
from zhijiao.signoff.models import Submission

pytestmark = pytest.mark.django_db

PAGES = ("board", "areas", "schools", "forms")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def open_page(client, name="board", /, **asked):
    args = asked.pop("args", [])
    return client.get(reverse(f"oversight:{name}", args=args), asked)


def test_each_level_sees_its_own_schools(begun, auditor):
    for org, number in ((begun.city, 1), (begun.province, 2), (begun.ministry, 3)):
        said = text(open_page(auditor(org)))
        assert f"应填学校 {number} 所" in said
    said = text(open_page(auditor(begun.elsewhere)))
    assert "应填学校 1 所" in said
    assert "云" not in said.replace("云岭", "云")  # nothing of the other province


def test_figures_of_a_board(begun, auditor):
    said = text(open_page(auditor(begun.province)))
    assert "必填表单完成率 1.0% 1 / 94 表次" in said
    assert "尚未开始 1 所" in said
    assert "云州市教育局 0 /1 2.1%" in said
    assert "云岭省教育厅直属学校 0 /1 0.0%" in said
    assert "云岭省商业学校 0/47 云岭省教育厅 · 从未填报" in said


def test_another_area_is_not_there(begun, auditor):
    client = auditor(begun.city)
    for name in PAGES:
        assert open_page(client, name, area=begun.province.pk).status_code == 404
        assert open_page(client, name, area=begun.elsewhere.pk).status_code == 404
        assert open_page(client, name, area=begun.school.pk).status_code == 404
        assert open_page(client, name, area="x").status_code == 404
        assert open_page(client, name, area=begun.city.pk).status_code == 200
    assert open_page(client, "school", args=[begun.sister.pk]).status_code == 404
    assert open_page(client, "school", args=[begun.school.pk]).status_code == 200


def test_schools_have_no_boards(begun, client):
    client.force_login(person(begun.school, "clerk", "school_clerk"))
    for name in PAGES:
        assert open_page(client, name).status_code == 404
    assert open_page(client, "school", args=[begun.school.pk]).status_code == 404
    assert "督导看板" not in client.get("/").content.decode()


def test_the_numbers_lead_to_the_schools_behind(begun, auditor):
    client = auditor(begun.ministry)
    page = open_page(client).content.decode()
    for href, name in (("?stage=none", begun.sister.name), ("?stage=done", None)):
        assert f'href="/oversight/schools/{href}"' in page
        said = text(client.get(f"/oversight/schools/{href}"))
        assert (name in said) if name else "没有找到学校" in said
    said = text(open_page(client, "schools", stage="none"))
    assert begun.school.name not in said
    assert begun.foreign.name in said
    assert "共 2 所" in said


def test_the_list_of_schools_is_narrowed_and_sorted(begun, auditor):
    client = auditor(begun.ministry)
    assert "共 1 所" in text(open_page(client, "schools", type="resumed"))
    assert "共 1 所" in text(open_page(client, "schools", q="水产"))
    assert "共 3 所" in text(open_page(client, "schools", timing="overdue"))
    assert "没有找到学校" in text(open_page(client, "schools", finding="logic"))
    said = text(open_page(client, "schools", sort="-share"))
    assert said.index(begun.school.name) < said.index(begun.sister.name)
    said = text(open_page(client, "schools", sort="share"))
    assert said.index(begun.sister.name) < said.index(begun.school.name)
    assert "共 3 所" in text(open_page(client, "schools", sort="nonsense", stage="nonsense", type="x"))
    assert "共 1 所" in text(open_page(client, "schools", area=begun.province.pk, own="1"))


def test_the_table_of_modules(begun, auditor):
    page = open_page(auditor(begun.city), "schools", view="heat").content.decode()
    assert "综合信息，已完成 1，必填 18" in page
    assert f'href="/oversight/schools/{begun.school.pk}/?module=general"' in page


def test_one_school_form_by_form(begun, auditor):
    client = auditor(begun.province)
    page = open_page(client, "school", args=[begun.school.pk], module="general").content.decode()
    assert f'href="/forms/campus/?school={begun.school.pk}"' in page
    assert "教学管理</a>" not in page
    assert client.get(f"/forms/campus/?school={begun.school.pk}").status_code == 200


def test_forms_and_the_schools_of_one(begun, auditor):
    client = auditor(begun.province)
    page = open_page(client, "forms").content.decode()
    assert 'href="/oversight/forms/campus/?state=done"' in page
    said = text(open_page(client, "form", args=["campus"], state="done"))
    assert begun.school.name in said
    assert begun.sister.name not in said
    assert "已完成 1" in said
    assert open_page(client, "form", args=["nothing"]).status_code == 404


def limited(org, *keys, row_role="all", **facts):
    """An account of an authority whose role opens some forms alone."""
    role = Role.objects.create(org=org, key="看表", name="看表", portal="business", level=org.level)
    for key in keys:
        RoleGrant.objects.create(role=role, form=key, action="view")
        RoleGrant.objects.create(role=role, form=key, action="export")
    who = person(org, "limited", **facts)
    who.roles.add(role)
    who.row_role = row_role
    who.save()
    return who


def test_who_may_not_see_a_form_gets_no_count_of_it(begun, client):
    put(Actor.system(begun.school), begun.school, row("enterprise"), key="enterprise")
    refresh.follow()
    client.force_login(limited(begun.province, "enterprise", row_role="granted"))
    said = text(open_page(client))
    assert "必填表单完成率 50.0% 1 / 2 表次" in said  # of two schools the one form
    assert "尚未开始" not in said
    assert "以下数字只含您有权查看的表单" in said
    assert "校区信息" not in text(open_page(client, "forms"))
    assert open_page(client, "form", args=["campus"]).status_code == 404
    assert open_page(client, "form", args=["enterprise"]).status_code == 200
    said = text(open_page(client, "schools", stage="none"))  # the condition would tell of other forms
    assert (begun.school.name in said, begun.sister.name in said) == (True, True)
    assert "1 /1" in said
    said = text(open_page(client, "school", args=[begun.school.pk]))
    assert "校区信息" not in said
    assert "首次填报" not in said
    assert client.get("/oversight/export/form-campus.xlsx").status_code == 404


def test_how_far_sign_off_is(begun, auditor):
    """A school that a province runs has no county to pass; passing the province counts below it as well."""
    place = {"round": current_round().key}
    Submission.objects.create(school=begun.school, state="submitted", accepted_level="", **place)
    Submission.objects.create(school=begun.sister, state="accepted", accepted_level="province", **place)
    refresh.follow()
    client = auditor(begun.province)
    said = text(open_page(client))
    assert "已上报 2 所 退回未再报 0 所 县（区）级已通过 1 所 市级已通过 1 所 省级已通过 1 所" in said
    assert "部级" not in said
    for condition, names in (
        ("handed_in", {begun.school.name, begun.sister.name}),
        ("accepted_city", {begun.sister.name}),
        ("not_handed_in", set()),
    ):
        said = text(open_page(client, "schools", signoff=condition))
        assert {each for each in (begun.school.name, begun.sister.name) if each in said} == names, condition
    Submission.objects.filter(school=begun.school).update(state="returned")
    refresh.follow()
    assert "退回未再报 1 所" in text(open_page(client))
    assert recount.differences(current_round()) == []


def test_private_forms_are_in_no_sum(begun, auditor):
    """Else what is left without the forms one may see would tell how many cases of discipline there are."""
    rows = SchoolStanding.objects.get(school=begun.school).rows
    day = {"school": begun.school, "updated_at": begun.school.opened_at or timezone.now()}
    FilingCount.objects.create(form="discipline_case", rows=77, **day)
    FilingCount.objects.create(form="discipline_case", rows=77, **{**day, "school": begun.sister})
    counters.mark_moved([begun.school.pk, begun.sister.pk])
    refresh.follow()
    assert SchoolStanding.objects.get(school=begun.school).rows == rows
    assert SchoolStanding.objects.get(school=begun.sister).stage == "none"
    client = auditor(begun.province)
    for name in PAGES:
        assert "77" not in text(open_page(client, name))
    assert open_page(client, "form", args=["discipline_case"]).status_code == 404
    said = text(open_page(client, "school", args=[begun.school.pk]))
    assert "77" not in said


def test_who_sees_own_rows_only_sees_no_figures(begun, client):
    client.force_login(limited(begun.province, "*", row_role="own"))
    for name in PAGES:
        said = text(open_page(client, name))
        assert "没有可以显示的进度" in said
        assert "94" not in said
    assert open_page(client, "form", args=["campus"]).status_code == 404


def test_past_days_are_drawn_and_stand_in_a_table(begun, auditor):
    AreaDay.objects.update(day="2026-01-01")
    put(Actor.system(begun.school), begun.school, row("enterprise"), key="enterprise")
    refresh.follow()
    answer = open_page(auditor(begun.city))
    assert '<polyline class="line"' in answer.content.decode()
    assert "每日进度" in text(answer)


def test_equal_shares_have_equal_places():
    assert area_figures.ranks([50.0, 100.0, 50.0, None, 10.0]) == [2, 1, 2, None, 4]
    assert area_figures.share(999, 1000) == 99.9
    assert area_figures.share(9999, 10000) == 99.9
    assert area_figures.share(0, 0) is None


def test_a_moved_school_is_with_its_new_area_at_once_for_rights(begun, auditor):
    client = auditor(begun.elsewhere)
    assert open_page(client, "school", args=[begun.school.pk]).status_code == 404
    move_org(begun.school, begun.elsewhere, By())
    assert open_page(client, "school", args=[begun.school.pk]).status_code == 200
    refresh.follow()
    assert "应填学校 2 所" in text(open_page(client))


def test_a_board_costs_the_same_for_many_areas_as_for_one(begun, auditor):
    client = auditor(begun.ministry)
    addresses = [
        *(reverse(f"oversight:{name}") for name in PAGES),
        reverse("oversight:schools") + "?view=heat",
        reverse("oversight:schools") + "?q=学校",
        reverse("oversight:form", args=["campus"]),
        reverse("oversight:form", args=["campus"]) + f"?area={begun.province.pk}",
        reverse("oversight:school", args=[begun.school.pk]),
        reverse("oversight:reminders"),
        reverse("oversight:board") + f"?area={begun.city.pk}",
    ]
    for address in addresses:
        client.get(address)
    few = [_statements(client, address) for address in addresses]
    _many(begun)
    many = [_statements(client, address) for address in addresses]
    assert many == few
    assert max(many) <= 10, dict(zip(addresses, many, strict=True))


def _statements(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def _many(tree):
    """A dozen provinces with cities and schools of several kinds."""
    for i in range(12):
        province = create_org(tree.ministry, "province", f"第{i}省", f"{50 + i}0000", region="450000")
        city = create_org(province, "city", f"第{i}市", f"{50 + i}0100", region="450100")
        for n, kind in enumerate(("continuing", "resumed", "attached")):
            code = make_school_code("45", 200 + 3 * i + n) if kind != "attached" else None
            if code:
                create_org((province, city)[n], "school", f"第{i}省第{n}学校", code, kind)
    refresh.follow()
    assert SchoolStanding.objects.count() == 27
