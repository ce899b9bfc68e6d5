"""Two people at once: one of them wins, the other is told, and nothing is lost or doubled."""

import threading

import pytest
from django.db import connections

from tests.accounts.places import person, plant
from zhijiao.catalogue.matrix import filing_round
from zhijiao.catalogue.models import MadeRound
from zhijiao.identity.rights import actor_for
from zhijiao.rounds import granting, round_changes, round_states
from zhijiao.rounds.models import Announcement, Grant
from zhijiao.rounds.round_checks import RoundRefused

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (RoundRefused, granting.NotGrantable)


def at_once(*acts):
    """What became of acts that begin together: nothing, or the refusal."""
    found, gate = [None] * len(acts), threading.Barrier(len(acts))

    def run(number):
        gate.wait(30)
        try:
            acts[number]()
        except REFUSALS as refused:
            found[number] = str(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.fixture
def maker():
    return actor_for(person(plant().ministry, "jiaoyubu", "ministry_admin"))


def test_two_copies_of_a_year_make_one_round(maker):
    first = filing_round("2020")
    said = at_once(*[lambda: round_changes.copy(maker, first, 2021)] * 2)
    assert said.count(None) == 1
    assert "已有填报轮次" in str(said)
    assert MadeRound.objects.count() == 1


def test_opened_twice_it_is_told_once(maker):
    round_changes.copy(maker, filing_round("2020"), 2021)
    said = at_once(*[lambda: round_states.open_round(maker, "2021", 1)] * 2)
    assert said.count(None) == 1
    assert "没有保存" in str(said)
    assert Announcement.objects.count() == 1


def test_the_first_round_gets_one_row(maker):
    said = at_once(*[lambda: round_states.close_round(maker, "2020", 0)] * 2)
    assert said.count(None) == 1
    assert MadeRound.objects.get().version == 1


def test_a_request_is_decided_once():
    tree = plant()
    principal = actor_for(person(tree.school, "xiaozhang", "school_principal"))
    city = actor_for(person(tree.city, "shenhe", "city_auditor"))
    soon = granting.timezone.localdate() + granting.timedelta(days=3)
    first = filing_round("2020")
    asked = at_once(*[lambda: granting.ask(principal, tree.school, first, "", "unlock", soon, "补正")] * 2)
    assert asked.count(None) == 1
    grant = Grant.objects.get()
    said = at_once(
        lambda: granting.decide(city, grant.pk, agree=True),
        lambda: granting.decide(city, grant.pk, agree=False, answer="请先核对"),
    )
    assert said.count(None) == 1
    grant.refresh_from_db()
    assert grant.state == ("granted" if said[0] is None else "refused")
