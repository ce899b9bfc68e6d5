"""Renaming, moving, closing, working again: preview, confirmation, who may, what follows."""

import re

import pytest
from django.test import Client

from tests import sample
from tests.accounts.places import PASSWORD, person
from tests.restructure.conftest import carry_out, confirm, preview, text
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ImportBatch
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.identity.tokens import actor_for_token, create_token
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level, Org, OrgChange
from zhijiao.orgs.services import create_org
from zhijiao.search import finder
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db
KEYS = ("rename", "move", "merge", "close", "resume")


def renaming(org, **changes):
    facts = {"name": org.name, "code": org.code, "region": org.region, "school_type": org.school_type}
    return {**facts, "basis": "云教函〔2021〕7号", **changes}


def waiting(school, form="major"):
    return ImportBatch.objects.create(
        school=school, form=form, state="review", created_at="2020-09-01T00:00Z", creator_name="谭红霞"
    )


def test_a_preview_changes_nothing(office, tree):
    page = preview(office, tree.school, "rename", **renaming(tree.school, name="云州市机电学校"))
    assert "云州市工业学校" in text(page)
    assert "云州市机电学校" in text(page)
    assert not OrgChange.objects.exists()
    assert Org.objects.get(pk=tree.school.pk).name == "云州市工业学校"


def test_a_school_is_renamed(office, tree):
    school = carry_out(office, tree.school, "rename", **renaming(tree.school, name="云州市机电学校"))
    assert school.name == "云州市机电学校"
    change = OrgChange.objects.get()
    assert (change.kind, change.basis, change.actor_name) == ("rename", "云教函〔2021〕7号", "卢华兴")
    entry = Entry.objects.get(event="org")
    assert (entry.org_id, entry.subject) == (school.pk, "“云州市工业学校”更名为“云州市机电学校”")


def test_another_type_says_how_many_forms_it_owes(office, tree):
    page = text(preview(office, tree.school, "rename", **renaming(tree.school, school_type="resumed")))
    assert "必填表单由 47 张变为 26 张" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "都没有改动"),
        ({"name": ""}, "请填写名称"),
        ({"name": "x", "code": "36"}, "10 位数字"),
        ({"name": "x", "code": "4145000001"}, "36 开头"),
        ({"name": "x", "region": "45"}, "6 位数字"),
        ({"name": "x", "school_type": "?"}, "没有这种学校类型"),
        ({"name": "x" * 101}, "最多 100 个字"),
    ],
)
def test_wrong_facts_are_told_and_kept(office, tree, changes, said):
    page = preview(office, tree.school, "rename", **renaming(tree.school, **changes))
    assert page.status_code == 422
    assert said in text(page)
    assert "云教函〔2021〕7号" in text(page)
    assert not OrgChange.objects.exists()


def test_a_code_that_is_taken_is_refused(office, tree):
    page = preview(office, tree.school, "rename", **renaming(tree.school, code=tree.sister.code))
    assert "已被同级其他机构使用" in text(page)


def test_what_changed_after_the_preview_is_shown_anew(office, tree):
    asked = renaming(tree.school, name="云州市机电学校")
    page = preview(office, tree.school, "rename", **asked)
    Org.objects.filter(pk=tree.school.pk).update(name="云州市第一职校")
    again = confirm(office, tree.school, "rename", page)
    assert again.status_code == 409
    assert "没有做任何改动：预览之后情况已有变化" in text(again)
    assert not OrgChange.objects.exists()
    assert confirm(office, tree.school, "rename", again).status_code == 302
    assert OrgChange.objects.get().name_before == "云州市第一职校"


def test_a_school_moves_to_another_authority(office, tree, client):
    city = client.__class__()
    city.force_login(person(tree.city, "shi", "city_admin"))
    sees = f"/manage/orgs/{tree.sister.pk}/"
    assert city.get(sees).status_code == 404
    page = preview(office, tree.sister, "move", parent=tree.city.pk)
    assert "云州市教育局" in text(page)
    assert "开始能看到" in text(page)
    assert "1 个账号" in text(page)
    school = carry_out(office, tree.sister, "move", parent=tree.city.pk)
    assert school.parent == tree.city
    assert city.get(sees).status_code == 200
    back = preview(office, tree.sister, "move", parent=tree.province.pk)
    assert "不再能看到" in text(back)


def test_over_the_border_of_a_province_names_are_still_found(client, tree):
    client.force_login(person(tree.ministry, "buji", "ministry_admin"))
    sample.fill(tree.school, "teacher")
    name = sample.row("teacher")["name"]
    assert finder.search(tree.province.path, name, ["teacher"])
    page = preview(client, tree.school, "move", parent=tree.elsewhere.pk)
    assert "跨省划转" in text(page)
    assert "标识码第 3～4 位与新的省份不同" in text(page)
    carry_out(client, tree.school, "move", parent=tree.elsewhere.pk)
    assert not finder.search(tree.province.path, name, ["teacher"])
    assert [found[0] for found in finder.search(tree.elsewhere.path, name, ["teacher"])] == [tree.school.pk]


def test_where_a_node_cannot_go_is_not_offered(office, tree):
    for parent in (tree.elsewhere, tree.ministry, tree.foreign, tree.city, tree.school):
        refused = preview(office, tree.school, "move", parent=parent.pk)
        assert refused.status_code == 422
        assert "不在您的管理范围内，或级别不够" in text(refused)
    assert preview(office, tree.city, "move", parent=tree.county.pk).status_code == 422
    assert preview(office, tree.school, "move", parent="x").status_code == 422


def test_closing_asks_for_the_name_and_shuts_people_out(office, tree, client):
    clerk = client.__class__()
    user = person(tree.school, "wei", "school_clerk")
    clerk.force_login(user)
    assert clerk.get("/").status_code == 200
    page = preview(office, tree.school, "close")
    assert "1 个" in text(page)
    wrong = confirm(office, tree.school, "close", page, typed="云州市")
    assert wrong.status_code == 422
    assert "没有做任何改动" in text(wrong)
    assert carry_out(office, tree.school, "close").status == "closed"
    assert clerk.get("/").headers["Location"].startswith("/login/")
    assert office.get(f"/manage/orgs/{tree.school.pk}/").status_code == 200


def test_unfinished_imports_stand_in_the_way(office, tree):
    batch = waiting(tree.school)
    page = preview(office, tree.school, "close")
    assert f"“专业设置”批次 {batch.pk}（待复核，谭红霞）" in text(page)
    refused = confirm(office, tree.school, "close", page, stamp="x" * 32)
    assert refused.status_code == 409
    assert "现在还不能办理" in text(refused)
    assert not OrgChange.objects.exists()
    for _ in range(25):
        waiting(tree.school)
    carry_out(office, tree.school, "close", drop_waiting="1")
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"cancelled"}


def test_a_closed_school_works_again(office, tree):
    admin = person(tree.school, "boss", "school_admin", issued_by=tree.province)
    carry_out(office, tree.school, "close")
    assert office.get(f"/manage/orgs/{tree.school.pk}/close/").status_code == 404
    assert "复招学校" in text(office.get(f"/manage/orgs/{tree.school.pk}/resume/"))
    school = carry_out(office, tree.school, "resume", school_type="resumed", accounts="off")
    admin.refresh_from_db()
    assert (school.status, school.school_type, admin.is_active) == ("active", "resumed", False)
    carry_out(office, tree.sister, "close")
    person_there = person(tree.sister, "there", "school_clerk")
    carry_out(office, tree.sister, "resume", school_type="continuing", accounts="on")
    person_there.refresh_from_db()
    assert person_there.is_active


def test_working_again_gives_back_what_closing_promised(office, tree):
    clerk, left = person(tree.school, "wei", "school_clerk"), person(tree.school, "gone", "school_clerk")
    User.objects.filter(pk=left.pk).update(is_active=False)
    _, token = create_token(clerk, "教务系统")
    assert "停办前启用的账号、未到期的接口令牌和数据都照旧" in text(preview(office, tree.school, "close"))
    carry_out(office, tree.school, "close")
    assert actor_for_token(f"Bearer {token}") is None
    page = text(office.get(f"/manage/orgs/{tree.school.pk}/resume/"))
    asked = {name: preselected(page, name) for name in ("school_type", "accounts")}
    assert asked["accounts"] == "on"
    carry_out(office, tree.school, "resume", **asked)
    users = User.objects.filter(org=tree.school)
    assert dict(users.values_list("username", "is_active")) == {"wei": True, "gone": False}
    assert actor_for_token(f"Bearer {token}").user_id == clerk.pk
    desk = Client()
    desk.force_login(User.objects.get(pk=clerk.pk))
    assert desk.get("/").status_code == 200


def preselected(page: str, name: str) -> str:
    """What a select, or a group of radios, of the page stands on."""
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    if select:
        return re.search(r'value="(\w+)" selected', select[0])[1]
    return re.search(rf'name="{name}"[^>]*value="(\w+)"[^>]*checked', page)[1]


def test_a_department_with_schools_is_not_closed(office, tree):
    assert "还有 2 个正常的下级单位" in text(preview(office, tree.city, "close"))


def test_only_those_above_change_a_node(client, tree):
    own = Role.objects.create(org=tree.school, key="全权", name="全权", portal="manage", level="school")
    RoleGrant.objects.create(role=own, form="*", action="orgs")
    mighty = person(tree.school, "mighty")
    set_roles(mighty, [own], by=None)
    others = [
        (mighty, tree.school),
        (mighty, tree.sister),
        (person(tree.province, "sheng", "province_admin"), tree.province),
        (person(tree.city, "shi", "city_admin"), tree.sister),
        (person(tree.city, "shi2", "city_admin"), tree.city),
        (person(tree.county, "xian", "county_admin"), tree.school),
        (person(tree.elsewhere, "hai", "province_admin"), tree.school),
    ]
    for user, org in others:
        client.force_login(user)
        for key in KEYS:
            address = f"/manage/orgs/{org.pk}/{key}/"
            assert client.get(address).status_code == 404, (user, org, key)
            assert client.post(address, {"step": "confirm", "typed": org.name}).status_code == 404
    client.force_login(person(tree.school, "boss", "school_admin"))
    for key in KEYS:
        assert client.get(f"/manage/orgs/{tree.school.pk}/{key}/").status_code == 403
    client.force_login(person(tree.province, "leader", "province_leader"))
    assert client.get(f"/manage/orgs/{tree.school.pk}/rename/").status_code == 403
    assert not OrgChange.objects.exists()


def test_between_two_cities_is_the_provinces_right(client, tree):
    other = create_org(tree.province, Level.CITY, "云海市教育局", "450500", region="450500")
    client.force_login(person(tree.city, "shi", "city_admin"))
    assert preview(client, tree.school, "move", parent=other.pk).status_code == 422
    client.force_login(person(tree.province, "sheng", "province_admin"))
    assert carry_out(client, tree.school, "move", parent=other.pk).parent == other


def test_a_department_moves_with_its_schools(office, tree):
    other = create_org(tree.province, Level.CITY, "云海市教育局", "450500", region="450500")
    small = create_org(tree.county, Level.SCHOOL, "云河县职校", make_school_code("45", 9), "continuing")
    page = preview(office, tree.county, "move", parent=other.pk)
    assert "1 所" in text(page)
    carry_out(office, tree.county, "move", parent=other.pk)
    assert Org.objects.get(pk=small.pk).path.startswith(other.path)


def test_going_back_keeps_what_was_typed(office, tree):
    page = office.post(
        f"/manage/orgs/{tree.school.pk}/rename/", {**renaming(tree.school, name="新名"), "step": "back"}
    )
    assert page.status_code == 200
    assert 'value="新名"' in text(page)
    assert PASSWORD not in text(page)
    assert User.objects.count() == 1


@pytest.mark.parametrize("accounts", ["on", "off"])
def test_sessions_from_before_the_closing_do_not_work_again(office, tree, accounts):
    clerk, desk = person(tree.school, "wei", "school_clerk"), Client()
    desk.force_login(clerk)
    carry_out(office, tree.school, "close")
    carry_out(office, tree.school, "resume", school_type="continuing", accounts=accounts)
    User.objects.filter(pk=clerk.pk).update(is_active=True)
    assert desk.get("/").headers["Location"].startswith("/login/")
    desk.force_login(User.objects.get(pk=clerk.pk))
    assert desk.get("/").status_code == 200
