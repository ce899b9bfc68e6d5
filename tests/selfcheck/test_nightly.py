"""The nightly self-check: finds what leaks, changes nothing, tells those who look after the installation."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.accounts.places import person, plant
from zhijiao.audit.models import Entry
from zhijiao.filing.schema import registry
from zhijiao.selfcheck import background_jobs, nightly
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.models import Leak, Run
from zhijiao.selfcheck.walk import Walker

pytestmark = pytest.mark.django_db

CARELESS = "/manage/users/<int:pk>/careless/"


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def few(monkeypatch):
    """Of all addresses the two careless ones and a few others, so that a night takes a second."""

    def chosen():
        wanted = (CARELESS, "/unmarked/", "/manage/users/", "/manage/selfcheck/", "/manage/users/<int:pk>/")
        return [each for each in addresses() if each.route in wanted]

    monkeypatch.setattr(nightly, "addresses", chosen)


@pytest.fixture
def night(settings):
    settings.SELFCHECK_HOURS = range(24)


def rows():
    """Number of rows of every table but the report's own."""
    return {
        model._meta.label: (getattr(model, "unscoped", None) or model._default_manager).count()
        for model in apps.get_models()
        if model._meta.app_label != "selfcheck"
    }


def whole_night():
    pieces = 1
    while nightly.nightly():
        pieces += 1
    return pieces


@pytest.mark.urls("tests.selfcheck.leaky_urls")
def test_it_finds_exactly_what_leaks(tree, few):
    (run,) = nightly.start([tree.school])
    while run.ended_at is None:
        nightly.piece(run)
    found = {(leak.route, leak.person, leak.got) for leak in run.leaks.all()}
    strangers = (
        "省级全部角色（辖区外）",
        "市级全部角色（辖区外）",
        "县（区）级全部角色（辖区外）",
        "学校级全部角色（辖区外）",
    )
    above = ("系统管理员（部）（辖区内）", "系统管理员（省）（辖区内）", "系统管理员（市）（辖区内）")
    assert found == {(CARELESS, who, "打开 200，含其他单位的内容") for who in strangers} | {
        (CARELESS, who, "打开 200") for who in above
    }


def test_a_name_that_a_form_gives_as_its_example_betrays_no_school(tree):
    tree.school.name = registry.get("school_profile").columns["name"].example
    tree.school.save()
    walker = Walker(tree.school, names=["云州市第九职业学校"])
    people = walker.ground.cast.clerk, walker.ground.cast.admin
    names = {tree.school.code, "云州市第九职业学校", *(each.user.username for each in people)}
    assert walker.decoys.names == names


def test_a_night_without_leaks_says_so_and_changes_nothing(tree, few, night):
    before = rows()
    whole_night()
    assert rows() == before
    assert [(run.ended_at is None, run.address) for run in Run.objects.all()] == [(False, 3)] * 3
    assert not Leak.objects.exists()
    assert not Entry.objects.filter(event="system").exists()
    assert nightly.nightly() is False, "once a night"
    assert Run.objects.count() == 3


def test_it_goes_on_where_it_stopped(tree, few):
    (run,) = nightly.start([tree.school])
    (whole,) = nightly.start([tree.school])
    nightly.piece(whole, seconds=60)
    pieces = 0
    while run.ended_at is None:
        nightly.piece(run, seconds=0.3)
        run.refresh_from_db()
        pieces += 1
    assert pieces > 1
    assert run.asked == whole.asked > 50


def test_by_day_it_rests(tree, few, settings):
    assert timezone.localtime().hour not in settings.SELFCHECK_HOURS
    assert nightly.nightly() is False
    assert not Run.objects.exists()


@pytest.mark.urls("tests.selfcheck.leaky_urls")
def test_those_above_are_told_and_nobody_else(tree, few, night, client):
    whole_night()
    entries = Entry.objects.filter(event="system")
    assert {entry.org for entry in entries} == {tree.province, tree.elsewhere}
    inside = person(tree.province, "sheng", "province_admin")
    client.force_login(inside)
    assert "权限自检发现问题" in client.get("/manage/").content.decode()
    page = client.get("/manage/selfcheck/").content.decode()
    assert CARELESS.replace("<", "&lt;").replace(">", "&gt;") in page
    assert tree.school.name in page
    assert tree.foreign.name not in page
    for org, roles in ((tree.city, ["city_admin"]), (tree.school, ["school_admin"])):
        client.force_login(person(org, f"user{org.pk}", *roles))
        assert client.get("/manage/selfcheck/").status_code in (403, 404)
        assert "权限自检" not in client.get("/manage/").content.decode()


def test_the_command_checks_one_school_and_fails_on_a_leak(tree, few, capsys, settings):
    call_command("selfcheck", school=tree.school.code)
    assert "0 处与权限不符" in capsys.readouterr().out
    settings.ROOT_URLCONF = "tests.selfcheck.leaky_urls"
    with pytest.raises(SystemExit):
        call_command("selfcheck", school=tree.school.code)
    assert CARELESS in capsys.readouterr().out


def test_others_may_write_between_its_pieces(monkeypatch):
    monkeypatch.setattr(nightly, "nightly", lambda: True)
    again = background_jobs.check_rights.func()
    assert again.seconds == (background_jobs.BREATH if connection.vendor == "sqlite" else 0)
