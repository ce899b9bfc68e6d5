"""The job killed in the middle, run twice, and run while somebody writes: nothing is lost or counted twice."""

import threading

import pytest
from django.db import connection, connections, transaction

from tests import sample
from tests.accounts.places import plant
from tests.filing.rows import put, row
from tests.oversight import truth
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import StandingMark
from zhijiao.identity.actor import Actor
from zhijiao.oversight import recount, refresh
from zhijiao.oversight.models import SchoolStanding

pytestmark = [pytest.mark.django_db(transaction=True)]


def enter(school, i):
    put(Actor.system(school), school, row("enterprise", i), key="enterprise")


class Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["write_schools", "_write_areas", "write_areas"])
def test_killed_in_the_middle_it_starts_again(db, monkeypatch, step):
    tree, filing = plant(), current_round()
    refresh.follow()
    enter(tree.school, 1)
    marks = StandingMark.objects.count()

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(refresh, step, die)
        with pytest.raises(Killed):
            refresh.follow()
    assert StandingMark.objects.count() == marks == 1
    assert SchoolStanding.objects.get(school=tree.school).rows == 0
    refresh.follow()
    refresh.follow()
    assert SchoolStanding.objects.get(school=tree.school).rows == 1
    assert recount.differences(filing) == []
    assert truth.kept_areas(filing) == truth.areas(filing)


def test_what_is_written_after_the_marks_were_read_is_counted_the_next_time(db, monkeypatch):
    tree, filing = plant(), current_round()
    refresh.follow()
    enter(tree.school, 1)
    real = refresh.figures

    def late(*args):
        found = real(*args)
        monkeypatch.setattr(refresh, "figures", real)
        enter(tree.school, 2)
        return found

    monkeypatch.setattr(refresh, "figures", late)
    refresh.follow_marks()
    assert SchoolStanding.objects.get(school=tree.school).rows == 1
    refresh.follow_marks()
    assert SchoolStanding.objects.get(school=tree.school).rows == 2
    assert recount.differences(filing) == []


@pytest.mark.postgres
def test_two_workers_and_writers_at_once(db):
    tree, filing = plant(), current_round()
    refresh.follow()
    schools, failed = (tree.school, tree.sister, tree.foreign), []

    def run(work):
        try:
            work()
        except BaseException as error:  # told to the test
            failed.append(error)
        finally:
            connections.close_all()

    def writes(school):
        for i in range(6):
            with transaction.atomic():
                enter(school, i)

    def follows():
        for _ in range(8):
            refresh.follow()

    threads = [threading.Thread(target=run, args=(follows,)) for _ in range(2)]
    threads += [
        threading.Thread(target=run, args=(lambda school=school: writes(school),)) for school in schools
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    refresh.follow()
    assert not StandingMark.objects.exists()
    assert [sample.stored(school, "enterprise").count() for school in schools] == [6, 6, 6]
    assert recount.differences(filing) == []
    assert connection.vendor == "postgresql"
