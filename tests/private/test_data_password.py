"""The data password, asked directly: whose it is, what each act leaves behind, and how long it opens anything."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.identity import rights, throttle
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.private import data_password
from zhijiao.private.models import DataPassword

pytestmark = pytest.mark.django_db
SECRET, OTHER, WRONG = "Guihua-1893", "Lianhua-1893", "Wrong-1893"


@pytest.fixture
def keeper(school):
    return sample.user(school, "school_clerk", "privacy_viewer", username="keeper")


@pytest.fixture
def neighbour(school):
    """Somebody else who has one."""
    made = sample.user(school, "school_clerk", "privacy_viewer", username="neighbour")
    data_password.choose(made, OTHER)
    return made


def session(user):
    """A request of somebody, as far as it matters here."""
    return SimpleNamespace(user=user, session={}, actor=rights.build_actor(user))


def told(user):
    found = Entry.objects.filter(event="data_password").order_by("pk")
    return [(e.org_id, e.subject, e.detail) for e in found if e.subject == user.real_name]


def stamp(user):
    return User.objects.get(pk=user.pk).stamp


def test_people_whose_roles_carry_private_data_have_one_and_nobody_else(school, keeper):
    clerk = sample.actor(school, "school_clerk")
    who = [rights.build_actor(keeper), clerk, Actor.system(school), None]
    assert [data_password.wanted_of(each) for each in who] == [True, False, False, False]


def test_who_has_one_is_told_of_those_asked_about(keeper, neighbour):
    assert data_password.having([keeper.pk]) == set()
    data_password.choose(keeper, SECRET)
    assert data_password.having([keeper.pk]) == {keeper.pk}
    assert data_password.having(user.pk for user in (keeper, neighbour)) == {keeper.pk, neighbour.pk}
    data_password.reset(keeper, "谭红霞")
    assert (data_password.is_set(keeper), data_password.is_set(neighbour)) == (False, True)
    assert data_password.having([keeper.pk, neighbour.pk]) == {neighbour.pk}


def test_each_answers_to_its_owner_alone(keeper, neighbour):
    assert (data_password.equals(keeper, OTHER), data_password.equals(keeper, "")) == (False, False)
    data_password.choose(keeper, SECRET)
    assert [data_password.equals(keeper, text) for text in (SECRET, OTHER, "")] == [True, False, False]
    assert [data_password.equals(neighbour, text) for text in (SECRET, OTHER)] == [False, True]
    data_password.reset(keeper, "谭红霞")
    assert [data_password.equals(keeper, text) for text in (SECRET, "")] == [False, False]


def test_asking_takes_as_long_where_there_is_none(keeper, monkeypatch):
    made, make = [], data_password.make_password
    monkeypatch.setattr(data_password, "make_password", lambda text: made.append(text) or make(text))
    assert data_password.equals(keeper, WRONG) is False
    data_password.choose(keeper, SECRET)
    data_password.reset(keeper, "谭红霞")
    assert data_password.equals(keeper, OTHER) is False
    assert made == [WRONG, SECRET, OTHER]


def test_choosing_ends_what_is_open_forgives_wrong_tries_and_is_told_of(keeper, neighbour):
    wrong_tries(keeper)
    before, after = stamp(keeper), timezone.now()
    data_password.choose(keeper, SECRET)
    kept = DataPassword.objects.get(user=keeper)
    assert (kept.told, kept.reset_at, kept.set_at >= after) == (True, None, True)
    assert stamp(keeper) == keeper.stamp != before
    assert User.objects.get(pk=keeper.pk).updated_at >= after
    assert throttle.begin_data(keeper.username)
    assert told(keeper)[-1] == (keeper.org_id, "韦朗朗", {"done": "设置"})
    with pytest.raises(ValidationError, match="新的数据密码与原来的相同，请换一个。"):
        data_password.choose(keeper, SECRET)
    with pytest.raises(ValidationError, match="数据密码不得与登录密码相同，请换一个。"):
        data_password.choose(keeper, sample.PASSWORD)
    data_password.choose(keeper, OTHER)
    assert told(keeper)[-1][2] == {"done": "修改"}
    data_password.reset(keeper, "谭红霞")
    data_password.choose(keeper, OTHER)
    assert told(keeper)[-1][2] == {"done": "设置"}
    assert data_password.news_for(keeper) == ""
    assert data_password.equals(neighbour, OTHER)


def wrong_tries(user):
    """Use up the tries of somebody."""
    while throttle.begin_data(user.username):
        pass


def test_a_name_typed_along_with_it_is_not_saved(keeper):
    keeper.real_name = "别人"
    data_password.choose(keeper, SECRET)
    assert User.objects.get(pk=keeper.pk).real_name == "韦朗朗"


def test_a_reset_is_told_to_the_owner_once_and_ends_what_is_open(keeper, neighbour):
    assert data_password.reset(keeper, "谭红霞") is False
    assert data_password.news_for(keeper) == ""
    data_password.choose(keeper, SECRET)
    wrong_tries(keeper)
    before, number = stamp(keeper), len(told(keeper))
    assert data_password.reset(keeper, "谭红霞") is True
    assert stamp(keeper) != before
    assert throttle.begin_data(keeper.username)
    assert told(keeper)[number:] == [(keeper.org_id, "韦朗朗", {"done": "重置"})]
    assert data_password.reset(keeper, "谭红霞") is False
    assert data_password.news_for(neighbour) == ""
    when = timezone.localtime(DataPassword.objects.get(user=keeper).reset_at)
    assert timezone.now() - when < timedelta(minutes=5)
    said = data_password.news_for(keeper)
    assert said.startswith(
        f"您的数据密码已于 {when:%Y-%m-%d %H:%M} 由谭红霞重置。请在右上角“数据密码”中重新设置；"
    )
    assert data_password.news_for(keeper) == ""
    assert DataPassword.objects.get(user=keeper).reset_by == "谭红霞"


@pytest.mark.parametrize("act", ["choose", "reset"])
def test_what_cannot_be_told_of_does_not_happen(keeper, monkeypatch, act):
    data_password.choose(keeper, SECRET)

    def fails(*args, **kwargs):
        raise RuntimeError("the log is not to be written")

    monkeypatch.setattr(data_password, "record", fails)
    with pytest.raises(RuntimeError):
        getattr(data_password, act)(keeper, OTHER)
    assert data_password.equals(keeper, SECRET)


# While it is open -----------------------------------------------------------------------------------------------------


def test_the_right_one_opens_for_as_long_as_it_is_set_and_is_told_of(keeper, settings):
    settings.UNLOCK_SECONDS = 900
    data_password.choose(keeper, SECRET)
    request = session(keeper)
    assert data_password.unlock(request, WRONG) is False
    assert (request.session, request.actor.unlocked) == ({}, False)
    assert data_password.unlock(request, SECRET) is True
    assert request.actor.unlocked
    assert 890 < data_password.seconds_left(request.actor) <= 900
    assert data_password.minutes() == 15
    assert told(keeper)[-1] == (keeper.org_id, "韦朗朗", {"done": "解锁"})
    data_password.lock(request)
    assert not data_password.opened(request, rights.build_actor(keeper)).unlocked
    data_password.lock(request)


def test_wrong_ones_are_counted_and_a_right_one_begins_anew(keeper):
    data_password.choose(keeper, SECRET)
    request = session(keeper)
    for _ in range(2):
        assert [data_password.unlock(request, WRONG) for _ in range(throttle.DATA_LIMIT - 1)] == [False] * (
            throttle.DATA_LIMIT - 1
        )
        assert data_password.unlock(request, SECRET) is True
    wrong_tries(keeper)
    assert data_password.unlock(request, SECRET) is None


def test_it_stays_open_until_its_time_its_rights_or_its_session_end(school, keeper, monkeypatch):
    monkeypatch.setattr(data_password, "time", lambda: 1000.0)
    actor, request = rights.build_actor(keeper), session(keeper)

    def opened(who=actor, **noted):
        request.session["unlocked"] = {"until": 1000.5, "stamp": actor.stamp} | noted
        return data_password.opened(request, who)

    assert opened().unlocked_until.timestamp() == 1000.5
    clerk = sample.actor(school, "school_clerk")
    assert opened(until=1000.0) is actor
    assert opened(stamp=actor.stamp + 1) is actor
    assert opened(clerk, stamp=clerk.stamp) is clerk
    request.session.clear()
    assert data_password.opened(request, actor) is actor


def test_who_waits_for_the_end_finds_it_closed(keeper, monkeypatch):
    now, actor = timezone.now(), rights.build_actor(keeper)
    monkeypatch.setattr(data_password.timezone, "now", lambda: now)
    assert data_password.seconds_left(actor) == 0
    for seconds, left in ((-5, 0), (0, 0), (0.2, 1), (59.9, 60)):
        assert data_password.seconds_left(actor.unlocked_to(now + timedelta(seconds=seconds))) == left
