"""Proving snapshots: whatever somebody with the database in his hands changes is found, and said where."""

import json
import secrets
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests import sample
from zhijiao.audit import triggers as audit_triggers
from zhijiao.kit import master_key
from zhijiao.private import cipher, key_rotation, master_key_change
from zhijiao.snapshots import blocks, manifest, seals, triggers, verify
from zhijiao.snapshots.models import Snapshot, SnapshotForm


@pytest.fixture
def torn(filed):
    """The database without its triggers, as its owner can have it."""
    triggers.remove()
    yield
    triggers.install()


def damages(school):
    """What is wrong, as sentences."""
    return [damage.sentence for verdict in verify.verify_school(school) for damage in verdict.damages]


def block(snapshot, form="student_enrolment"):
    return SnapshotForm.objects.get(snapshot=snapshot, form=form)


def told(*words):
    out = StringIO()
    code = 0
    try:
        call_command("snapshot", *words, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def test_what_was_taken_is_whole(filed, take):
    first, second = take(), take()
    assert damages(filed) == []
    code, text = told("verify")
    assert code == 0
    assert "完好 2 份，损坏或缺失 0 份" in text
    code, text = told("list")
    assert code == 0
    assert first.digest in text
    assert second.digest in text


def test_later_edits_change_nothing(filed, take):
    snapshot = take()
    sample.stored(filed, "student").update(name="改了")
    sample.stored(filed, "student_certificate").delete()
    assert damages(filed) == []
    assert Snapshot.objects.get().digest == snapshot.digest


def test_a_changed_byte_is_found_with_its_form_and_lines(filed, take, torn):
    each = block(take())
    text = blocks.unpacked(each.content).replace("示".encode(), "云".encode())
    text = text if text != blocks.unpacked(each.content) else text.replace(b'"status":"', b'"status":"9', 1)
    SnapshotForm.objects.filter(pk=each.pk).update(content=blocks.packed(text))
    (said,) = damages(filed)
    assert said.startswith("表单“")
    assert "内容与封存时不同，在第 1—100 行" in said
    code, text = told("verify")
    assert code == 1
    assert "损坏" in text
    assert said in text


def test_a_block_that_is_no_block_is_found(filed, take, torn):
    each = block(take())
    SnapshotForm.objects.filter(pk=each.pk).update(content=b"\0\1\2")
    (said,) = damages(filed)
    assert "无法解压" in said


def test_a_changed_private_value_is_found_though_it_opens(filed, take, torn):
    each = block(take(), "student")
    keys = cipher.for_school(filed.pk)
    text = blocks.opened(keys, each.private)
    forged = text.replace(b'"id_number":"', b'"id_number":"9', 1)
    SnapshotForm.objects.filter(pk=each.pk).update(private=blocks.sealed(keys, forged))
    (said,) = damages(filed)
    assert "隐私内容与封存时不同" in said
    SnapshotForm.objects.filter(pk=each.pk).update(private=b"g1.1.AAAA")
    (said,) = damages(filed)
    assert "隐私内容缺失或已损坏" in said
    SnapshotForm.objects.filter(pk=each.pk).update(private=None)
    (said,) = damages(filed)
    assert "隐私内容缺失或已损坏" in said


def test_a_removed_and_an_added_form_are_found(filed, take, torn):
    each = block(take())
    SnapshotForm.objects.filter(pk=each.pk)._raw_delete("default")
    (said,) = damages(filed)
    assert "内容缺失（应有 4 条）" in said
    each.form, each.pk = "invented", None
    each.save(force_insert=True)
    assert any("多出清单中没有的内容（invented）" in said for said in damages(filed))


def test_forms_swapped_between_snapshots_are_found(filed, take, torn):
    first = take()
    sample.stored(filed, "student_enrolment").update(version=7)
    second = take()
    one, two = block(first), block(second)
    SnapshotForm.objects.filter(pk=one.pk).update(content=two.content)
    SnapshotForm.objects.filter(pk=two.pk).update(content=one.content)
    assert len(damages(filed)) == 2


def test_a_removed_snapshot_is_found_in_the_middle_and_at_the_end(filed, take, torn):
    kept = [take(), take(), take()]
    _forget(kept[2])
    (said,) = damages(filed)
    assert "在审计日志中有记载，数据库中没有" in said
    assert kept[2].digest[:12] in said
    Snapshot.objects.filter(pk=kept[1].pk).update(previous=None)
    _forget(kept[0])
    said = damages(filed)
    assert "第 0 份与第 2 份之间缺 1 份快照。" in said
    assert told("verify")[0] == 1


def _forget(snapshot):
    SnapshotForm.objects.filter(snapshot=snapshot)._raw_delete("default")
    Snapshot.objects.filter(pk=snapshot.pk)._raw_delete("default")


def test_swapped_snapshots_are_found(filed, take, torn):
    first, second = take(), take()
    names = ("manifest", "digest", "mark")
    for pk, other in ((first.pk, second), (second.pk, first)):
        Snapshot.objects.filter(pk=pk).update(**{name: getattr(other, name) for name in names})
    said = " ".join(damages(filed))
    assert "签名不对" in said
    assert "登记的内容与清单不符" in said
    assert "不衔接" in said


def test_a_forged_manifest_is_found_even_with_its_digest_made_anew(filed, take, torn):
    snapshot = take()
    content = json.loads(manifest.read(snapshot.manifest).text)
    content["signer"] = "别人"
    text = seals.canonical(content).encode()
    Snapshot.objects.update(manifest=blocks.packed(text), signer="别人")
    assert damages(filed)[0] == "清单与摘要不符，清单或摘要被改动。"
    Snapshot.objects.update(digest=seals.digest(text))
    assert damages(filed)[0] == "签名不对，不是本程序所写。"
    Snapshot.objects.update(manifest=b"x")
    assert damages(filed)[0] == "清单已损坏，无法读取。"


def test_forged_numbers_of_a_form_are_found(filed, take, torn):
    snapshot = take()
    entries = manifest.read_entries(snapshot.entries)
    entries["student"] = replace(entries["student"], rows=9)
    Snapshot.objects.update(entries=blocks.packed(manifest.entries_text(entries.values())))
    (said,) = damages(filed)
    assert "记录数或摘要与清单不符" in said
    del entries["student"]
    Snapshot.objects.update(entries=blocks.packed(manifest.entries_text(entries.values())))
    assert "缺少清单中的表单（student）。" in damages(filed)
    Snapshot.objects.update(entries=b"x")
    assert damages(filed) == ["各表单摘要已损坏，无法读取。"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("signer", "别人"), ("revision", 9), ("round", "2019"), ("change_id", 5)],
)
def test_a_changed_column_is_found(filed, take, torn, column, value):
    take()
    Snapshot.objects.update(**{column: value})
    (said,) = damages(filed)
    assert said.startswith("登记的内容与清单不符")
    Snapshot.objects.update(salt="g1.1.AAAA")
    assert any("摘要盐无法解密" in said for said in damages(filed))


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_the_database_itself_refuses_to_change_or_delete_a_snapshot(filed, take):
    snapshot = take()
    refused(lambda: Snapshot.objects.update(signer="别人"))
    refused(lambda: Snapshot.objects.update(manifest=b"x"))
    refused(lambda: SnapshotForm.objects.update(content=b"x"))
    refused(lambda: SnapshotForm.objects.filter(snapshot=snapshot)._raw_delete("default"))
    refused(lambda: Snapshot.objects.filter(pk=snapshot.pk)._raw_delete("default"))
    assert Snapshot.objects.update(salt=snapshot.salt) == 1
    assert damages(filed) == []


@pytest.mark.sqlite_only
@pytest.mark.parametrize("table", ["snapshots_snapshot", "snapshots_snapshotform"])
def test_nothing_can_be_put_in_the_place_of_a_snapshot(take, table):
    take()
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table}"))


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["snapshots_snapshot", "snapshots_snapshotform"])
def test_no_table_of_snapshots_is_truncated(table):
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(f"TRUNCATE {table} CASCADE"))


def test_lost_triggers_are_told_and_made_again_after_a_migration(filed, take):
    take()
    assert triggers.missing() == []
    triggers.remove()
    assert len(triggers.missing()) == 6
    code, text = told("verify")
    assert code == 1
    assert "缺少防篡改触发器 snapshots_snapshot_update" in text
    triggers.after_migrate()
    assert triggers.missing() == []
    assert audit_triggers.missing() == []


def test_a_change_of_keys_leaves_digests_and_lets_old_keys_go(filed, take, monkeypatch):
    monkeypatch.setattr(key_rotation, "SETTLE", timedelta(0))
    snapshot = take()
    salt, private = snapshot.salt, bytes(block(snapshot, "student").private)
    rotation = key_rotation.start()
    while key_rotation.work(rotation):
        pass
    rotation.refresh_from_db()
    assert rotation.finished_at is not None
    cipher.forget_keys()
    snapshot.refresh_from_db()
    assert snapshot.salt != salt
    assert bytes(block(snapshot, "student").private) != private
    assert damages(filed) == []


def test_a_new_master_key_signs_anew_what_was_signed_under_the_former_one(filed, take, torn, settings):
    whole, forged = take(), take()
    Snapshot.objects.filter(pk=forged.pk).update(mark="0" * 64)
    former, new = settings.ZHIJIAO_MASTER_KEY, secrets.token_urlsafe(48)
    settings.ZHIJIAO_MASTER_KEY, settings.ZHIJIAO_FORMER_MASTER_KEYS = new, (former,)
    cipher.forget_keys()
    master_key_change.adopt()
    settings.ZHIJIAO_FORMER_MASTER_KEYS = ()
    cipher.forget_keys()
    whole.refresh_from_db()
    assert whole.key == master_key.fingerprint(new)
    old = master_key.fingerprint(former)
    assert damages(filed) == [f"签名所用的主密钥（指纹 {old}）不在使用中，无法核对签名。"]
