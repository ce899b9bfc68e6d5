"""Lists, pages and files of every form, as a clerk sees them."""

import io
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import sample
from tests.contract.pages import GOOD, answers, is_nothing_to_export, text_of
from tests.contract.place import OPENED, TRUSTED, is_private, secrets
from zhijiao.filing.models import Change
from zhijiao.filing.records import query
from zhijiao.kit.periods import Period
from zhijiao.private import blind_index

MOST_QUERIES = 14
SIGNED = 1
"""The query that tells whether a year has been signed, on pages of forms of a period."""
STRANGE = ("☃没有", "\x00~'\"%_（x")
WRITTEN_DOWN = 15
"""Queries that count and log the opening of a record of a private form."""


def address(name, *args):
    return reverse(f"filing:{name}", args=args)


def links(form, ids, page):
    """Which of the records the page links to."""
    page = page if isinstance(page, str) else page.content.decode()
    return {pk for pk in ids if f"/forms/{form.key}/{pk}/" in page}


def asked(client, url):
    with CaptureQueriesContext(connection) as seen:
        response = client.get(url)
    assert response.status_code == 200
    return len(seen), [entry["sql"] for entry in seen]


@pytest.mark.once
def test_every_address_answers_and_none_shows_a_private_value(place, clerk, each):
    """A private form opens its record to the clerk here, who has entered the data password; its other pages do not."""
    hidden = secrets(each, len(place.ids.get(each.key, ())))
    for found, response in answers(place, clerk, each, whole=True):
        if is_nothing_to_export(each, place.ids.get(each.key), found, response):
            continue
        if found.method == "get":
            assert response.status_code == 200, found
            text = text_of(found, response)
            assert text, found
            assert "module:" not in text, (found, "shows what only programs know of")
            place.seen[found.url(each, next(iter(place.ids.get(each.key, ())), None))] = text
            if not (is_private(each) and found.name in OPENED):
                assert not [secret for secret in hidden if secret in text], found
        else:
            assert response.status_code in GOOD, (found, response.status_code)


PAGES = {"form": ("list", "view", "new", "edit"), "single": ("list", "view", "edit_single")}


def costs(client, form, record):
    """Number of queries of each page of a form, and what they were; somebody who has just looked at the list."""
    client.get(address("list", form))
    urls = {
        name: address(name, form, *([record] if name in ("view", "edit") else []))
        for name in PAGES[form.catalogue_kind]
    }
    return {name: asked(client, url) for name, url in urls.items()}


@pytest.mark.once
def test_pages_cost_few_queries_and_among_three_records_no_more_than_among_one(place, enter, form, private):
    among = costs(enter("school_clerk", afresh=True), form, place.ids[form.key][0])
    for name, (number, said) in among.items():
        lock = 0 if form.period is Period.STANDING else SIGNED
        assert number <= MOST_QUERIES + lock + (WRITTEN_DOWN if private else 0), (name, said)
    if form.single:
        return
    alone = costs(enter("neighbour", afresh=True), form, place.neighbours[form.key][0])
    assert {name: number for name, (number, _) in among.items()} == {
        name: number for name, (number, _) in alone.items()
    }


def test_the_list_shows_the_school_s_rows_and_no_others(place, read, several):
    page = read(address("list", several))
    assert links(several, place.ids[several.key], page) == set(place.ids[several.key])
    assert not links(several, place.neighbours[several.key], page)


def test_every_column_sorts(place, clerk, several):
    rows = sample.stored(place.school, several)
    for column in several.columns.values():
        if column.order_by:
            for order in ("", "-"):
                asked_for = query.parse_query(several, {"sort": order + column.name})
                assert asked_for.sort == order + column.name
                assert len(asked_for.order(rows).values_list("pk")) == len(place.ids[several.key]), column
    last = next(column for column in reversed(several.listing_columns) if column.order_by)
    page = clerk.get(address("list", several), {"sort": f"-{last.name}"})
    assert page.status_code == 200
    assert 'aria-sort="descending"' in page.content.decode()
    assert links(several, place.ids[several.key], page) == set(place.ids[several.key])


def test_every_condition_finds_what_it_asks_for(place, clerk, several):
    first = place.ids[several.key][0]
    wanted = [column for column in query.condition_columns(several) if not column.private]
    rows = sample.stored(place.school, several)
    ((_, values),) = several.fetch(rows.filter(pk=first), wanted)
    together = {}
    for column, value in zip(wanted, values, strict=True):
        text = condition(column, value)
        if not text:
            continue
        found = query.parse_query(several, {query.FROM + column.name: text}).narrow(rows)
        assert first in found.values_list("pk", flat=True), (column, text)
        asked = query.parse_query(several, {query.FROM + column.name: text})
        assert query.parse_query(several, dict(parse_qsl(asked.string()))).string() == asked.string()
        for strange in STRANGE:
            nothing = query.parse_query(several, {query.FROM + column.name: strange}).narrow(rows)
            assert not nothing.exists(), (column, strange)
        if column in several.filter_columns:
            together[query.FROM + column.name] = text
    page = clerk.get(address("list", several), together)
    assert page.status_code == 200, together
    assert first in links(several, [first], page), together


def condition(column, value):
    """What a clerk would ask for to find the value."""
    seen = column
    while getattr(seen, "seen", None):
        seen = seen.seen
    if seen.ref:
        return value.key if value else ""
    if seen.type == "codes":
        return value.split(",")[0] if value else ""
    if column.filter_kind == "choice":
        return seen.raw(value)
    return seen.text(value)


def test_a_private_value_is_found_only_whole_and_stands_in_no_address(place, client, several):
    """By somebody trusted with private data, who has entered the data password; by nobody else."""
    clerk = sample.unlock(client, place.people["school_clerk" + TRUSTED])
    untrusted = Client()
    untrusted.force_login(place.people["school_clerk"])
    columns = [column for column in query.condition_columns(several) if column.private]
    first = place.ids[several.key][0]
    for column in columns:
        plain = sample.row(several)[column.name]
        if not plain:
            continue
        answer = clerk.post(address("list", several), {query.FROM + column.name: plain})
        assert answer.status_code in (302, 303), column
        assert plain not in answer["Location"]
        assert blind_index.index(column.private, plain) not in answer["Location"]
        assert first in links(several, [first], clerk.get(answer["Location"])), column
        refused = untrusted.post(address("list", several), {query.FROM + column.name: plain}, follow=True)
        assert refused.status_code == 403, column
        part = clerk.post(address("list", several), {query.FROM + column.name: plain[:-2]}, follow=True)
        assert not links(several, place.ids[several.key], part), column


@pytest.mark.once
def test_a_page_shows_every_item(place, read, form):
    page = read(address("view", form, place.ids[form.key][0]))
    for title, columns in form.sections.items():
        assert title in page
        for column in columns:
            assert column.label in page, column


@pytest.mark.once
def test_the_page_for_writing_offers_every_item_with_its_note(place, read, form):
    page = read(address("edit", form, place.ids[form.key][0]))
    for column in form.stored:
        if not column.typed and not column.holds_files:
            assert f'name="{column.name}"' not in page, column
            continue
        assert f'name="{column.name}"' in page or column.name in form.key_columns or column.name == "year", (
            column
        )
        assert column.label in page


def test_saving_a_page_as_it_is_changes_nothing(place, clerk, form):
    pk = place.ids[form.key][0]
    fetched = form.fetch(sample.stored(place.school, form).filter(pk=pk), form.stored)
    posted = {"version": "1"}
    for column, value in zip(form.stored, fetched[0][1], strict=True):
        posted[column.name] = "" if column.private else column.raw(value)
    before = Change.objects.count()
    answer = clerk.post(address("edit", form, pk), posted)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert Change.objects.count() == before


def test_a_new_record_can_be_typed_once(place, clerk, several):
    for target in sample.targets(several):
        sample.fill(place.school, target, first=3)
    number = sample.stored(place.school, several).count()
    posted = typed(several, sample.row(several, 3))
    answer = clerk.post(address("new", several), posted)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert sample.stored(place.school, several).count() == number + 1
    assert clerk.post(address("new", several), posted).status_code == 422
    assert sample.stored(place.school, several).count() == number + 1


def typed(form, cells):
    """Cells as a page posts them: codes of choices, texts of all else."""
    posted = {}
    for column in form.stored:
        cell = cells[column.name]
        if column.type == "codes":
            posted[column.name] = [column.find(word) for word in cell.split("、")] if cell else []
        elif column.code_table and cell:
            posted[column.name] = column.find(cell)
        else:
            posted[column.name] = "" if cell is None else cell
    return posted


@pytest.mark.once
def test_boxes_that_search_find_their_choices(place, clerk, form):
    for column in form.columns.values():
        if not (column.filter_kind == "ref" or column.choices()):
            continue
        answer = clerk.get(address("options", form, column.name))
        assert answer.status_code == 200, column
        assert answer.json()["results"] or column.ref and column.target is form, column
        if column.stored and column.ref and column.target is not form:
            found = clerk.get(
                address("options", form, column.name), {"q": sample.key(column.target, 1)}
            ).json()
            assert found["results"], column
            far = clerk.get(address("options", form, column.name), {"q": sample.key(column.target, 7)}).json()
            assert found != far


def test_a_file_holds_what_the_list_shows(place, clerk, several):
    answer = clerk.get(address("export", several, "xlsx"), {"all": "1"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(
        0
    )
    head, *rows = sheet.to_python()
    assert head == [column.label for column in several.columns.values()]
    assert len(rows) == len(place.ids[several.key])
    text = b"".join(clerk.get(address("export", several, "csv"), {"all": "1"}).streaming_content).decode(
        "utf-8-sig"
    )
    assert len(text.strip().splitlines()) >= 1 + len(rows)
    one = clerk.post(address("export", several, "csv"), {"id": place.ids[several.key][:1]})
    assert len(b"".join(one.streaming_content).decode().strip().splitlines()) == 2


@pytest.mark.once
def test_history_tells_who_entered_it(place, read, form):
    page = read(address("history", form, place.ids[form.key][0]))
    assert "新增" in page
    assert "系统" in page


def test_rows_of_a_summary_open_to_their_records(place, clerk, each):
    if not each.is_summary:
        pytest.skip("holds records")
    answer = clerk.get(address("list", each))
    assert each.definition in answer.content.decode()
    rows = clerk.get(reverse("api:records", args=[each])).json()["items"]
    for row in rows:
        assert row["origins"]
        for origin in row["origins"]:
            assert clerk.get(address("view", origin["form"], origin["id"])).status_code == 200
