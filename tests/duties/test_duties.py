"""Duties: done once when due, in pieces while more is left, and never the end of a worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from zhijiao.duties import register
from zhijiao.duties.models import DutyClock

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """A register with one duty, which notes each call and needs three of them."""
    monkeypatch.setattr(register, "_duties", {})
    calls = []

    @register.duty("note", every=timedelta(hours=1))
    def note():
        calls.append("note")
        return len(calls) < 3

    return calls


def put_on(hours):
    DutyClock.objects.filter(key="note").update(due_at=timezone.now() - timedelta(hours=hours))


def test_a_duty_is_done_piece_by_piece_and_then_rests(done):
    assert [register.run_due() for _ in range(4)] == [True, True, False, False]
    assert done == ["note"] * 3
    put_on(hours=1)
    register.run_due()
    assert done == ["note"] * 4


def test_what_another_worker_has_taken_is_left_to_it(done):
    DutyClock.objects.create(key="note", due_at=timezone.now() + register.LEASE)
    assert register.run_due() is False
    assert done == []


def test_a_duty_that_fails_neither_ends_the_worker_nor_stops_the_others(done, caplog):
    @register.duty("broken", every=timedelta(hours=1))
    def broken():
        raise ValueError("身份证号 110101199003070011")

    register.run_due()
    assert done == ["note"]
    assert "broken failed: ValueError" in caplog.text
    assert "110101" not in caplog.text


def test_two_duties_of_one_name_are_refused(done):
    with pytest.raises(ValueError, match="note"):
        register.duty("note", every=timedelta(hours=1))(lambda: None)
