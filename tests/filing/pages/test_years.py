"""The year of a record: it comes from the year switch, and is changed on a page of its own."""

import json
import re

import pytest

from tests.accounts.places import person
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Change, Draft, FilingCount, ImportBatch
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db
PAGE, ROWS = "premises", "student_aid"
"""A form that is one page a year, and one with rows of a term."""


def stored(form: str, record_id: int):
    return registry.get(form).model.unscoped.get(pk=record_id)


def boxes(page: str) -> dict[str, str]:
    """What the form of a page would post of itself."""
    form = page[page.index('id="record-form"') :]
    return dict(re.findall(r'<input type="hidden" name="(record|version)" value="(\d*)">', form))


def action(page: str) -> str:
    """Where it would be posted to."""
    return re.search(r'id="record-form" action="([^"]+)"', page)[1].replace("&amp;", "&")


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def record(three):
    """The page of 2020."""
    return stored(PAGE, three.ids[PAGE][0])


@pytest.fixture
def move(clerk, record):
    """Confirm the move of that page."""

    def confirm(to, version=None, record_id=record.pk):
        posted = {"to": to, "version": stored(PAGE, record_id).version if version is None else version}
        return clerk.post(f"/forms/{PAGE}/{record_id}/year/", posted)

    return confirm


@pytest.mark.parametrize("form", [PAGE, ROWS])
def test_the_year_is_no_item_of_a_page(clerk, three, form):
    page = text(clerk.get(f"/forms/{form}/{three.ids[form][0]}/edit/"))
    assert 'name="year"' not in page
    assert "2020学年" in page


def test_a_posted_year_does_not_move_a_record(clerk, record):
    page = text(clerk.get(f"/forms/{PAGE}/edit/"))
    done = clerk.post(action(page), {**boxes(page), "year": "2021", "remarks": "补记"})
    assert done.status_code == 302, text(done)
    assert stored(PAGE, record.pk).year == 2020


def test_what_was_opened_in_one_year_is_saved_in_it_although_another_was_chosen_since(clerk, record):
    page = text(clerk.get(f"/forms/{PAGE}/edit/?year=2021"))
    clerk.get("/year/2022/")
    area = {
        c.name: str(c.example)
        for c in registry.get(PAGE).stored
        if c.name != "year" and c.example is not None
    }
    done = clerk.post(action(page), {**boxes(page), **area})
    assert (done.status_code, done.headers["Location"]) == (302, f"/forms/{PAGE}/?year=2021")
    years = registry.get(PAGE).model.unscoped.order_by("year").values_list("year", flat=True)
    assert list(years) == [2020, 2021]


def test_a_draft_stays_in_the_year_of_its_page(clerk, record):
    page = text(clerk.get(f"/forms/{PAGE}/edit/?year=2021"))
    clerk.get("/year/2022/")
    clerk.post(re.search(r'data-draft="([^"]+)"', page)[1], {"record": "", "remarks": "未完"})
    assert Draft.objects.get().slot == "2021"
    assert "的草稿" in text(clerk.get(f"/forms/{PAGE}/edit/?year=2021"))


def test_rows_of_the_grid_stay_in_the_year_of_the_grid(clerk, three):
    page = text(clerk.get(f"/forms/{ROWS}/grid/"))
    clerk.get("/year/2022/")
    saving = re.search(r'data-save="([^"]+)"', page)[1].replace("&amp;", "&")
    row = stored(ROWS, three.ids[ROWS][0])
    sent = {"rows": [{"id": row.pk, "version": row.version, "cells": {"year": "2022"}}]}
    assert clerk.post(saving, json.dumps(sent), content_type="application/json").status_code == 400
    form = registry.get(ROWS)
    cells = {c.name: str(c.example or "") for c in form.stored if c.name != "year"}
    new = {"id": None, "version": None, "cells": cells | {"term": "2"}}
    done = clerk.post(saving, json.dumps({"rows": [new]}), content_type="application/json")
    assert done.status_code == 200, text(done)
    assert stored(ROWS, done.json()["rows"][0]["id"]).year == 2020


def test_the_page_of_a_record_is_about_its_own_year(clerk, three):
    clerk.get("/year/2022/")
    page = text(clerk.get(f"/forms/{ROWS}/{three.ids[ROWS][0]}/edit/"))
    assert "2020学年" in page[page.index("page-head") :][:1500]
    assert "year=2020" in action(page)


def test_moving_is_shown_first_and_changes_nothing(clerk, record):
    page = text(clerk.get(f"/forms/{PAGE}/{record.pk}/year/?to=2021"))
    assert "从2020学年移到2021学年" in page
    assert "移到2021学年</button>" in page
    assert stored(PAGE, record.pk).year == 2020


def test_a_record_is_moved_logged_and_moved_back(clerk, record, move):
    counted = FilingCount.objects.filter(form=PAGE)
    done = move(2021)
    assert (done.status_code, done.headers["Location"]) == (302, f"/forms/{PAGE}/?year=2021")
    assert stored(PAGE, record.pk).year == 2021
    assert dict(counted.values_list("year", "rows")) == {2020: 0, 2021: 1}
    assert Change.objects.filter(form=PAGE, record_id=record.pk).latest("pk").diff == {"year": [2020, 2021]}
    entry = Entry.objects.get(event="year_move")
    assert entry.detail["changed"] == {"学年": ["2020学年", "2021学年"]}
    batch = ImportBatch.objects.get(kind="move")
    assert f"/forms/{PAGE}/batches/{batch.pk}/undo/" in text(clerk.get(done.headers["Location"]))
    assert clerk.post(f"/forms/{PAGE}/batches/{batch.pk}/undo/").status_code == 302
    assert stored(PAGE, record.pk).year == 2020
    assert dict(counted.values_list("year", "rows")) == {2020: 1, 2021: 0}


def test_what_is_being_typed_goes_along(clerk, record, move):
    page = text(clerk.get(f"/forms/{PAGE}/edit/"))
    draft = re.search(r'data-draft="([^"]+)"', page)[1]
    clerk.post(draft, {**boxes(page), "remarks": "没写完的话"})
    move(2021)
    assert "没写完的话" in text(clerk.get(f"/forms/{PAGE}/edit/?year=2021"))


def test_a_year_that_has_the_page_already_is_not_overwritten(clerk, three, record, move):
    fresh = record.__class__(**{f.attname: getattr(record, f.attname) for f in record._meta.fields})
    fresh.pk, fresh.year = None, 2021
    fresh.save()
    for refused in (clerk.get(f"/forms/{PAGE}/{record.pk}/year/?to=2021"), move(2021)):
        assert "2021学年已有" in text(refused)
        assert "移到2021学年</button>" not in text(refused)
    assert stored(PAGE, record.pk).year == 2020


def test_a_move_meets_a_change_made_since(clerk, record, move):
    registry.get(PAGE).model.unscoped.filter(pk=record.pk).update(version=record.version + 1)
    stale = move(2021, version=record.version)
    assert stale.status_code == 409
    assert "刚被他人修改" in text(stale)
    assert stored(PAGE, record.pk).year == 2020


def test_a_move_without_the_version_of_its_page_is_asked_again(clerk, record, move):
    answer = move(2021, version="")
    assert answer.status_code == 409
    assert "没有收到打开页面时的版本号" in text(answer)
    assert stored(PAGE, record.pk).year == 2020


@pytest.mark.parametrize("to", ["", "2020", "x", "1200", "99999999999999"])
def test_no_year_is_asked_for_again(move, record, to):
    answer = move(to)
    assert answer.status_code == 422
    assert "请选择另一个年份" in text(answer)
    assert stored(PAGE, record.pk).year == 2020


def test_only_who_may_change_the_form_moves_its_records(client, clerk, tree, record, three):
    address = f"/forms/{PAGE}/{record.pk}/year/"
    assert f'href="{address}"' in text(clerk.get(f"/forms/{PAGE}/"))
    assert clerk.get(f"/forms/department/{three.ids['department'][0]}/year/").status_code == 404
    client.force_login(person(tree.school, "look", "school_principal"))
    assert f'href="{address}"' not in text(client.get(f"/forms/{PAGE}/"))
    assert client.post(address, {"to": 2021, "version": record.version}).status_code == 403
    client.force_login(person(tree.sister, "tan", "school_clerk"))
    assert client.post(address, {"to": 2021, "version": record.version}).status_code == 404
    assert stored(PAGE, record.pk).year == 2020


def offered(page: str) -> set[int]:
    return {int(year) for year in re.findall(r'href="/year/(\d+)/', page)}


def test_the_year_menu_offers_every_year_that_has_records(clerk, tree, record, move):
    before = offered(text(clerk.get("/")))
    assert 2012 not in before
    assert {2020, 2021} <= before
    move(2012)
    assert offered(text(clerk.get("/"))) == before | {2012}
    assert clerk.get("/year/2012/").status_code == 302
    assert text(clerk.get("/forms/premises/")).count("2012学年") > 1
    clerk.force_login(person(tree.sister, "tan", "school_clerk"))
    assert 2012 not in offered(text(clerk.get("/")))
