"""The lease of a batch: who gets it, for how long, and what a worker can still do that has lost it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from tests.intake.conftest import YEAR
from tests.intake.sheets import book, teacher
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import corrections, lease, queue, staging, upload


@pytest.fixture
def waiting(office):
    def upload_(*rows, form="teacher"):
        data = book(form, *rows)
        return upload.accept(office.admin, office.school, registry.get(form), "a.xlsx", data, YEAR).batch

    return upload_


def set_facts(batch, **facts):
    ImportBatch.objects.filter(pk=batch.pk).update(**facts)


def expire(batch):
    set_facts(batch, lease_until=timezone.now() - timedelta(seconds=1))


def facts(batch):
    batch.refresh_from_db()
    return batch.state, batch.lease_owner, batch.options["attempts"]


# Taking --------------------------------------------------------------------------------------------------------------


def test_a_waiting_batch_goes_to_one_worker_for_its_term(waiting):
    batch = waiting(teacher(1))
    before = timezone.now()
    taken, held = lease.take("a")
    assert (taken.pk, held.batch_id, held.owner) == (batch.pk, batch.pk, "a")
    assert (taken.state, taken.lease_owner) == ("parsing", "a")
    assert facts(batch) == ("parsing", "a", 1)
    assert before + lease.TERM <= batch.lease_until <= timezone.now() + lease.TERM
    assert lease.take("b") is None
    assert lease.take("b", batch.pk) is None
    assert facts(batch) == ("parsing", "a", 1)


def test_a_lease_that_ran_out_goes_to_the_next_and_attempts_are_counted(waiting):
    batch = waiting(teacher(1))
    lease.take("a")
    expire(batch)
    _, held = lease.take("b")
    assert held.owner == "b"
    assert facts(batch) == ("parsing", "b", 2)
    assert batch.lease_until > timezone.now()


@pytest.mark.parametrize("state", ["checked", "review", "done", "refused", "cancelled", "undone"])
def test_only_what_waits_is_taken(waiting, state):
    batch = waiting(teacher(1))
    set_facts(batch, state=state, lease_until=timezone.now() - timedelta(seconds=1))
    assert lease.take("a") is None


def test_the_oldest_comes_first_and_one_can_be_asked_for(waiting):
    first, second = waiting(teacher(1)), waiting({"code": "01", "name": "主校区"}, form="campus")
    assert first.pk < second.pk
    assert lease.take("a", second.pk)[0].pk == second.pk
    third = waiting({"code": "02", "name": "校区"}, form="campus")
    assert lease.take("a")[0].pk == first.pk
    assert lease.take("a")[0].pk == third.pk


def test_of_two_who_reach_for_it_at_once_one_gets_it(waiting, monkeypatch):
    """The other has seen the batch waiting, and comes to write when it is taken already: it goes on to the next."""
    first, second = waiting(teacher(1)), waiting({"code": "01", "name": "主校区"}, form="campus")
    real, done = type(ImportBatch.objects.all()).update, []

    def update(self, **fields):
        if fields.get("lease_owner") == "slow" and not done:
            done.append(lease.take("quick")[0].pk)
        return real(self, **fields)

    monkeypatch.setattr(type(ImportBatch.objects.all()), "update", update)
    taken, held = lease.take("slow")
    assert (done, taken.pk, held.batch_id) == ([first.pk], second.pk, second.pk)
    assert facts(first)[1] == "quick"
    assert facts(second)[1] == "slow"


def test_a_lease_renewed_at_the_last_moment_is_not_taken(waiting, monkeypatch):
    batch = waiting(teacher(1))
    _, held = lease.take("slow")
    expire(batch)
    real = type(ImportBatch.objects.all()).update

    def update(self, **fields):
        if fields.get("lease_owner") == "quick":
            monkeypatch.undo()
            held.keep(progress=1)
        return real(self, **fields)

    monkeypatch.setattr(type(ImportBatch.objects.all()), "update", update)
    assert lease.take("quick") is None
    assert facts(batch) == ("parsing", "slow", 1)


def test_a_batch_given_up_at_the_last_moment_is_not_taken(waiting, monkeypatch):
    batch = waiting(teacher(1))
    real = type(ImportBatch.objects.all()).update

    def update(self, **fields):
        if fields.get("lease_owner") == "quick":
            monkeypatch.undo()
            upload.drop(batch, "cancelled", "不要了")
        return real(self, **fields)

    monkeypatch.setattr(type(ImportBatch.objects.all()), "update", update)
    assert lease.take("quick") is None
    batch.refresh_from_db()
    assert (batch.state, batch.lease_owner) == ("cancelled", "")


# Keeping and giving back ---------------------------------------------------------------------------------------------


def test_every_write_prolongs_the_lease(waiting):
    batch = waiting(teacher(1))
    _, held = lease.take("a")
    set_facts(batch, lease_until=timezone.now() + timedelta(seconds=1))
    before = timezone.now()
    held.keep(progress=3, total=5)
    batch.refresh_from_db()
    assert (batch.progress, batch.total) == (3, 5)
    assert batch.lease_until >= before + lease.TERM


def test_finishing_gives_it_back(waiting):
    batch = waiting(teacher(1))
    _, held = lease.take("a")
    held.finish("checked", message="好")
    assert facts(batch) == ("checked", "", 1)
    assert (batch.lease_until, batch.message) == (None, "好")
    for act in (lambda: held.keep(progress=9), lambda: held.finish("review")):
        with pytest.raises(lease.Lost, match=f"batch {batch.pk} is no longer leased to a"):
            act()
    assert facts(batch)[0] == "checked"


def test_a_worker_touches_no_other_batch(waiting):
    first, second = waiting(teacher(1)), waiting({"code": "01", "name": "主校区"}, form="campus")
    lease.take("a")
    _, held = lease.take("a")
    held.keep(progress=7)
    held.finish("checked")
    assert facts(first)[0] == "parsing"
    assert (first.progress, facts(second)[0]) == (0, "checked")


@pytest.mark.parametrize("state", ["uploaded", "cancelled", "review"])
def test_a_batch_that_went_another_way_is_lost_although_the_owner_s_name_stands_there(waiting, state):
    batch = waiting(teacher(1))
    _, held = lease.take("a")
    set_facts(batch, state=state)
    with pytest.raises(lease.Lost):
        held.keep(progress=9)
    batch.refresh_from_db()
    assert (batch.state, batch.progress) == (state, 0)


# Taken over while the former worker still writes ---------------------------------------------------------------------


def laid_down(batch):
    return list(StagedRow.objects.filter(batch=batch).order_by("number").values_list("number", "state"))


ALL = [(number, "ready") for number in range(2, 7)]


@pytest.mark.parametrize("pieces", [0, 1, 2])
def test_taken_over_between_two_pieces(waiting, monkeypatch, pieces):
    """The former worker has laid down some pieces; the next one does the whole; then the former goes on."""
    batch = waiting(*(teacher(i) for i in range(1, 6)))
    monkeypatch.setattr(staging, "PIECE", 2)
    begun = []

    def atomic():
        begun.append(1)
        if len(begun) == 1 + pieces + 1:  # clearing, then the pieces
            expire(batch)
            assert queue.run_pending_once("quick")
            begun.append("taken over")
        return transaction.atomic()

    monkeypatch.setattr(staging, "transaction", SimpleNamespace(atomic=atomic))
    assert queue.run_pending_once("slow")
    batch.refresh_from_db()
    assert (batch.state, batch.progress, batch.total, batch.good) == ("review", 5, 5, 5)
    assert laid_down(batch) == ALL
    assert begun[-1] == "taken over", "the former worker stops at its first refused write"


def test_taken_over_before_the_former_worker_clears_away_what_it_finds(waiting):
    batch = waiting(*(teacher(i) for i in range(1, 6)))
    taken, slow = lease.take("slow")
    expire(batch)
    assert queue.run_pending_once("quick")
    with pytest.raises(lease.Lost):
        staging.run(taken, slow)
    batch.refresh_from_db()
    assert (batch.state, batch.good, batch.lease_owner) == ("review", 5, "")
    assert laid_down(batch) == ALL


@pytest.mark.parametrize("step", ["_settle", "refuse"])
def test_taken_over_before_the_former_worker_ends_it(waiting, monkeypatch, step):
    batch = waiting(teacher(1))
    taken, slow = lease.take("slow")
    expire(batch)
    _, quick = lease.take("quick")
    counts = {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    with pytest.raises(lease.Lost):
        staging.refuse(taken, slow, "坏了") if step == "refuse" else staging._settle(
            taken, slow, counts, asks=False
        )
    assert facts(batch) == ("parsing", "quick", 2)
    assert batch.message == ""
    assert bytes(batch.file)
    quick.keep(progress=1)


def test_a_failure_of_the_former_worker_does_not_put_the_batch_back(waiting, monkeypatch):
    batch = waiting(teacher(1))
    check = staging.check

    def fails(*args):
        monkeypatch.setattr(staging, "check", check)
        expire(batch)
        assert queue.run_pending_once("quick")
        raise ZeroDivisionError

    monkeypatch.setattr(staging, "check", fails)
    assert queue.run_pending_once("slow")
    assert facts(batch) == ("review", "", 2)
    assert laid_down(batch) == [(2, "ready")]


def test_given_up_while_the_former_worker_still_writes(office, waiting, monkeypatch):
    batch = waiting(*(teacher(i) for i in range(1, 6)))
    monkeypatch.setattr(staging, "PIECE", 2)
    insert, done = staging.bulk.insert_rows, []

    def meanwhile(*args, **kwargs):
        insert(*args, **kwargs)
        if not done:
            done.append(corrections.cancel(office.admin, batch))

    monkeypatch.setattr(staging.bulk, "insert_rows", meanwhile)
    assert queue.run_pending_once()
    batch.refresh_from_db()
    assert (batch.state, batch.file, laid_down(batch)) == ("cancelled", None, [])
