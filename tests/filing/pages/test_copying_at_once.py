"""Two people at the same copy: nobody gets an error page, and what counts as open stays true."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.places import person, plant
from tests.at_once import at_once
from tests.filing.pages.world import YEAR, fill
from zhijiao.filing.models import CopiedRecord, FilingCount
from zhijiao.filing.records import carry_over, copies, writer
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

NEXT, KEY = YEAR + 1, "aid_given"


@pytest.fixture
def school():
    return plant().school


@pytest.fixture
def source(school):
    return fill(school, keys=[KEY]).ids[KEY][0]


@pytest.fixture
def clerks(school):
    made = []
    for name in ("jia01", "yi01"):
        made.append(Client())
        made[-1].force_login(person(school, name, "school_clerk"))
    return made


def copy_as(client, source):
    boxes = {f"take-{source}-{column.name}": "1" for column in carry_over.carried(registry.get(KEY))}
    return client.post(f"/forms/{KEY}/copy/?year={NEXT}&from={YEAR}", {"id": [source], "apply": "1", **boxes})


def wait_at(monkeypatch, module, name):
    """Both come there before one goes on, if they can."""
    barrier, former = Barrier(2), getattr(module, name)

    def waiting(*args):
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=1)
        return former(*args)

    monkeypatch.setattr(module, name, waiting)


def open_now(school):
    """Whether the one record is open, by its gaps, its mark and the counters."""
    row = registry.get(KEY).model.unscoped.get(school=school, year=NEXT)
    mark = CopiedRecord.objects.get(record_id=row.pk)
    counted = FilingCount.objects.get(school=school, form=KEY, year=NEXT)
    assert (counted.rows, counted.gaps) == (1, int(row.gaps > 0))
    return row, mark


def test_of_two_who_copy_one_record_one_is_told(school, source, clerks, monkeypatch):
    wait_at(monkeypatch, writer, "_insert")
    answers = at_once(*(lambda client=client: copy_as(client, source) for client in clerks))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    row, mark = open_now(school)
    assert (row.version, mark.pending, row.gaps > 0) == (1, True, True)


def test_confirming_and_changing_at_once_wait_for_each_other(school, source, clerks, monkeypatch):
    assert copy_as(clerks[0], source).status_code == 302
    row, _ = open_now(school)
    form = registry.get(KEY)
    ((_, values),) = form.fetch(form.model.unscoped.filter(pk=row.pk), form.stored)
    typed = {column.name: column.raw(value) for column, value in zip(form.stored, values, strict=True)}
    edit = f"{reverse('filing:edit', args=[KEY, row.pk])}?year={NEXT}"
    wait_at(monkeypatch, copies, "_close")
    answers = at_once(
        lambda: clerks[0].post(edit, typed | {"confirm-all": "1", "version": "1"}),
        lambda: clerks[1].post(edit, typed | {"name": "另一个名称", "version": "1"}),
    )
    assert {answer.status_code for answer in answers} <= {302, 409}
    changed, mark = open_now(school)
    assert changed.name == "另一个名称"
    assert mark.pending == bool(mark.open_items)
    assert changed.gaps == row.gaps - (not mark.pending)
