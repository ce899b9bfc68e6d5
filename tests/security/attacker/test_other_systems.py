"""The addresses where other systems come in or are looked after: packages, subscriptions, signing in from outside.

Nobody gets a byte of another's there, and nobody changes anything of another's. Where packages are exchanged, the walks
over all addresses do not come in.
"""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.accounts.places import PASSWORD
from tests.security.attacker.other_systems import (
    EVERY,
    PAGES,
    PROGRAMS,
    SECRET,
    SECRET_BYTES,
    SUBJECT_DIGEST,
    attempts,
    browser,
    of,
)
from tests.security.attacker.scene import PEOPLE
from tests.security.test_body_limits import send
from tests.security.test_tampering import FORM
from zhijiao.signin import body_limits
from zhijiao.sso.models import Binding
from zhijiao.webhooks.models import Subscription

pytestmark = pytest.mark.once
CLOSED = (403, 404, 405)


def read(answer):
    """All that an answer says, whether at once or piece by piece."""
    return answer.getvalue() + str(answer.headers).encode()


def is_told(answer):
    return SECRET.encode() in read(answer) or SUBJECT_DIGEST.encode() in read(answer)


def test_whose_it_is_gets_it(systems, scene):
    """So that the tests below are not passed by addresses that answer to nobody."""
    boss, admin = browser(systems.boss), browser(scene.people["school_admin"])
    for address in of("exchange:", PAGES):
        if address.gate.methods == ("GET", "HEAD") and address.name != "exchange:key_file":
            answer = boss.get(systems.url(address, systems.near, systems.own))
            assert (answer.status_code, is_told(answer)) == (200, True), address.name
    for name in ("list", "detail", "edit"):
        (address,) = of(f"webhooks:{name}", PAGES)
        assert is_told(admin.get(systems.url(address, systems.near, systems.own))), name
    (part,) = of("exchange:down_part", PROGRAMS)
    assert (
        read(systems.near.asks("GET", systems.url(part, systems.near, systems.own)))[:3] == SECRET_BYTES[:3]
    )


@pytest.mark.parametrize("name", [*PEOPLE, "ministry_auditor", "other_province_admin"])
def test_nobody_else_sees_or_moves_packages_and_keys(systems, scene, name):
    tree = scene.tree
    people = scene.people | {
        "ministry_auditor": sample.user(tree.ministry, "ministry_auditor"),
        "other_province_admin": sample.user(tree.elsewhere, "province_admin"),
    }
    client, before = browser(people[name]), systems.state()
    for address in of("exchange:", PAGES):
        for method, answer in attempts(client, address, systems.url(address, systems.near, systems.own)):
            assert answer.status_code in CLOSED, (address.name, method)
            assert not is_told(answer), (address.name, method)
    assert systems.state() == before


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_else_sees_or_changes_subscriptions(systems, scene, name):
    client, before = browser(scene.people[name]), systems.state()
    for address in of("webhooks:", PAGES):
        for method, answer in attempts(client, address, systems.url(address, systems.near, systems.foreign)):
            named = "pk" in address.parameters
            assert answer.status_code in CLOSED or not named and answer.status_code in (200, 422), (
                address.name
            )
            assert name == "school_admin" or not is_told(answer), (address.name, method)
    assert systems.state() == before


def test_an_event_of_another_school_is_not_sent_to_a_subscription_of_one_s_own(systems, scene):
    other = systems.foreign.deliveries.get().pk
    path = reverse("webhooks:resend", args=[systems.own.pk, other])
    before = systems.state()
    assert browser(scene.people["school_admin"]).post(path).status_code == 404
    assert systems.state() == before


def test_the_program_of_one_province_gets_nothing_of_another(systems):
    before = systems.state()
    for address in PROGRAMS:
        url = systems.url(address, systems.far, systems.own)
        (method,) = address.gate.methods
        answer = systems.near.asks(method, url, json.dumps(systems.far.offered(systems.ministry)).encode())
        assert answer.status_code in (404, 409, 422) or address.name == "exchange:down", address.name
        assert SECRET_BYTES not in read(answer)
        assert systems.far.outward.number not in answer.content.decode(), address.name
        assert systems.far.inward.number not in answer.content.decode(), address.name
    assert systems.state() == before


@pytest.mark.parametrize("name", ["school", "city", "province_admin", None])
def test_no_other_program_comes_in(systems, scene, name):
    before = systems.state()
    for address in PROGRAMS:
        (method,) = address.gate.methods
        client = browser(scene.people[name]) if name else Client()
        answer = client.generic(method, systems.url(address, systems.near, systems.own))
        allowed = CLOSED if name else (401,)
        assert answer.status_code in allowed or address.name == "exchange:down", address.name
        assert not is_told(answer), address.name
    assert systems.state() == before


def test_a_binding_is_neither_seen_nor_ended_by_another(systems, scene):
    for name in PEOPLE:
        client = browser(scene.people[name])
        for address in of("sso:", EVERY):
            for data in (b"", f"password={PASSWORD}&code=000000".encode()):
                for method in address.gate.methods:
                    answer = client.generic(method, address.url({"key": "yunling"}), data, content_type=FORM)
                    assert answer.status_code < 500, (name, address.name)
                    assert not is_told(answer), (name, address.name)
    assert (
        Binding.objects.filter(user=scene.clerk, digest=SUBJECT_DIGEST).count()
        == Binding.objects.count()
        == 1
    )


def test_programs_announce_no_more_than_their_address_takes(systems):
    header = {"HTTP_AUTHORIZATION": f"Bearer {systems.near.token}"}
    for address in PROGRAMS:
        most = body_limits.LARGE if address.gate.large else body_limits.MEMBER
        url = systems.url(address, systems.near, systems.own)
        assert send(Client(**header), url, most + 1).status_code == 413, address.name


def test_a_secret_is_in_no_answer_but_the_one_that_made_it(systems, scene):
    client = browser(scene.people["school_admin"])
    stored = Subscription.objects.get(pk=systems.own.pk).secret
    for address in of("webhooks:", PAGES):
        if "GET" in address.gate.methods:
            page = client.get(systems.url(address, systems.near, systems.own)).content.decode()
            assert "whsec_" not in page, address.name
            assert stored not in page, address.name
