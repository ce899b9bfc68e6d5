"""Changing data keys while somebody writes, with real transactions."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from tests import sample
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.private import cipher, key_rotation
from zhijiao.private.models import DataKey, KeyRotation

WRITES = 12


@pytest.mark.django_db(transaction=True)
def test_writers_and_the_change_do_not_disturb_each_other(monkeypatch):
    monkeypatch.setattr(key_rotation, "PIECE", 3)
    monkeypatch.setattr(cipher, "KEPT_SECONDS", 0)
    cipher.forget_keys()
    school = sample.school()
    ids = sample.fill(school, "teacher", 12)
    form, actor, failed = registry.get("teacher"), sample.actor(school), []

    def write():
        try:
            for i in range(WRITES):
                raw = {"address": [f"云州市民族大道{i}号"]}
                frame = validate(form, school, raw, ids=[ids[i % len(ids)]])
                writer.write(actor, school, frame)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = threading.Thread(target=write)
    other.start()
    found = key_rotation.start()
    while other.is_alive():
        key_rotation.work(found, seconds=0.2)
        other.join(0.01)
    monkeypatch.setattr(key_rotation, "SETTLE", timedelta(0))  # not before: a slow writer needs the old key
    while key_rotation.work(found):
        pass
    again = key_rotation.start()
    while key_rotation.work(again):
        pass
    assert failed == []
    assert KeyRotation.objects.filter(finished_at=None).count() == 0
    (version,) = set(DataKey.objects.filter(school_id=school.pk).values_list("version", flat=True))
    rows = sample.stored(school, form).values_list("id_number", "address")
    assert {token.split(".")[1] for row in rows for token in row} == {str(version)}
    opened = cipher.fresh(school.pk)
    assert sorted(opened.decrypt(address) for _, address in rows) == sorted(
        f"云州市民族大道{i}号" for i in range(WRITES)
    )
    cipher.forget_keys()
