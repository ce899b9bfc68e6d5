"""查看: one masked value shown with a reason, counted and told; who may, and what stays out of reach."""

from datetime import date

import pytest
from django.urls import reverse

from tests import sample
from tests.undone import undone
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ListPreference
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.refs import LookupColumn
from zhijiao.filing.schema.facts import Facts
from zhijiao.filing.schema.lookups import Lookup
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.private import data_password, reveal
from zhijiao.private.aead import Sealer
from zhijiao.private.masks import mask

SECRET = "Guihua-1893"
REASON = {"reason": "check", "note": "与户口簿核对"}


@pytest.fixture
def frozen_day(monkeypatch):
    """Today is a day of the demo's school year."""
    monkeypatch.setattr(reveal.timezone, "localdate", lambda: date(2020, 9, 20))


class Scene:
    """A school with teachers, and people who may reveal, look or neither."""

    def __init__(self):
        self.school = sample.school()
        self.other = sample.school(24, name="云州市卫生学校")
        self.ids = sample.fill(self.school, "teacher", 20)
        self.far = sample.fill(self.other, "teacher", 1, first=40)
        self.viewer = sample.user(self.school, "school_clerk", "privacy_viewer")
        self.clerk = sample.user(self.school, "school_clerk")
        self.boss = sample.user(self.school, "school_admin", issued_by=sample.province())
        self.plain = sample.row("teacher")["id_number"]
        self.masked = mask("id", self.plain)
        data_password.choose(self.viewer, SECRET)

    def url(self, record=None, name="id_number", query=""):
        return reverse("filing:reveal", args=["teacher", record or self.ids[0], name]) + query


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, Scene) as made:
        yield made


@pytest.fixture
def scene(built, db):
    return built


@pytest.fixture
def opened(scene, client):
    return sample.unlock(client, scene.viewer)


def text(response):
    return response.content.decode()


def told():
    return list(
        Entry.objects.filter(event="reveal").order_by("pk").values_list("subject", "detail", "user_name")
    )


def test_the_record_s_page_offers_it_to_those_who_may_and_shows_the_mask(scene, opened):
    page = text(opened.get(reverse("filing:view", args=["teacher", scene.ids[0]])))
    assert f'href="{scene.url()}"' in page
    assert scene.masked in page
    assert scene.plain not in page
    opened.force_login(scene.clerk)
    page = text(opened.get(reverse("filing:view", args=["teacher", scene.ids[0]])))
    assert "/reveal/" not in page
    assert scene.masked in page


def test_a_reason_is_asked_for_and_the_value_shown_once(scene, opened):
    asked = text(opened.get(scene.url()))
    assert "查看原因" in asked
    assert 'name="data_password"' not in asked
    assert scene.plain not in asked
    answer = opened.post(scene.url(), REASON)
    assert (answer.status_code, scene.plain in text(answer)) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Refresh"].startswith("60; url=/forms/teacher/")
    assert scene.plain not in str(answer.headers)
    detail = {
        "form": "teacher",
        "record": scene.ids[0],
        "column": "身份证件号",
        "reason": "核对登记信息：与户口簿核对",
    }
    (subject, logged, who), *more = told()
    assert (logged | {"column": "身份证件号"}, who, more) == (detail, "韦朗朗", [])
    assert subject == f"{registry().forms['teacher'].label} · {logged['column']}"


def test_htmx_gets_the_cell_alone_and_can_put_the_mask_back(scene, opened):
    part = opened.post(scene.url(), REASON, headers={"HX-Request": "true"})
    assert "<html" not in text(part)
    assert scene.plain in text(part)
    assert 'data-shown="60"' in text(part)
    closed = text(opened.get(scene.url(query="?closed=1"), headers={"HX-Request": "true"}))
    assert (scene.masked in closed, scene.plain in closed) == (True, False)


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({}, "请选择查看原因"),
        ({"reason": "other", "note": ""}, "请写明查看原因"),
        ({"reason": "curiosity"}, "没有这种原因"),
        ({"reason": "contact", "note": "电话 13800000000"}, "请不要写证件号码"),
        ({"reason": "contact", "note": "电话 138-0000-0000"}, "请不要写证件号码"),
        ({"reason": "check", "note": "长" * 61}, "最多 60 个字"),
    ],
)
def test_without_a_proper_reason_nothing_is_shown(scene, opened, posted, said):
    answer = opened.post(scene.url(), posted)
    assert (answer.status_code, said in text(answer), scene.plain in text(answer)) == (422, True, False)
    assert told() == []


NUMBERS = [
    "45010/32005/03120/288",
    "4a5b0c1d0e3f2g0h0i5j",
    "四五〇一〇三二〇〇五",
    "４５０１０３",
    "④⑤⓪①⓪③",
    "٤٥٠١٠٣",
    "450第103号",
    "生于2005年3月12日",
    "45年01月03日",
    "2020年9月1日2020年9月1日",
]


@pytest.mark.parametrize("note", NUMBERS)
def test_the_digits_of_a_number_are_found_whatever_separates_them(note, frozen_day):
    with pytest.raises(ValueError, match="请不要写证件号码") as caught:
        reveal.checked_reason("check", note)
    assert note not in str(caught.value)


@pytest.mark.parametrize("note", ["配合2020年9月15日上级检查", "2021年1月发放第12批", "三年级2班第10组"])
def test_a_date_of_these_days_and_small_numbers_may_be_written(note, frozen_day):
    assert reveal.checked_reason("check", note) == f"核对登记信息：{note}"


def test_while_locked_the_data_password_is_asked_for_too(scene, client):
    client.force_login(scene.viewer)
    assert 'name="data_password"' in text(client.get(scene.url()))
    wrong = client.post(scene.url(), {**REASON, "data_password": "Wrong-1893"})
    assert (wrong.status_code, "数据密码不正确" in text(wrong), scene.plain in text(wrong)) == (
        422,
        True,
        False,
    )
    none = client.post(scene.url(), REASON)
    assert (none.status_code, scene.plain in text(none)) == (422, False)
    assert told() == []
    assert scene.plain in text(client.post(scene.url(), {**REASON, "data_password": SECRET}))
    assert 'name="data_password"' not in text(client.get(scene.url()))


def test_whoever_has_none_yet_is_led_to_setting_it(scene, client):
    client.force_login(sample.user(scene.school, "school_reader", "privacy_viewer"))
    answer = client.get(scene.url())
    assert answer["Location"] == f"/data-password/set/?next=%2Fforms%2Fteacher%2F{scene.ids[0]}%2F"
    part = client.get(scene.url(), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == answer["Location"]


def test_the_day_has_a_number_and_the_refusal_says_when_it_renews_and_who_helps(scene, opened, settings):
    settings.REVEALS_PER_DAY = 2
    left = [text(opened.post(scene.url(scene.ids[i]), REASON)) for i in range(2)]
    assert ["今天还可查看 1 次" in left[0], "今天还可查看 0 次" in left[1]] == [True, True]
    answer = opened.post(scene.url(), REASON)
    assert (answer.status_code, scene.plain in text(answer)) == (422, False)
    assert "明天零点起恢复" in text(answer)
    assert f"系统管理员 {scene.boss.real_name}" in text(answer)
    assert len(told()) == 2


def test_a_value_that_could_not_be_told_of_is_not_shown_and_not_counted(scene, opened, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the log is not to be written")

    monkeypatch.setattr(reveal, "record_look", fail)
    opened.raise_request_exception = False
    answer = opened.post(scene.url(), REASON)
    assert (answer.status_code, scene.plain in text(answer)) == (500, False)
    assert reveal.RevealTally.objects.filter(user=scene.viewer).count() == 0


def test_only_private_items_of_records_within_reach(scene, opened):
    for url in (
        scene.url(name="name"),
        scene.url(name="nothing"),
        scene.url(record=scene.far[0]),
        scene.url(record=10**12),
    ):
        assert opened.get(url).status_code == 404, url
        assert opened.post(url, REASON).status_code == 404, url
    assert told() == []


def test_people_without_the_right_and_administrators_are_refused(scene, client):
    for who in (scene.clerk, scene.boss, sample.user(sample.province(), "province_leader")):
        client.force_login(who)
        assert client.post(scene.url(), REASON).status_code == 403, who
    assert told() == []


def test_who_sees_own_rows_only_reveals_own_rows_only(scene, client):
    own = sample.user(scene.school, "school_clerk", "privacy_viewer", row_role="own")
    mine = sample.fill(scene.school, "teacher", 1, first=60, by=sample.actor(scene.school))
    access.rows(sample.actor(scene.school), registry().forms["teacher"], "view").filter(pk__in=mine).update(
        created_by=own.pk
    )
    data_password.choose(own, SECRET)
    sample.unlock(client, own)
    assert client.get(scene.url()).status_code == 404
    assert client.get(scene.url(record=mine[0])).status_code == 200


def test_the_api_never_reveals(scene, opened):
    record = opened.get(reverse("api:record", args=["teacher", scene.ids[0]])).json()
    assert record["id_number"] == scene.masked


def test_an_item_read_through_another_form_can_be_revealed_by_those_who_may_there_too(
    scene, client, monkeypatch
):
    form = registry().forms["teacher_contact"]
    through = LookupColumn(
        form, "document", Facts(label="证件号码"), lookup=Lookup("证件号码", "teacher.id_number")
    )
    monkeypatch.setitem(form.columns, "document", through)
    (record,) = sample.fill(scene.school, form, 1)
    url = reverse("filing:reveal", args=[form, record, "document"])
    assert scene.plain in text(sample.unlock(client, scene.viewer).post(url, REASON))
    here_only = sample.user(scene.school, "school_reader", row_role="granted")
    role = Role.objects.create(
        org=scene.school, key="通讯录", name="通讯录", portal="business", level="school", privacy="view"
    )
    for action in ("view", "reveal"):
        RoleGrant.objects.create(role=role, form="teacher_contact", action=action)
    here_only.roles.set([role])
    client.force_login(here_only)
    assert client.post(url, REASON).status_code == 403


def test_a_page_of_the_list_opens_no_more_values_than_it_shows(scene, opened, monkeypatch):
    columns = ["number", "name", "id_number"]
    ListPreference.objects.create(user=scene.viewer, form="teacher", columns=columns, page_size=20)
    calls, plain = [], Sealer.open
    monkeypatch.setattr(
        Sealer, "open", lambda self, *parts: calls.append(self._context) or plain(self, *parts)
    )
    page = text(opened.get(reverse("filing:list", args=["teacher"])))
    assert page.count("*******") >= 20
    assert calls.count(f"school:{scene.school.pk}".encode()) == 20
