"""What has been signed cannot be changed by any writer; what has no year goes on."""

from dataclasses import replace

import pytest
from django.db import transaction

from tests.filing.rows import found, judged, logged, put, row
from zhijiao.filing.records import period_locks, undo
from zhijiao.filing.records.period_locks import Lock, PeriodLocked
from zhijiao.filing.records.writer import delete, write
from zhijiao.filing.schema import registry

DATED, STANDING = "income", "campus"
LOCK = Lock("2020", 2020, 2020, "2020学年首轮已由校长签字上报", "请校长撤回后再修改。")


def lock(school, kept=LOCK, key="2020"):
    period_locks.hold(school)
    period_locks.keep(school, key, kept)


def refused(do):
    with pytest.raises(PeriodLocked) as refusal:
        do()
    return str(refusal.value), refusal.value.remedy


@pytest.fixture
def asked(monkeypatch):
    """Registers of questions that a test fills and leaves empty."""
    monkeypatch.setattr(period_locks, "_further", [])
    monkeypatch.setattr(period_locks, "_exemptions", [])


def test_what_is_locked_is_neither_added_changed_nor_deleted(school, clerk, asked):
    (pk,) = put(clerk, school, row(DATED), key=DATED).ids
    before, told = found(school, DATED)[0].version, logged(school)
    lock(school)
    form = registry.get(DATED)
    said = f"2020学年首轮已由校长签字上报，“{form.label}”没有改动。", "请校长撤回后再修改。"
    changed = judged(school, row(DATED, remarks="补充说明"), key=DATED, ids=[pk])
    assert refused(lambda: write(clerk, school, changed)) == said
    assert refused(lambda: delete(clerk, school, form, [pk])) == said
    assert (found(school, DATED)[0].version, logged(school)) == (before, told)
    put(clerk, school, row(STANDING))
    put(clerk, school, row(DATED, year=2019), key=DATED)
    lock(school, None)
    write(clerk, school, judged(school, row(DATED, remarks="补充说明"), key=DATED, ids=[pk]))
    assert delete(clerk, school, form, [pk]) == 1


def test_a_record_neither_leaves_a_locked_year_nor_comes_to_it(school, clerk, asked):
    (inside,) = put(clerk, school, row(DATED), key=DATED).ids
    (outside,) = put(clerk, school, row(DATED, year=2018), key=DATED).ids
    lock(school)
    leaving = judged(school, row(DATED, year=2017), key=DATED, ids=[inside])
    refused(lambda: write(clerk, school, leaving))
    lock(school, replace(LOCK, calendar_year=2019))
    coming = judged(school, row(DATED, year=2019), key=DATED, ids=[outside])
    refused(lambda: write(clerk, school, coming))
    assert sorted(each.year for each in found(school, DATED)) == [2018, 2020]


def test_another_school_and_a_form_that_is_open_are_not_locked(tree, school, clerk, asked):
    lock(tree.sister)
    put(clerk, school, row(DATED), key=DATED)
    lock(school, replace(LOCK, open=(DATED,)))
    put(clerk, school, row(DATED, year=2019), row(DATED, year=2021), key=DATED)
    (record,) = [each for each in found(school, DATED) if each.year == 2020]
    assert delete(clerk, school, registry.get(DATED), [record.pk]) == 1


def test_an_undo_is_refused_as_a_whole(school, clerk, asked):
    batch = undo.open_batch(clerk, school, registry.get(DATED), "grid", 1)
    put(clerk, school, row(DATED), key=DATED, batch_id=batch.pk)
    lock(school)
    refused(lambda: undo.undo(clerk, school, batch, action="delete"))
    batch.refresh_from_db()
    assert (batch.state, len(found(school, DATED))) == ("done", 1)
    lock(school, None)
    undo.undo(clerk, school, batch, action="delete")
    assert found(school, DATED) == []


def test_others_may_know_of_a_lock_or_lift_one(school, clerk, asked):
    closed = replace(LOCK, round="2019", academic_year=2019, calendar_year=2019, why="2019学年轮次已结束")
    period_locks.further_lock(lambda _, year: [closed] if year in (2019, None) else [])
    said, _ = refused(lambda: put(clerk, school, row(DATED, year=2019), key=DATED))
    assert said.startswith("2019学年轮次已结束")
    lock(school)
    refused(lambda: put(clerk, school, row(DATED), key=DATED))
    period_locks.exemption(lambda where, key: [DATED] if (where, key) == (school, "2020") else [])
    put(clerk, school, row(DATED), key=DATED)
    refused(lambda: put(clerk, school, row(DATED, year=2019), key=DATED))
    assert period_locks.locks_now(school, {2019, 2020}) == [replace(LOCK, open=(DATED,)), closed]
    period_locks.exemption(lambda where, key: [period_locks.EVERY])
    put(clerk, school, row(DATED, year=2019), key=DATED)
    assert period_locks.locks_now(school, {2019, 2020}) == []


def test_a_lock_of_another_round_stays(school, clerk, asked):
    lock(school)
    other = replace(LOCK, round="2021", academic_year=2021, calendar_year=2021)
    lock(school, other, "2021")
    lock(school, None)
    assert period_locks.locks_of(school) == [other]


def test_a_write_costs_one_statement_more_for_it(school, clerk, django_assert_num_queries, asked):
    put(clerk, school, row(STANDING))
    with transaction.atomic(), django_assert_num_queries(1):
        assert period_locks.enter(school) == []
