"""The addresses of programs: a province sends to the ministry's installation, and nobody else gets anywhere."""

import json
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from tests import sample
from tests.background_work import work
from tests.exchange import installations as two
from zhijiao.exchange import applying, client, manifest, sending, store
from zhijiao.exchange.background_jobs import apply_package
from zhijiao.exchange.client import Unreachable
from zhijiao.exchange.models import LogLine, Package, Part, Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.identity.models import User
from zhijiao.identity.tokens import create_token
from zhijiao.kit import outgoing
from zhijiao.kit.outgoing import Answer
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org


@pytest.fixture
def line(both, monkeypatch, settings):
    """What the province asks over the line is answered by the ministry's installation, by a test client there."""
    ministry, province = both
    settings.EXCHANGE_ADDRESS, settings.EXCHANGE_TOKEN = "https://ministry.example", ""
    with ministry.at():
        token = token_of(ministry, Org.objects.get(code="450000"), "province_auditor")
    settings.EXCHANGE_TOKEN = token
    there = SimpleNamespace(ministry=ministry, province=province, token=token, broken=0, calls=0)

    def call(method, path, data, kind):
        there.calls += 1
        if there.broken and there.calls % there.broken == 0:
            raise Unreachable("断线")
        with ministry.at():
            response = asked(token, method, f"/exchange/api/{path}", data, kind)
        if response.status_code >= 400:
            body = response.json()
            raise Refused(body["detail"], body.get("code", ""), final=response.status_code == 409)
        return response.content

    monkeypatch.setattr(client, "_call", call)
    return there


def token_of(side, org, role):
    """A token of somebody at a node."""
    who = sample.user(org, role, username=f"sender{User.objects.count()}")
    return create_token(who, "报送")[1]


def asked(token, method, path, data=b"", kind="application/json"):
    """An answer of the installation that is switched to."""
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    return Client().generic(method, path, data or b"", content_type=kind or "application/json", **headers)


def ready(line):
    """A full package of three students, made."""
    with line.province.at():
        sample.fill(sample.school(), "student", 3)
    two.made(line.province)


def test_a_package_goes_over_the_line_and_its_receipt_comes_back(line):
    ready(line)
    with line.province.at():
        package = Package.objects.get()
        assert sending.send(package) == 5
    with line.ministry.at():
        while work(apply_package):
            pass
        assert Package.objects.get().state == "applied"
    with line.province.at():
        assert sending.send(package) is None
        package.refresh_from_db()
        assert (package.state, package.message) == ("acked", "对方已入库，摘要一致。")
        assert Partner.objects.get().sent == 1


def test_a_line_that_breaks_again_and_again_loses_and_doubles_nothing(line, monkeypatch):
    monkeypatch.setattr(sending, "PIECE", 500)
    ready(line)
    line.broken = 3
    with line.province.at():
        package = Package.objects.get()
        for _ in range(200):
            sending.send(package)
            package.refresh_from_db()
            if package.state == "sent":
                break
    with line.ministry.at():
        found = Package.objects.get()
        assert [store.lying(part) for part in found.parts.select_related("package")] == [
            part.size for part in found.parts.all()
        ]
        two.applied(found)
        assert applying.prove(found.partner) == []
        assert found.progress["created"] == found.rows


def offered(line):
    """The manifest that the province would send."""
    with line.province.at():
        return manifest.signed_of(Package.objects.get())


def post(line, envelope, token=None):
    with line.ministry.at():
        return asked(token or line.token, "POST", "/exchange/api/packages/", json.dumps(envelope).encode())


def test_strangers_and_other_provinces_get_nowhere(line):
    ready(line)
    envelope = offered(line)
    with line.ministry.at():
        other = create_org(Org.objects.get(parent=None), "province", "另一省", "530000")
        tokens = {
            "": 401,
            "zj_wrong": 401,
            token_of(line.ministry, other, "province_auditor"): 404,
            token_of(line.ministry, Org.objects.get(code="450000"), "province_leader"): 403,
        }
    assert post(line, envelope).status_code == 201
    for token, status in tokens.items():
        with line.ministry.at():
            number = Package.objects.get().number
            for method, path in (
                ("POST", "packages/"), ("GET", f"packages/{number}/"), ("PUT", f"packages/{number}/parts/1/?offset=0"),
                ("POST", f"packages/{number}/finish/"),
            ):  # fmt: skip
                answer = asked(token, method, f"/exchange/api/{path}", json.dumps(envelope).encode())
                assert answer.status_code == status, (token[:5], method, path, answer.content)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda said: said.update(sequence=7), "签名不符"),
        (lambda said: said.update(sender=["province", "530000"]), "签名不符"),
        (lambda said: said.update(format=99), "升级本系统"),
        (lambda said: said["parts"][0].__setitem__(1, "../../etc/passwd"), "无法识别"),
        (lambda said: said["parts"][0].__setitem__(2, -1), "无法识别"),
        (lambda said: said.update(parts=[]), "无法识别"),
        (lambda said: said.update(kind="down"), "签名不符"),
        (lambda said: said.clear(), "无法识别"),
    ],
)
def test_a_manifest_that_was_changed_is_refused(line, change, said):
    ready(line)
    envelope = offered(line)
    content = json.loads(envelope["manifest"])
    change(content)
    answer = post(line, {**envelope, "manifest": json.dumps(content)})
    assert answer.status_code in (409, 422)
    assert said in answer.json()["detail"]
    with line.ministry.at():
        assert not Package.objects.exists()
        assert LogLine.objects.filter(bad=True).exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"manifest": 3}', b"[" * 60_000, b"\xff\xfe"])
def test_what_is_no_manifest_is_refused(line, body):
    with line.ministry.at():
        answer = asked(line.token, "POST", "/exchange/api/packages/", body)
        assert answer.status_code in (400, 409)


def test_a_part_that_was_changed_comes_anew(line):
    ready(line)
    number = post(line, offered(line)).json()["package"]
    with line.province.at():
        part = Part.objects.select_related("package").get(kind="lot")
        data = store.read(part)
    path = f"/exchange/api/packages/{number}/parts/{part.n}/?offset=0"
    with line.ministry.at():
        wrong = bytes([data[0] ^ 1]) + data[1:]
        refused = asked(line.token, "PUT", path, wrong, "application/octet-stream")
        assert (refused.status_code, refused.json()["code"]) == (422, "part-digest")
        longer = asked(line.token, "PUT", path, data + b"x", "application/octet-stream")
        assert (longer.status_code, longer.json()["code"]) == (422, "part-size")
        assert asked(line.token, "PUT", path, data, "application/octet-stream").json() == {"have": len(data)}
        early = asked(line.token, "POST", f"/exchange/api/packages/{number}/finish/", b"{}")
        assert (early.status_code, early.json()["code"]) == (422, "incomplete")
        for bad in ("offset=-1", "offset=x", "offset=" + "9" * 30):
            assert asked(line.token, "PUT", path.replace("offset=0", bad), b"x").status_code == 400
        missing = asked(line.token, "PUT", path.replace(f"parts/{part.n}/", "parts/999/"), b"x")
        assert missing.status_code == 409


def test_a_forged_receipt_is_not_believed(line):
    ready(line)
    with line.province.at():
        package, partner = Package.objects.get(), Partner.objects.get()
        said = {
            "package": package.number, "sequence": 1, "from": ["ministry", "000000"], "to": ["province", "450000"],
            "at": "2026-01-01T00:00:00+08:00", "digest": package.digest, "differing": [], "refused": "",
        }  # fmt: skip
        from zhijiao.exchange import receipts

        own = two.own_key()
        text = json.dumps(said)
        for key, signature in (
            (own.fingerprint, "AAAA"),
            (partner.keys.get().fingerprint, "AAAA"),
            ("x", "x"),
        ):
            with pytest.raises(Refused):
                receipts.take(partner, json.dumps({"receipt": text, "key": key, "signature": signature}))
        for rubbish in ("", "{}", "null", "[" * 50_000, json.dumps({"receipt": 1, "key": 2, "signature": 3})):
            with pytest.raises(Refused):
                receipts.take(partner, rubbish)
        package.refresh_from_db()
        assert package.state == "ready"
        assert Partner.objects.get().sent == 0


@pytest.mark.parametrize(
    ("status", "error"), [(302, Refused), (409, Refused), (429, Unreachable), (503, Unreachable)]
)
def test_what_the_other_side_answers_is_waited_for_or_told(settings, monkeypatch, status, error):
    settings.EXCHANGE_ADDRESS, settings.EXCHANGE_TOKEN = "https://ministry.example", "secret"
    asked = []

    def fetch(url, **options):
        asked.append((url, options["headers"]["Authorization"]))
        return Answer(status, b"<html>")

    monkeypatch.setattr(outgoing, "fetch", fetch)
    with pytest.raises(error):
        client.ask("GET", "down/")
    assert asked == [("https://ministry.example/exchange/api/down/", "Bearer secret")]


def test_without_an_address_it_says_so(both):
    _, province = both
    with province.at():
        assert settings.EXCHANGE_ADDRESS == ""
        with pytest.raises(Refused, match="没有设置部级系统的地址"):
            client.ask("GET", "down/")
