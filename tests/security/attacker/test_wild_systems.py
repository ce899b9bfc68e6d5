"""Wild words, numbers and files at the addresses of other systems: none is an error of ours, none leaves anything.

Also in what a province has really signed: its key may have been stolen.
"""

import io
import json
import tarfile
from itertools import product
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.security.attacker.other_systems import EVERY, PAGES, PROGRAMS, SECRET_BYTES, attempts, browser, of
from tests.security.test_tampering import BODIES, FORM, KINDS, WILD, stays
from zhijiao.exchange import carried, keys
from zhijiao.exchange.models import Package

NUMBERS = (0, 2**31, 2**63 - 1, 2**63, 10**60)
VALUES = (
    None, True, -1, 2**31, 2**63, 1e308, "", "a\0b", "\ud800", "😀" * 300, "9" * 5000, [], {}, [[]], [{}],
    [["\0", "\ud800"]], "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
)  # fmt: skip
FIELDS = (
    "format", "program", "kind", "sequence", "base", "base_place", "place", "sealed", "rows", "gone", "digest",
    "package", "sender", "receiver", "created", "parts",
)  # fmt: skip
BOXES = (
    "kind", "province", "text", "fingerprint", "name", "url", "chosen", "version", "done", "password", "code",
)  # fmt: skip
ASKED = ("page", "size", "bad", "state", "ticket", "next", "portal")


def filled(names, value):
    """A form with this in every box."""
    return b"&".join(name.encode() + b"=" + value for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_wild_words_of_those_who_may_are_no_error(systems, scene, kind):
    told, body, asked = [], filled(BOXES, WILD[kind]), filled(ASKED, WILD[kind]).decode()
    for address in (*PAGES, *of("sso:", EVERY)):
        person = systems.boss if address.name.startswith("exchange:") else scene.people["school_admin"]
        url = systems.url(address, systems.near, systems.own)
        for method in sorted({"GET", "POST"} & {*address.gate.methods}):
            answer = browser(person).generic(method, url, body, content_type=FORM, QUERY_STRING=asked)
            told += [(address.name, method, answer.exc_info)] if answer.status_code >= 500 else []
            assert stays(answer.get("Location", "")), (address.name, method)
    assert not told, told[:5]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_that_nothing_has_lead_nowhere(systems, scene, number):
    for address in EVERY:
        wild = {"pk": number, "n": number, "delivery_id": number}
        if not wild.keys() & address.parameters.keys():
            continue
        values = {"number": systems.near.inward.number, **wild}
        url = address.url({name: values[name] for name in address.parameters})
        if address.gate.token:
            answer = systems.near.asks(address.gate.methods[0], url, b"x")
            assert answer.status_code in (404, 409, 422), address.name
            continue
        person = systems.boss if address.name.startswith("exchange:") else scene.people["school_admin"]
        for method, answer in attempts(browser(person), address, url):
            assert answer.status_code == 404, (address.name, method)


@pytest.mark.parametrize(
    "number", ["a\0b", "\ud800", "x" * 5000, "../../1", "%"], ids=["nul", "half", "long", "up", "percent"]
)
def test_a_number_of_a_package_may_be_any_text(systems, number):
    for address in PROGRAMS:
        if "number" in address.parameters:
            written = quote(number.encode("utf-8", "surrogatepass"), safe="")
            url = systems.url(address, systems.near, systems.own)
            for way in (systems.near.inward, systems.near.outward):
                url = url.replace(way.number, written)
            answer = systems.near.asks(address.gate.methods[0], url, b"{}")
            assert answer.status_code == 404, address.name


@pytest.mark.once
@pytest.mark.parametrize("body", BODIES, ids=lambda text: text[:12].replace("\0", "nul"))
def test_wild_json_is_no_package_and_no_receipt(systems, body):
    before = systems.state()
    for address in PROGRAMS:
        if address.gate.methods == ("POST",) and address.name != "exchange:finish":
            answer = systems.near.asks("POST", systems.url(address, systems.near, systems.own), body.encode())
            assert answer.status_code in (400, 409, 422), address.name
    assert systems.state() == before


@pytest.mark.parametrize("item", ["manifest", "key", "signature"])
def test_an_envelope_may_hold_anything(systems, item):
    whole = systems.near.offered(systems.ministry)
    for value in VALUES:
        answer = systems.near.asks(
            "POST", reverse("exchange:offer"), json.dumps(whole | {item: value}).encode()
        )
        assert answer.status_code in (400, 409, 422), value
    assert Package.objects.count() == 4


@pytest.mark.parametrize("item", FIELDS)
def test_whoever_has_stolen_the_key_of_a_province_may_sign_anything(systems, item):
    for value in VALUES:
        envelope = systems.near.offered(systems.ministry, **{item: value})
        answer = systems.near.asks("POST", reverse("exchange:offer"), json.dumps(envelope).encode())
        assert answer.status_code in (201, 400, 409, 422), (value, answer.exc_info)
        Package.objects.filter(sequence=7).delete()


def test_a_manifest_is_signed_as_it_was_sent(systems):
    """Half a character is no text, also where what stands for it would be signed."""
    envelope = systems.near.offered(systems.ministry, program="?")
    envelope["manifest"] = envelope["manifest"].replace("?", "\ud800")
    answer = systems.near.asks("POST", reverse("exchange:offer"), json.dumps(envelope).encode())
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize(
    "item", ["package", "sequence", "from", "to", "at", "digest", "differing", "refused"]
)
def test_a_signed_receipt_may_say_anything(systems, item):
    path = reverse("exchange:down_receipt", args=[systems.near.outward.number])
    for value in VALUES:
        receipt = systems.near.acknowledged(systems.ministry, **{item: value})
        answer = systems.near.asks("POST", path, json.dumps(receipt).encode())
        assert answer.status_code in (200, 409, 422), (value, answer.exc_info)
        Package.objects.filter(pk=systems.near.outward.pk).update(state="ready", receipt="")


@pytest.mark.parametrize("item", ["kind", "level", "code", "signing", "sealing", "valid_from", "valid_to"])
def test_a_file_of_public_keys_may_say_anything(systems, item):
    boss, path = browser(systems.boss), reverse("exchange:key_register")
    whole = json.loads(systems.own_key.public) | {"level": "province", "code": systems.far.partner.node.code}
    for value in VALUES:
        said = fingered(whole | {item: value})
        answer = boss.post(path, {"text": json.dumps(said), "fingerprint": said["fingerprint"]})
        assert answer.status_code in (302, 422), (value, answer.exc_info)
        assert boss.get(reverse("exchange:keys")).status_code == 200, value


def fingered(said):
    """What a file says with its right fingerprint, where there can be one."""
    texts = [said[name] for name in ("level", "code", "signing", "sealing")]
    try:
        return said | {"fingerprint": keys.PublicKeys(*texts, timezone.now(), timezone.now()).fingerprint}
    except (TypeError, ValueError):
        return said


def test_a_carried_file_is_judged_before_anybody_has_signed_it(systems):
    boss, before = browser(systems.boss), systems.state()
    for item, place, value in product(("sender", "receiver"), (0, 1), VALUES):
        ends = ["province", systems.near.partner.node.code]
        ends[place] = value
        file = SimpleUploadedFile("x.tar", carried_by(systems.near.offered(systems.ministry, **{item: ends})))
        assert boss.post(reverse("exchange:receive"), {"file": file}).status_code == 302, value
    assert systems.state() == before


def carried_by(envelope):
    """A carried file of a manifest alone."""
    data, out = json.dumps(envelope).encode(), io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        info = tarfile.TarInfo(carried.MANIFEST)
        info.size = len(data)
        made.addfile(info, io.BytesIO(data))
    return out.getvalue()


def test_more_of_a_part_than_was_told_is_not_kept(systems):
    package = systems.near.inward
    path = reverse("exchange:put_part", args=[package.number, 1])
    for offset, data in (
        ("0", SECRET_BYTES + b"x"),
        ("5", b"late"),
        ("-1", b""),
        ("x", b""),
        ("9" * 60, b"x"),
    ):
        answer = systems.near.asks("PUT", f"{path}?offset={offset}", data)
        assert answer.status_code in (200, 400, 422), offset
    assert package.parts.get().have == 0


@pytest.mark.once
@pytest.mark.parametrize("content", [b"", b"\0" * 2048, b"{" * 2048, b"PK\x03\x04" + b"\xff" * 2048], ids=len)
def test_wild_files_are_no_packages_and_no_receipts(systems, content):
    before, boss = systems.state(), browser(systems.boss)
    for name in ("receive", "take_receipt"):
        sent = {"file": SimpleUploadedFile("\u202egpj.exe\r\nX: y", content)}
        assert boss.post(reverse(f"exchange:{name}"), sent).status_code == 302
    assert systems.state() == before
