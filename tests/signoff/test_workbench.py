"""我的工作台: what it says of sign-off to each, in few statements."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.signoff.test_pages import words
from zhijiao.filing.models import FilingCount
from zhijiao.quality.models import RuleCount, SchoolCheck


@pytest.fixture
def home(scene):
    def of(name, query=""):
        browser = Client()
        browser.force_login(scene[name])
        answer = browser.get(f"/{query}")
        assert answer.status_code == 200
        return words(answer)

    return of


def test_a_principal_sees_what_keeps_him_from_signing_then_the_way_to_sign(home, act, scene, filing):
    FilingCount.objects.filter(school=scene.school, form="income").update(rows=0)
    RuleCount.objects.create(
        school=scene.school, round=filing.key, rule="r", level="logic", form="income", waiting=3
    )
    found = home("principal")
    assert "还不能签字" in found
    assert "“经费收入”还没有填写" in found
    assert "逻辑校验有3条必须改正" in found
    assert "还不能签字" not in home("clerk")
    FilingCount.objects.filter(school=scene.school, form="income").update(rows=1)
    RuleCount.objects.all().delete()
    assert "可以签字上报" in home("principal")
    act.submit()
    assert "可以签字上报" not in home("principal")


def test_what_came_back_stands_on_top_with_its_reason(home, act, scene):
    act.submit()
    act.give_back(forms={"income": "学费与上年相差过大"})
    found = home("clerk")
    assert "退回的表单" in found
    assert found.index("学费与上年相差过大") < found.index("2020学年必填表单完成情况")
    assert "退回的表单" not in home("sister_clerk")


def test_a_supervisor_sees_explanations_that_wait(home, scene, filing):
    SchoolCheck.objects.filter(school=scene.school).update(explained=2)
    assert "审核经验校验的情况说明2条" in home("supervisor")
    assert "审核经验校验的情况说明" not in home("clerk")


def test_an_authority_sees_who_waits_who_is_behind_and_what_is_new(home, act, scene):
    found = home("county")
    assert "没有等待本级审核的学校" in found
    assert f"{scene.school.name}{scene.sister.name}本级未上报" in found
    act.submit()
    found = home("county")
    assert f"待本级审核1全部{scene.school.name}" in found
    assert f"{scene.school.name}封存并提交" in found
    assert f"未上报的学校全部{scene.sister.name}" in found
    act.give_back(reason="请统一口径后重报")
    assert f"{scene.school.name}退回" in home("city")
    assert scene.school.name not in home("other_county")


@pytest.mark.parametrize("name", ["principal", "county"])
def test_more_steps_cost_no_more_statements(home, act, scene, name):
    home(name)
    act.submit()
    act.give_back(forms={"income": "请核对学费"})
    with CaptureQueriesContext(
        connection,
    ) as first:
        home(name)
    from tests.signoff.conftest import Acts

    Acts(scene, act.filing, "sister").submit("sister_principal")
    with CaptureQueriesContext(connection) as second:
        home(name)
    assert len(first) == len(second)
