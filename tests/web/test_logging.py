"""What stands in the log of a refusal, and of an error of ours."""

import logging
import re
from io import StringIO

import pytest

from tests.accounts.places import person, plant
from zhijiao.web import workbench

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """Return what the handler of the settings has written so far, line by line."""
    handler = next(each for each in logging.getLogger("django").handlers if each.name == "stderr")
    stream = StringIO()
    # Not by setStream: that flushes the former stream, which an earlier test may have closed with its own output.
    monkeypatch.setattr(handler, "stream", stream)
    return lambda: stream.getvalue().splitlines()


def test_a_refusal_is_one_line_with_the_path_alone(client, lines):
    client.force_login(person(plant().school, "wei", "school_clerk"))
    assert client.get("/manage/users/?q=45010319901105002X").status_code == 403
    (line,) = lines()
    assert line.endswith("WARNING django.request Forbidden (Permission denied): /manage/users/")
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ", line)


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"path": "/login/", "HTTP_HOST": "evil.example"}, 400, "evil.example"),
        ({"path": "/nowhere/"}, 404, "Not Found: /nowhere/"),
        ({"path": "/a%0aERROR%20forged/"}, 404, "Not Found: /a"),
        ({"path": "/logout/"}, 302, None),
    ],
)
def test_other_refusals_are_one_line_too(client, db, lines, asked, status, said):
    assert client.get(**asked).status_code == status
    assert [said in line for line in lines()] == ([True] if said else [])


def test_an_error_of_ours_keeps_its_traceback(client, lines, monkeypatch):
    client.force_login(person(plant().school, "wei", "school_clerk"))
    monkeypatch.setattr(workbench, "render_page", lambda *args, **more: 1 / 0)
    client.raise_request_exception = False
    assert client.get("/").status_code == 500
    assert lines()[-1] == "ZeroDivisionError: division by zero"
