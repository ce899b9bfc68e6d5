"""Enterprises: organisation codes of both kinds."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["91450100M000100Y4R", "D2143569-X", "M000100Y-4"])
def test_both_kinds_of_code_are_good(judge, code):
    assert judge("enterprise", code=code) == {}


@pytest.mark.parametrize("code", ["91450100M000100Y4A", "D2143569-1", "123456", "914501"])
def test_a_wrong_code_is_named(judge, code):
    assert list(judge("enterprise", code=code)) == ["code"]
