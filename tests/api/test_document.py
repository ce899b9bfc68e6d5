"""The description of the API is what the API is."""

import gzip
import re

import pytest
from django.urls import get_resolver

from tests.accounts.places import person
from tests.api.conftest import Program
from tests.filing.pages.world import readable
from zhijiao.api import openapi, packed
from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.identity.models import TokenProfile
from zhijiao.identity.tokens import Limits, create_token
from zhijiao.webhooks import kinds

pytestmark = pytest.mark.once


def test_every_address_is_described_and_nothing_else(call, whole):
    described = call("GET", "openapi.json").json()
    assert described["openapi"] == "3.1.0"
    routes = {
        str(p.pattern)
        for resolver in get_resolver().url_patterns
        for p in getattr(resolver, "url_patterns", [])
        if str(p.pattern).startswith("api/")
    }
    routes = {re.sub(r"<int:(record|export)_id>", "{id}", route) for route in routes}
    templates = {
        "/" + re.sub(r"<(?!case_)\w+:(\w+)>", r"{\1}", route.replace("<form:form>", form.key))
        for form in readable()
        for route in routes
        if not form.is_summary or not ("{id}" in route or "changes" in route) or "<form:form>" not in route
    }
    cases = {each for each in templates if "<case_form:form>" in each}
    of_cases = {each.replace("<case_form:form>", key) for each in cases for key in CASE_FORMS}
    assert set(described["paths"]) == (templates - cases) | of_cases


def test_described_operations_answer(call, whole):
    described = call("GET", "openapi.json").json()
    for path, operations in described["paths"].items():
        key = path.split("/")[4] if path.count("/") > 5 else ""
        if ("{id}" in path and key not in whole.ids) or "{number}" in path:
            continue
        address = path.removeprefix("/api/v1/").replace("{id}", str(whole.ids.get(key, [0])[0]))
        address = address.replace("{round_key}", "2020").replace("{table}", "sex")
        if "get" in operations:
            assert call("GET", address).status_code == 200, path
        for method in operations.keys() & {"post", "patch", "delete"}:
            assert call(method.upper(), address, raw="{").status_code != 405, path


def test_every_reference_leads_somewhere_and_every_name_is_given_once(call, world):
    described = call("GET", "openapi.json").json()
    schemas, names = described["components"]["schemas"], []

    def walk(node):
        if isinstance(node, dict):
            if "$ref" in node:
                assert node["$ref"].rpartition("/")[2] in schemas
            names.extend([node["operationId"]] if "operationId" in node else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(described)
    assert len(names) == len(set(names)) > len(readable())
    for form in readable():
        assert set(form.columns) <= set(schemas[form.key]["properties"]), form.key


def test_answers_have_the_types_described(call, whole):
    schemas = call("GET", "openapi.json").json()["components"]["schemas"]
    kinds = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "array": list,
        "null": type(None),
    }
    for key in whole.ids:
        for item in call("GET", f"forms/{key}/records/").json()["items"]:
            for name, value in item.items():
                allowed = schemas[key]["properties"][name]["type"]
                allowed = [allowed] if isinstance(allowed, str) else allowed
                assert isinstance(
                    value,
                    tuple(
                        t
                        for kind in allowed
                        for t in (kinds[kind] if isinstance(kinds[kind], tuple) else (kinds[kind],))
                    ),
                ), (key, name, value)


def test_it_shows_no_private_example_and_only_what_may_be_seen(call, whole):
    text = call("GET", "openapi.json").content.decode()
    assert not [secret for secret in whole.secrets if secret in text]


@pytest.fixture
def described(monkeypatch):
    """Notes which forms are described, beginning in a process that has described none."""
    packed._packed.cache_clear()
    packed._texts.cache_clear()
    keys, describe = [], openapi.describe
    monkeypatch.setattr(
        openapi, "describe", lambda form, hidden: keys.append(form.key) or describe(form, hidden)
    )
    return keys


def test_the_whole_document_is_made_once_for_everybody_who_sees_the_same(described, program, tree):
    clerk = program(person(tree.school, "wei", "school_clerk"))
    first = clerk("GET", "openapi.json")
    assert len(described) == len(set(described)) == len(readable())
    again = program(person(tree.sister, "liang", "school_clerk"))("GET", "openapi.json")
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    reviewer = program(person(tree.school, "luwen", "school_supervisor"))("GET", "openapi.json")
    assert reviewer.status_code == 200
    assert len(described) == len(readable())


def test_what_a_token_hides_is_described_anew_for_its_form_alone(described, tree, client):
    user = person(tree.school, "wei", "school_clerk")
    whole = Program(client, user)("GET", "openapi.json").json()
    described.clear()
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    narrow = Program(client, user)
    narrow.header = f"Bearer {create_token(user, '同步', limits=Limits(profile=profile))[1]}"
    said = narrow("GET", "openapi.json").json()
    assert described == ["teacher"]
    assert "name" not in said["components"]["schemas"]["teacher"]["properties"]
    assert "name" in whole["components"]["schemas"]["teacher"]["properties"]


def test_processes_have_the_texts_before_they_are_copied(described, call, world):
    packed.warm_up()
    described.clear()
    assert call("GET", "openapi.json").status_code == 200
    assert described == []


def test_the_whole_is_what_its_parts_say(call, world):
    whole = call("GET", "openapi.json").json()
    one = call("GET", "openapi.json?form=teacher").json()
    assert one["paths"].items() <= whole["paths"].items()
    assert one["components"]["schemas"].items() <= whole["components"]["schemas"].items()
    assert one["webhooks"] == whole["webhooks"]


def test_it_is_sent_compressed_and_only_once(call, client, world):
    plain = call("GET", "openapi.json")
    asked = {"Authorization": call.header, "Accept-Encoding": "gzip"}
    sent = client.get("/api/v1/openapi.json", headers=asked)
    assert (sent["Content-Encoding"], gzip.decompress(sent.content)) == ("gzip", plain.content)
    assert len(sent.content) < len(plain.content) / 5
    for etag in (sent["ETag"], f"W/{sent['ETag']}", '"old", ' + sent["ETag"]):
        known = client.get("/api/v1/openapi.json", headers=asked | {"If-None-Match": etag})
        assert (known.status_code, known.content) == (304, b"")
    assert client.get("/api/v1/openapi.json", headers=asked | {"If-None-Match": '"old"'}).status_code == 200


def test_events_are_described(call, world):
    said = call("GET", "openapi.json?form=teacher").json()
    assert set(said["webhooks"]) == {kind.key for kind in kinds.KINDS}
