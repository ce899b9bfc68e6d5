"""Requests that no page of ours makes: forged, with wild values, wrong text, enormous numbers. None of them is an error
of ours, none leads away from the site, none is taken without its token.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests import sample
from zhijiao.filing.schema import registry
from zhijiao.selfcheck import expectations
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.personas import ABOVE
from zhijiao.selfcheck.samples import parameter_values, takes_form
from zhijiao.selfcheck.walk import Visit

EVERY = addresses()
FORM = "application/x-www-form-urlencoded"
AWAY = (
    "//evil.example/",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
)

WILD = {
    "negative": b"-1",
    "beyond-64-bit": b"9223372036854775808",
    "other-digits": quote("٩" * 30).encode(),
    "one-other-digit": quote("٩").encode(),
    "raised-digit": quote("²").encode(),
    "nul": b"a%00b",
    "not-utf-8": b"%ED%A0%80%FF",
    "markup": quote("😀\"'><script>{{7*7}}%s\r\nX: y" + "x" * 4000).encode(),
}
REACH_A_STATEMENT = {"beyond-64-bit", "nul", "not-utf-8"}
KINDS = [kind if kind in REACH_A_STATEMENT else pytest.param(kind, marks=pytest.mark.once) for kind in WILD]
"""The others are decided before a database is asked."""
ASKED = (
    *(
        "page",
        "size",
        "sort",
        "q",
        "name",
        "after",
        "cursor",
        "limit",
        "state",
        "role",
        "type",
        "view",
        "gaps",
    ),
    *(
        "since",
        "until",
        "event",
        "who",
        "org",
        "words",
        "rule",
        "by",
        "column",
        "row",
        "run",
        "filled",
        "all",
    ),
)
"""What our pages ask by, besides the columns of a form."""
CHOSEN = (
    "school",
    "year",
    "form",
    "batch",
    "user",
    "record",
    "finding",
    "before",
    "from",
    "version",
    "id",
    "count",
)


def plain_form():
    return next(form for form in registry.registry().records if not form.single and form.filter_columns)


def visit(walker, address, person, form=None):
    """One visit of a person to an address, of a plain form where it is of a form."""
    form = (form or plain_form()) if takes_form(address) else None
    return Visit(address, person, parameter_values(address, walker.ground, form), named=False)


def insiders(walker, address) -> Iterator[Visit]:
    """Somebody with every role at the school, and an administrator and a reader above it, as far as they get in."""
    above = [person for person in walker.ground.cast.people if person.place == ABOVE]
    for person in (walker.ground.cast.stack, above[0], above[2]):
        made = visit(walker, address, person)
        if expectations.OPEN in walker.due(made, "POST"):
            yield made


def wild_query(value: bytes, form) -> Iterator[str]:
    columns = list(form.columns)[:6]
    marked = [f"{mark}_{column}" for column in columns for mark in "ftb"]
    for names in ((*ASKED, *marked), (*CHOSEN, *columns)):
        yield "&".join(f"{name}={value.decode()}" for name in names)


BULKY = {"api:document"}


@pytest.fixture(scope="package")
def readable(built):
    """Visits of pages that open, one for each address: by the school's user with all roles, else from above."""
    found = []
    for address in EVERY:
        if address.name not in BULKY:
            opening = (made for made in insiders(built, address) if built.ask(made, "GET").status_code == 200)
            found += [made for made in [next(opening, None)] if made]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_wild_questions_are_answered(walker, readable, kind):
    failed = []
    for made in readable:
        for query in wild_query(WILD[kind], plain_form()):
            answer = walker.ask(made, "GET", QUERY_STRING=query)
            if answer.status_code >= 500:
                failed.append(f"{made.person.full_label} {made.address}?{query[:60]}: {answer.exc_info}")
    assert not failed, "\n".join(failed[:20])


FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


@pytest.fixture(scope="module")
def fields():
    """Names of the boxes of each page, read once."""
    return {}


def names_of(walker, made, fields):
    if made.address.route not in fields:
        page = walker.ask(made, "GET").content.decode("utf-8", "replace")
        fields[made.address.route] = list(dict.fromkeys(FIELD.findall(page)))[:60]
    return fields[made.address.route] or [
        "id",
        "version",
        "next",
        "row",
        "choice",
        "column",
        "code",
        "text",
        "file",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_wild_posts_are_answered(walker, fields, kind):
    failed = []
    for address in EVERY:
        for made in list(insiders(walker, address))[:1]:
            names = names_of(walker, made, fields)
            body = b"&".join(quote(name).encode() + b"=" + WILD[kind] for name in names)
            answer = walker.ask(made, "POST", data=body, content_type=FORM)
            if answer.status_code >= 500:
                failed.append(f"{made.person.full_label} {address} {names[:6]}: {answer.exc_info}")
    assert not failed, "\n".join(failed[:20])


NUMBERS = [
    pytest.param(0, marks=pytest.mark.once),  # any database takes it
    *(2**31, 2**63 - 1, 2**63),
    pytest.param(10**60, marks=pytest.mark.once),  # as far beyond every column as 2**63
]


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_numbers_that_no_row_has(walker, number):
    for address in EVERY:
        whole = [
            name
            for name, converter in address.parameters.items()
            if type(converter).__name__ == "IntConverter"
        ]
        if not whole:
            continue
        for made in insiders(walker, address):
            guessed = {
                name: type(thing)(number, thing.reach) for name, thing in made.chosen.items() if name in whole
            }
            other = Visit(address, made.person, {**made.chosen, **guessed}, named=False)
            for method in ("GET", "POST"):
                answer = walker.ask(other, method)
                assert answer.status_code in (302, 404, 403, 405), (str(address), method, answer.status_code)


@pytest.mark.parametrize(
    "text", ["a\0b", "\ud800", "😀" * 300, "\x1b[31m", "9" * 400, -1e308, 2**70, True, None]
)
def test_wild_values_in_json_are_refused_or_kept(walker, text):
    address = next(each for each in EVERY if each.name == "api:records")
    made = visit(walker, address, walker.ground.cast.stack)
    for column in made.form.stored:
        body = json.dumps([{**sample.row(made.form, 60), column.name: text}], default=str).encode()
        answer = walker.ask(made, "POST", data=body, content_type="application/json")
        assert answer.status_code in {200, 201, 400, 409, 422}, (column.name, answer.exc_info)


BODIES = [
    "",
    "null",
    "[]",
    "{}",
    "[[]]",
    "[" * 5000,
    '{"a": NaN}',
    '"\\ud800"',
    "9" * 5000,
    '[{"id": {}}]',
    "\0",
]


@pytest.mark.once
@pytest.mark.parametrize("body", BODIES, ids=lambda text: text[:12].replace("\0", "nul"))
def test_wild_json_is_refused(walker, body):
    for address in EVERY:
        if address.gate.token:
            made = visit(walker, address, walker.ground.cast.stack)
            for method in ("POST", "PATCH", "DELETE"):
                answer = walker.ask(
                    made, method, data=body.encode(), content_type="application/json", HTTP_IF_MATCH='"1"'
                )
                allowed = (
                    {204} if method == "DELETE" else {200} if body == "{}" else set()
                )  # nothing to change
                if address.name == "api:exports" and not body:
                    allowed = {202}  # what is asked for stands in the address
                assert answer.status_code in {400, 404, 405, 409, 422, *allowed}, (str(address), method)


def test_a_megabyte_in_one_box_is_answered(walker):
    address = next(each for each in EVERY if each.name == "filing:new")
    made = visit(walker, address, walker.ground.cast.stack)
    column = next(column for column in made.form.stored if column.type == "text")
    body = f"{column.name}=".encode() + b"x" * 1_000_000
    assert walker.ask(made, "POST", data=body, content_type=FORM).status_code == 422


@pytest.mark.once
def test_nothing_is_taken_without_the_token_of_its_page(walker):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    stack = walker.ground.cast.stack
    strict.cookies[settings.SESSION_COOKIE_NAME] = walker._sessions[stack.user.pk]
    for address in EVERY:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = strict.generic(method, walker.url(visit(walker, address, stack)))
            assert answer.status_code == 403, (str(address), method, answer.status_code)
            api = address.route.startswith("/api/")
            said = answer.json()["title"] if api else answer.content.decode()
            assert "页面已过期" in said, (str(address), method)


@pytest.mark.once
def test_no_address_leads_away_from_the_site(walker):
    for place, address in enumerate(EVERY):
        away = AWAY[place % len(AWAY)]
        named = f"next={quote(away)}&back={quote(away)}"
        for made in list(insiders(walker, address))[:1]:
            for method, data in (("GET", b""), ("POST", named.encode())):
                answer = walker.ask(made, method, data=data, content_type=FORM, QUERY_STRING=named)
                assert stays(answer.get("Location", "")), (str(address), method, answer["Location"])


def stays(location: str) -> bool:
    """Whether a browser that follows this stays here; it reads a backslash as a slash and leaves out tabs."""
    read = re.sub(r"[\t\r\n]", "", location.replace("\\", "/")).strip()
    parts = urlsplit(read)
    return not parts.netloc and not parts.scheme and not read.startswith("//")


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b"]
)
def test_other_names_of_the_server_are_refused(client, host):
    answer = client.get("/login/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


PLACES = [
    "/static/../config/settings.py",
    "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static/..%5c..%5cREADME.md",
]


@pytest.mark.parametrize("path", [*PLACES, "/static//etc/passwd", "/captcha/../login/%00.png"])
def test_no_path_leads_out_of_the_static_files(client, db, path):
    answer = client.get(path)
    assert answer.status_code in (302, 404), path
    assert answer.status_code == 404 or stays(answer["Location"])


def test_of_a_school_named_twice_the_last_counts_for_gate_and_page(walker, client):
    cast = walker.ground.cast
    reader = next(
        person.user for person in cast.people if person.place == ABOVE and person.user.org.level == "city"
        and "view" in person.actions
    )  # fmt: skip
    inside, outside = walker.ground.school, cast.stranger.user.org
    assert not reader.org.covers(outside)
    client.force_login(reader)
    path = f"/forms/{plain_form().key}/"
    assert client.get(f"{path}?school={inside.pk}&school={outside.pk}").status_code == 404
    answer = client.get(f"{path}?school={outside.pk}&school={inside.pk}")
    assert answer.status_code == 200
    assert outside.name not in answer.content.decode()
