"""The server killed outright while it receives, checks and approves: nothing is lost, nothing doubled, work goes on."""

import http.client
import os
import re
import signal
import threading
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from tests.intake.conftest import SEEN, book
from tests.journeys import files
from zhijiao.config import serve
from zhijiao.filing.models import Change, FilingCount, ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.jobs.models import Job

pytestmark = [pytest.mark.slow, pytest.mark.both, pytest.mark.django_db(transaction=True)]

ROWS = 3000
PATIENCE = 60.0
"""Seconds a restarted server gets to do what it was asked to."""


class Server:
    """The processes of `zhijiao serve` on the database of the test."""

    def __init__(self) -> None:
        self.port = serve.free_port("127.0.0.1")
        self._children = None

    def start(self) -> None:
        """Start web server and worker and wait until they answer."""
        self._children = serve.Children("127.0.0.1", self.port, 1, 2)
        self._children.start()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.ask("GET", "/login/")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """End all of them as a power failure does."""
        for child in (self._children.web, *self._children.workers):
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            child.wait()

    def ask(self, method: str, path: str, user: "Person | None" = None, body=b"", kind="", most=None):
        """Send a request, or only so many bytes of its body; status and text of the answer."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Host": f"127.0.0.1:{self.port}", "X-Requested-With": "XMLHttpRequest"}
        if user:
            headers["Cookie"] = user.cookies
            headers["X-CSRFToken"] = user.token
        if body:
            headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        wire.putrequest(method, path, skip_host=True)
        for name, value in headers.items():
            wire.putheader(name, value)
        wire.endheaders()
        wire.send(body[:most])
        if most is not None:
            return wire
        answer = wire.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


class Person:
    """Somebody signed in, with a token against forgery."""

    def __init__(self, user) -> None:
        client = Client()
        client.force_login(user)
        client.get("/manage/password/" if "guanli" in user.username else "/password/")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.token = client.cookies[settings.CSRF_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.token}"


@pytest.fixture
def server(transactional_db, monkeypatch):
    """A server on the database of this test; not started yet."""
    facts = connection.settings_dict
    address = f"sqlite:///{facts['NAME']}"
    if connection.vendor == "postgresql":
        place = facts["OPTIONS"].get("host") or facts["HOST"]
        address = f"postgresql://{facts['USER']}@/{facts['NAME']}?host={place}"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("ZHIJIAO_MODE", "test")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "zhijiao.config.testing")
    one = Server()
    yield one
    one.kill()


def until(true, what: str) -> None:
    """Wait for something to become true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.01)
    raise AssertionError(f"{what} did not happen")


def state() -> str | None:
    return ImportBatch.objects.filter(form="teacher").values_list("state", flat=True).first()


def teachers() -> int:
    return registry.get("teacher").model.unscoped.count()


def test_killed_while_receiving_checking_and_approving(server, staff):
    admin, reviewer = Person(staff.admin), Person(staff.reviewer)
    data = book("teacher", *files.teachers(ROWS), school=staff.school)
    body = encode_multipart(BOUNDARY, {"file": _named(data)})
    server.start()
    _kill_while_receiving(server, admin, body)
    status, said = server.ask("POST", "/manage/import/teacher/upload/", admin, body, MULTIPART_CONTENT)
    assert status == 200, said
    _kill_while_checking(server)
    status, said = server.ask("POST", "/manage/import/teacher/upload/", admin, body, MULTIPART_CONTENT)
    assert status == 200, said
    assert ImportBatch.objects.count() == 1, "the same file was taken twice"
    until(lambda: state() == "review", "the check")
    staged = StagedRow.objects.filter(state=StagedRow.State.READY)
    assert (staged.count(), staged.values("number").distinct().count()) == (ROWS, ROWS)
    kills = _kill_while_approving(server, reviewer)
    assert kills >= 3
    assert teachers() == ROWS
    assert Change.objects.filter(form="teacher").count() == ROWS
    assert FilingCount.objects.get(form="teacher").rows == ROWS
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.approved) == ("done", ROWS)
    status, page = server.ask("GET", "/review/", reviewer)
    assert (status, "没有待复核的数据" in page) == (200, True)


def _named(data: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("教师.xlsx", data, files.XLSX)


def _kill_while_receiving(server, admin, body) -> None:
    """Half a file has arrived: nothing of it stays."""
    wire = server.ask(
        "POST", "/manage/import/teacher/upload/", admin, body, MULTIPART_CONTENT, most=len(body) // 2
    )
    time.sleep(0.2)
    server.kill()
    wire.close()
    assert not ImportBatch.objects.exists()
    server.start()


def _kill_while_checking(server) -> None:
    """Once while the file is read, once while its rows are laid down; the leases of the dead end early here."""
    for reached in (lambda: state() == "parsing", lambda: ImportBatch.objects.get().total > 0):
        until(lambda reached=reached: reached() or state() == "review", "the check's beginning")
        server.kill()
        past = timezone.now() - timedelta(seconds=1)
        ImportBatch.objects.filter(state="parsing").update(lease_until=past)
        Job.objects.filter(state="running").update(lease_until=past)
        assert teachers() == 0
        server.start()


def _kill_while_approving(server, reviewer) -> int:
    """Approval is killed after longer and longer times until it is done: before, there are all rows or none."""
    for kills in range(12):
        _, page = server.ask("GET", "/review/teacher/", reviewer)
        assert re.search(rf"共 {ROWS} 行", page), "the reviewer cannot go on"
        body = urlencode({"all": "1", **dict(SEEN.findall(page))}).encode()
        asked = threading.Thread(target=_pass_all, args=(server, reviewer, body), daemon=True)
        asked.start()
        time.sleep(0.05 * 2**kills if kills < 3 else 0.3 * kills)
        if kills >= 3:
            asked.join(PATIENCE)
        server.kill()
        asked.join(5)
        done = teachers()
        assert done in (0, ROWS), f"{done} of {ROWS} rows were written"
        server.start()
        if done:
            return kills
    raise AssertionError("approval never ended")


def _pass_all(server, reviewer, body) -> None:
    try:
        server.ask("POST", "/review/teacher/pass/", reviewer, body, "application/x-www-form-urlencoded")
    except (OSError, http.client.HTTPException):
        return
