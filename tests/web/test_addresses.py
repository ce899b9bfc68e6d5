"""Addresses in templates are worked out once, and never for another installation."""

import pytest
from django.urls import NoReverseMatch, set_script_prefix

from zhijiao.config import jinja
from zhijiao.kit import addresses


@pytest.fixture(autouse=True)
def nothing_kept():
    addresses._remembered.cache_clear()
    yield
    set_script_prefix("/")
    addresses._remembered.cache_clear()


def test_an_address_is_worked_out_once(monkeypatch):
    asked = []
    real = addresses.reverse
    monkeypatch.setattr(
        addresses, "reverse", lambda *args, **facts: asked.append(args) or real(*args, **facts)
    )
    said = {addresses.address_of("users:edit", pk=7) for _ in range(3)}
    assert (said, len(asked)) == ({"/manage/users/7/"}, 1)
    assert addresses.address_of("users:edit", pk=8) == "/manage/users/8/"


def test_it_follows_the_table_and_the_prefix_in_use(settings):
    assert not jinja.has_url("careless", pk=1)
    settings.ROOT_URLCONF = "tests.selfcheck.leaky_urls"
    assert addresses.address_of("careless", pk=1) == "/manage/users/1/careless/"
    set_script_prefix("/below/")
    assert addresses.address_of("careless", pk=1) == "/below/manage/users/1/careless/"


def test_a_slip_shows_at_once():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            addresses.address_of("users:nothing")


def test_it_follows_the_prefix_of_the_request(client):
    set_script_prefix("/below/")  # as the handler of a server does before it tells of the request
    page = client.get("/login/").content.decode()
    assert ('href="/below/' in page, 'href="/login/' in page) == (True, False)
    set_script_prefix("/")
    assert addresses.address_of("users:edit", pk=7) == "/manage/users/7/"
