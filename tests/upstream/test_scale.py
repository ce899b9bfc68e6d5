"""Queries do not grow with the rows; a worker killed while writing loses and doubles nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.upstream.conftest import csv_of, records, source_row
from zhijiao.filing.models import Change, SyncedRecord
from zhijiao.upstream import background_jobs, comparing, syncing, writing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Delivery


def compared(bureau, rows):
    """How many queries the preview of so many students takes, and the delivery."""
    people = (source_row("students", i, XM=f"陈{chr(0x4E00 + i)}") for i in range(rows))
    data = csv_of("students", *people, code=bureau.school.code)
    sync = syncing.take_file(bureau.city, systems()["enrolment"], "数据.csv", data, complete=True)
    background_jobs.read_sync.call(sync.pk)
    delivery = Delivery.objects.get(sync_number=sync.pk)
    with CaptureQueriesContext(connection) as caught:
        comparing.compare(delivery)
    return len(caught), Delivery.objects.get(pk=delivery.pk)


def written(delivery):
    """How many queries writing it takes."""
    Delivery.objects.filter(pk=delivery.pk).update(state="writing")
    with CaptureQueriesContext(connection) as caught:
        writing.write_delivery(delivery.pk)
    return len(caught)


def test_queries_do_not_grow_with_the_rows(bureau):
    sample.fill(bureau.school, "school_class", 60)
    few, first = compared(bureau, 3)
    few_written = written(first)
    many, second = compared(bureau, 60)
    assert second.counts["new"] == 57
    assert many <= few + 6
    assert written(second) <= few_written + 12  # pieces, and marks that are there already
    assert records("student_enrolment", bureau.school).count() == 60


def test_a_worker_killed_in_a_piece_loses_and_doubles_nothing(bureau, monkeypatch):
    class Killed(BaseException):
        pass

    code = bureau.school.code
    data = csv_of("classes", source_row("classes"), code=code)
    bureau.sync(csv_of("majors", source_row("majors"), code=code))
    sync = bureau.take(data)
    delivery = bureau.delivery(sync)
    Delivery.objects.filter(pk=delivery.pk).update(state="writing")
    say = writing._say_written

    def dying(*args):
        say(*args)
        raise Killed

    monkeypatch.setattr(writing, "_say_written", dying)
    with pytest.raises(Killed):
        background_jobs.work_on_delivery.call(delivery.pk)
    assert not records("school_class", bureau.school).exists()
    assert not SyncedRecord.objects.filter(form="school_class").exists()
    monkeypatch.setattr(writing, "_say_written", say)
    for _ in range(2):
        background_jobs.work_on_delivery.call(delivery.pk)
    assert records("school_class", bureau.school).count() == 1
    assert Change.objects.filter(form="school_class").count() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message) == ("done", "新增 1 条")


def test_whoever_goes_on_between_two_pieces_counts_all_of_them(bureau, monkeypatch):
    class Killed(BaseException):
        pass

    monkeypatch.setattr(writing, "PIECE", 2)
    sample.fill(bureau.school, "school_class", 5)
    _, delivery = compared(bureau, 5)
    Delivery.objects.filter(pk=delivery.pk).update(state="writing")
    calls, piece = [], writing._PartWriting.piece

    def dying(self, chosen):
        calls.append(chosen)
        if len(calls) == 2:
            raise Killed
        return piece(self, chosen)

    monkeypatch.setattr(writing._PartWriting, "piece", dying)
    with pytest.raises(Killed):
        background_jobs.work_on_delivery.call(delivery.pk)
    assert records("student", bureau.school).count() == 2
    background_jobs.work_on_delivery.call(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.message == "新增 5 条"
    assert records("student_enrolment", bureau.school).count() == 5
    assert delivery.rows.filter(state="written").count() == 5
    assert Change.objects.filter(form="student").count() == 5


def test_somebody_in_the_way_hands_the_delivery_back(bureau, monkeypatch):
    sample.fill(bureau.school, "school_class")
    _, delivery = compared(bureau, 1)
    Delivery.objects.filter(pk=delivery.pk).update(state="writing")

    def stale(*args, **options):
        raise writing.writer.StaleRecord([1])

    with monkeypatch.context() as patched:
        patched.setattr(writing.writer, "write", stale)
        background_jobs.work_on_delivery.call(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message) == ("preview", writing.IN_THE_WAY)
    syncing.take_over(bureau.city, delivery, syncing.stamp(delivery))
    background_jobs.work_on_delivery.call(delivery.pk)
    assert records("student", bureau.school).count() == 1
