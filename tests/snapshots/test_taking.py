"""What a snapshot holds: everything the school files, at one moment, with what it meant then."""

import json
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tests import sample
from zhijiao.attachments.models import Attachment
from zhijiao.audit.models import Entry
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.private.cipher import for_school
from zhijiao.quality.models import Finding
from zhijiao.rounds import completeness
from zhijiao.snapshots import blocks, manifest, seals, taking
from zhijiao.snapshots.models import Snapshot, SnapshotForm


def lines(snapshot, key):
    """Head and lines of a form of a snapshot."""
    stored = SnapshotForm.objects.get(snapshot=snapshot, form=key)
    head, texts = blocks.read_lines(blocks.unpacked(stored.content))
    return head, [json.loads(text) for text in texts]


def private_lines(snapshot, key):
    stored = SnapshotForm.objects.get(snapshot=snapshot, form=key)
    head, texts = blocks.read_lines(blocks.opened(for_school(snapshot.school_id), stored.private))
    return head, [json.loads(text) for text in texts]


def test_every_form_is_frozen_with_the_records_of_the_round(filed, filing, take):
    snapshot = take()
    said, entries = manifest.read(snapshot.manifest), manifest.read_entries(snapshot.entries)
    rows = {key: form.rows for key, form in entries.items() if not form.is_state}
    assert rows.keys() == registry.forms().keys()
    for form in registry.registry().records:
        there = sample.stored(filed, form)
        if entries[form.key].year is not None:
            there = there.filter(year=entries[form.key].year)
        assert rows[form.key] == there.count(), form.key
    assert said.forms == {key: form.own_digest for key, form in entries.items()}
    assert (snapshot.round, snapshot.revision, snapshot.signer) == (filing.key, 1, "黎校长")
    assert said.content["round"]["matrix"] == manifest.matrix_digest(filing)


def test_a_line_says_codes_references_and_numbers_and_the_head_what_the_codes_meant(filed, take):
    head, found = lines(take(), "student_enrolment")
    enrolment = sample.stored(filed, "student_enrolment").select_related("student", "school_class").first()
    first = found[0]
    assert (first["id"], first["version"], len(found)) == (enrolment.pk, 1, 4)
    student = enrolment.student
    assert first["values"]["student"] == [student.pk, student.number, student.name]
    assert first["values"]["status"] == enrolment.status
    status = registry.get("student_enrolment").columns["status"]
    assert head["codes"]["status"] == {enrolment.status: status.text(enrolment.status)}
    facts = {each["name"]: each for each in head["columns"]}
    assert facts["status"]["label"] == status.label
    assert facts["status"]["table"] == status.code_table
    assert "roll_number" in facts
    assert not any("roll_number" in line["values"] for line in found)


def test_what_is_false_or_nought_is_kept_and_what_is_empty_left_out(filed, take):
    teacher = sample.stored(filed, "teacher").first()
    sample.stored(filed, "teacher_employment").filter(teacher=teacher).update(
        is_part_time=False, started_work=None
    )
    _, found = lines(take(), "teacher_employment")
    mine = next(line for line in found if line["values"]["teacher"][0] == teacher.pk)
    assert mine["values"]["is_part_time"] is False
    assert "started_work" not in mine["values"]


def test_private_values_are_sealed_and_open_with_the_key_of_the_school_alone(filed, take):
    snapshot = take()
    number = sample.row("student")["id_number"]
    head, found = private_lines(snapshot, "student")
    assert found[0]["values"]["id_number"] == number
    assert head["codes"]["health"]
    for stored in SnapshotForm.objects.filter(snapshot=snapshot):
        text = blocks.unpacked(stored.content).decode()
        assert number not in text, stored.form
        assert stored.private is None or number.encode() not in bytes(stored.private)
    assert number not in manifest.read(snapshot.manifest).text.decode()
    assert snapshot.salt.startswith(("g1.", "a1."))


def test_equal_private_values_have_different_digests_in_two_snapshots_and_open_ones_the_same(take):
    first, second = (manifest.read_entries(take().entries)["student"] for _ in range(2))
    assert first.digest == second.digest
    assert first.private_digest != second.private_digest


def test_what_the_manifest_says_of_an_empty_form_tells_nothing(filed, filing, take):
    sample.stored(filed, "discipline_case")._raw_delete("default")
    first, second = take(), take()
    one, two = (manifest.read(each.manifest).forms["discipline_case"] for each in (first, second))
    assert one != two
    assert manifest.read_entries(first.entries)["discipline_case"].rows == 0


def test_snapshots_of_a_school_are_a_chain_and_the_audit_log_tells_of_each(filed, take):
    first, second = take(), take()
    assert (first.previous, second.previous) == (None, first)
    assert manifest.read(first.manifest).previous == seals.BEGINNING
    assert manifest.read(second.manifest).previous == first.digest
    told = Entry.objects.filter(org=filed, detail__done=taking.TOLD).order_by("pk")
    assert [entry.detail["digest"] for entry in told] == [first.digest, second.digest]


def test_declarations_standings_and_findings_go_in(filed, filing, take):
    common = {"school": filed, "round": filing.key, "level": "experience", "form": "student"}
    now = sample.timezone.now()
    for rule, told in (("general.a", True), ("general.b", False)):
        Finding.objects.create(
            **common, rule=rule, told=told, first_seen=now, last_seen=now, explanation="已核实"
        )
    snapshot = take()
    _, found = lines(snapshot, "@findings")
    assert [(each["rule"], each["explanation"]) for each in found] == [("general.a", "已核实")]
    _, standings = lines(snapshot, "@standings")
    states = [(each.place.slug, each.state) for each in completeness.progress(filed, filing).standings]
    assert [(each["place"], each["state"]) for each in standings] == states


def test_a_revision_is_taken_once_and_inside_a_transaction(filed, filing, take):
    take()
    with pytest.raises(taking.AlreadyTaken, match="第 1 版已经封存"), transaction.atomic():
        taking.take(filed, filing, 1, "黎校长")
    assert Snapshot.objects.count() == 1


def test_without_a_transaction_nothing_is_taken(filed, filing, monkeypatch):
    monkeypatch.setattr(taking, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(TransactionManagementError):
        taking.take(filed, filing, 1, "黎校长")
    assert not Snapshot.objects.exists()


def test_what_fails_later_in_the_transaction_leaves_nothing(filed, filing):
    def fail():
        with transaction.atomic():
            taking.take(filed, filing, 1, "黎校长")
            raise IntegrityError

    with pytest.raises(IntegrityError):
        fail()
    assert not Snapshot.objects.exists()
    assert not SnapshotForm.objects.exists()


def test_more_records_cost_no_more_statements(filed, filing, take):
    with CaptureQueriesContext(connection) as few:
        take()
    form = registry.get("student")
    made = validate(form, filed, sample.raw(form, 30, 10))
    writer.write(sample.Actor.system(filed), filed, made)
    with CaptureQueriesContext(connection) as many:
        take()
    assert len(many) <= len(few)
    assert len(few) <= len(registry.forms()) + 45


def test_pictures_in_a_text_are_told_with_their_digests(filed, take):
    form = next(each for each in registry.registry().records if any(column.rich for column in each.stored))
    column = next(column for column in form.stored if column.rich)
    number, place = "a" * 32, {"form": form.key, "column": column.name, "uploaded_at": sample.timezone.now()}
    picture = Attachment.objects.create(
        school=filed, number=number, kind="png", size=7, digest="d" * 64, **place
    )
    text = f'<p>做法<img src="/pictures/{number}/" alt=""></p>'
    sample.stored(filed, form).update(**{column.name: text})
    head, _ = lines(take(), form.key)
    assert head["pictures"] == {picture.number: {"kind": "png", "size": 7, "digest": "d" * 64}}
