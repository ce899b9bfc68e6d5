"""The grid opened with a roll: a row for each member of the group chosen, nothing sent that nobody has touched."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.accounts.places import person
from zhijiao.filing.models import Draft, ImportBatch
from zhijiao.filing.pages import roll
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant

PROJECT, GRID = "SX2020001", "/forms/internship_placement/grid/"
NEW_ROW = re.compile(r'<tr><th scope="row" class="no">\d+</th>(.*?)</tr>', re.S)


def with_class(school, students=3, by=None):
    """A project, and so many students of its class, entered by an actor; the project's number."""
    (project,) = sample.fill(school, "internship_project")
    sample.fill(school, "enterprise")
    room = sample.key("school_class")
    for form, cells in (("student", {}), ("student_enrolment", {"school_class": room})):
        made = sample.frame(school, form, students, **cells)
        assert made.clean, made.problems[:2]
        write(by or Actor.system(school), school, made)
    return project


@pytest.fixture
def project(tree):
    return with_class(tree.school)


def numbers(html):
    """学号 of the rows that are begun but not there."""
    return re.findall(r"<td>(2020010101(?:-\d)?)<span", "".join(NEW_ROW.findall(html)))


def page(client, project, **more):
    answer = client.get(GRID, {"roll": project, **more})
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def row_of(cells, n=0, **changed):
    """The cells of a placement of the project of student `n`, as the grid sends them."""
    return cells("internship_placement", student=sample.key("student", n), base="", **changed)


def test_every_student_of_the_class_has_a_row_begun_with_what_is_known(clerk, project):
    html = page(clerk, project)
    assert numbers(html) == ["2020010101", "2020010101-1", "2020010101-2"]
    assert "名单上共 3 人" in html
    assert html.count("<td>2021-04-12</td><td>2021-04-23</td>") == 3
    assert html.count(f"<td>{PROJECT}<span") == 3
    assert "<tr data-id" not in html


def test_who_is_registered_is_shown_with_the_row_and_not_begun_again(clerk, project, send, cells):
    status, told = send("internship_placement", (None, None, row_of(cells, 1)))
    assert status == 200, told
    html = page(clerk, project)
    assert numbers(html) == ["2020010101", "2020010101-2"]
    assert html.count("<tr data-id=") == 1
    assert "已登记 1 人" in html


def test_many_are_saved_as_one_batch_by_the_one_writer(clerk, project, send, cells):
    status, told = send("internship_placement", *((None, None, row_of(cells, n)) for n in range(3)))
    assert status == 200, told
    batch = ImportBatch.objects.get()
    assert (batch.kind, batch.total) == ("grid", 3)
    assert "没有未登记的" in page(clerk, project)
    assert [line["version"] for line in told["rows"]] == [1, 1, 1]


def test_results_are_entered_for_those_who_were_placed(clerk, project, send, cells):
    send("internship_placement", *((None, None, row_of(cells, n)) for n in (0, 2)))
    html = clerk.get("/forms/internship_result/grid/", {"roll": project}).content.decode()
    begun = "".join(NEW_ROW.findall(html))
    assert re.findall(r"<td>(SX2020001 / [\d-]+)<span", begun) == [
        f"{PROJECT} / 2020010101",
        f"{PROJECT} / 2020010101-2",
    ]
    months = clerk.get("/forms/internship_progress/grid/", {"roll": project}).content.decode()
    assert months.count(f"<td>{PROJECT} / ") == 2


def test_the_grid_offers_the_projects_of_the_year(clerk, project):
    html = clerk.get(GRID).content.decode()
    assert f'<option value="{project}">{PROJECT} ' in html
    assert f'<option value="{project}" selected>' in page(clerk, project)
    assert f'<option value="{project}">' not in clerk.get(GRID, {"year": 2019}).content.decode()
    assert page(clerk, project, year=2019) == 404


def test_who_has_left_is_not_on_the_roll(clerk, project):
    enrolments = registry.get("student_enrolment").model.unscoped
    enrolments.filter(student__number="2020010101-1").update(status="04")
    assert numbers(page(clerk, project)) == ["2020010101", "2020010101-2"]


@pytest.mark.parametrize("named", ["0", "999999", "x", "²"])
def test_a_record_that_is_not_there_is_told(clerk, project, named):
    assert page(clerk, named) == 404
    assert clerk.get("/forms/department/grid/", {"roll": project}).status_code == 404


def test_more_members_than_a_grid_holds_are_not_cut_but_told(clerk, project, monkeypatch):
    monkeypatch.setattr(roll, "MOST_MEMBERS", 3)
    assert len(numbers(page(clerk, project))) == 3
    monkeypatch.setattr(roll, "MOST_MEMBERS", 2)
    refused = clerk.get(GRID, {"roll": project})
    assert refused.status_code == 404
    assert "名单超过 2 人" in refused.content.decode()


def test_nothing_chosen_is_the_ordinary_grid(clerk, project):
    assert "名单上共" not in page(clerk, "")


def test_another_school_s_project_and_students_are_not_there(clerk, tree, project):
    theirs = with_class(tree.sister)
    assert page(clerk, theirs) == 404
    assert "名单上共 3 人" in page(clerk, project)
    assert f'<option value="{theirs}"' not in page(clerk, project)


def test_who_sees_only_own_rows_has_no_others_on_the_roll(tree, project):
    who = person(tree.school, "lan", "school_clerk", row_role="own")
    client = Client()
    client.force_login(who)
    assert page(client, project) == 404
    registry.get("internship_project").model.unscoped.filter(pk=project).update(created_by=who.pk)
    assert "名单上共 0 人" in page(client, project)
    for form in ("student", "student_enrolment"):
        rows = registry.get(form).model.unscoped
        rows.filter(pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:2])).update(
            created_by=who.pk
        )
    assert numbers(page(client, project)) == ["2020010101", "2020010101-1"]


def test_who_may_not_see_the_students_gets_no_roll(tree, project):
    role = Role.objects.create(
        org=tree.school, key="实习员", name="实习员", portal="business", level="school"
    )
    for form in ("internship_placement", "internship_project"):
        for action in ("view", "add", "change"):
            RoleGrant.objects.create(role=role, form=form, action=action)
    who = person(tree.school, "shi", row_role="granted")
    who.roles.set([role])
    client = Client()
    client.force_login(who)
    assert "整班录入" not in client.get(GRID).content.decode()
    assert page(client, project) == 403


def test_what_was_typed_comes_back_on_the_roll_and_giving_it_up_leads_back(clerk, project):
    kept = [{"id": None, "version": None, "cells": {"project": PROJECT, "post": "装配工"}, "base": {}}]
    address = f"/forms/internship_placement/grid/draft/?year=2020&roll={project}"
    clerk.post(address, {"rows": json.dumps(kept)})
    assert "装配工" in page(clerk, project)
    assert clerk.post(address, {"discard": "1"})["Location"].endswith(f"roll={project}")
    assert not Draft.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_class(clerk, tree):
    project = with_class(tree.school, 2)
    page(clerk, project)
    with CaptureQueriesContext(connection) as few:
        page(clerk, project)
    with_class(tree.school, 9)
    with CaptureQueriesContext(connection) as many:
        assert len(numbers(page(clerk, project))) == 9
    assert len(many) == len(few)


def test_every_roll_names_forms_and_items_that_are_there():
    rolls = [form for form in registry.registry().records if form.declaration.roll]
    assert len(rolls) >= 4
    for form in rolls:
        roll = form.declaration.roll
        of, members = (form.registry.by_model(label) for label in (roll.of, roll.members))
        for target, wanted in ((members, roll.each), (of, roll.own)):
            for name, path in wanted.items():
                source = target.columns[path] if path else None
                assert not (source and source.private), f"{form.key}: {path} would be filled in masked"
                assert form.columns[name].target is (source.target if source else target)
