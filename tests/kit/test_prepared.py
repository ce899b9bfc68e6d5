"""Queries that are put together once: they say the same as Django's own, for every number and in every thread."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.db.models import F, Value
from django.test.utils import CaptureQueriesContext

from tests import sample
from zhijiao.identity.models import User
from zhijiao.kit.prepared import Prepared


def accounts(number):
    return (
        User.objects.select_related("org").annotate(level=F("org__level"), seven=Value(7)).filter(pk=number)
    )


def facts(user):
    return user and (user.pk, user.username, user.org.name, user.level, user.seven, user._state.db)


def test_it_finds_what_the_queryset_finds_with_one_statement_each_time(db):
    school = sample.school()
    people, prepared = [sample.user(school, "school_clerk") for _ in range(3)], Prepared(accounts)
    for number in (*(user.pk for user in people), people[0].pk, 2**40):
        with CaptureQueriesContext(connection) as asked:
            found = facts(prepared.first(number))
        assert len(asked) == 1
        assert found == facts(accounts(number).first())


def test_what_is_written_in_between_is_seen(db):
    user, prepared = sample.user(sample.school(), "school_clerk"), Prepared(accounts)
    prepared.first(user.pk)
    User.objects.filter(pk=user.pk).update(real_name="改名")
    assert prepared.first(user.pk).real_name == "改名"


def test_threads_that_ask_at_the_same_time_get_their_own(db):
    prepared = Prepared(accounts)
    kept = prepared.first(0)
    assert kept is None
    (text,) = prepared._kept.values()
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda number: text.asked(number, "default"), range(500)))
    params = [each.query.get_compiler(using="default").as_sql()[1] for each in asked]
    assert params == [(*text.params[:-1], number) for number in range(500)]


def test_the_account_of_a_request_is_put_together_once(db, monkeypatch):
    from django.db.models.sql.compiler import SQLCompiler

    from zhijiao.identity.backends import AccountBackend

    user = sample.user(sample.school(), "school_clerk")
    backend = AccountBackend()
    backend.get_user(user.pk)
    monkeypatch.setattr(SQLCompiler, "as_sql", None)
    assert backend.get_user(user.pk) == user
