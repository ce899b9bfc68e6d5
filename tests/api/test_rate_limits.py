"""So many requests of a token in a minute, whoever of several processes answers them."""

import pytest

from tests.accounts.places import person
from zhijiao.identity import token_limits
from zhijiao.identity.tokens import create_token


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
