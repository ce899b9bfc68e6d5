"""Rights kept apart: nobody changes his own, administrators have no part in the work, joints are named and settled."""

import re
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from tests import sample
from tests.accounts.places import person, role
from tests.roles.test_effective import own_role
from zhijiao.audit.models import Entry
from zhijiao.identity import custom_roles
from zhijiao.identity.administrators import administrators_below
from zhijiao.identity.custom_roles import RoleDraft
from zhijiao.identity.duties import Duty, duties_of, joined
from zhijiao.identity.models import DutyMark, PrivacyConfirmation, User
from zhijiao.users import joined_duties, services

FORBIDDEN = (
    "school_clerk",
    "school_supervisor",
    "school_principal",
    "data_reviewer",
    "privacy_viewer",
    "privacy_manager",
)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def posted(user, *roles, **more):
    return {
        "real_name": user.real_name,
        "roles": [each.pk for each in roles],
        "row_role": user.row_role,
        **more,
    }


def keys(user):
    return sorted(held.key for held in user.roles.all())


@pytest.mark.parametrize("key", [*FORBIDDEN, "school_reader"])
def test_the_school_administrator_gives_himself_nothing(at_school, admin, key):
    answer = at_school.post(f"/manage/users/{admin.pk}/", posted(admin, role(key)))
    assert answer.status_code == 422
    assert "不能修改自己的角色" in text(answer)
    assert keys(admin) == ["school_admin"]


def test_he_changes_his_name_and_not_his_data_role(at_school, admin):
    answer = at_school.post(f"/manage/users/{admin.pk}/", {"real_name": "谭红", "row_role": "all"})
    assert answer.status_code == 302
    admin.refresh_from_db()
    assert admin.real_name == "谭红"
    answer = at_school.post(f"/manage/users/{admin.pk}/", {"real_name": "谭红", "row_role": "granted"})
    assert "不能修改自己的角色和数据角色" in text(answer)
    admin.refresh_from_db()
    assert admin.row_role == "all"


@pytest.mark.parametrize("key", ["province_leader", "province_auditor"])
def test_nor_does_an_authority_s_administrator(at_province, province_admin, tree, key):
    person(tree.province, "second", "province_admin")
    both = [role("province_admin"), role(key)]
    answer = at_province.post(f"/manage/users/{province_admin.pk}/", posted(province_admin, *both))
    assert (answer.status_code, keys(province_admin)) == (422, ["province_admin"])


@pytest.mark.parametrize("key", FORBIDDEN)
def test_no_service_joins_administration_and_work(tree, admin, key):
    with pytest.raises(ValidationError, match="不能既管理账号或学校"):
        services.set_roles(admin, [*admin.roles.all(), role(key)], by=None)
    with pytest.raises(ValidationError, match="不能既管理账号或学校"):
        services.create_user(tree.sister, "new", "韦朗朗", [role("school_admin"), role(key)])
    assert keys(admin) == ["school_admin"]
    assert not User.objects.filter(username="new").exists()


def test_an_auditor_does_not_become_administrator(at_province, tree):
    auditor = person(tree.province, "shenhe", "province_auditor")
    both = [role("province_admin"), role("province_auditor")]
    answer = at_province.post(f"/manage/users/{auditor.pk}/", posted(auditor, *both))
    assert answer.status_code == 422
    assert "另建账号" in text(answer)
    leader = person(tree.province, "lingdao", "province_leader")
    both = [role("province_admin"), role("province_leader")]
    assert at_province.post(f"/manage/users/{leader.pk}/", posted(leader, *both)).status_code == 302


def test_a_disabled_joint_does_not_come_back(tree, admin):
    helper = sample.give(person(tree.province, "second", "province_admin"), "province_auditor")
    person(tree.province, "third", "province_admin")
    services.set_active(helper, False)
    with pytest.raises(ValidationError, match="不能既管理"):
        services.set_active(helper, True)


def test_facts_of_an_old_joint_can_be_changed_and_it_is_taken_apart_step_by_step(tree, admin):
    sample.give(admin, "data_reviewer", "privacy_viewer")
    facts = {"sex": "", "email": "", "phone": None, "row_role": "all"}
    services.update_user(admin, by=None, real_name="谭红", roles=list(admin.roles.all()), **facts)
    services.set_roles(admin, [role("school_admin"), role("privacy_viewer")], by=None)
    with pytest.raises(ValidationError, match="不能既管理"):
        services.set_roles(
            admin, [role("school_admin"), role("privacy_viewer"), role("data_reviewer")], by=None
        )


# The editor of roles ----------------------------------------------------------------------------------------------


def test_nobody_widens_a_role_that_he_holds(at_province, province_admin, tree):
    own = own_role(tree.province, "查阅", ("student", "view"))
    sample.give(province_admin, own)
    page = f"/manage/roles/{own.pk}/"
    answer = at_province.post(page, {"name": "查阅", "version": own.version, "g": ["*:view", "*:export"]})
    assert answer.status_code == 422
    assert "您自己持有这个角色" in text(answer)
    assert {(g.form, g.action) for g in own.grants.all()} == {("student", "view")}
    renamed = at_province.post(page, {"name": "查阅学生", "version": own.version, "g": ["student:view"]})
    assert renamed.status_code == 302


def test_a_role_of_another_administrator_is_not_widened_to_auditing(tree, province_admin):
    own = own_role(tree.province, "查阅", ("student", "view"))
    sample.give(person(tree.province, "second", "province_admin", real_name="黄晓"), own)
    draft = RoleDraft("查阅", "", frozenset({("student", "view"), ("student", "audit")}))
    with pytest.raises(ValidationError, match="黄晓.*不能再负责审核"):
        custom_roles.update_role(own, own.version, draft, by=province_admin)


# Naming and settling ----------------------------------------------------------------------------------------------


def test_what_joins_is_known_by_grants_not_by_names(tree):
    everything = own_role(tree.school, "多面手", ("student", "change"), ("teacher", "review"))
    pairs = joined(duties_of([everything]))
    assert [(pair.first, pair.second, pair.forbidden) for pair in pairs] == [
        (Duty.ENTERS, Duty.REVIEWS, False)
    ]
    assert not joined(duties_of([role("school_clerk"), role("privacy_manager")]))
    assert [pair.forbidden for pair in joined(duties_of([role("school_admin"), role("privacy_viewer")]))] == [
        True
    ]


def test_the_department_settles_the_administrator_below(at_province, tree, admin):
    sample.give(admin, "data_reviewer", "privacy_viewer")
    page = text(at_province.get(reverse("users:duties")))
    assert "管理账号或学校与复核" in page
    assert "管理账号或学校与隐私数据" in page
    assert "1 个账号兼有应当分开的职责" in text(at_province.get("/manage/"))
    settle = reverse("users:duty_settle", args=[admin.pk])
    kept = at_province.post(settle, {"step": "keep", "reason": "人手不足"}, follow=True)
    assert "只能去掉角色" in text(kept)
    refused = at_province.post(settle, {"step": "remove", "role": role("school_admin").pk}, follow=True)
    assert "不能在这里去掉" in text(refused)
    for key in ("data_reviewer", "privacy_viewer"):
        at_province.post(settle, {"step": "remove", "role": role(key).pk})
    assert keys(admin) == ["school_admin"]
    assert "没有兼有应当分开的职责的账号" in text(at_province.get(reverse("users:duties")))
    assert at_province.post(settle, {"step": "remove", "role": 1}).status_code == 404


def test_administrators_without_other_work_are_not_even_read(tree, admin):
    sample.give(admin, own_role(tree.school, "统计", ("student", "export")))
    assert joined_duties.in_care_of(tree.province) == []
    below = joined_duties._with_other_work(administrators_below(tree.province))
    assert not below.exists()
    sample.give(admin, own_role(tree.school, "审核", ("student", "audit")))
    assert [each.user for each in joined_duties.in_care_of(tree.province)] == [admin]


def test_a_school_keeps_a_joint_with_a_reason_and_not_its_own(at_school, admin, tree):
    both = person(tree.school, "liangji", "school_clerk", "data_reviewer")
    settle = reverse("users:duty_settle", args=[both.pk])
    assert "4 至 200 个字" in text(at_school.post(settle, {"step": "keep", "reason": "少"}, follow=True))
    at_school.post(settle, {"step": "keep", "reason": "全校只有两名信息员"})
    mark = DutyMark.objects.get(user=both)
    assert ("enters+reviews" in mark.pairs, "谭红霞" in mark.kept_by) == (True, True)
    assert Entry.objects.filter(event="role", detail__done="同意兼任").exists()
    assert "已同意兼任" in text(at_school.get(reverse("users:duties")))
    assert "兼有应当分开的职责" not in text(at_school.get("/manage/")).replace("查看兼有应当分开的职责", "")
    sample.give(both, "school_supervisor")  # another pair than the one agreed to
    assert "1 个账号兼有应当分开的职责" in text(at_school.get("/manage/"))
    sample.give(admin, "data_reviewer")
    own = at_school.post(
        reverse("users:duty_settle", args=[admin.pk]), {"role": role("data_reviewer").pk}, follow=True
    )
    assert "不能修改自己的角色" in text(own)
    assert keys(admin) == ["data_reviewer", "school_admin"]


def test_accounts_of_other_nodes_are_nobody_s_to_settle(at_school, tree):
    stranger = person(tree.sister, "liangji", "school_clerk", "data_reviewer")
    assert (
        at_school.post(reverse("users:duty_settle", args=[stranger.pk]), {"step": "keep"}).status_code == 404
    )
    assert "liangji" not in text(at_school.get(reverse("users:duties")))


def test_the_migration_names_them_and_takes_nothing_away(tree, admin):
    sample.give(admin, "data_reviewer")
    keeper = person(tree.school, "keeper", "school_clerk", "privacy_viewer")
    PrivacyConfirmation.objects.all().delete()
    migration = import_module("zhijiao.identity.migrations.0003_name_joined_duties")
    for _ in range(2):  # restartable
        migration.mark_joined_duties(apps, None)
        migration.confirm_what_is_there(apps, None)
    assert {mark.user: mark.pairs for mark in DutyMark.objects.all()} == {
        admin: "opens+reviews,uploads+reviews"
    }
    assert keys(admin) == ["data_reviewer", "school_admin"]
    (held,) = PrivacyConfirmation.objects.all()
    assert (held.user, held.state, held.decided_by) == (keeper, "confirmed", "升级前已授予")


def test_selfcheck_reports_them(tree, admin):
    said = StringIO()
    call_command("selfcheck", "--duties", stdout=said)
    assert "没有" in said.getvalue()
    sample.give(admin, "data_reviewer")
    person(tree.sister, "liangji", "school_clerk", "data_reviewer")
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("selfcheck", "--duties", stdout=said)
    assert "boss" in said.getvalue()
    assert "必须分开" in said.getvalue()
    assert "liangji" in said.getvalue()
