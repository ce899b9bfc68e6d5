"""The order of changes for whoever follows them: nothing missed, nothing doubled, whoever commits when."""

import random
import time
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from tests.accounts.places import plant
from tests.at_once import at_once
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import change_order
from zhijiao.filing.records.change_log import WriteContext, append_changes
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor

WRITERS, WRITES, RECORDS = 50, 6, 12


def write(school, record, version):
    context = WriteContext(Actor.system(school), school, registry.record_form("teacher"), None)
    append_changes(context, [(record, version, "change", None)])


def read_on(place):
    change_order.place_changes()
    return list(change_order.changes_after(place).values_list("place", "record_id", "version"))


@pytest.mark.django_db
def test_places_follow_the_ids_of_what_is_there():
    school = plant().school
    for version in range(1, 4):
        write(school, 7, version)
    assert read_on(0) == [(1, 7, 1), (2, 7, 2), (3, 7, 3)]
    assert read_on(3) == []
    write(school, 7, 4)
    assert read_on(3) == [(4, 7, 4)]
    assert read_on(0)[-1] == (4, 7, 4)


@pytest.mark.django_db
def test_an_import_is_placed_piece_by_piece(monkeypatch):
    monkeypatch.setattr(change_order, "AT_ONCE", 2)
    school = plant().school
    for version in range(1, 6):
        write(school, 7, version)
    assert [len(read_on(0)) for _ in range(4)] == [2, 4, 5, 5]


def read_behind_a_late_one(school):
    """What is committed late is not passed over."""
    begun, seen = Event(), Event()

    @transaction.atomic
    def late():
        write(school, 1, 1)
        begun.set()
        seen.wait(10)

    def reader():
        begun.wait(10)
        with transaction.atomic():
            write(school, 2, 1)
        first = read_on(0)
        seen.set()
        return first

    _, first = at_once(late, reader)
    assert [record for _, record, _ in first] == [2]
    assert Change.objects.get(record_id=1).pk < Change.objects.get(record_id=2).pk
    assert [record for _, record, _ in read_on(first[-1][0])] == [1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_fifty_writers_and_readers_that_follow():
    """Writers hold a row while they write, as the writer of records does, and some of them take everything back."""
    school, form = plant().school, registry.record_form("teacher").key
    for record in range(RECORDS):
        FilingCount.objects.create(school=school, form=form, year=record, updated_at=timezone.now())
    done = Event()

    def writer(number):
        chance = random.Random(number)
        for _ in range(WRITES):
            try:
                with transaction.atomic():
                    own = FilingCount.objects.select_for_update().get(year=chance.randrange(RECORDS))
                    own.rows += 1
                    own.save(update_fields=["rows"])
                    time.sleep(chance.random() * 0.004)
                    write(school, own.year, own.rows)
                    time.sleep(chance.random() * 0.004)
                    if chance.random() < 0.1:
                        raise InterruptedError
            except InterruptedError:
                continue

    def writers():
        failed = [each for each in at_once(*(lambda n=n: writer(n) for n in range(WRITERS))) if each]
        done.set()
        return failed

    def follower():
        read, place, last = [], start, False
        while not last:
            last = done.is_set()
            for found in read_on(place):
                read.append(found)
                place = found[0]
        return read

    read_behind_a_late_one(school)
    Change.objects.all().delete()
    start = change_order.last_place()
    failed, *read = at_once(writers, follower, follower)
    assert failed == []
    written = sorted(Change.objects.values_list("record_id", "version"))
    assert len(written) > WRITERS * WRITES * 0.7
    for each in read:
        assert sorted((record, version) for _, record, version in each) == written
        for wanted in range(RECORDS):
            versions = [version for _, record, version in each if record == wanted]
            assert versions == sorted(versions)
