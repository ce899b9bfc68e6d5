"""What sign-off tells those who may view some forms alone: nothing of the others, no figure, name or reason."""

import re

import pytest
from django.test import Client

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.filing.models import FilingCount
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.notices.models import InboxItem
from zhijiao.quality.models import SchoolCheck
from zhijiao.signoff.background_jobs import freeze

HOME = "/signoff/"


@pytest.fixture
def narrowed(scene):
    """Somebody of a node who may view and change 办学场地 alone, with what he may."""

    def make(org, row_role="granted"):
        role = Role.objects.create(org=org, key="one", name="只看场地", portal="business", level=org.level)
        for action in ("view", "change", "submit"):
            RoleGrant.objects.create(role=role, form="premises", action=action)
        who = person(org, "changdi", row_role=row_role)
        who.roles.set([role])
        client = Client()
        client.force_login(who)
        return client, who

    return make


def words(response):
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def test_the_list_of_schools_tells_no_figures_of_all_forms(scene, filing, narrowed):
    SchoolCheck.objects.filter(school=scene.school).update(logic=931, experience=932, explained=933)
    FilingCount.objects.filter(school=scene.school, form="income").update(rows=0)
    whole = Client()
    whole.force_login(scene["county"])
    figures = ("931", "932", "933", "46/47")
    assert all(figure in words(whole.get(f"{HOME}?view=all")) for figure in figures)
    client, _ = narrowed(scene.county)
    page = words(client.get(f"{HOME}?view=all"))
    assert scene.school.name in page
    assert [figure for figure in figures if figure in page] == []


@pytest.mark.parametrize("row_role", ["granted", "own"])
def test_why_a_signature_failed_is_told_to_those_who_see_every_form(act, scene, narrowed, row_role):
    act.sign()
    FilingCount.objects.filter(school=scene.school, form="income").update(rows=0)
    assert work(freeze) == 1
    assert "经费收入" in act.now.message
    principal = Client()
    principal.force_login(scene["principal"])
    assert words(principal.get(HOME)).count("“经费收入”还没有填写") >= 2
    client, _ = narrowed(scene.school, row_role)
    page = words(client.get(HOME))
    assert "封存未成" in page
    assert "经费收入" not in page


def told(who):
    """The latest message in somebody's inbox."""
    message = InboxItem.objects.filter(user=who).latest("pk").message
    return message.title, message.text


def test_messages_name_forms_to_those_alone_who_see_every_form(act, scene, narrowed):
    _, who = narrowed(scene.school)
    act.sign()
    counted = FilingCount.objects.filter(school=scene.school, form="income")
    counted.update(rows=0)
    assert work(freeze) == 1
    title = "首轮（2020学年）没有上报成功，请处理后重新签字"
    assert told(scene["principal"]) == (title, "“经费收入”还没有填写。")
    assert told(who) == (title, "原因请在“上报”页查看。")
    counted.update(rows=1)
    act.submit()
    act.give_back(forms={"income": "学费与上年相差过大", "premises": "请核对面积"})
    title = "云河县教育局退回首轮（2020学年）"
    assert told(scene["clerk"])[0] == f"{title}：经费收入、办学场地"
    assert told(who) == (f"{title}：部分表单", "退回的表单和理由请在“上报”页查看。")
    assert InboxItem.objects.filter(user=who, message__title__contains="退回").count() == 1
