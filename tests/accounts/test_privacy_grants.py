"""Privacy roles: granted by the school, without effect until the department that issued its administrator confirms."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.places import confirmed, person, role
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.identity import privacy_confirmations, rights
from zhijiao.identity.models import PrivacyConfirmation, User
from zhijiao.roles.explain import holders
from zhijiao.signin.background_jobs import send_mail
from zhijiao.users import privacy_grants, services
from zhijiao.users.background_jobs import tidy_privacy_grants

PAGE = "/manage/privacy/"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def privacy(user):
    return rights.actor_for(User.objects.select_related("org").get(pk=user.pk)).privacy


@pytest.fixture
def grant(at_school, clerk, admin, tree):
    """What the school's administrator has given to a clerk, by his page."""
    for user, address in ((admin, "boss@example.cn"), (clerk, "wei@example.cn")):
        User.objects.filter(pk=user.pk).update(email=address)
    posted = {
        "real_name": "韦朗朗",
        "roles": [role(k).pk for k in ("school_clerk", "privacy_viewer")],
        "row_role": "all",
    }
    at_school.post(f"/manage/users/{clerk.pk}/", posted | {"email": "wei@example.cn"})
    return PrivacyConfirmation.objects.get()


def decide(client, grant, step, **more):
    return client.post(reverse("users:privacy_decide", args=[grant.pk]), {"step": step, **more}, follow=True)


def test_a_granted_role_waits_and_reveals_nothing(grant, clerk, at_school):
    assert (grant.state, "谭红霞" in grant.asked_by) == ("waiting", True)
    assert privacy(clerk) == "none"
    (holder,) = holders([User.objects.select_related("org").get(pk=clerk.pk)])
    assert holder.actor.privacy == "none", "lists of who can see something must say the same"
    assert "1 项等待主管部门确认" in text(at_school.get("/manage/"))
    assert "等待主管部门确认" in text(at_school.get("/manage/users/"))
    assert "等待主管部门确认" in text(at_school.get(f"/manage/users/{clerk.pk}/rights/"))
    own = Client()
    own.force_login(clerk)
    assert own.get("/data-password/").status_code == 403


def test_the_issuing_department_confirms(grant, clerk, tree):
    User.objects.filter(pk=person(tree.province, "sheng", "province_admin").pk).update(
        email="sheng@example.cn"
    )
    above = Client()
    above.force_login(User.objects.get(username="sheng"))
    assert "1 项隐私授权等待确认" in text(above.get("/manage/"))
    assert "韦朗朗（wei）" in text(above.get(PAGE))
    work(send_mail)
    outbox.outbox.clear()
    assert "已确认，已通知本人和学校" in text(decide(above, grant, "confirm"))
    assert privacy(clerk) == "view"
    work(send_mail)
    assert sorted(message.to[0] for message in outbox.outbox) == ["boss@example.cn", "wei@example.cn"]
    assert "隐私授权等待确认" not in text(above.get("/manage/"))
    told = Entry.objects.filter(event="role").values_list("detail__done", flat=True)
    assert {"申请隐私授权确认", "隐私授权已确认"} <= set(told)
    assert "不起作用" not in outbox.outbox[0].body


def test_the_department_hears_of_it_by_mail_once_for_many(at_school, tree):
    above = person(tree.province, "sheng", "province_admin", email="sheng@example.cn")
    for number in range(3):
        posted = {"username": f"p{number}00", "real_name": "黄晓", "roles": [role("privacy_viewer").pk]}
        assert at_school.post("/manage/users/add/", posted).status_code == 200
    work(send_mail)
    assert [message.to for message in outbox.outbox] == [[above.email]]
    assert PrivacyConfirmation.objects.filter(state="waiting").count() == 3


@pytest.mark.parametrize("office", ["city", "elsewhere", "ministry"])
def test_no_other_department_decides(grant, clerk, tree, office):
    level = "province" if office == "elsewhere" else office
    other = Client()
    other.force_login(person(getattr(tree, office), "other", f"{level}_admin", real_name="黄晓"))
    assert "韦朗朗" not in text(other.get(PAGE))
    assert decide(other, grant, "confirm").status_code == 404
    assert privacy(clerk) == "none"


def test_without_an_issuer_above_the_department_that_runs_the_school_does(grant, clerk, tree, admin):
    User.objects.filter(pk=admin.pk).update(issued_by=tree.elsewhere)  # as after the school was moved
    assert privacy_confirmations.authority_of(tree.school) == tree.city
    city = Client()
    city.force_login(person(tree.city, "shi", "city_admin"))
    decide(city, grant, "confirm")
    assert privacy(clerk) == "view"


def test_the_school_does_not_confirm_itself(grant, clerk, at_school):
    for step in ("confirm", "refuse", ""):
        assert "没有这种处理方式" in text(decide(at_school, grant, step))
    assert "不需要重新申请" in text(decide(at_school, grant, "ask"))
    assert privacy(clerk) == "none"


def test_a_refusal_has_a_reason_and_can_be_asked_again(grant, clerk, at_province, at_school, tree, admin):
    above = Client()
    above.force_login(User.objects.get(username="sheng"))
    school = Client()
    school.force_login(admin)
    assert "请填写不同意或撤回的理由" in text(decide(above, grant, "refuse"))
    decide(above, grant, "refuse", reason="本人不负责学籍工作")
    grant.refresh_from_db()
    assert (grant.state, privacy(clerk)) == ("refused", "none")
    assert "主管部门不同意" in text(school.get("/manage/"))
    assert "本人不负责学籍工作" in text(school.get(PAGE))
    decide(school, grant, "ask")
    grant.refresh_from_db()
    assert grant.state == "waiting"


def test_a_confirmation_is_taken_back(grant, clerk, province_admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    assert privacy(clerk) == "view"
    privacy_grants.decide(grant.pk, province_admin, False, "已调离教务处")
    grant.refresh_from_db()
    assert (grant.state, privacy(clerk)) == ("ended", "none")
    with pytest.raises(ValidationError, match="没有做任何改动"):
        privacy_grants.decide(grant.pk, province_admin, True)


def test_taking_the_role_away_ends_it_and_giving_it_again_asks_again(grant, clerk, province_admin, admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    services.set_roles(clerk, [role("school_clerk")], by=admin)
    grant.refresh_from_db()
    assert grant.state == "ended"
    services.set_roles(clerk, [role("school_clerk"), role("privacy_viewer")], by=admin)
    grant.refresh_from_db()
    assert (grant.state, privacy(clerk)) == ("waiting", "none")


def test_another_change_of_the_account_leaves_it(grant, clerk, province_admin, admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    services.set_roles(clerk, [role("school_reader"), role("privacy_viewer")], by=admin)
    assert privacy(clerk) == "view"
    services.set_roles(clerk, [role("school_reader"), role("privacy_manager")], by=admin)
    assert privacy(clerk) == "none", "managing is more than viewing"


def test_what_nobody_decides_lapses(grant, clerk, province_admin):
    PrivacyConfirmation.objects.update(until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="过期"):
        privacy_grants.decide(grant.pk, province_admin, True)
    privacy_grants.lapse()
    grant.refresh_from_db()
    assert (grant.state, grant.reason) == ("ended", "逾期未确认")


def test_after_a_year_the_department_looks_again(grant, clerk, province_admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    before = User.objects.get(pk=clerk.pk).stamp
    PrivacyConfirmation.objects.update(until=timezone.now() - timedelta(minutes=1))
    tidy_privacy_grants.func()
    grant.refresh_from_db()
    assert (grant.state, privacy(clerk)) == ("waiting", "none")
    assert User.objects.get(pk=clerk.pk).stamp != before, "rights kept in memory must not outlive it"


def test_the_rule_can_be_switched_off_and_on_again(at_school, tree, settings, admin):
    settings.PRIVACY_CONFIRMATION = False
    keeper = services.create_user(
        tree.school, "keeper", "覃志远", [role("privacy_viewer")], must_change_password=False, by=admin
    )[0]
    assert privacy(keeper) == "view"
    assert not PrivacyConfirmation.objects.exists()
    assert "没有启用隐私授权确认" in text(at_school.get(PAGE))
    settings.PRIVACY_CONFIRMATION = True
    keeper.stamp += 1
    keeper.save()
    assert privacy(keeper) == "none"
    privacy_grants.ask_missing()
    assert PrivacyConfirmation.objects.get(user=keeper).state == "waiting"


def test_two_who_decide_at_once_decide_once(grant, province_admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    with pytest.raises(privacy_grants.DecidedAlready):
        privacy_grants.decide(grant.pk, province_admin, True)


def test_the_test_s_own_helper_confirms(tree):
    assert privacy(confirmed(person(tree.school, "keeper", "privacy_manager"))) == "manage"


def test_whoever_sets_the_password_of_a_keeper_does_not_inherit_what_he_may_see(
    grant, clerk, province_admin, admin
):
    """Reset the sign-in password, then the data password, then sign in as the keeper: nothing is open."""
    privacy_grants.decide(grant.pk, province_admin, True)
    school = Client()
    school.force_login(admin)
    page = text(school.post(f"/manage/users/{clerk.pk}/password/"))
    assert "须由主管部门重新确认" in page
    grant.refresh_from_db()
    User.objects.filter(pk=clerk.pk).update(must_change_password=False)
    assert (grant.state, privacy(clerk)) == ("waiting", "none")


def test_nor_by_leading_his_mail_elsewhere(grant, clerk, province_admin, admin):
    privacy_grants.decide(grant.pk, province_admin, True)
    user = User.objects.select_related("org").get(pk=clerk.pk)
    facts = {
        "real_name": "韦朗朗",
        "sex": "",
        "phone": None,
        "row_role": "all",
        "roles": list(user.roles.all()),
    }
    services.update_user(user, by=admin, **facts, email=user.email)
    assert privacy(clerk) == "view"
    services.update_user(user, by=admin, **facts, email="boss@example.cn")
    assert privacy(clerk) == "none"
