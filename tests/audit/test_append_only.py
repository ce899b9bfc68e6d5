"""The database itself refuses to change the log, whoever asks and by whatever statement."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from zhijiao.audit import chain, triggers
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Cut, Entry, Seal

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def entry(school):
    entry = record(Event.EXPORT, org=school, subject="教师基本信息", detail={"rows": 12})
    chain.seal([entry.pk])
    return entry


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_entries_and_seals_are_never_changed(entry):
    refused(lambda: Entry.objects.update(subject="学生信息"))
    refused(lambda: Seal.objects.update(digest="0" * 64))


def test_entries_and_seals_are_not_deleted(entry):
    refused(lambda: Entry.objects.filter(pk=entry.pk).delete())
    refused(lambda: Seal.objects.filter(entry_id=entry.pk).delete())


@pytest.mark.sqlite_only
def test_an_entry_cannot_be_replaced_by_another_under_its_number(entry):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("REPLACE INTO audit_entry SELECT * FROM audit_entry"))


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["audit_entry", "audit_seal", "audit_cut"])
def test_no_table_of_the_log_is_truncated(table):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"TRUNCATE {table}"))


def test_a_cut_lets_go_of_what_is_older_than_half_a_year_and_stands_before_it(school):
    old, new = (Entry.objects.create(at=at, event="export", org=school) for at in (LONG_AGO, timezone.now()))
    later = Entry.objects.create(at=LONG_AGO, event="export", org=school)
    for seq, entry in enumerate((old, new, later), 1):
        Seal.objects.create(seq=seq, entry_id=entry.pk, digest="", mark="", key="", at=LONG_AGO)
    refused(lambda: Entry.objects.filter(pk=old.pk).delete())
    cut = Cut.objects.create(seq=2, digest="", removed=2, at=timezone.now(), mark="", key="")
    refused(lambda: Entry.objects.filter(pk=new.pk).delete())
    refused(lambda: Entry.objects.filter(pk=later.pk).delete())
    refused(lambda: Seal.objects.filter(seq=3).delete())
    assert Entry.objects.filter(pk=old.pk).delete()[0] == 1
    refused(lambda: Cut.objects.filter(pk=cut.pk).delete())
    refused(lambda: Cut.objects.update(seq=3))


def test_triggers_that_were_lost_are_made_again_after_a_migration(entry):
    assert triggers.missing() == []
    triggers.remove()
    assert len(triggers.missing()) == 9
    triggers.after_migrate()
    refused(lambda: Entry.objects.filter(pk=entry.pk).delete())


def test_a_trigger_that_does_nothing_under_the_same_name_counts_as_missing(entry):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_update")
            cursor.execute(
                "CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry BEGIN SELECT 1; END"
            )
        else:
            idle = "RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
            cursor.execute(f"CREATE OR REPLACE FUNCTION audit_refuse() {idle}")
    assert "audit_entry_update" in triggers.missing()
    triggers.install()
    assert triggers.missing() == []
    refused(lambda: Entry.objects.update(subject="别的"))
