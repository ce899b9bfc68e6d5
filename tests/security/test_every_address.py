"""Every address as everybody, by every method: read from the URL table and the registry, nothing has to be listed.

What is due is worked out in `zhijiao.selfcheck.expectations` from the marks, the table of built-in roles and whose
thing is asked for. Here stands besides what no mark can say: which addresses are open to strangers, that nobody who is
refused writes anything, and what every answer carries.
"""

import re
from collections import Counter

import pytest
from django.db import connection

from zhijiao.filing.schema import registry
from zhijiao.selfcheck import expectations
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.personas import ABOVE, ANONYMOUS, ELSEWHERE
from zhijiao.selfcheck.samples import filler_for

pytestmark = pytest.mark.once
EVERY = addresses()
PROGRAMS = ("/api/", "/exchange/api/")
"""Where programs come in: the API, and the other installation of the exchange."""
UNSAFE = ("PUT", "PATCH", "TRACE", "OPTIONS")

PUBLIC = {
    "/login/",
    "/manage/login/",
    "/second-step/",
    "/sso/<slug:key>/",
    "/sso/<slug:key>/back/",
    "/forgot/",
    "/manage/forgot/",
    "/reset/<str:number>/<str:token>/",
    "/reset/",
    "/mailbox/",
    "/session/",
    "/session/sign-in/",
    "/manage/session/sign-in/",
    "/faq/",
    "/manual/",
    "/manual/search/",
    "/manual/codes/<slug:table>/",
    "/manual/forms/<form:entry>/",
    "/manual/chapters/<slug:slug>/",
    "/support/ask/",
    "/support/suggest/",
    "/support/link/<str:token>/",
    "/support/visit/",
    "/support/visit/messages/",
    "/captcha/",
    r"/^captcha/(?P<name>[A-Za-z0-9_-]{8,32})\.png$",
    r"/^captcha/(?P<name>[A-Za-z0-9_-]{8,32})\.wav$",
}
"""What strangers may ask for. A new line here is a decision, not a formality."""

BOOKKEEPING = {
    "django_session",
    "signin_usersession",
    "identity_user",
    "identity_signintally",
    "signin_usedcaptcha",
    "audit_entry",
    "audit_tip",
    "looks_look",
    "looks_looktally",
    "looks_singlereads",
}
"""Tables that are written for everybody: sessions, time of the last sign-in, tallies, the audit log, looks."""
READING_WRITES = BOOKKEEPING | {
    "filing_listpreference",
    "signin_authenticator",
    "private_datakey",
    "announcements_receipt",
}
"""What looking at a page may write besides: how one likes a list, a secret for the telephone, a first key, receipts."""
SCHOOL_WORK = {"add", "change", "delete", "review", "import"}
WRITE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|<[^>]+\s(?:on[a-z]+|style|hx-on[:\w-]*)\s*=|(?:href|action)=\"\s*javascript:",
    re.I,
)


NEVER_OPEN = {
    "signin:reset_link",  # wants a link from a mail
    "signin:reset_new",
    "signin:captcha_image",  # want a name made a moment ago
    "signin:captcha_audio",
    "signin:recovery_codes",  # wants an app
    "signin:second_step",  # wants the first step
    "signin:logout",  # leads to the page for signing in
    "intake:import_codes",  # wants a column
    "lookup:star",  # wants a page to be starred: test_favourites.py does
    "quality:answer",  # want findings
    "quality:review",
    "signoff:settle",  # want to be told what to do: test_settling.py does
    "signoff:settle_many",
    "signoff:area_return",  # wants an area that has reported
    "support:visit",  # wants a link from a mail
    "support:visit_messages",
    "support:link",
    "restructure:resume",  # wants a school that has been closed
    "restructure:sheet_check",  # want a workbook of schools that one has uploaded oneself
    "restructure:sheet_marked",
}
EXCHANGE = tuple(f"exchange:{name}" for name in (
    "make", "receive", "take_receipt", "log", "package", "send", "drop", "file", "receipt", "keys", "key_new",
    "key_register", "key_revoke", "key_file", "offer", "state", "put_part", "finish", "down_part", "down_receipt",
))  # fmt: skip
NEVER_OPEN |= set(
    EXCHANGE
)  # want an installation that exchanges packages: tests/exchange goes there as everybody
"""Addresses that answer only after another has been gone through; other tests go there."""


class Writes:
    """Notes which tables are written."""

    def __init__(self):
        self.tables = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITE.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def test_every_parameter_of_every_address_can_be_filled():
    for address in EVERY:
        for parameter in address.parameters:
            filler_for(address, parameter)


def test_every_view_is_marked_and_few_are_open_to_strangers():
    assert [str(each) for each in EVERY if each.gate is None] == []
    assert {str(each) for each in EVERY if each.gate.kind == "public"} == PUBLIC


def test_programs_come_in_through_the_api_alone():
    assert {each.route.startswith(PROGRAMS) for each in EVERY if each.gate.token} == {True}


def test_pages_are_read_and_posted_to_and_take_no_other_method():
    assert {
        method for each in EVERY if not each.route.startswith(PROGRAMS) for method in each.gate.methods
    } == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("address", EVERY, ids=str)
def test_everybody_gets_what_is_due(walker, address):
    wrong, opened = [], Counter()
    for visit in walker.visits(address):
        wrong += faults(walker, visit, opened)
    assert not wrong, "\n".join(wrong[:20])
    assert opened[expectations.OPEN] or address.name in NEVER_OPEN, "nobody can open it"


def faults(walker, visit, opened):
    """What is wrong with the answers to one visit; how they came out is added to ``opened``."""
    wrong = []
    for method in methods(walker, visit):
        writes = Writes()
        with connection.execute_wrapper(writes):
            answer = walker.ask(visit, method)
        got = expectations.outcome(answer)
        opened[got] += 1
        problems = [
            walker.judge(visit, method, answer),
            unaccepted(visit.address, method, got),
            unwritten(visit, method, got, writes.tables),
            undressed(visit.address, answer),
        ]
        wrong += [f"{visit.person.full_label} {method} {walker.url(visit)}: {p}" for p in problems if p]
    return wrong


def methods(walker, visit):
    """What is tried: everybody reads; who gets through the door, and one of each kind who does not, also posts, or
    posts alone where nothing is read.

    The methods of an address are one list for everybody, so that all others are tried by one who gets in and one who
    does not.
    """
    person, cast, takes = visit.person, walker.ground.cast, visit.address.gate.methods
    of_one_form = "<form:form>" not in visit.address.route
    waits = "row_id" in visit.chosen  # rows wait in few forms, and not in the first
    first = of_one_form or visit.form is None or visit.form is walker.first_form or waits
    if person in (cast.stack, cast.people[0]) and first:
        yield from ("GET", "POST", "DELETE")
        if person is cast.stack:
            yield from ("HEAD", *(UNSAFE if visit.address.route.startswith("/api/") else ()))
        return
    passing = expectations.OPEN in walker.due(visit, "POST")
    posts = person in (cast.stranger, cast.clerk, cast.admin, cast.other_form) or (first and passing)
    if "GET" in takes or not posts:
        yield "GET"
    if posts and "POST" in takes:
        yield "POST"


def unaccepted(address, method, got):
    """Pages are read and posted to; any other method is not for them."""
    if method in ("DELETE", *UNSAFE) and not address.route.startswith("/api/") and got == expectations.OPEN:
        return "a method that pages do not have was accepted"
    return ""


def unwritten(visit, method, got, tables):
    """Nobody who is turned away writes anything, nobody above a school its records, and looking changes nothing."""
    person, allowed = visit.person, set(tables)
    if got in (expectations.REFUSED, expectations.ABSENT, expectations.METHOD) or person.state == ANONYMOUS:
        allowed = BOOKKEEPING | READING_WRITES if method in ("GET", "HEAD") else BOOKKEEPING
    elif method in ("GET", "HEAD", "OPTIONS"):
        allowed = READING_WRITES
    elif person.place in (ABOVE, ELSEWHERE) and visit.named or not person.actions & SCHOOL_WORK:
        allowed = tables - RECORD_TABLES
    return f"wrote {sorted(tables - allowed)}" if tables - allowed else ""


RECORD_TABLES = {form.model._meta.db_table for form in registry.registry().records}


def undressed(address, answer):
    """What every answer carries; pages have neither script nor style nor handlers in them."""
    headers = answer.headers
    sandboxed = headers.get("Content-Security-Policy") == "default-src 'none'; sandbox"  # a file, not a page
    missing = [
        name
        for name, value in {
            "Content-Security-Policy": "sandbox" if sandboxed else "default-src 'self'",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
        }.items()
        if value not in headers.get(name, "")
    ]
    if "unsafe" in headers.get("Content-Security-Policy", ""):
        missing.append("a policy without unsafe-")
    page = answer.content.decode("utf-8", "replace") if "html" in headers.get("Content-Type", "") else ""
    if found := INLINE.search(page):
        missing.append(f"a page without {found[0][:60]!r}")
    return f"lacks {missing}" if missing else ""
