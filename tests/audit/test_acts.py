"""Acts are told once each, with who, where and what, and never with a private value."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.accounts.places import PASSWORD, answer_captcha, person, plant, role, sign_in
from tests.background_work import prepared
from tests.deleting import delete
from tests.filing.pages.world import fill
from tests.intake.conftest import Office, book, teacher
from zhijiao.audit.models import Entry
from zhijiao.catalogue.matrix import ObligationLevel, current_round
from zhijiao.filing.schema import registry
from zhijiao.identity.models import User
from zhijiao.identity.rights import actor_for
from zhijiao.identity.throttle import ACCOUNT_LIMIT
from zhijiao.identity.tokens import create_token
from zhijiao.intake import approval, corrections, upload
from zhijiao.kit.school_code import make_school_code
from zhijiao.rounds.services import declare_nil, withdraw_nil
from zhijiao.signin import password_change, second_step
from zhijiao.users import services

pytestmark = pytest.mark.django_db
ID_NUMBER, PHONE, NEW_PASSWORD = "11010519491231002X", "13912345678", "Hebian-2031!"


@pytest.fixture
def place():
    return plant()


@pytest.fixture
def wei(place):
    return person(
        place.school, "wei", "school_clerk", phone=PHONE, document_type="1", document_number=ID_NUMBER
    )


@pytest.fixture
def admin_client(place):
    client = Client()
    client.force_login(person(place.school, "boss", "school_admin", issued_by=place.province))
    return client


@pytest.fixture
def news():
    """What has been told since it was asked last."""
    last = [0]

    def since():
        found = list(Entry.objects.filter(pk__gt=last[0]).order_by("pk"))
        last[0] = found[-1].pk if found else last[0]
        return found

    return since


def short(entries):
    return [
        (entry.event, entry.subject, entry.detail.get("done") or entry.detail.get("why")) for entry in entries
    ]


# Signing in -------------------------------------------------------------------------------------------------------


def test_signing_in_and_out_are_told_with_address_and_device(client, wei, news):
    news()
    sign_in(client, "wei", HTTP_USER_AGENT="")
    client.post("/logout/")
    into, out = news()
    assert (into.event, into.user_id, into.org_id, into.address) == (
        "sign_in",
        wei.pk,
        wei.org_id,
        "127.0.0.1",
    )
    assert into.detail == {"by": "密码", "portal": "业务端", "device": "未知设备"}
    assert short([out]) == [("sign_out", "韦朗朗（wei）", "退出")]


def test_failures_are_told_at_the_account_and_what_was_typed_for_a_name_is_not_kept(client, place, wei, news):
    news()
    sign_in(client, "WEI", "Falsch-1234")
    sign_in(client, "Taoli-2026", "x")
    known, unknown = news()
    assert (known.user_id, known.org_id, known.subject) == (wei.pk, wei.org_id, "韦朗朗（wei）")
    assert (unknown.user_id, unknown.org_id, unknown.subject) == (
        None, place.ministry.pk, "不存在的账号（不记录所填内容）",
    )  # fmt: skip
    assert {known.event, unknown.event} == {"sign_in_failed"}
    assert "Taoli" not in dump()


def test_the_failure_that_locks_is_told_once_and_so_is_the_unlocking(client, admin_client, wei, news):
    news()
    for _ in range(ACCOUNT_LIMIT + 2):
        sign_in(client, "wei", "Falsch-1234")
    admin_client.post(reverse("users:lock_release", args=[wei.pk]))
    admin_client.post(reverse("users:lock_address"))
    events = [entry.event for entry in news()]
    assert events == ["sign_in_failed"] * ACCOUNT_LIMIT + ["locked", "unlock"]  # the address was not locked


def test_the_wrong_portal_and_a_wrong_code_are_failures(client, wei, news):
    second_step.switch_own(wei, on=True)
    news()
    sign_in(client, "wei", portal="manage")
    User.objects.filter(pk=wei.pk).update(email="wei@example.edu.cn")
    sign_in(client, "wei")
    client.post("/second-step/", {"code": "000000"})
    assert short(news()) == [
        ("sign_in_failed", "韦朗朗（wei）", "密码正确，但账号属于业务端"),
        ("sign_in_failed", "韦朗朗（wei）", "二步验证码不正确"),
    ]


# Accounts ---------------------------------------------------------------------------------------------------------


def facts(user, **changes):
    kept = {
        "by": None,
        "real_name": user.real_name,
        "sex": user.sex,
        "email": user.email,
        "phone": None,
        "row_role": user.row_role,
    }
    return kept | {"roles": list(user.roles.all())} | changes


def test_a_change_of_an_account_names_rights_with_their_values_and_the_rest_by_name(wei, news):
    news()
    services.update_user(wei, **facts(wei, roles=[role("school_reader")], row_role="own"))
    services.update_user(wei, **facts(wei, phone="13700001111", email="x@example.cn"))
    services.update_user(wei, **facts(wei))
    rights, private = news()
    assert (rights.event, rights.detail["changed"]) == (
        "role",
        {"功能角色": ["业务员（校）", "查询用户（校）"], "数据角色": ["全部查看", "仅本人录入"]},
    )
    assert (private.event, private.detail) == (
        "account", {"done": "修改", "fields": ["邮箱", "手机号"], "changed": {}},
    )  # fmt: skip


def test_the_life_of_an_account(place, wei, news):
    boss = services.issue_admin(place.school, "boss", "谭红霞", place.province)[0]
    services.issue_admin(place.school, "boss2", "黄晓", place.province)
    services.set_roles(wei, [role("school_reader")], by=None)
    services.set_active(wei, False)
    services.set_active(wei, True)
    services.set_active(wei, True)
    password_change.reset_password(wei)
    password_change.change_password(wei, NEW_PASSWORD)
    create_token(wei, "对接", 30)
    second_step.forget_app(wei)
    second_step.switch_area(place.city, on=True)
    services.delete_user(wei, by=boss)
    assert short(news())[1:] == [
        ("opening", "谭红霞（boss）", "签发"),
        ("account", "谭红霞（boss）", "禁用（更换管理员）"),
        ("opening", "黄晓（boss2）", "签发"),
        ("role", "韦朗朗（wei）", "修改"),
        ("account", "韦朗朗（wei）", "禁用"),
        ("account", "韦朗朗（wei）", "启用"),
        ("password", "韦朗朗（wei）", "重置"),
        ("password", "韦朗朗（wei）", "本人修改"),
        ("token", "韦朗朗（wei）", "签发"),
        ("second_step", "韦朗朗（wei）", "停用身份验证器"),
        ("second_step", "云州市教育局", "统一开启"),
        ("account", "韦朗朗（wei）", "删除"),
    ]


def test_opening_a_school_is_told_at_the_school_with_the_account_issued(client, place, news):
    sheng = person(place.province, "sheng", "province_admin")
    client.force_login(sheng)
    news()
    facts = {"name": "云州市新华职业学校", "code": make_school_code("45", 77), "school_type": "continuing"}
    admin = {"username": "gly77", "real_name": "卢华", "email": "", "region": "", "parent": place.city.pk}
    client.post(reverse("orgs:school_open"), facts | admin)
    told = news()
    assert short(told) == [("opening", "云州市新华职业学校", "开通"), ("opening", "卢华（gly77）", "签发")]
    assert {(entry.org.name, entry.user_id) for entry in told} == {("云州市新华职业学校", sheng.pk)}


def test_what_is_refused_is_not_told(place, wei, news):
    boss = services.issue_admin(place.school, "boss", "谭红霞", place.province)[0]
    news()
    with pytest.raises(services.ValidationError):
        services.delete_user(boss, by=wei)
    with pytest.raises(services.ValidationError):
        password_change.change_password(wei, "kurz")
    assert news() == []


def test_ending_other_sessions_is_told(client, wei, news):
    client.force_login(wei)
    news()
    client.post(reverse("signin:sessions_end"))
    assert short(news()) == [("sign_out", "韦朗朗（wei）", "退出其他全部登录")]


# Records ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def office(place, wei):
    users = {
        "admin": person(place.school, "boss", "school_admin", real_name="谭红霞", issued_by=place.province),
        "reviewer": person(place.school, "check", "data_reviewer", real_name="黄复核"),
        "clerk": wei,
    }
    actors = [actor_for(users[key]) for key in ("admin", "reviewer", "clerk")]
    return Office(place.school, place.sister, *actors, None, users)


def test_an_import_is_told_when_uploaded_handed_over_passed_and_undone(office, client, news):
    client.force_login(office.users["admin"])
    news()
    batch = office.upload("teacher", book("teacher", *(teacher(i) for i in range(30))))
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    client.post(reverse("intake:import_undo", args=[batch.pk]))
    cancelled = office.upload("teacher", book("teacher", teacher(1)))
    corrections.cancel(office.admin, cancelled)
    told = news()
    label = registry.get("teacher").label
    assert short(told) == [
        ("import", label, "上传"),
        ("approval", label, None),
        ("undo", label, "去掉新增的 30 条"),
        ("import", label, "上传"),
        ("import", label, "放弃"),
    ]
    assert told[1].detail == {"batch": batch.pk, "rows": 30, "created": 30, "updated": 0}


def test_taking_data_out_and_deleting_are_told_without_what_was_asked_or_stands_there(
    client, place, wei, news
):
    world = fill(place.school, copies=2)
    client.force_login(wei)
    form = registry.get("student")
    name = sample.stored(place.school, "student").first().name
    news()
    b"".join(client.get(reverse("filing:export", args=[form, "csv"]), {"f_name": name[0]}).streaming_content)
    client.get(reverse("filing:print", args=[form]))
    assert prepared(client, reverse("intake:school_workbook")).status_code == 200
    delete(client, "student_aid", world.ids["student_aid"][:2])
    told = news()
    assert [(entry.event, entry.subject, entry.detail.get("format")) for entry in told] == [
        ("export", form.label, "csv"),
        ("export", form.label, "打印"),
        ("export", "全校工作簿", "xlsx"),
        ("export", "全校工作簿", "xlsx"),
        ("deletion", registry.get("student_aid").label, None),
    ]
    assert [entry.detail["done"] for entry in told[2:4]] == ["申请生成文件", "下载生成的文件"]
    assert told[2].detail["rows"] == told[3].detail["rows"] > 3
    assert told[0].detail["conditions"] == [form.columns["name"].label]
    assert (told[1].detail["rows"], told[4].detail["rows"]) == (3, 2)
    assert {entry.user_id for entry in told} == {wei.pk}
    assert [secret for secret in world.secrets if secret in dump()] == []


def test_declaring_that_there_is_nothing_and_taking_it_back(place, wei, news):
    actor, filing = actor_for(wei), current_round()
    form = next(
        registry.get(item.form) for item in filing.places
        if item.form in registry.forms() and item.obligations[place.school.school_type].level is ObligationLevel.IF_ANY
    )  # fmt: skip
    news()
    for _ in range(2):
        declare_nil(actor, place.school, form, filing)
    for _ in range(2):
        withdraw_nil(actor, place.school, form, filing)
    assert short(news()) == [
        ("submission", form.label, "声明本校无此项"),
        ("submission", form.label, "撤回“本校无此项”"),
    ]


# Nothing private --------------------------------------------------------------------------------------------------


def dump():
    """Everything the log holds, as one text."""
    return json.dumps(list(Entry.objects.values()), ensure_ascii=False, default=str)


def test_no_act_leaves_a_private_value_in_the_log(client, place, wei, office):
    services.update_user(wei, **facts(wei, phone="13700001111", email="geheim@example.cn"))
    password_change.change_password(wei, NEW_PASSWORD)
    shown = password_change.reset_password(wei)
    _, token = create_token(wei, "对接", 30)
    wei.refresh_from_db()
    for name_typed, password in (
        (ID_NUMBER, NEW_PASSWORD),
        (PHONE, "x"),
        ("wei", PASSWORD),
        (NEW_PASSWORD, shown),
    ):
        sign_in(client, name_typed, password)
    client.post("/forgot/", {"email": "geheim@example.cn", **answer_captcha(client)})
    batch = office.upload("teacher", book("teacher", *(teacher(i) for i in range(3))))
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    upload.drop(batch, "cancelled", "")
    private = {
        ID_NUMBER, PHONE, "13700001111", "geheim@example.cn", PASSWORD, NEW_PASSWORD, shown, token,
        wei.password, wei.phone, wei.document_number, *(teacher(i)["id_number"] for i in range(3)), "教师1",
    }  # fmt: skip
    written = dump()
    assert [value for value in private if value in written] == []
