"""Items that a source delivers are read only here, on every way in; what it does not hold stays open."""

import json

import pytest
from django.test import Client

from tests import sample
from tests.accounts.places import person
from tests.intake.conftest import book
from tests.upstream.conftest import csv_of, record, source_row
from zhijiao.filing.models import StagedRow, SyncedRecord
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.identity.tokens import create_token
from zhijiao.intake import queue, upload


@pytest.fixture
def delivered(bureau):
    """The example student, delivered by 学籍系统 without a 政治面貌."""
    sample.fill(bureau.school, "student_enrolment")
    bureau.sync(csv_of("students", source_row("students", ZZMMM=""), code=bureau.school.code))
    bureau.school.refresh_from_db()
    return record("student", bureau.school)


@pytest.fixture
def clerk(bureau):
    client = Client()
    client.force_login(person(bureau.school, "wei", "school_clerk"))
    return client


def test_the_validator_refuses_what_belongs_to_the_source(bureau, delivered):
    form = registry.record_form("student")
    frame = validate(form, bureau.school, {"name": ["改名"], "talent": ["绘画"]}, ids=[delivered.pk])
    assert [(p.column, p.code) for p in frame.problems] == [("name", "owned")]
    with pytest.raises(writer.WriteRefused):
        writer.write(Actor.system(bureau.school), bureau.school, frame)


def test_what_the_source_does_not_hold_stays_open(bureau, delivered):
    form = registry.record_form("student")
    given = {"political_status": ["03"], "talent": ["绘画"], "number": ["2020-99"]}
    frame = validate(form, bureau.school, given, ids=[delivered.pk])
    assert frame.clean, frame.problems
    writer.write(Actor.system(bureau.school), bureau.school, frame)
    bureau.sync(csv_of("students", source_row("students", ZZMMM="", XH=""), code=bureau.school.code))
    after = record("student", bureau.school)
    assert (after.political_status, after.talent, after.number) == ("03", "绘画", "2020-99")


def test_the_page_shows_it_locked_and_saves_the_rest(bureau, delivered, clerk):
    address = f"/forms/student/{delivered.pk}/edit/"
    page = clerk.get(address).content.decode()
    assert "由学籍系统提供，不能在此修改" in page
    assert 'name="name"' not in page
    assert 'name="talent"' in page
    saved = clerk.post(address, {"version": delivered.version, "talent": "绘画"})
    assert saved.status_code == 302
    refused = clerk.post(address, {"version": delivered.version + 1, "name": "改名"})
    assert refused.status_code == 422
    assert "请保留原值" in refused.content.decode()
    assert record("student", bureau.school).name == delivered.name


def test_the_record_says_whose_it_is_and_leads_to_a_correction(delivered, clerk):
    page = clerk.get(f"/forms/student/{delivered.pk}/").content.decode()
    assert "由学籍系统提供" in page
    assert f"/upstream/correct/student/{delivered.pk}/" in page


def test_cell_and_grid_are_refused(delivered, clerk):
    cell = clerk.post(
        f"/forms/student/{delivered.pk}/cell/name/", {"version": delivered.version, "value": "改名"}
    )
    assert cell.status_code == 422
    rows = {"rows": [{"id": delivered.pk, "version": delivered.version, "cells": {"name": "改名"}}]}
    grid = clerk.post("/forms/student/grid/", json.dumps(rows), content_type="application/json")
    assert grid.status_code == 422
    assert "不能在此修改" in grid.json()["problems"][0]["message"]


def test_a_workbook_is_told_row_by_row(bureau, delivered):
    form = registry.record_form("student")
    row = sample.row("student") | {"name": "改名"}
    accepted = upload.accept(bureau.admin, bureau.school, form, "学生.xlsx", book("student", row), 2020)
    while queue.run_pending_once():
        pass
    staged = StagedRow.objects.get(batch=accepted.batch)
    assert [(problem["c"], problem["k"]) for problem in staged.problems] == [("name", "owned")]


def test_a_program_is_refused(bureau, delivered):
    user = person(bureau.school, "prog", "school_clerk")
    token = create_token(user, "程序")[1]
    answer = Client().patch(
        f"/api/v1/forms/student/records/{delivered.pk}/",
        json.dumps({"name": "改名"}),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}", "if-match": f'"{delivered.version}"'},
    )
    assert answer.status_code == 422, answer.content
    assert "不能在此修改" in str(answer.json())
    assert record("student", bureau.school).name == delivered.name


def test_what_the_source_still_holds_cannot_be_deleted(bureau, delivered):
    form = registry.record_form("student_enrolment")
    enrolment = record("student_enrolment", bureau.school)
    system = Actor.system(bureau.school)
    with pytest.raises(Denied):
        writer.delete(system, bureau.school, form, [enrolment.pk])
    SyncedRecord.objects.update(gone_at="2026-01-01T00:00:00Z")
    assert writer.delete(system, bureau.school, form, [enrolment.pk]) == 1
    assert not SyncedRecord.objects.filter(form="student_enrolment").exists()


def test_records_without_a_source_are_listed(bureau, delivered, clerk):
    sample.fill(bureau.school, "student", 2)
    assert "源头已无" not in clerk.get("/forms/student/").content.decode()
    SyncedRecord.objects.update(gone_at="2026-01-01T00:00:00Z")
    assert "1 条记录源头已无" in clerk.get("/forms/student/").content.decode()
    page = clerk.get("/forms/student/?gone=1").content.decode()
    assert page.count(f"/forms/student/{delivered.pk}/") >= 1
    assert "共 1 条" in page


def test_schools_without_deliveries_pay_no_query(bureau, django_assert_num_queries):
    (pk,) = sample.fill(bureau.school, "student")
    form = registry.record_form("student")

    def queries(school):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            validate(form, school, {"talent": ["绘画"]}, ids=[pk])
        return [each["sql"] for each in caught if "syncedrecord" in each["sql"].lower()]

    assert queries(bureau.school) == []
    bureau.school.is_synced = True
    assert len(queries(bureau.school)) == 1
