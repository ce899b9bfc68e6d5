"""Requests with more in them than their address needs: refused by their announced length, unread."""

import json

import pytest
from django.conf import settings
from django.test import Client

from tests.security.test_tampering import EVERY, FORM, insiders, visit
from zhijiao.signin import body_limits
from zhijiao.workbooks.table_sheet import XLSX

MULTIPART = "multipart/form-data; boundary=x"
LARGE = {
    "announcements:attach",
    "api:records",
    "exchange:offer",
    "exchange:put_part",
    "exchange:receive",
    "filing:attach",
    "filing:copy",
    "filing:edit",
    "filing:edit_single",
    "filing:grid",
    "filing:grid_check",
    "filing:grid_draft",
    "filing:new",
    "filing:paste",
    "intake:import_school_upload",
    "intake:import_upload",
    "restructure:sheet",
    "support:new",
    "support:say",
    "timetable:draft",
    "timetable:save",
    "upstream:home",
    "users:bulk",
}


class Unreadable:
    """The body of a request that must be answered without it."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def send(client, url: str, length: int, content_type: str = FORM):
    """Announce a body, and fail if anybody reads it."""
    return client.generic(
        "POST", url, content_type=content_type, CONTENT_LENGTH=str(length), **{"wsgi.input": Unreadable()}
    )


def test_large_bodies_are_for_these_addresses_alone():
    assert {address.name for address in EVERY if address.gate.large} == LARGE


@pytest.mark.parametrize("content_type", [FORM, MULTIPART])
@pytest.mark.parametrize("path", ["/login/", "/manage/login/", "/forgot/", "/second-step/", "/session/"])
def test_the_sign_in_page_reads_nothing_large(db, path, content_type):
    for length in (body_limits.STRANGER + 1, 60_000_000):
        answer = send(Client(), path, length, content_type)
        assert answer.status_code == 413
        assert "提交的内容太大" in answer.content.decode()


@pytest.mark.once
def test_a_stranger_is_asked_to_sign_in_before_anything_large_is_read(walker):
    for address in EVERY:
        if address.gate.kind != "public":
            url = walker.url(visit(walker, address, walker.ground.cast.stack))
            answer = send(Client(), url, body_limits.STRANGER + 1)
            allowed = 401 if address.gate.token else 302
            assert answer.status_code == allowed, str(address)


@pytest.mark.once
def test_those_signed_in_send_large_bodies_where_they_are_needed_and_nowhere_else(walker):
    stack = walker.ground.cast.stack
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = walker._sessions[stack.user.pk]
    for address in EVERY:
        url = walker.url(visit(walker, address, stack))
        most = body_limits.LARGE if address.gate.large else body_limits.MEMBER
        assert send(client, url, most + 1).status_code == 413, str(address)


@pytest.mark.once
def test_a_quarter_of_a_million_fields_are_refused_before_they_are_taken_apart(walker, monkeypatch):
    monkeypatch.setattr(body_limits, "STRANGER", 10_000_000)
    answer = Client().post("/login/", b"a=&" * 250_000, content_type=FORM)
    assert answer.status_code == 413


def test_a_table_of_5000_by_40_gets_to_the_grid(walker):
    address = next(each for each in EVERY if each.name == "filing:grid")
    made = visit(walker, address, walker.ground.cast.stack)
    rows = [{"id": None, "version": None, "cells": {f"c{n}": "云州市工业学校" for n in range(40)}}] * 5000
    body = json.dumps({"rows": rows}, ensure_ascii=False).encode()
    assert len(body) > body_limits.MEMBER
    answer = walker.ask(made, "POST", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert "json" in answer["Content-Type"]


def test_a_workbook_of_many_megabytes_gets_to_the_import_page(walker):
    address = next(each for each in EVERY if each.name == "intake:import_upload")
    made = next(insiders(walker, address))
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\nContent-Type: {XLSX}\r\n\r\n'
    body = head.encode() + b"\0" * 19_000_000 + b"\r\n--x--\r\n"
    answer = walker.ask(
        made, "POST", data=body, content_type=MULTIPART, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert (answer.status_code, "xlsx" in answer.json()["error"]) == (422, True)
