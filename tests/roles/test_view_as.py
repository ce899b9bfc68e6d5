"""以此角色查看: an administrator sees what the role sees, and can change nothing."""

import pytest
from django.urls import get_resolver

from tests.accounts.places import person, role
from tests.filing.pages.world import fill
from tests.lookup.conftest import read
from tests.roles.test_effective import own_role
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ListPreference
from zhijiao.filing.schema.registry import get
from zhijiao.identity import view_as
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db

LEAVE = "/view-as/leave/"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def office(tree) -> Role:
    grants = [("student", action) for action in ("view", "add", "change", "delete", "export")]
    return own_role(tree.school, "招就办", *grants)


@pytest.fixture
def world(tree):
    return fill(tree.school, copies=1)


@pytest.fixture
def looking(at_school, office):
    answer = at_school.post(f"/manage/roles/{office.pk}/view/")
    assert answer.headers["Location"] == "/"
    return at_school


def told() -> list[tuple[str, str, str]]:
    entries = Entry.objects.filter(event="view_as").order_by("pk")
    return [(entry.user_name, entry.subject, entry.detail["done"]) for entry in entries]


def test_the_portal_is_seen_as_the_role_sees_it(looking, world):
    home = text(looking.get("/"))
    assert "正在以角色“招就办”、数据角色“分项查看（校）”查看业务端" in home
    assert "退出查看" in home
    listed = looking.get("/forms/student/")
    assert listed.status_code == 200
    assert not [secret for secret in world.secrets if secret in text(listed)]
    record = looking.get(f"/forms/student/{world.ids['student'][0]}/")
    assert record.status_code == 200
    assert not [secret for secret in world.secrets if secret in text(record)]
    assert looking.get("/forms/teacher/").status_code == 403
    for page in ("new/", "export/xlsx/", "grid/", f"{world.ids['student'][0]}/edit/"):
        assert looking.get(f"/forms/student/{page}").status_code == 403


def test_nothing_can_be_posted_but_a_query_and_leaving(looking, world, office, tree):
    record = get("student").model.unscoped.get(pk=world.ids["student"][0])
    clerk = person(tree.school, "wei", "school_clerk")
    for address in (
        "/forms/student/new/",
        f"/forms/student/{record.pk}/edit/",
        "/forms/student/delete/",
        "/forms/student/draft/",
        "/forms/student/columns/",
        "/nil/student/",
        f"/manage/roles/{office.pk}/",
        f"/manage/roles/{office.pk}/delete/",
        f"/manage/users/{clerk.pk}/state/",
        f"/manage/users/{clerk.pk}/password/",
        "/manage/users/add/",
        "/password/",
    ):
        answer = looking.post(address, {"id": record.pk})
        assert answer.status_code == 403, address
        assert "只能查看" in text(answer), address
        assert "退出查看" in text(answer)
    for method in (looking.put, looking.patch, looking.delete):
        assert method("/forms/student/").status_code == 403
    assert get("student").model.unscoped.filter(pk=record.pk).exists()
    asked = looking.post("/forms/student/", {"q": "x"})
    assert (asked.status_code, asked.headers["Location"].split("?")[0]) == (303, "/forms/student/")


def test_every_address_refuses_a_post_or_is_harmless(looking):
    """Generated from the URL conf: a new view is covered without being listed."""
    from tests.roles.addresses import every

    harmless = set()
    for name, address, view in every(get_resolver()):
        gate = view.gate
        if gate.kind == "public":
            continue
        if gate.harmless:
            harmless.add(name)
            continue
        assert looking.post(address).status_code == 403, name
    assert harmless == {
        "filing:grid_rows",
        "filing:list",
        "lookup:list",
        "lookup:page",
        "signin:logout",
        "snapshots:verify",
        "users:view_as_role",
        "users:view_as_user",
        "users:view_as_leave",
    }


def test_the_manage_portal_stays_the_administrators_own(looking):
    page = looking.get("/manage/users/")
    assert page.status_code == 200
    assert "退出查看" in text(page)


def test_the_search_finds_what_the_role_finds(looking, world):
    """The administrator's own account finds pages of the management portal and no record."""
    name = get("student").model.unscoped.get(pk=world.ids["student"][0]).name
    found = read(looking.post("/search/list/", {"q": name}))
    assert set(found.titles) == {name}
    assert looking.get(found.url(name)).status_code == 200
    assert "学生基本信息" in read(looking.post("/search/list/", {"q": "学生"})).titles
    for words in ("教师基本信息", "审计日志"):
        assert words not in read(looking.post("/search/list/", {"q": words})).titles


def test_leaving_closes_the_business_portal_again(looking):
    answer = looking.post(LEAVE, follow=True)
    assert "已退出以此角色查看" in text(answer)
    assert "退出查看" not in text(looking.get("/manage/users/"))
    assert looking.get("/").status_code == 403
    assert told() == [
        ("谭红霞", "角色“招就办”、数据角色“分项查看（校）”", "开始"),
        ("谭红霞", "角色“招就办”、数据角色“分项查看（校）”", "退出"),
    ]


def test_it_ends_after_half_an_hour(looking, monkeypatch):
    later = view_as.time() + view_as.SECONDS + 1
    monkeypatch.setattr(view_as, "time", lambda: later)
    assert looking.get("/").status_code == 403
    assert [done for *_, done in told()] == ["开始", "超时"]
    entry = Entry.objects.filter(event="view_as").latest("pk")
    assert entry.address == "127.0.0.1"


def test_it_ends_with_the_session(looking, admin):
    looking.post("/logout/")
    looking.force_login(admin)
    assert looking.get("/").status_code == 403


def test_it_ends_with_the_role_and_with_the_right(looking, office, admin):
    Role.objects.filter(pk=office.pk).delete()
    assert looking.get("/").status_code == 403
    assert told()[-1][-1] == "中止"


def test_a_change_of_the_role_shows_at_once(looking, office):
    RoleGrant.objects.create(role=office, form="teacher", action="view")
    assert looking.get("/forms/teacher/").status_code == 200


def test_with_another_data_role_everything_is_seen(at_school, office):
    at_school.post(f"/manage/roles/{office.pk}/view/", {"rows": "all"})
    assert at_school.get("/forms/teacher/").status_code == 200
    at_school.post(f"/manage/roles/{office.pk}/view/", {"rows": "nonsense"})
    assert at_school.get("/forms/teacher/").status_code == 403


def test_as_a_user_the_own_rows_alone_are_seen_and_nothing_is_kept_for_him(at_school, tree, office, world):
    user = person(tree.school, "zhang", real_name="张明", row_role="own")
    set_roles(user, [office], by=None)
    mine, other = world.ids["student"]
    get("student").model.unscoped.filter(pk=mine).update(created_by=user.pk)
    at_school.post(f"/manage/users/{user.pk}/view/")
    assert "用户“张明”（zhang）" in text(at_school.get("/"))
    assert at_school.get(f"/forms/student/{mine}/").status_code == 200
    assert at_school.get(f"/forms/student/{other}/").status_code == 404
    at_school.get("/forms/student/?size=50")
    assert not ListPreference.objects.exists()
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert at_school.get("/").status_code == 403


def test_private_forms_stay_closed_even_if_the_user_may_see_them(at_school, tree):
    user = person(tree.school, "jijian", "school_clerk", "privacy_manager")
    at_school.post(f"/manage/users/{user.pk}/view/")
    private = next(f for f in _records() if f.declaration.private_form)
    assert at_school.get(f"/forms/{private.key}/").status_code == 403


def test_who_sees_nothing_cannot_be_looked_as(at_school, tree, admin):
    answer = at_school.post(f"/manage/roles/{role('privacy_viewer').pk}/view/", follow=True)
    assert "没有可看的页面" in text(answer)
    answer = at_school.post(f"/manage/users/{admin.pk}/view/", follow=True)
    assert "没有可看的页面" in text(answer)
    assert told() == []


def test_roles_and_users_of_other_nodes_are_not_there(at_school, tree):
    foreign = own_role(tree.sister, "外校", ("student", "view"))
    stranger = person(tree.sister, "stranger", "school_clerk")
    assert at_school.post(f"/manage/roles/{foreign.pk}/view/").status_code == 404
    assert at_school.post(f"/manage/roles/{role('province_leader').pk}/view/").status_code == 404
    assert at_school.post(f"/manage/users/{stranger.pk}/view/").status_code == 404
    assert at_school.get("/").status_code == 403


def test_an_authority_looks_over_its_own_area(at_province, tree):
    at_province.post(f"/manage/roles/{role('province_leader').pk}/view/")
    home = text(at_province.get("/"))
    assert "云州市工业学校" in home
    assert "海东省水产学校" not in home
    assert at_province.get(f"/forms/student/?school={tree.foreign.pk}").status_code == 404
    assert at_province.get(f"/forms/student/?school={tree.school.pk}").status_code == 200


def test_clerks_cannot_look_as_others(client, clerk):
    client.force_login(clerk)
    assert client.post(f"/manage/roles/{role('school_principal').pk}/view/").status_code == 403
    assert client.post(f"/manage/users/{clerk.pk}/view/").status_code == 403


def _records():
    from zhijiao.filing.schema.registry import registry

    return registry().records
