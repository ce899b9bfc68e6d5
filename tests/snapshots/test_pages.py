"""Pages of snapshots: who sees what of them, and that private values are masked everywhere."""

import io
import json
import subprocess
import zipfile
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.looks.models import Look
from zhijiao.orgs.services import By, absorb_org, create_org
from zhijiao.snapshots import comparing, corrections, seals, triggers
from zhijiao.snapshots.models import Snapshot

PRIVATE = [
    value
    for form in registry.registry().records
    for column in form.private_columns
    if isinstance(value := sample.row(form)[column.name], str) and len(value) >= 6
]


def client(org, *roles, **facts):
    browser = Client()
    browser.force_login(sample.user(org, *roles, **facts))
    return browser


@pytest.fixture
def principal(filed):
    return client(filed, "school_principal")


def url(name, *args, **params):
    path = reverse(f"snapshots:{name}", args=args)
    return f"{path}?{urlencode(params)}" if params else path


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode() if not answer.streaming else ""


def edit(school, key, **cells):
    """Change a record of the school by the writer."""
    form = registry.get(key)
    first = sample.stored(school, form).first()
    frame = validate(form, school, {name: [value] for name, value in cells.items()}, ids=[first.pk])
    writer.write(sample.Actor.system(school), school, frame)
    return first


def test_a_school_reads_its_snapshots_down_to_a_record_and_what_has_changed_since(filed, take, principal):
    snapshot = take()
    first = edit(filed, "student", name="覃小路")
    corrections.follow()
    assert "第 1 版" in text(principal, url("list"))
    page = text(principal, url("snapshot", snapshot.pk))
    assert snapshot.digest in page
    assert f"{url('changes', snapshot.pk, 'student')}" in page
    assert "此后更正的 1 条" in page
    rows = text(principal, url("form", snapshot.pk, "student"))
    assert first.name in rows
    assert "覃小路" not in rows
    record = text(principal, url("record", snapshot.pk, "student", first.pk))
    assert first.number in record
    changes = text(principal, url("changes", snapshot.pk, "student"))
    assert first.name in changes
    assert "覃小路" in changes
    assert "没有差异" in text(principal, url("changes", snapshot.pk, "teacher"))


def test_two_snapshots_are_compared_from_the_older_to_the_newer(filed, take, principal):
    older = take()
    first = edit(filed, "student", name="覃小路")
    newer = take()
    for one, other in ((older, newer), (newer, older)):
        page = text(principal, url("changes", one.pk, "student", **{"with": other.pk}))
        assert page.index(f'data-label="前">{first.name}') < page.index('data-label="后">覃小路')
    text(principal, url("changes", older.pk, "student", **{"with": 2**60}), 404)
    text(principal, url("changes", older.pk, "student", **{"with": "x"}), 404)


def test_private_values_are_on_no_page_and_in_no_file(filed, take):
    snapshot = take()
    manager = sample.unlock(Client(), sample.user(filed, "privacy_manager", "school_clerk"))
    edit(filed, "student", phone="13977009999")
    seen = []
    for form in registry.registry().records:
        for name, args in (("form", ()), ("changes", ()), ("form_export", ("xlsx",))):
            answer = manager.get(url(name, snapshot.pk, form.key, *args))
            assert answer.status_code in (200, 403), form.key
            seen.append(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        record = sample.stored(filed, form).first()
        seen.append(manager.get(url("record", snapshot.pk, form.key, record.pk)).content)
    archive = b"".join(manager.get(url("export", snapshot.pk)).streaming_content)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        seen += [opened.read(name) for name in opened.namelist()]
    everything = b"\n".join(unzipped(each) for each in seen).decode(errors="replace")
    assert [value for value in [*PRIVATE, "13977009999"] if value in everything] == []


def unzipped(content):
    """The texts of a workbook, or the content as it is."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return b"\n".join(opened.read(name) for name in opened.namelist())


@contextmanager
def as_role(school, data_role, *forms):
    """Somebody with a role of the school's own that may view and export some forms."""
    own = Role.objects.create(
        org=school, key=f"own-{data_role}", name="本校角色", portal="business", level="school"
    )
    for form in forms:
        RoleGrant.objects.bulk_create(
            RoleGrant(role=own, form=form, action=each) for each in ("view", "export")
        )
    who = sample.user(school, row_role=data_role)
    who.roles.add(own)
    browser = Client()
    browser.force_login(who)
    yield browser, who


def test_of_a_form_that_may_not_be_viewed_nothing_is_told(filed, take):
    snapshot = take()
    with as_role(filed, "granted", "teacher") as (browser, _):
        page = text(browser, url("snapshot", snapshot.pk, all=1))
        assert url("form", snapshot.pk, "teacher") in page
        assert url("form", snapshot.pk, "student") not in page
        assert registry.get("student").label not in page
        for name in ("form", "changes"):
            text(browser, url(name, snapshot.pk, "student"), 403)
        text(browser, url("record", snapshot.pk, "student", 1), 403)
        text(browser, url("form_export", snapshot.pk, "student", "xlsx"), 403)
        archive = b"".join(browser.get(url("export", snapshot.pk)).streaming_content)
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            names = set(opened.namelist())
            assert b'"rows"' not in opened.read("manifest.json")
        assert {"entries/teacher.json", "forms/teacher.ndjson", "manifest.json", "README.txt"} <= names
        assert not any("student" in name or "standings" in name for name in names)


def test_who_sees_own_rows_only_is_told_of_those_alone(filed, take):
    with as_role(filed, "own", "student", "head_teacher") as (browser, who):
        mine, other = sample.stored(filed, "student")[:2]
        sample.stored(filed, "student").filter(pk=mine.pk).update(created_by=who.pk)
        snapshot = take()
        page = text(browser, url("snapshot", snapshot.pk, all=1))
        assert '<td role="cell" class="r num" data-label="记录">1</td>' in page
        assert registry.get("head_teacher").label not in page
        rows = text(browser, url("form", snapshot.pk, "student"))
        assert mine.number in rows
        assert other.number not in rows
        assert "共 1 条" in rows
        text(browser, url("record", snapshot.pk, "student", mine.pk))
        text(browser, url("record", snapshot.pk, "student", other.pk), 404)
        sample.stored(filed, "student").update(name="改了", version=5)
        changes = text(browser, url("changes", snapshot.pk, "student"))
        assert mine.name in changes
        assert '>修改 <span class="c">1</span>' in changes
        assert other.name == mine.name or other.name not in changes
        text(browser, url("form", snapshot.pk, "head_teacher"), 404)
        text(browser, url("export", snapshot.pk), 403)


def test_a_private_form_wants_the_data_password_first(filed, take):
    snapshot = take()
    who = sample.user(filed, "privacy_manager", "school_clerk")
    browser = Client()
    browser.force_login(who)
    page = text(browser, url("snapshot", snapshot.pk, all=1))
    assert "输入数据密码后可见" in page
    assert "需输入数据密码" in text(browser, url("form", snapshot.pk, "discipline_case"), 403)
    sample.unlock(browser, who)
    assert "输入数据密码后可见" not in text(browser, url("snapshot", snapshot.pk, all=1))
    text(browser, url("form", snapshot.pk, "discipline_case"))
    clerk = client(filed, "school_clerk")
    assert registry.get("discipline_case").label not in text(clerk, url("snapshot", snapshot.pk, all=1))
    text(clerk, url("form", snapshot.pk, "discipline_case"), 403)


def test_authorities_above_read_it_and_nobody_else(filed, take):
    snapshot = take()
    province = sample.province()
    county = create_org(province, "county", "良庆区教育局", "450108")
    above, beside = client(province, "province_leader"), client(county, "county_leader")
    other = client(sample.school(77, name="云州市另一职业学校"), "school_clerk")
    assert "第 1 版" in text(above, url("list"))
    assert "第 1 版" in text(above, url("list", school=filed.pk))
    assert "还没有快照" in text(beside, url("list"))
    text(beside, url("list", school=filed.pk), 404)
    first = sample.stored(filed, "student").first()
    for name, args in (
        ("snapshot", ()),
        ("form", ("student",)),
        ("record", ("student", first.pk)),
        ("changes", ("student",)),
        ("all_changes", ()),
        ("export", ()),
        ("form_export", ("student", "xlsx")),
    ):
        address = url(name, snapshot.pk, *args)
        assert above.get(address).status_code in (200, 403), address
        for stranger in (beside, other):
            assert stranger.get(address).status_code == 404, address
    assert beside.post(url("verify", snapshot.pk)).status_code == 404


def test_the_heir_of_a_merged_school_reads_it_and_compares_what_came_along(filed, take):
    heir = sample.school(78, name="云州市联合职业学校")
    snapshot = take()
    student = sample.stored(filed, "student").order_by("pk").last()
    reader = client(heir, "school_clerk")
    text(reader, url("snapshot", snapshot.pk), 404)
    absorb_org(filed, heir, By(), {})
    registry.get("student").model.unscoped.filter(pk=student.pk).update(school=heir)
    assert "并入前的" in text(reader, url("list"))
    page = text(reader, url("snapshot", snapshot.pk))
    assert f"该校已并入“{heir.name}”" in page
    assert student.number in text(reader, url("form", snapshot.pk, "student"))
    changes = text(reader, url("changes", snapshot.pk, "student"))
    assert '>删除 <span class="c">3</span>' in changes


def test_the_page_proves_a_snapshot(filed, take, principal):
    snapshot = take()
    answer = principal.post(url("verify", snapshot.pk), follow=True)
    assert "校验通过" in answer.content.decode()
    triggers.remove()
    Snapshot.objects.filter(pk=snapshot.pk).update(signer="别人")
    answer = principal.post(url("verify", snapshot.pk), follow=True)
    assert "校验没有通过" in answer.content.decode()
    assert "登记的内容与清单不符：签发人" in answer.content.decode()
    triggers.install()


def test_a_form_as_it_was_is_exported_and_the_export_is_told(filed, take, principal):
    snapshot = take()
    first = edit(filed, "student", name="覃小路")
    answer = principal.get(url("form_export", snapshot.pk, "student", "xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert first.name in [row[heads.index("姓名")] for row in rows]
    assert len(rows) == 4
    told = Look.objects.filter(form="student", kind="export").latest("pk")
    assert told.rows == 4
    text(principal, url("form_export", snapshot.pk, "student", "pdf"), 404)
    answer = principal.get(url("all_changes", snapshot.pk))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    (line,) = list(sheet.iter_rows(min_row=2, values_only=True))
    assert line[:2] == (registry.get("student").label, "修改")
    assert line[4:6] == (first.name, "覃小路")


def test_an_exported_snapshot_is_proved_with_openssl_alone(filed, take, tmp_path, principal):
    snapshot = take()
    file = tmp_path / "whole.zip"
    call_command("snapshot", "export", str(snapshot.pk), str(file), "--private", stdout=io.StringIO())
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as opened:
        opened.extractall(tmp_path)
    assert sm3(tmp_path / "manifest.json") == snapshot.digest
    said = json.loads((tmp_path / "manifest.json").read_text())
    for key in ("student", "teacher_employment"):
        assert sm3(tmp_path / f"entries/{key}.json") == said["forms"][key]
        entry = json.loads((tmp_path / f"entries/{key}.json").read_text())
        assert sm3(tmp_path / f"forms/{key}.ndjson") == entry["digest"]
    entry = json.loads((tmp_path / "entries/student.json").read_text())
    salt = (tmp_path / "salt.txt").read_text()
    plain = (tmp_path / "private/student.ndjson").read_bytes()
    assert seals.keyed_digest(salt, plain) == entry["private_digest"]
    assert sample.row("student")["id_number"] in plain.decode()
    assert "openssl dgst -sm3" in (tmp_path / "README.txt").read_text()
    assert Entry.objects.filter(org=filed, event="export", detail__private=True).exists()
    with pytest.raises(CommandError, match="不能写入"):
        call_command("snapshot", "export", str(snapshot.pk), str(file))
    with pytest.raises(CommandError, match="没有编号为 999999 的快照"):
        call_command("snapshot", "export", "999999", str(file))


def sm3(path):
    done = subprocess.run(["openssl", "dgst", "-sm3", str(path)], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def test_pages_cost_the_same_for_more_records(filed, take, principal):
    few = take()
    for number in range(30, 50):
        writer.write(sample.Actor.system(filed), filed, sample.frame(filed, "student", first=number))
    many = take()
    for name, args in (("snapshot", ()), ("form", ("student",)), ("changes", ("student",))):
        asked = []
        for snapshot in (few, many):
            principal.get(url(name, snapshot.pk, *args))
            with CaptureQueriesContext(connection) as queries:
                principal.get(url(name, snapshot.pk, *args))
            asked.append(len(queries))
        assert abs(asked[0] - asked[1]) <= 1, name  # one more where there are corrections, or a message
        assert max(asked) <= 20


def test_what_would_take_too_long_is_left_to_a_file(filed, take, principal, monkeypatch):
    snapshot = take()
    edit(filed, "student", name="覃小路")
    monkeypatch.setattr(comparing, "MOST_VALUES", 5)
    page = text(principal, url("changes", snapshot.pk, "student"))
    assert "封存后写过的记录有 1 条" in page
    assert url("all_changes", snapshot.pk) in page
    assert "没有差异" in text(principal, url("changes", snapshot.pk, "teacher"))
