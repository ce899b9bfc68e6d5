"""Rounds that are closed, forms that are unlocked or extended: what the writer makes of them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.places import person
from tests.filing.rows import put, row
from zhijiao.catalogue.matrix import filing_round
from zhijiao.filing.records.period_locks import PeriodLocked
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.rounds import round_changes, round_states, services
from zhijiao.rounds.models import Grant, NilDeclaration
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.signoff.blockers import blockers
from zhijiao.signoff.standing import Impossible


@pytest.fixture
def grant(scene, filing):
    """Grant something until some days from now."""

    def give(kind, form="", days=1, key=filing.key):
        until = timezone.localdate() + timedelta(days=days)
        return Grant.objects.create(
            school=scene.school, round=key, form=form, kind=kind, until=until, state="granted",
            reason="补正", asked_at=timezone.now(),
        )  # fmt: skip

    return give


def save(act, key="income", **cells):
    return put(act.actor("clerk"), act.school, row(key, **cells), key=key)


def test_an_unlock_opens_one_form_of_what_was_submitted_until_its_day(act, grant):
    act.submit()
    with pytest.raises(PeriodLocked):
        save(act)
    given = grant("unlock", "income")
    save(act)
    with pytest.raises(PeriodLocked):
        save(act, "expenditure")
    given.until = timezone.localdate() - timedelta(days=1)
    given.save()
    with pytest.raises(PeriodLocked):
        save(act, "premises")


def test_an_extension_does_not_open_what_was_submitted(act, grant):
    act.submit()
    grant("extension", "income")
    with pytest.raises(PeriodLocked):
        save(act)


def test_a_closed_round_locks_its_years_but_for_what_is_extended_or_unlocked(
    act, grant, scene, filing, django_capture_on_commit_callbacks
):
    ministry = actor_for(person(scene.ministry, "jiaoyubu", "ministry_admin"))
    with django_capture_on_commit_callbacks(execute=True):
        made = round_changes.copy(ministry, filing, 2021)
        made = round_states.open_round(ministry, made.key, made.version)
        made = round_states.close_round(ministry, made.key, made.version)
    closed = filing_round(made.key)
    with pytest.raises(PeriodLocked, match="已经关闭"):
        save(act, year=2021)
    save(act, year=2020)
    save(act, "campus")
    assert "round" in {each.kind for each in blockers(act.school, closed)}
    assert "round" not in {each.kind for each in blockers(act.school, filing)}
    grant("extension", "income", key=made.key)
    save(act, year=2021)
    with pytest.raises(PeriodLocked):
        save(act, "expenditure", year=2021)
    grant("unlock", key=made.key)
    save(act, "expenditure", year=2021)
    grant("extension", key=made.key)
    assert "round" not in {each.kind for each in blockers(act.school, closed)}


@pytest.fixture
def closed(act, scene, filing, django_capture_on_commit_callbacks):
    """Close the round of a school year whose money is that of a calendar year."""
    ministry = actor_for(person(scene.ministry, "jiaoyubu", "ministry_admin"))

    def close(year, calendar_year):
        with django_capture_on_commit_callbacks(execute=True):
            made = round_changes.copy(ministry, filing, year)
            days = {
                "calendar_from": made.calendar_from.replace(year=calendar_year),
                "calendar_to": made.calendar_to.replace(year=calendar_year),
            }
            made = round_changes.edit_head(ministry, made.key, made.version, days)
            made = round_states.open_round(ministry, made.key, made.version)
            return round_states.close_round(ministry, made.key, made.version)

    return close


def test_the_calendar_year_stays_once_a_school_has_signed(act, scene, filing):
    ministry = actor_for(person(scene.ministry, "jiaoyubu", "ministry_admin"))
    year = filing.calendar_from.year - 1
    days = {name: getattr(filing, name).replace(year=year) for name in ("calendar_from", "calendar_to")}
    act.submit()
    with pytest.raises(RoundRefused, match=f"已有 1 所学校签字上报，自然年 {year + 1} 不能改为 {year}"):
        round_changes.edit_head(ministry, filing.key, 0, days)
    assert filing_round(filing.key).calendar_from.year == year + 1
    assert round_changes.edit_head(ministry, filing.key, 0, {"title": "改名"}).title == "改名"


def test_two_closed_rounds_whose_years_meet_are_both_locked(act, grant, closed):
    """The calendar year of one is the school year of the other."""
    closed(2021, 2022)
    made = closed(2022, 2023)
    save(act, year=2021)
    for form, year in (("income", 2022), ("income", 2023), ("premises", 2021), ("premises", 2022)):
        with pytest.raises(PeriodLocked):
            save(act, form, year=year)
    grant("extension", key="2021")
    save(act, year=2022)
    with pytest.raises(PeriodLocked, match=made.title):
        save(act, "premises", year=2022)


def test_nothing_is_declared_in_a_closed_round_but_what_is_unlocked(act, grant, closed):
    made = closed(2021, 2021)
    filing, form, clerk = filing_round(made.key), registry.get("aid_given"), act.actor("clerk")
    for do in (services.declare_nil, services.withdraw_nil):
        with pytest.raises(PeriodLocked, match="已经关闭"):
            do(clerk, act.school, form, filing)
    assert not NilDeclaration.objects.exists()
    grant("unlock", "aid_given", key=made.key)
    assert services.declare_nil(clerk, act.school, form, filing).form == "aid_given"


@pytest.fixture
def over(act, scene, filing, django_capture_on_commit_callbacks):
    """Submit for the round and close it; the school's steps are then those of the closed round."""

    def close(*accepted):
        act.submit()
        act.accept(*accepted)
        ministry = actor_for(person(scene.ministry, "jiaoyubu", "ministry_admin"))
        with django_capture_on_commit_callbacks(execute=True):
            round_states.close_round(ministry, filing.key, 0)
        act.filing = filing_round(filing.key)
        return act

    return close


def test_nothing_is_taken_back_from_a_round_in_which_it_could_not_be_handed_in_again(over, grant, scene):
    act = over()
    page = Client()
    for name, address, words in (
        ("principal", "/signoff/", "撤回上报"),
        ("county", f"/signoff/?school={scene.school.pk}", "退回全部表单"),
    ):
        page.force_login(scene[name])
        assert words not in page.get(address).content.decode()
    for do in (act.withdraw, act.give_back, lambda: act.give_back(forms={"income": "请核对学费"})):
        with pytest.raises(Impossible, match="已经关闭.*不能再上报"):
            do()
    assert act.accept("county").state == "accepted"
    with pytest.raises(Impossible, match="已经关闭.*不能再上报"):
        act.reopen("county")
    grant("extension")
    act.reopen("county")
    assert act.submit().revision == 2
    act.withdraw()


def test_what_a_closed_round_advises_can_be_done(over, scene):
    """延期 is no longer given then, 解锁 is."""
    act = over()
    with pytest.raises(PeriodLocked) as refused:
        save(act)
    assert "解锁" in refused.value.remedy
    assert "延期" not in refused.value.remedy
    (found,) = [each for each in blockers(scene.sister, act.filing) if each.kind == "round"]
    assert "延期" not in found.text
