"""Many rows of the grid: lines asked for after the page, rows checked without being written."""

import json

import pytest
from django.test import Client

from tests.accounts.places import person
from tests.filing.pages.world import fill
from zhijiao.filing.models import Draft, ImportBatch
from zhijiao.filing.pages import grid
from zhijiao.filing.schema import registry
from zhijiao.private.masks import mask

ID_NUMBER = "45010319901105002X"


@pytest.fixture
def ask(clerk):
    """Post JSON to one of the grid's addresses: status and content."""

    def post(key, page, content, client=clerk):
        address = f"/forms/{key}/grid/{page}/"
        answer = client.post(address, json.dumps(content), content_type="application/json")
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else {}

    return post


def test_the_page_draws_the_first_lines_and_names_the_others(clerk, world, monkeypatch):
    monkeypatch.setattr(grid, "DRAWN", 2)
    html = clerk.get("/forms/department/grid/").content.decode()
    ids = world.ids["department"]
    assert html.count("<tr data-id=") == 2
    assert f'data-rest="[{ids[2]}]" data-empties="10"' in html
    assert html.count("<tr>") == 1  # the headings: empty rows come after all lines


def test_lines_come_in_the_order_asked_for_and_masked(ask, world):
    ids = world.ids["teacher"]
    status, told = ask("teacher", "rows", {"ids": [ids[2], ids[0]]})
    assert (status, [line["id"] for line in told["rows"]]) == (200, [ids[2], ids[0]])
    assert told["rows"][1]["version"] == 1
    assert told["rows"][1]["cells"]["id_number"] == mask("id", ID_NUMBER)
    assert ID_NUMBER not in json.dumps(told)


def test_nobody_is_given_lines_he_may_not_change(ask, world, tree, clerk):
    ids = world.ids["department"]
    theirs = fill(tree.sister).ids["department"]
    assert ask("department", "rows", {"ids": [*theirs, ids[1]]})[1]["rows"][0]["id"] == ids[1]
    assert len(ask("department", "rows", {"ids": [*theirs, ids[1]]})[1]["rows"]) == 1
    own = Client()
    who = person(tree.school, "lan", "school_clerk", row_role="own")
    own.force_login(who)
    registry.get("department").model.unscoped.filter(pk=ids[2]).update(created_by=who.pk)
    assert [line["id"] for line in ask("department", "rows", {"ids": ids}, client=own)[1]["rows"]] == [ids[2]]
    reader = Client()
    reader.force_login(person(tree.school, "kan", "school_supervisor"))
    assert ask("department", "rows", {"ids": ids}, client=reader)[0] == 403
    assert ask("department", "check", {"rows": []}, client=reader)[0] == 403


@pytest.mark.parametrize("content", [{}, {"ids": []}, {"ids": ["1"]}, {"ids": [True]}, {"ids": [0]}, [], {"ids": 5},
                                     {"ids": list(range(1, 502))}])  # fmt: skip
def test_what_the_grid_would_not_ask_for_is_refused(ask, world, content):
    status, told = ask("department", "rows", content)
    assert (status, bool(told["text"])) == (400, True)


def test_a_check_tells_every_problem_and_writes_nothing(ask, world, row):
    first, second, _ = world.ids["department"]
    rows = [
        {"id": first, "version": 1, "cells": {"name": "改了名"}},
        {"id": second, "version": 1, "cells": {"kind": "不存在的类别"}},
    ]
    status, told = ask("department", "check", {"rows": rows})
    assert (status, [(p["row"], p["column"]) for p in told["problems"]]) == (200, [(1, "kind")])
    assert ask("department", "check", {"rows": rows[:1]}) == (200, {"problems": []})
    assert row("department", first).version == 1
    assert not ImportBatch.objects.exists()


def test_a_check_knows_what_a_colleague_changed_and_keeps_the_draft(ask, send, world, clerk, colleague):
    first = world.ids["department"][0]
    kept = [{"id": first, "version": 1, "cells": {"name": "还没存"}, "base": {"name": "旧"}}]
    clerk.post("/forms/department/grid/draft/", {"rows": json.dumps(kept)})
    assert send("department", (first, 1, {"name": "同事改的"}), client=colleague)[0] == 200
    status, told = ask(
        "department", "check", {"rows": [{"id": first, "version": 1, "cells": {"name": "我的"}}]}
    )
    assert (status, told["stale"][0]["who"]) == (409, "谭红霞")
    assert Draft.objects.count() == 1


def test_a_form_of_one_page_has_neither(ask, world):
    assert ask("school_profile", "rows", {"ids": [1]})[0] == 404
    assert ask("school_profile", "check", {"rows": []})[0] == 404


def test_lines_of_a_draft_beyond_the_first_are_asked_for_as_well(clerk, world, monkeypatch):
    monkeypatch.setattr(grid, "DRAWN", 1)
    ids = world.ids["department"]
    rows = [
        {"id": i, "version": 1, "cells": {"name": "没存"}, "base": {"name": "x"}} for i in (ids[0], ids[2])
    ]
    clerk.post("/forms/department/grid/draft/", {"rows": json.dumps(rows)})
    html = clerk.get("/forms/department/grid/?f_number=03-1").content.decode()
    assert f'data-rest="[{ids[2]}]"' in html
    assert html.count("<tr data-id=") == 2
