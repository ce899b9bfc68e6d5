"""Reading the environment: database addresses, flags, numbers."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhijiao.config.environment import (
    database,
    flag,
    mode_from,
    refuse_incomplete_production,
    whole,
    words,
)

ROOT = Path("/srv/zhijiao")


def test_sqlite_addresses_may_be_relative_or_absolute():
    assert database("sqlite:///var/a.sqlite3", ROOT)["NAME"] == "/srv/zhijiao/var/a.sqlite3"
    assert database("sqlite:////data/b%20c.sqlite3", ROOT)["NAME"] == "/data/b c.sqlite3"


def test_sqlite_waits_for_its_one_writer():
    options = database("sqlite:///a.sqlite3", ROOT)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_addresses_are_taken_apart():
    settings = database("postgresql://u%40x:p%2Fw@db.example:6432/zhijiao?sslmode=require", ROOT)
    assert settings["ENGINE"] == "zhijiao.kit.postgresql"
    wanted = {"NAME": "zhijiao", "USER": "u@x", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "6432"}
    assert {key: settings[key] for key in wanted} == wanted
    assert settings["OPTIONS"] == {"sslmode": "require"}
    assert settings["CONN_HEALTH_CHECKS"]


def test_postgresql_may_be_reached_through_a_socket():
    settings = database("postgresql://postgres@/zhijiao?host=/var/run/postgresql", ROOT)
    assert (settings["HOST"], settings["OPTIONS"]) == ("/var/run/postgresql", {})


@pytest.mark.parametrize("url", ["mysql://a@b/c", "sqlite://", "zhijiao.sqlite3"])
def test_other_addresses_are_refused_with_the_remedy(url):
    with pytest.raises(ImproperlyConfigured, match="sqlite:///"):
        database(url, ROOT)


def test_words_flags_and_numbers():
    environ = {"A": " a, b ,,c", "YES": "True", "NO": "0", "N": " 12 ", "BAD": "zwölf"}
    assert words(environ, "A") == ["a", "b", "c"]
    assert (flag(environ, "YES"), flag(environ, "NO"), flag(environ, "NONE", default=True)) == (
        True,
        False,
        True,
    )
    assert (whole(environ, "N", 1), whole(environ, "NONE", 1)) == (12, 1)
    with pytest.raises(ImproperlyConfigured, match="BAD"):
        whole(environ, "BAD", 1)


def test_the_mode_is_development_unless_said():
    assert mode_from({}) == "development"
    with pytest.raises(ImproperlyConfigured, match="prod"):
        mode_from({"ZHIJIAO_MODE": "prod"})


SECRET = "k9-aB3xQ7zLmW_" * 4
FIT = {
    "ZHIJIAO_SECRET_KEY": SECRET,
    "ZHIJIAO_MASTER_KEY": "m4-Zt8RwYp2Kd",
    "ALLOWED_HOSTS": "zhijiao.example, .school.example",
    "ZHIJIAO_SITE": "https://zhijiao.example",
}


def test_production_starts_with_keys_hosts_and_address():
    refuse_incomplete_production(FIT)


@pytest.mark.parametrize("name", FIT)
def test_production_lacks_nothing(name):
    with pytest.raises(ImproperlyConfigured, match=f"缺少环境变量：{name}（"):
        refuse_incomplete_production(FIT | {name: " "})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ZHIJIAO_MASTER_KEY", SECRET, "ZHIJIAO_SECRET_KEY 与 ZHIJIAO_MASTER_KEY 相同"),
        ("ZHIJIAO_SECRET_KEY", "a", "至少 50 个随机字符"),
        ("ZHIJIAO_SECRET_KEY", SECRET[:49], "至少 50 个随机字符"),
        ("ZHIJIAO_SECRET_KEY", "changeit" * 10, "至少 50 个随机字符"),
        ("ALLOWED_HOSTS", "*", "不能含“[*]”"),
        ("ALLOWED_HOSTS", "zhijiao.example,*", "不能含“[*]”"),
        ("ALLOWED_HOSTS", "*.zhijiao.example", "不能含“[*]”"),
        ("ZHIJIAO_SITE", "a.school.example", "完整地址"),
        ("ZHIJIAO_SITE", "https:///", "完整地址"),
        ("ZHIJIAO_SITE", "https://a.example/forgot/", "完整地址"),
        ("ZHIJIAO_SITE", "https://wei@a.example", "完整地址"),
    ],
)
def test_production_refuses_what_protects_nothing_and_repeats_no_value(name, value, said):
    with pytest.raises(ImproperlyConfigured, match=said) as caught:
        refuse_incomplete_production(FIT | {name: value})
    assert len(value) < 2 or value not in str(caught.value)


def test_production_names_everything_that_is_wrong_at_once():
    wrong = {"ZHIJIAO_SECRET_KEY": "a", "ALLOWED_HOSTS": "*", "ZHIJIAO_SITE": "zhijiao"}
    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_incomplete_production(FIT | wrong)
    assert [name in str(caught.value) for name in wrong] == [True, True, True]
