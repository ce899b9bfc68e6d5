"""The description of the API is what the API is."""

import re

import pytest
from django.urls import get_resolver

from tests.filing.pages.world import readable
from zhijiao.cases.form_keys import CASE_FORMS

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
