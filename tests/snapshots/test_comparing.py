"""Comparing: the differences are what was done, whatever code tables and forms have become."""

import random
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import sample
from zhijiao.catalogue import tables
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.snapshots import blocks, comparing, corrections, reading, taking
from zhijiao.snapshots.background_jobs import count_corrections
from zhijiao.snapshots.models import Correction, SnapshotForm

FORM = "teacher_contact"


@pytest.fixture
def edit(filed):
    """Change items of a record as a clerk does."""

    def run(key, record_id, **cells):
        form = registry.get(key)
        stored = sample.stored(filed, form).get(pk=record_id)
        frame = validate(form, filed, {name: [value] for name, value in cells.items()}, ids=[stored.pk])
        assert frame.clean, frame.problems
        return writer.write(Actor.system(filed), filed, frame)

    return run


def differences(school, snapshot, key="student", year=None):
    return comparing.with_now(Actor.system(school), snapshot, registry.get(key), year)


def test_nothing_written_is_no_difference_in_a_few_queries(filed, take):
    snapshot = take()
    with CaptureQueriesContext(connection) as asked:
        found = differences(filed, snapshot)
    assert found.counts == (0, 0, 0)
    assert len(asked) <= 3


def test_what_was_added_changed_and_removed_is_told_item_by_item(filed, take, edit):
    snapshot = take()
    first, second, *_ = sample.stored(filed, "student").values_list("pk", flat=True)
    name = sample.stored(filed, "student").get(pk=first).name
    edit("student", first, name="覃小路", phone="13977001234")
    (added,) = writer.write(Actor.system(filed), filed, sample.frame(filed, "student", first=40)).ids
    found = differences(filed, snapshot)
    assert (found.added, found.changed, found.removed) == ([added], [(first, first)], [])
    items = {item.label: item for item in found.items(first, first)}
    assert (items["姓名"].before, items["姓名"].after) == (name, "覃小路")
    (phone,) = (item for item in items.values() if item.note)
    assert "13977001234" not in phone.after
    assert phone.after.startswith("139")
    assert len(items) == 2
    writer.delete(Actor.system(filed), filed, registry.get("student"), [added])
    assert differences(filed, snapshot).counts == (0, 1, 0)
    edit("student", first, name=name, phone=sample.row("student")["phone"])
    assert differences(filed, snapshot).counts == (0, 0, 0)


def test_a_record_deleted_and_entered_again_is_the_same_record(filed, take):
    snapshot = take()
    form = registry.get("student_certificate")
    ids = list(sample.stored(filed, form).values_list("pk", flat=True))
    writer.delete(Actor.system(filed), filed, form, ids)
    assert differences(filed, snapshot, form.key).removed == ids
    (again,) = sample.fill(filed, form, entered={each.key for each in registry.registry().records})
    assert again not in ids
    assert differences(filed, snapshot, form.key).counts == (0, 0, 0)


def test_a_code_that_is_called_otherwise_changes_nothing_and_each_side_has_its_own_name(
    filed, take, edit, monkeypatch
):
    snapshot = take()
    first = sample.stored(filed, "student").first()
    column = registry.get("student").columns["sex"]
    before = column.text(first.sex)
    renamed = {code: replaced(entry) for code, entry in column.table.entries.items()}
    monkeypatch.setattr(tables, "table", lambda key: replaced_table(column.table, renamed))
    monkeypatch.setitem(column.__dict__, "table", replaced_table(column.table, renamed))
    assert differences(filed, snapshot).counts == (0, 0, 0)
    frozen = reading.frozen_rows(Actor.system(filed), snapshot, "student")
    assert frozen.text(first.pk, "sex") == before
    sample.stored(filed, "student").filter(pk=first.pk).update(
        sex=other(first.sex), version=first.version + 1
    )
    found = differences(filed, snapshot)
    (item,) = found.items(first.pk, first.pk)
    assert (item.before, item.after) == (before, column.text(other(first.sex)))
    assert item.after.endswith("（新版）")


def other(sex):
    return "2" if sex == "1" else "1"


def replaced(entry):
    from dataclasses import replace

    return replace(entry, name=f"{entry.name}（新版）")


def replaced_table(table, entries):
    from dataclasses import replace

    return replace(table, entries=entries)


def test_an_item_that_did_not_exist_then_is_said_to_be_new_and_one_that_went_is_left_out(filed, take, edit):
    snapshot = take()
    first = sample.stored(filed, "student").first()
    frozen = reading.frozen_rows(Actor.system(filed), snapshot, "student")
    del frozen.columns["name"]
    for pk in frozen.versions:
        frozen.read[pk] = {
            k: v for k, v in frozen.values(pk).items() if k not in ("name", *frozen.private.get(pk, {}))
        }
    frozen.columns["gone"] = reading.Facts("gone", "旧项目")
    frozen.read[first.pk]["gone"] = "x"
    edit("student", first.pk, former_name="韦明")
    now = differences(filed, snapshot).now
    found = comparing.compare(frozen, now, registry.get("student"))
    assert (found.new_columns, found.lost_columns) == ({"name": "姓名"}, {"gone": "旧项目"})
    items = {item.label: item for item in found.items(first.pk, first.pk)}
    assert items["姓名"].note == "封存时没有这个项目"
    assert "旧项目" not in items


def test_two_snapshots_are_compared_like_then_and_now(filed, take, edit):
    older = take()
    first = sample.stored(filed, "student").first()
    edit("student", first.pk, name="覃小路")
    newer = take()
    found = comparing.between(Actor.system(filed), older, newer, registry.get("student"))
    assert found.changed == [(first.pk, first.pk)]
    back = comparing.between(Actor.system(filed), newer, older, registry.get("student"))
    assert [item.before for item in back.items(first.pk, first.pk)] == ["覃小路"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_differences_are_what_was_done(filed, take, edit, seed):
    """The model is a dictionary of names; the snapshot and the writer are the real ones."""
    rng, form, system = random.Random(seed), registry.get("student"), Actor.system(filed)
    for number in range(50, 62):
        writer.write(system, filed, sample.frame(filed, form, first=number))
    at_first = dict(sample.stored(filed, form).values_list("pk", "name"))
    used = set(sample.stored(filed, "student_enrolment").values_list("student_id", flat=True))
    for each in registry.registry().records:
        for column in each.references:
            if column.target is form:
                used |= set(sample.stored(filed, each).values_list(column.attname, flat=True))
    model, number = dict(at_first), 100
    snapshot = take()
    for _ in range(25):
        act = rng.choice(("add", "change", "change", "delete"))
        if act == "add":
            frame = sample.frame(filed, form, first=(number := number + 1))
            (pk,) = writer.write(system, filed, frame).ids
            model[pk] = frame.values["name"][0]
        elif act == "change":
            pk = rng.choice(sorted(model))
            name = rng.choice(["覃小路", "韦大明", "黎红", at_first.get(pk, "陆川")])
            edit("student", pk, name=name)
            model[pk] = name
        elif free := sorted(model.keys() - used):
            pk = rng.choice(free)
            writer.delete(system, filed, form, [pk])
            del model[pk]
    found = differences(filed, snapshot)
    assert sorted(found.added) == sorted(model.keys() - at_first.keys())
    assert sorted(found.removed) == sorted(at_first.keys() - model.keys())
    both = at_first.keys() & model.keys()
    assert sorted(found.changed) == sorted((pk, pk) for pk in both if model[pk] != at_first[pk])
    for pk, _ in found.changed:
        (item,) = found.items(pk, pk)
        assert (item.before, item.after) == (at_first[pk], model[pk])


# Corrections ------------------------------------------------------------------------------------------------------


def test_corrections_are_counted_by_the_job_and_begin_anew_with_a_snapshot(filed, filing, take, edit):
    take()
    corrections.follow()
    assert corrections.counts([filed], filing) == {}
    first, second, *_ = sample.stored(filed, "student").values_list("pk", flat=True)
    edit("student", first, name="覃小路")
    edit("student", first, name="覃小路二")
    edit("student", second, name="覃小路三")
    count_corrections.call()
    with CaptureQueriesContext(connection) as asked:
        assert corrections.counts([filed], filing) == {filed.pk: {"student": 2}}
    assert len(asked) == 1
    edit("student", second, name=sample.row("student", 1)["name"])
    count_corrections.call()
    assert corrections.counts([filed.pk], filing) == {filed.pk: {"student": 1}}
    take()
    assert corrections.counts([filed], filing) == {}
    corrections.follow()
    assert not Correction.objects.exists()


def test_a_round_goes_on_being_corrected_after_the_next_one_was_signed(filed, filing, take, edit):
    """Records of its years, that is: what has no year is by then that of the next round."""
    take()
    later = replace(filing, key="2021", academic_year=2021)
    with transaction.atomic():
        taking.take(filed, later, 1, "黎校长")
    edit("premises", sample.stored(filed, "premises").first().pk, remarks="更正了面积")
    edit("student", sample.stored(filed, "student").first().pk, name="覃小路")
    corrections.follow()
    assert corrections.counts([filed], filing) == {filed.pk: {"premises": 1}}
    assert corrections.counts([filed], later) == {filed.pk: {"student": 1}}


def test_what_is_written_for_another_year_is_no_correction_of_the_round(filed, filing, take):
    take()
    form = registry.get("student_aid")
    frame = validate(form, filed, {**sample.raw(form), "year": [filing.academic_year - 1]})
    assert writer.write(Actor.system(filed), filed, frame).created == 1
    corrections.follow()
    assert corrections.counts([filed], filing) == {}


def test_a_value_with_line_separators_of_unicode_is_one_line(filed, take):
    first = sample.stored(filed, "student").first()
    sample.stored(filed, "student").filter(pk=first.pk).update(name="覃\u2028路\u0085")
    snapshot = take()
    frozen = reading.frozen_rows(Actor.system(filed), snapshot, "student")
    assert frozen.text(first.pk, "name") == "覃\u2028路\u0085"
    head, lines = blocks.read_lines(blocks.unpacked(SnapshotForm.objects.get(form="student").content))
    assert len(lines) == 4
