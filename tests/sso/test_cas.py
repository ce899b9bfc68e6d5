"""Signing in by CAS, and what has to be refused."""

import pytest
from django.test import Client

from tests.sso.conftest import set_out, signed_in
from zhijiao.sso import accounts, providers

pytestmark = pytest.mark.django_db

SUCCESS = (
    '<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>{}'
    "</cas:authenticationSuccess></cas:serviceResponse>"
)


@pytest.fixture
def bound(cas, clerk):
    accounts.bind(providers.named("cas"), clerk, "20260001", by="测试")
    return clerk


def come_back(client, answered):
    return client.get("/sso/cas/back/", answered)


def through(client, province, user="20260001", **attributes):
    return come_back(client, province.ticket(set_out(client, "cas"), user, **attributes))


@pytest.mark.parametrize("version", [2, 3])
def test_a_bound_person_gets_in(client, province, bound, configure, version):
    configure(
        key="cas",
        name="认证",
        kind="cas",
        issuer=province.base + "/cas",
        version=version,
        login_name="{staff}",
    )
    assert through(client, province).headers["Location"] == "/"
    assert signed_in(client) == str(bound.pk)
    assert province.asked[-1].endswith("/cas/p3/serviceValidate" if version == 3 else "/cas/serviceValidate")


def test_an_attribute_may_name_the_account(client, province, clerk, configure):
    configure(
        key="cas",
        name="认证",
        kind="cas",
        issuer=province.base + "/cas",
        login_name="{staffNo}",
        client_id="",
    )
    assert through(client, province, staffNo="wei").status_code == 302
    assert signed_in(client) == str(clerk.pk)


def test_the_address_for_the_ticket_is_ours_whatever_host_is_named(client, province, cas, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://zhijiao.example", ["*"]
    place = set_out(client, "cas")
    assert "service=https%3A%2F%2Fzhijiao.example%2Fsso%2Fcas%2Fback%2F%3Fstate%3D" in place
    assert "evil" not in Client(HTTP_HOST="evil.example").post("/sso/cas/").content.decode()


def test_a_ticket_of_another_service_or_another_journey_is_of_no_use(client, province, bound):
    answered = province.ticket(set_out(client, "cas"), "20260001")
    service, said = province.tickets[answered["ticket"]]
    province.tickets[answered["ticket"]] = ("https://other.example/", said)
    assert "没有通过核验" in come_back(client, answered).content.decode()
    stolen = province.ticket(set_out(Client(), "cas"), "20260001")
    own = province.ticket(set_out(client, "cas"), "20260002")
    assert come_back(client, {**own, "ticket": stolen["ticket"]}).status_code == 422
    assert not signed_in(client)


def test_a_ticket_serves_once(client, province, bound):
    answered = province.ticket(set_out(client, "cas"), "20260001")
    kept = province.tickets[answered["ticket"]]
    come_back(client, answered)
    client.logout()
    province.tickets[answered["ticket"]] = kept  # a server that accepts its ticket twice
    assert "已失效或已用过" in come_back(client, answered).content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("ticket", ["", "PT-1", "ST-", "ST-1 2", "ST-" + "a" * 300, "ST-1\n"])
def test_what_is_no_ticket(client, province, bound, ticket):
    answered = province.ticket(set_out(client, "cas"), "20260001")
    assert come_back(client, {**answered, "ticket": ticket}).status_code == 422
    assert province.asked == []


BOMB = '<!DOCTYPE r [<!ENTITY a "20260001">]>' + SUCCESS.format("<cas:user>&a;</cas:user>")
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SUCCESS.format(
    "<cas:user>&a;</cas:user>"
)
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
    + SUCCESS.format("<cas:user>&i;</cas:user>")
)
SPOILT = {
    "an entity": BOMB,
    "a file": OUTSIDE,
    "a billion laughs": LAUGHS,
    "no XML": "yes\n20260001\n",
    "two persons": SUCCESS.format("<cas:user>x</cas:user><cas:user>20260001</cas:user>"),
    "nobody": SUCCESS.format("<cas:user> </cas:user>"),
    "somebody in the name of another": SUCCESS.format("<cas:user>20260001</cas:user><cas:proxies/>"),
    "a success inside a failure": "<r><serviceResponse><authenticationSuccess><user>20260001</user>"
    "</authenticationSuccess></serviceResponse></r>",
    "both": '<c:serviceResponse xmlns:c="x"><c:authenticationFailure/><c:authenticationSuccess><c:user>20260001'
    "</c:user></c:authenticationSuccess></c:serviceResponse>",
    "very deep": "<a>" * 50_000,
}


@pytest.mark.parametrize("xml", SPOILT.values(), ids=SPOILT)
def test_an_answer_that_is_none(client, province, bound, xml):
    province.spoil = {"xml": xml}
    assert "没有通过核验" in through(client, province).content.decode()
    assert not signed_in(client)


def test_signing_out_there_as_well(client, province, bound):
    through(client, province)
    page = client.get(client.post("/logout/").headers["Location"]).content.decode()
    assert f"{province.base}/cas/logout?service=http" in page
