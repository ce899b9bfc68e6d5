"""Fields that no page shows change nothing in a record, whether posted by a form or sent to the API."""

import json
from urllib.parse import urlencode

import pytest

from tests import sample
from tests.security.test_tampering import EVERY, FORM, plain_form, visit
from zhijiao.filing.models import Change
from zhijiao.orgs.models import Org
from zhijiao.selfcheck.walk import rolled_back

GUARDED = ("id", "school_id", "created_by", "created_at", "updated_by", "gaps", "version")


@pytest.fixture
def extra(walker):
    foreign = Org.objects.exclude(pk=walker.ground.school.pk).filter(level="school").first()
    return {
        "school": foreign.pk,
        "school_id": foreign.pk,
        "created_by": 1,
        "created_by_id": 1,
        "updated_by": 1,
        "id": 1,
        "pk": 1,
        "gaps": 99,
        "created_at": "2000-01-01",
        "actor": 1,
        "batch_id": 1,
    }


def named(name):
    return next(each for each in EVERY if each.name == name)


def test_a_page_changes_what_it_shows_and_nothing_else(walker, extra):
    form, clerk = plain_form(), walker.ground.cast.stack
    made = visit(walker, named("filing:edit"), clerk, form)
    record_id = made.chosen["record_id"].value
    before = form.model.unscoped.filter(pk=record_id).values(*GUARDED).get()
    shown = {key: "" if value is None else value for key, value in sample.row(form, 5).items()}
    body = urlencode({**shown, **extra, "version": before["version"]}, doseq=True)
    with rolled_back():
        assert walker.send(made, "POST", data=body.encode(), content_type=FORM).status_code in (302, 303)
        after = form.model.unscoped.filter(pk=record_id).values(*GUARDED).get()
    assert {name for name in GUARDED if before[name] != after[name]} <= {"version", "updated_by", "gaps"}
    assert after["gaps"] != 99


def test_the_api_refuses_items_that_are_none(walker, extra):
    form = plain_form()
    made = visit(walker, named("api:records"), walker.ground.cast.stack, form)
    before = Change.objects.count()
    for name, value in extra.items():
        if name in ("id", "gaps"):
            continue  # a record says them of itself; they are ignored on the way in
        body = json.dumps([{**sample.row(form, 61), name: value}], default=str).encode()
        answer = walker.ask(made, "POST", data=body, content_type="application/json")
        assert answer.status_code == 400, name
        assert [problem["path"] for problem in answer.json()["problems"]] == [f"/0/{name}"]
    assert Change.objects.count() == before
