"""Changing keys while the program runs: everything stays readable and findable, and nothing is left under old keys."""

import re
import secrets
from datetime import timedelta
from io import StringIO
from time import monotonic

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.private.house import DATA_PASSWORD, dump
from zhijiao.audit.models import Entry
from zhijiao.files import keeping
from zhijiao.files.models import PreparedFile
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records import sealed_stores, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.models import User
from zhijiao.intake import upload
from zhijiao.kit import master_key
from zhijiao.private import blind_index, cipher, data_password, key_rotation, master_key_change
from zhijiao.private.models import DataKey, KeyRotation
from zhijiao.private.sealed_stores import stores
from zhijiao.quality.models import Finding
from zhijiao.quality.rule import Severity
from zhijiao.search.models import BlindEntry
from zhijiao.signin import second_step
from zhijiao.snapshots import verify
from zhijiao.users import personal

TOKEN = re.compile(r"\b[ga]1\.(\d+)\.[A-Za-z0-9_-]{30,}")
ELSEWHERE = "云州市良庆区五象大道七号"


def versions():
    """Key versions of all sealed texts of the database, wherever they stand."""
    return {
        int(version)
        for table, text in dump()
        if table != "private_datakey"
        for version in TOKEN.findall(text)
    }


def run(what):
    out = StringIO()
    call_command("keys", what, stdout=out)
    return out.getvalue()


@pytest.fixture
def at_once(monkeypatch):
    """Old keys may go as soon as nothing is under them."""
    monkeypatch.setattr(key_rotation, "SETTLE", timedelta(0))


def read_everything(house):
    """Open every sealed text of the school; raises where one does not open."""
    school, opened = house.school.pk, 0
    own = cipher.for_school(school)
    for store in stores():
        if store.name in ("修改记录", "待复核数据", "上传的文件", "生成的文件", "快照的隐私内容"):
            continue
        for values in store.rows(school).values_list(*store.columns):
            opened += len([own.decrypt(value) for value in values if value])
    for text in (text for table, text in dump() if table in ("filing_change", "filing_stagedrow")):
        tokens = re.findall(r'"([ga]1\.\d+\.[A-Za-z0-9_-]{30,})"', text)
        opened += len([own.decrypt(token) for token in tokens])
    assert upload.file_of(ImportBatch.objects.exclude(file=None).get())
    assert all(verdict.whole for verdict in verify.verify_school(house.school))
    file = PreparedFile.objects.get()
    assert keeping.content_of(file).startswith(b"PK")
    assert keeping.params_of(file)["form"] == "teacher"
    return opened


def test_the_stores_know_every_table_with_sealed_texts(house):
    known = {store.model._meta.db_table for store in stores()} | {"private_datakey"}
    holding = {table for table, text in dump() if TOKEN.search(text)}
    assert holding - known == set()
    assert len(holding) > 15


def test_all_is_sealed_anew_and_old_keys_are_deleted(house, at_once):
    before = read_everything(house)
    assert versions() == {1}
    said = run("rotate")
    assert "数据密钥已全部更换" in said
    assert versions() == {2}
    assert set(DataKey.objects.values_list("version", flat=True)) == {2}
    assert read_everything(house) == before
    viewer = User.objects.get(pk=house.viewer.pk)
    assert personal.shown_phone(viewer) == "13977001234"
    assert second_step.offered_secret(viewer) == house.secret
    assert data_password.equals(viewer, DATA_PASSWORD)
    told = Entry.objects.filter(event="keys").values_list("subject", flat=True)
    assert set(told) == {"开始更换数据密钥", "完成更换数据密钥"}


def test_pages_work_and_numbers_are_found_during_and_after(house, at_once, monkeypatch):
    number = sample.row("teacher")["id_number"]

    def works():
        client = sample.unlock(house.client, User.objects.get(pk=house.viewer.pk))
        page = client.get(
            client.post(reverse("filing:list", args=["teacher"]), {"f_id_number": number})["Location"]
        )
        assert "共 1 条" in page.content.decode()
        assert client.get(reverse("filing:view", args=["discipline_case", house.ids["discipline_case"][0]]))
        return True

    found, cut_off = key_rotation.start(), key_rotation.reseal
    monkeypatch.setattr(key_rotation, "reseal", lambda school, end: cut_off(school, 0) if works() else None)
    assert key_rotation.work(found)
    monkeypatch.undo()
    assert works()
    while key_rotation.work(found):
        pass
    assert works()


def test_cut_off_anywhere_it_goes_on_and_finishes(house, at_once, monkeypatch):
    before, write, calls = read_everything(house), key_rotation.bulk.update_rows, []

    def dying(*args, **kwargs):
        calls.append(1)
        if len(calls) in (2, 5, 9):
            raise KeyboardInterrupt
        return write(*args, **kwargs)

    monkeypatch.setattr(key_rotation.bulk, "update_rows", dying)
    monkeypatch.setattr(key_rotation, "PIECE", 2)
    stops = 0
    while KeyRotation.objects.filter(finished_at=None).exists() or not stops:
        found = key_rotation.start()
        try:
            while key_rotation.work(found):
                pass
        except KeyboardInterrupt:
            stops += 1
    assert (stops, KeyRotation.objects.count()) == (3, 1)
    assert versions() == {2}
    assert read_everything(house) == before


def test_old_keys_stay_until_slow_writers_are_certainly_through(house):
    slow = cipher.for_school(house.school.pk)
    assert "旧密钥保留 60 分钟" in run("rotate")
    assert versions() == {2}
    teachers = sample.stored(house.school, "teacher")
    teachers.filter(pk=house.teachers[0]).update(address=slow.encrypt(ELSEWHERE))
    assert versions() == {1, 2}
    assert set(DataKey.objects.filter(school_id=house.school.pk).values_list("version", flat=True)) == {1, 2}
    assert not key_rotation.go_on()
    earlier = DataKey.objects.get(school_id=house.school.pk, version=2).created_at - timedelta(hours=2)
    DataKey.objects.update(created_at=earlier)
    KeyRotation.objects.update(started_at=earlier - timedelta(minutes=1))
    while key_rotation.go_on():
        pass
    assert versions() == {2}
    assert set(DataKey.objects.values_list("version", flat=True)) == {2}
    token = teachers.filter(pk=house.teachers[0]).values_list("address", flat=True)[0]
    assert cipher.for_school(house.school.pk).decrypt(token) == ELSEWHERE
    assert KeyRotation.objects.get().finished_at is not None


def test_writing_goes_on_under_the_new_key(house, at_once):
    found = key_rotation.start()
    key_rotation.work(found, seconds=0.01)
    form = registry.get("teacher")
    frame = validate(form, house.school, {"address": [ELSEWHERE]}, ids=[house.teachers[1]])
    writer.write(sample.actor(house.school), house.school, frame)
    while key_rotation.work(found):
        pass
    assert versions() == {2}


def test_a_process_looks_for_newer_keys_by_itself(house, monkeypatch):
    known = cipher.fresh(house.school.pk)
    monkeypatch.setitem(cipher._ciphers, house.school.pk, known)
    DataKey.objects.filter(school_id=house.school.pk).update(version=7)
    assert cipher.for_school(house.school.pk) is known
    known.loaded = monotonic() - cipher.KEPT_SECONDS - 1
    DataKey.objects.filter(school_id=house.school.pk).update(version=1)
    assert cipher.for_school(house.school.pk) is not known


def test_a_text_that_looks_like_a_token_is_left_alone(house, at_once):
    form = registry.get("teacher")
    frame = validate(form, house.school, {"former_name": ["g1.1.一二三"]}, ids=[house.teachers[1]])
    writer.write(sample.actor(house.school), house.school, frame)
    run("rotate")
    assert KeyRotation.objects.get().finished_at is not None
    assert sample.stored(house.school, form).get(pk=house.teachers[1]).former_name == "g1.1.一二三"


# A new master key --------------------------------------------------------------------------------------------------


@pytest.fixture
def replaced(settings):
    """The environment after the master key was replaced."""
    former = settings.ZHIJIAO_MASTER_KEY
    drawn = (secrets.token_urlsafe(48) for _ in range(100))
    settings.ZHIJIAO_MASTER_KEY = next(
        new for new in drawn if blind_index.key_tag(new) != blind_index.key_tag(former)
    )
    settings.ZHIJIAO_FORMER_MASTER_KEYS = [former]
    master_key.check_master_key()
    cipher.forget_keys()


def tags():
    return {text[:2] for text in BlindEntry.objects.values_list("blind", flat=True)}


def found(house):
    """How many teachers the list finds by the number of the first."""
    client = sample.unlock(house.client, User.objects.get(pk=house.viewer.pk))
    number = sample.row("teacher")["id_number"]
    answer = client.post(reverse("filing:list", args=["teacher"]), {"f_id_number": number})
    page = client.get(answer["Location"]).content.decode()
    return int(re.search(r"共 ([\d,]+) 条", page)[1])


def test_a_new_master_key_is_taken_into_use_while_everything_works(house, replaced, settings):
    before = read_everything(house)
    assert found(house) == 1
    said = run("master")
    assert "改用 0 个" not in said
    assert found(house) == 1
    assert tags() == {blind_index.key_tag()}
    settings.ZHIJIAO_FORMER_MASTER_KEYS = []
    cipher.forget_keys()
    assert read_everything(house) == before
    assert found(house) == 1
    assert "改用 0 个数据密钥，重新生成 0 个盲索引" in run("master")
    form = registry.get("teacher")
    stored = dict(
        sample.stored(house.school, form).exclude(id_number=None).values_list("pk", "id_number_blind")
    )
    entries = BlindEntry.objects.filter(form="teacher", column="id_number", school=house.school)
    assert dict(entries.values_list("record_id", "blind")) == stored


def test_half_way_a_number_in_use_is_still_refused(house, replaced):
    form, made = registry.get("teacher"), sample.row("teacher")
    row = sample.row("teacher", 30) | {"id_type": made["id_type"], "id_number": made["id_number"]}
    row |= {"birth": made["birth"], "sex": made["sex"]}
    frame = validate(form, house.school, {name: [value] for name, value in row.items()})
    assert [problem.code for problem in frame.problems if problem.column == "id_number"] == ["exists"]


def test_blind_indexes_change_a_piece_at_a_time_and_may_be_cut_off(house, replaced):
    left = BlindEntry.objects.count()
    now, kept = timezone.now(), BlindEntry.objects.order_by("pk").values_list("blind", flat=True)[0]
    finding = Finding.objects.create(
        school=house.school, round="2020", rule="x.y", level=Severity.LOGIC, form="teacher", link=kept,
        first_seen=now, last_seen=now,
    )  # fmt: skip
    assert 0 < sealed_stores.renew_blinds(3) < left
    finding.refresh_from_db()
    assert BlindEntry.objects.filter(blind=finding.link).exists()
    assert finding.link != kept
    assert tags() == {blind_index.key_tag(), blind_index.key_tag(master_key.masters()[1])}
    assert found(house) == 1
    master_key_change.adopt()
    assert tags() == {blind_index.key_tag()}


def test_without_the_former_key_nothing_is_readable_and_the_error_says_why(house, replaced, settings):
    settings.ZHIJIAO_FORMER_MASTER_KEYS = []
    with pytest.raises(cipher.DecryptError, match="请换回原来的主密钥"):
        cipher.for_school(house.school.pk)


def test_status_says_what_is_left_to_do(house, replaced):
    said = run("status")
    assert f"主密钥指纹：{master_key.fingerprint()}" in said
    assert "请执行 zhijiao keys master" in said
    assert master_key.masters()[0] not in said
