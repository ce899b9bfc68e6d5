"""A change of data keys step by step, on a school with little in it."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Change
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.private import cipher, key_rotation
from zhijiao.private.models import DataKey, KeyRotation
from zhijiao.private.sealed_stores import stores

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh_keys():
    cipher.forget_keys()
    yield
    cipher.forget_keys()


@pytest.fixture
def filled(school):
    """A school with seven teachers, one of them changed."""
    ids = sample.fill(school, "teacher", 7)
    changed = validate(registry.get("teacher"), school, {"address": ["云州市五象大道七号"]}, ids=[ids[0]])
    writer.write(sample.actor(school), school, changed)
    return school


def key(school_id, version, made=NOW, moved=None):
    """A key made at some moment; nothing is under it."""
    DataKey.objects.create(school_id=school_id, version=version, wrapped="")
    DataKey.objects.filter(school_id=school_id, version=version).update(created_at=made, moved_at=moved)


def versions(school):
    return sorted(DataKey.objects.filter(school_id=school.pk).values_list("version", flat=True))


def teachers(school):
    """The key version of every address, in the order of the records."""
    tokens = sample.stored(school, "teacher").order_by("pk").values_list("address", flat=True)
    return [int(token.split(".")[1]) for token in tokens]


def left(school, *under):
    """How many rows of all tables are under these versions."""
    heads = [f"g1.{version}." for version in under]
    return sum(store.candidates(school.pk, heads).count() for store in stores())


def told():
    return list(Entry.objects.filter(event="keys").order_by("pk").values_list("subject", "detail"))


# Beginning and end ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("school")
def test_one_change_at_a_time_is_begun_and_told_of():
    assert key_rotation.running() is None
    assert key_rotation.go_on() is False
    first = key_rotation.start()
    assert key_rotation.start() == first == key_rotation.running()
    assert abs(first.started_at - timezone.now()) < timedelta(minutes=5)
    assert [subject for subject, _ in told()] == ["开始更换数据密钥"]
    KeyRotation.objects.update(finished_at=timezone.now())
    assert key_rotation.running() is None
    assert key_rotation.start() != first


@pytest.mark.usefixtures("school")
def test_what_cannot_be_told_of_does_not_happen(monkeypatch):
    found = key_rotation.start()

    def fails(*args, **kwargs):
        raise RuntimeError("the log is not to be written")

    monkeypatch.setattr(key_rotation, "record", fails)
    with pytest.raises(RuntimeError):
        key_rotation._finish(found)
    assert key_rotation.running() == found
    KeyRotation.objects.all().delete()
    with pytest.raises(RuntimeError):
        key_rotation.start()
    assert not KeyRotation.objects.exists()


@pytest.mark.usefixtures("school")
def test_a_change_is_finished_once_and_no_other_with_it():
    other, found = (KeyRotation.objects.create(started_at=NOW) for _ in range(2))
    KeyRotation.objects.filter(pk=found.pk).update(rewritten=5)
    key_rotation._finish(found)
    key_rotation._finish(found)
    assert told() == [("完成更换数据密钥", {"rewritten": 5})]
    assert found.finished_at is not None
    assert key_rotation.running() == other
    key(7, 1, NOW - HOUR)
    key_rotation._finish(other)
    assert key_rotation.running() == other


@pytest.mark.parametrize(
    ("schools", "fresh", "waiting", "done"),
    [(0, 0, 0, True), (3, 3, 0, True), (3, 3, 1, False), (3, 2, 0, False)],
)
def test_it_is_done_when_every_school_has_one_new_key(schools, fresh, waiting, done):
    assert key_rotation.RotationProgress(schools, fresh, waiting).done is done


def test_progress_counts_schools_with_a_new_key_and_those_that_keep_an_old_one():
    found = KeyRotation.objects.create(started_at=NOW)
    key(1, 1, NOW - HOUR)
    key(2, 1, NOW - HOUR)
    key(2, 2, NOW)
    key(3, 4, NOW + HOUR)
    assert key_rotation.progress(found) == key_rotation.RotationProgress(schools=3, fresh=2, waiting=1)


# Which school comes next ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "due"),
    [
        ([(1, 3 * HOUR, None)], True),
        ([(1, 2 * HOUR, None)], False),
        ([(1, 3 * HOUR, None), (2, HOUR / 2, None)], True),
        ([(1, 3 * HOUR, None), (2, HOUR / 2, NOW)], False),
        ([(1, 3 * HOUR, NOW), (2, HOUR / 2, None)], False),
        ([(1, 3 * HOUR, None), (2, 1.5 * HOUR, NOW)], True),
        ([(1, 3 * HOUR, None), (2, 3 * HOUR, NOW)], True),
        ([(2, HOUR / 2, None)], False),
    ],
)
def test_a_school_is_due_without_a_new_key_with_rows_under_an_old_one_or_when_that_may_go(keys, due):
    found = KeyRotation.objects.create(started_at=NOW - 2 * HOUR)
    key(6, 2)
    for version, ago, moved in keys:
        key(7, version, NOW - ago, moved)
    assert key_rotation._next_school(found) == (7 if due else None)
    key(9, 1, NOW - 3 * HOUR)
    key(8, 1, NOW - 3 * HOUR)
    assert key_rotation._next_school(found) == (7 if due else 8)


# One school -----------------------------------------------------------------------------------------------------------


def test_everything_goes_under_a_new_key_and_the_old_one_stays_a_while(filled, monkeypatch):
    finished = KeyRotation.objects.create(started_at=NOW - HOUR, finished_at=NOW, rewritten=5)
    number, found = left(filled, 1), key_rotation.start()
    assert number > 7
    assert key_rotation.work(found) is False
    assert (left(filled, 1), left(filled, 2), versions(filled)) == (0, number, [1, 2])
    moved = dict(DataKey.objects.filter(school_id=filled.pk).values_list("version", "moved_at"))
    assert (moved[1], moved[2] is None) == (None, False)
    assert key_rotation.go_on() is False
    assert key_rotation.running() == found
    cipher._remember(cipher.fresh(filled.pk))
    monkeypatch.setattr(key_rotation, "SETTLE", timedelta(0))
    assert key_rotation.go_on() is False
    assert versions(filled) == [2]
    assert filled.pk not in cipher._ciphers
    assert dict(DataKey.objects.filter(school_id=filled.pk).values_list("version", "moved_at")) == {
        2: moved[2]
    }
    assert key_rotation.running() is None
    assert told()[-1] == ("完成更换数据密钥", {"rewritten": number})
    assert set(KeyRotation.objects.values_list("pk", "rewritten")) == {(finished.pk, 5), (found.pk, number)}


def test_old_keys_are_kept_for_longer_than_anybody_writes():
    assert min(key_rotation.SETTLE / cipher.KEPT_SECONDS, key_rotation.SETTLE / 60) >= timedelta(seconds=10)


def test_a_piece_of_the_work_ends_in_time_and_says_that_there_is_more(filled, monkeypatch):
    found = key_rotation.start()
    assert key_rotation.work(found, seconds=0) is True
    assert versions(filled) == [1]
    cipher.add_version(filled.pk)
    assert key_rotation.reseal(filled.pk, end=0) is None
    assert left(filled, 2) == 0
    monkeypatch.setattr(key_rotation, "reseal", lambda school, end: None)
    assert key_rotation.go_on() is True
    assert DataKey.objects.get(school_id=filled.pk, version=2).moved_at is None


def test_a_school_whose_key_is_as_new_as_the_change_gets_no_other(filled):
    found = key_rotation.start()
    DataKey.objects.update(created_at=found.started_at)
    assert key_rotation._school(found, filled.pk, float("inf")) is True
    assert versions(filled) == [1]


# Sealing anew ---------------------------------------------------------------------------------------------------------


def test_what_is_under_any_older_key_of_this_school_is_sealed_anew(filled):
    other = sample.school(24, name="云州市商贸学校")
    sample.fill(other, "teacher", 1)
    number = left(filled, 1)
    assert key_rotation.reseal(filled.pk) == 0
    cipher.add_version(filled.pk)
    last = sample.stored(filled, "teacher").order_by("-pk")[:1].values_list("pk", flat=True)
    sample.stored(filled, "teacher").filter(pk__in=list(last)).update(
        address=cipher.fresh(filled.pk).encrypt_filled("云州市民族大道三号")
    )
    cipher.add_version(filled.pk)
    cipher.add_version(other.pk)
    assert teachers(filled) == [1] * 6 + [2]
    assert key_rotation.reseal(filled.pk) == number
    assert (left(filled, 1, 2), left(filled, 3), teachers(other)) == (0, number, [1])
    opened = cipher.fresh(filled.pk)
    addresses = sample.stored(filled, "teacher").order_by("pk").values_list("address", flat=True)
    assert [opened.decrypt(token) for token in addresses][::6] == ["云州市五象大道七号", "云州市民族大道三号"]
    assert key_rotation.reseal(filled.pk) == 0
    assert key_rotation.reseal(10**9) == 0


def test_the_newest_key_is_that_of_the_highest_version_in_whatever_order_they_came(filled):
    cipher.add_version(filled.pk)
    first = DataKey.objects.get(school_id=filled.pk, version=1)
    first.delete()
    DataKey.objects.create(school_id=filled.pk, version=1, wrapped=first.wrapped)
    assert key_rotation.reseal(filled.pk) > 7
    assert teachers(filled) == [2] * 7


def test_what_is_under_the_newest_key_or_was_never_sealed_stays_as_it_is(filled):
    cipher.add_version(filled.pk)
    new, logged = cipher.fresh(filled.pk).encrypt_filled("45010319790405999X"), Change._base_manager
    (change,) = logged.filter(school=filled, form="teacher", action="change")
    old = change.diff["address"][0]
    diff = {"address": [old, "云州市"], "id_number": [new, 5], "name": [old, ""]}
    logged.filter(pk=change.pk).update(diff=diff)
    key_rotation.reseal(filled.pk)
    renewed = logged.get(pk=change.pk).diff
    address = renewed["address"][0]
    assert renewed == diff | {"address": [address, "云州市"]}
    opened = cipher.fresh(filled.pk)
    assert (address.split(".")[1], opened.decrypt(address)) == ("2", opened.decrypt(old))


def test_rows_are_sealed_anew_a_piece_at_a_time(filled, monkeypatch):
    monkeypatch.setattr(key_rotation, "PIECE", 3)
    cipher.add_version(filled.pk)
    form = registry.get("teacher")
    store = next(store for store in stores() if store.model is form.model)
    ids = list(sample.stored(filled, "teacher").order_by("pk").values_list("pk", flat=True))
    piece = lambda after: key_rotation._piece(store, filled.pk, ["g1.1."], after)  # noqa: E731
    assert piece(ids[0]) == (3, ids[3])
    assert teachers(filled) == [1, 2, 2, 2, 1, 1, 1]
    assert piece(ids[3]) == (3, ids[6])
    assert piece(ids[6]) == (0, None)
    assert piece(0) == (1, ids[0])
    assert teachers(filled) == [2] * 7


def test_who_loses_against_somebody_else_is_tried_thrice(monkeypatch):
    tried = []

    def loses(store, school_id, heads, after):
        tried.append((store, school_id, heads, after))
        if len(tried) < 3:
            raise OperationalError("deadlock detected")
        return 1, None

    monkeypatch.setattr(key_rotation, "_piece", loses)
    assert key_rotation._retried("store", 7, ("g1.1.",), 5) == (1, None)
    assert tried == [("store", 7, ["g1.1."], 5)] * 3
    del tried[:]
    monkeypatch.setattr(key_rotation, "_piece", lambda *given: tried.append(given) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        key_rotation._retried("store", 7, (), 5)
    assert len(tried) == 1

    def always(*given):
        tried.append(given)
        raise OperationalError("deadlock detected")

    del tried[:]
    monkeypatch.setattr(key_rotation, "_piece", always)
    with pytest.raises(OperationalError):
        key_rotation._retried("store", 7, (), 5)
    assert len(tried) == 3
