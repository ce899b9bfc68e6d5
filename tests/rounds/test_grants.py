"""延期 and 解锁: who gives them, what they change, and what becomes of them."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.places import person
from zhijiao.identity.gate import Denied
from zhijiao.identity.rights import actor_for
from zhijiao.rounds import granting, grants
from zhijiao.rounds.deadlines import deadline, deadlines_of
from zhijiao.rounds.granting import NotGrantable
from zhijiao.rounds.models import Grant
from zhijiao.rounds.round_states import close_round
from zhijiao.webhooks import subscriptions
from zhijiao.webhooks.models import Event

TODAY = timezone.localdate()
SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=30)
EXTENSION, UNLOCK = Grant.Kind.EXTENSION, Grant.Kind.UNLOCK


def test_an_extension_moves_the_day_of_the_form_or_of_all(tree, auditor, first):
    granting.give(auditor, tree.school, first, ["campus"], EXTENSION, SOON, "校区搬迁")
    assert deadline(first, "school", tree.school) == first.closes
    assert deadline(first, "school", tree.school, "campus") == SOON
    assert deadline(first, "school", tree.school, "teacher") == first.closes
    granting.give(auditor, tree.school, first, [grants.WHOLE_SCHOOL], EXTENSION, LATER, "停课")
    assert deadline(first, "school", tree.school) == LATER
    assert deadline(first, "school", tree.school, "campus") == LATER
    assert deadline(first, "school", tree.sister) == first.closes
    assert deadline(first, "city", tree.school) == first.closes


def test_an_unlock_holds_until_its_day(tree, auditor, first):
    granting.give(auditor, tree.school, first, ["campus", "teacher"], UNLOCK, SOON, "数据有误")
    granted = grants.granted(tree.school, first)
    assert granted.unlocked_forms == {"campus", "teacher"}
    assert grants.unlocked_until(tree.school, first, "campus") == SOON
    assert grants.unlocked_until(tree.school, first, "major") is None
    after = SOON + timedelta(days=1)
    assert grants.unlocked_until(tree.school, first, "campus", SOON) == SOON
    assert grants.unlocked_until(tree.school, first, "campus", after) is None
    assert granted.unlocked_until("campus") == SOON
    assert granted.unlocked_until() is None


def test_many_schools_cost_one_statement(tree, auditor, first, django_assert_num_queries):
    granting.give(auditor, tree.school, first, ["campus"], EXTENSION, SOON, "搬迁")
    granting.give(auditor, tree.school, first, ["campus"], UNLOCK, SOON, "搬迁")
    schools = [tree.school, tree.sister, tree.foreign]
    with django_assert_num_queries(1):
        found = grants.granted_to(schools, first)
    assert set(found) == {tree.school.pk}
    with django_assert_num_queries(1):
        days = deadlines_of(first, schools)
    assert [days[each.pk].of("campus") for each in schools] == [SOON, first.closes, first.closes]
    assert days[tree.school.pk].last == SOON


def test_a_school_asks_and_the_authority_decides(tree, principal, auditor, first):
    asked = granting.ask(principal, tree.school, first, "campus", EXTENSION, LATER, "校区搬迁")
    assert grants.granted(tree.school, first) == grants.NOTHING
    with pytest.raises(NotGrantable, match="已在等待审批"):
        granting.ask(principal, tree.school, first, "campus", EXTENSION, LATER, "再次")
    done = granting.decide(auditor, asked.pk, agree=True, until=SOON)
    assert (done.state, done.decider, done.authority_id) == ("granted", auditor.name, tree.city.pk)
    assert deadline(first, "school", tree.school, "campus") == SOON
    with pytest.raises(NotGrantable, match="已同意"):
        granting.decide(auditor, asked.pk, agree=False, answer="不行")


def test_a_refusal_says_why(tree, principal, auditor, first):
    asked = granting.ask(principal, tree.school, first, "", UNLOCK, SOON, "数据有误")
    with pytest.raises(NotGrantable, match="写明理由"):
        granting.decide(auditor, asked.pk, agree=False)
    granting.decide(auditor, asked.pk, agree=False, answer="请先核对")
    assert grants.granted(tree.school, first) == grants.NOTHING
    assert Grant.objects.get().answer == "请先核对"


def test_who_is_outside_or_below_gives_nothing(tree, principal, first):
    county = actor_for(person(tree.county, "xian", "county_auditor"))
    leader = actor_for(person(tree.city, "lingdao", "city_leader"))
    foreign = actor_for(person(tree.elsewhere, "wai", "province_auditor"))
    asked = granting.ask(principal, tree.school, first, "", UNLOCK, SOON, "数据有误")
    for other in (county, leader, foreign, principal):
        with pytest.raises(Denied):
            granting.give(other, tree.school, first, [""], UNLOCK, SOON, "给自己")
        with pytest.raises(Denied):
            granting.decide(other, asked.pk, agree=True)
    with pytest.raises(Denied):
        granting.ask(principal, tree.sister, first, "", UNLOCK, SOON, "替别人")
    assert [each.state for each in Grant.objects.all()] == ["asked"]


def test_only_who_gave_it_or_stands_higher_takes_it_back(tree, auditor, first):
    above = actor_for(person(tree.province, "shengshen", "province_auditor"))
    given = granting.give(above, tree.school, first, [""], UNLOCK, SOON, "复核")[0]
    with pytest.raises(Denied, match="云岭省教育厅授予"):
        granting.withdraw(auditor, given.pk)
    granting.withdraw(above, given.pk)
    assert grants.granted(tree.school, first) == grants.NOTHING
    mine = granting.give(auditor, tree.school, first, [""], UNLOCK, SOON, "复核")[0]
    granting.withdraw(above, mine.pk)
    with pytest.raises(NotGrantable, match="已撤销"):
        granting.withdraw(above, mine.pk)


def test_a_school_takes_back_what_it_asked(tree, principal, auditor, first):
    asked = granting.ask(principal, tree.school, first, "", UNLOCK, SOON, "数据有误")
    with pytest.raises(Denied):
        granting.withdraw(auditor, asked.pk)
    granting.withdraw(principal, asked.pk)
    with pytest.raises(NotGrantable, match="已撤销"):
        granting.decide(auditor, asked.pk, agree=True)


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (TODAY - timedelta(days=1), "迟了", "应在今天"),
        (TODAY + timedelta(days=367), "太久", "应在今天"),
        (SOON, "  ", "写明事由"),
        (SOON, "=cmd", "不能以 = 开头"),
    ],
)
def test_what_has_no_sense_is_refused(tree, auditor, first, until, reason, said):
    with pytest.raises(NotGrantable, match=said):
        granting.give(auditor, tree.school, first, ["campus"], EXTENSION, until, reason)
    assert not Grant.objects.exists()


def test_an_extension_must_be_later_and_needs_an_open_round(tree, ministry, auditor, first):
    granting.give(auditor, tree.school, first, [""], EXTENSION, LATER, "搬迁")
    with pytest.raises(NotGrantable, match=f"已是 {LATER}"):
        granting.give(auditor, tree.school, first, ["campus"], EXTENSION, SOON, "搬迁")
    close_round(ministry, "2020", 0)
    from zhijiao.catalogue import kept_rounds, matrix

    kept_rounds.look()
    with pytest.raises(NotGrantable, match="请改用解锁"):
        granting.give(auditor, tree.school, matrix.current_round(), [""], EXTENSION, LATER, "搬迁")
    granting.give(auditor, tree.school, matrix.current_round(), [""], UNLOCK, LATER, "搬迁")


def test_what_is_unlocked_already_is_not_unlocked_once_more(tree, principal, auditor, first):
    """A form that is posted twice, or a request that was answered by somebody who gave it unasked."""
    asked = granting.ask(principal, tree.school, first, "campus", UNLOCK, SOON, "数据有误")
    granting.give(auditor, tree.school, first, ["campus"], UNLOCK, SOON, "数据有误")
    with pytest.raises(NotGrantable, match=f"已解锁至 {SOON}"):
        granting.give(auditor, tree.school, first, ["campus"], UNLOCK, SOON, "数据有误")
    with pytest.raises(NotGrantable, match="已解锁至"):
        granting.decide(auditor, asked.pk, agree=True)
    assert Grant.objects.filter(state="granted").count() == 1
    granting.give(auditor, tree.school, first, [grants.WHOLE_SCHOOL], UNLOCK, LATER, "停课")
    with pytest.raises(NotGrantable, match=f"已解锁至 {LATER}"):
        granting.give(auditor, tree.school, first, ["teacher"], UNLOCK, SOON, "数据有误")


def test_both_sides_of_a_grant_are_told_to_other_systems(tree, principal, auditor, first):
    for org in (tree.school, tree.city, tree.sister):
        subscriptions.make(
            org, "平台", "https://example.com/events", ["grant.asked", "grant.decided"], "管理员"
        )
    asked = granting.ask(principal, tree.school, first, "campus", EXTENSION, LATER, "校区搬迁")
    granting.decide(auditor, asked.pk, agree=True)
    told = Event.objects.order_by("pk")
    assert [event.kind for event in told] == ["grant.asked", "grant.decided"]
    assert [set(event.deliveries.values_list("subscription__org", flat=True)) for event in told] == [
        {tree.school.pk, tree.city.pk}
    ] * 2
    assert [json.loads(event.body)["data"]["state"] for event in told] == ["asked", "granted"]
    assert "校区搬迁" not in told[0].body
