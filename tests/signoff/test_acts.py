"""Signing, submitting, accepting, returning: asked of the services."""

import pytest
from django.utils import timezone

from tests.background_work import work
from tests.sample import give
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import Denied
from zhijiao.identity.models import DutyMark
from zhijiao.signoff import authority_acts, school_acts
from zhijiao.signoff.background_jobs import freeze
from zhijiao.signoff.models import FormReturn, SubmissionStep
from zhijiao.signoff.standing import Impossible
from zhijiao.signoff.workflow import State
from zhijiao.snapshots.models import Snapshot


def steps(act):
    found = SubmissionStep.objects.filter(submission=act.now).order_by("pk")
    return [(each.revision, each.act, each.actor_name, each.level) for each in found]


def refused(do, *words):
    with pytest.raises(Impossible) as refusal:
        do()
    for word in words:
        assert word in str(refusal.value)


def test_a_signature_is_frozen_and_goes_up_to_the_ministry(act, scene):
    signed = act.sign()
    assert (signed.state, signed.revision, signed.signer_name) == ("signing", 1, "黄校长")
    assert work(freeze) == 1
    now = act.now
    assert (now.state, now.waits_at, now.accepted_level) == ("submitted", scene.county, "")
    assert now.first_signed_at == now.signed_at is not None
    (snapshot,) = Snapshot.objects.filter(school=scene.school)
    assert (snapshot.round, snapshot.revision) == (now.round, 1)
    assert act.accept("county").waits_at == scene.city
    assert act.accept("city", "province").accepted_level == "province"
    last = act.accept("ministry")
    assert (last.state, last.waits_at, last.accepted_level) == ("accepted", None, "ministry")
    assert steps(act) == [
        (1, "sign", "黄校长", "school"),
        (1, "freeze", "系统", "school"),
        (1, "accept", "county审核", "county"),
        (1, "accept", "city审核", "city"),
        (1, "accept", "province审核", "province"),
        (1, "accept", "ministry审核", "ministry"),
    ]


def test_nobody_settles_before_those_below_nor_twice(act):
    act.submit()
    for name in ("city", "province", "ministry"):
        refused(lambda name=name: act.accept(name), "还没有审核")
    refused(lambda: act.accept("other_county"), "不在您的管理范围")
    act.accept("county")
    refused(lambda: act.accept("county"), "本级已审核通过")
    refused(lambda: act.give_back("county"), "本级已审核通过")


@pytest.mark.parametrize("name", ["clerk", "supervisor", "county", "leader"])
def test_only_the_principal_signs_and_withdraws(act, name):
    with pytest.raises(Denied):
        act.sign(name)
    act.submit()
    with pytest.raises(Denied):
        act.withdraw(name)
    assert act.now.state == State.SUBMITTED


@pytest.mark.parametrize("name", ["principal", "supervisor", "leader"])
def test_only_auditors_of_authorities_settle(act, name):
    act.submit()
    with pytest.raises(Denied):
        act.accept(name)
    with pytest.raises(Denied):
        act.give_back(name)


def test_a_page_that_is_out_of_date_does_nothing(act, scene, filing):
    act.submit()
    old = act.now.version - 1
    refused(lambda: authority_acts.accept(act.actor("county"), scene.school, filing, old), "刚刚有变化")
    refused(
        lambda: school_acts.withdraw(act.actor("principal"), scene.school, filing, old, "发现漏填"),
        "刚刚有变化",
    )


def test_what_is_withdrawn_can_be_signed_again_as_a_new_revision(act, scene):
    act.submit()
    refused(lambda: act.withdraw(reason="错"), "撤回的原因")
    now = act.withdraw()
    assert (now.state, now.revision, now.waits_at) == ("withdrawn", 2, None)
    assert act.submit().revision == 2
    assert sorted(Snapshot.objects.values_list("revision", flat=True)) == [1, 2]
    act.accept("county")
    refused(act.withdraw, "不能撤回")


def test_a_return_by_form_wants_each_form_mended_and_starts_below_again(act, scene):
    act.submit()
    act.accept("county")
    refused(lambda: act.give_back("city", forms={"income": ""}), "退回“经费收入”的理由")
    refused(lambda: act.give_back("city", forms={"nothing": "请核对"}), "不在本轮")
    act.give_back("city", forms={"income": "学费与上年相差过大"})
    assert (act.now.state, act.now.revision) == ("returned", 2)
    refused(act.sign, "经费收入", "还没有修改")
    school_acts.answer(
        act.actor("clerk"), scene.school, act.filing, registry.get("income"), "已核对，数据无误"
    )
    now = act.submit()
    assert (now.state, now.waits_at, now.accepted_level) == ("submitted", scene.county, "")
    (row,) = FormReturn.objects.all()
    assert (row.form, row.answer, row.org, row.mended_at == row.answered_at) == (
        "income", "已核对，数据无误", scene.city, True,
    )  # fmt: skip


def test_a_reopening_is_for_whoever_accepted_last_or_those_above(act):
    act.submit()
    act.accept("county", "city")
    refused(lambda: act.reopen("county"), "上级主管部门已审核通过")
    act.reopen("city")
    assert (act.now.state, act.now.revision, act.now.accepted_level) == ("reopened", 2, "")
    act.submit()
    act.accept("county", "city", "province", "ministry")
    refused(lambda: act.reopen("province"), "上级主管部门已审核通过")
    act.reopen("ministry")
    assert (act.now.state, act.now.revision) == ("reopened", 3)
    assert Snapshot.objects.count() == 2


def test_one_person_does_not_act_at_two_levels(act, scene):
    act.submit()
    act.accept("county")
    who = scene["county"]
    who.org = scene.city
    who.save()
    who.roles.set(scene["city"].roles.all())
    refused(lambda: act.accept("county"), "同一人不能在两级")
    act.accept("city")


def test_who_enters_does_not_sign_unless_somebody_has_agreed(act, scene):
    give(scene["principal"], "school_clerk")
    scene["principal"].stamp += 1
    scene["principal"].save()
    refused(act.sign, "填报与提交")
    DutyMark.objects.update_or_create(
        user=scene["principal"],
        defaults={
            "pairs": "enters+signs",
            "kept_by": "县局",
            "kept_at": timezone.now(),
            "reason": "只有两人",
        },
    )
    act.submit()


def test_what_holds_no_records_of_its_own_is_not_sent_back(act, filing):
    """Nobody could mend it, so that the school could never sign again."""
    act.submit()
    known = registry.forms()
    computed = [place.form for place in filing.places if place.form in known and known[place.form].is_summary]
    assert computed
    for key in (computed[0], "no_such_form", "\x00", "income\x00"):
        refused(lambda key=key: act.give_back(forms={key: "请核对数据"}), "不在本轮填报之列")
    assert act.now.state == "submitted"
