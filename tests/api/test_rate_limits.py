"""So many requests of a token in a minute, whoever of several processes answers them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from zhijiao.identity import token_limits
from zhijiao.identity.tokens import create_token


@pytest.fixture(autouse=True)
def nothing_drawn():
    token_limits.forget_drawn()


@pytest.fixture
def minute(settings, monkeypatch):
    """Three requests in a minute, and a clock that the test moves."""
    settings.API_PER_MINUTE = 3
    clock = {"now": 1_800_000_000.0 // 60 * 60 + 20}
    monkeypatch.setattr(token_limits.time, "time", lambda: clock["now"])
    return clock


def test_headers_count_down_and_the_next_minute_begins_anew(minute, call):
    left = [call("GET", "forms/")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = call("GET", "forms/")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused["Retry-After"], refused["RateLimit-Limit"]) == ("40", "3")
    assert refused.json()["title"] == "请求太频繁"
    minute["now"] += 40
    assert call("GET", "forms/").status_code == 200


def test_each_token_has_its_own(minute, call, tree, program):
    for _ in range(4):
        call("GET", "forms/")
    assert program(person(tree.school, "liang", "school_clerk"))("GET", "forms/").status_code == 200


def test_nothing_passes_beyond_the_limit(minute, tree):
    token, _ = create_token(person(tree.school, "liang", "school_clerk"), "同步")
    assert [token_limits.spend(token.pk).allowed for _ in range(5)] == [True] * 3 + [False] * 2


def test_people_and_installations_without_a_limit_are_not_counted(minute, settings, client, tree, call):
    client.force_login(person(tree.school, "liang", "school_clerk"))
    assert [client.get("/api/v1/forms/").status_code for _ in range(5)] == [200] * 5
    settings.API_PER_MINUTE = 0
    assert "RateLimit-Limit" not in call("GET", "forms/")


def test_another_process_draws_from_the_same_minute(minute, settings, tree):
    settings.API_PER_MINUTE = 100
    token, _ = create_token(person(tree.school, "liang", "school_clerk"), "同步")
    assert [token_limits.spend(token.pk).allowed for _ in range(41)] == [True] * 41
    token_limits.forget_drawn()  # what another process knows: nothing
    spent = [token_limits.spend(token.pk) for _ in range(70)]
    assert [each.allowed for each in spent] == [True] * 58 + [False] * 12
    assert [each.remaining for each in spent[:3]] == [57, 56, 55]
    assert spent[-1].remaining == 0


def test_a_reading_program_writes_a_few_times_a_minute(minute, settings, call):
    settings.API_PER_MINUTE = 600
    call("GET", "rounds/")
    with CaptureQueriesContext(connection) as asked:
        for _ in range(24):
            assert call("GET", "rounds/").status_code == 200
    writes = [each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(writes) <= 4


def test_a_program_that_is_refused_writes_nothing(minute, call):
    for _ in range(4):
        call("GET", "rounds/")
    with CaptureQueriesContext(connection) as asked:
        assert call("GET", "rounds/").status_code == 429
    assert not [each for each in asked if not each["sql"].startswith("SELECT")]
