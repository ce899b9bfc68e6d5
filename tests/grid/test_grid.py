"""Saving rows of the grid: all at once or not at all, through the one validator and writer."""

import pytest

from tests import sample
from tests.accounts.places import person
from tests.deleting import delete
from tests.filing.pages.world import fill, readable
from zhijiao.filing.models import Change, Draft, FilingCount, ImportBatch
from zhijiao.filing.pages.grid_lines import cell_text
from zhijiao.filing.schema import registry
from zhijiao.private.cipher import for_school
from zhijiao.private.masks import mask

ID_NUMBER = "45010319901105002X"
MASKED = mask("id", ID_NUMBER)


def test_the_page_shows_rows_and_empty_ones(clerk, world):
    html = clerk.get("/forms/teacher/grid/").content.decode()
    assert 'role="grid"' in html
    assert html.count("<tr data-id=") == 3
    assert 'data-name="number"' in html
    assert ID_NUMBER not in html
    assert MASKED in html


def test_the_page_keeps_to_the_list_s_conditions(clerk, world):
    html = clerk.get("/forms/department/grid/?f_number=03-1").content.decode()
    assert html.count("<tr data-id=") == 1
    assert "只显示符合查询条件的 1 条" in html


def test_rows_are_added_and_changed_at_once(send, world, cells, row):
    first = world.ids["department"][0]
    status, told = send(
        "department",
        (first, 1, {"name": "信息工程部", "kind": "行政机构", "is_entity": "否"}),
        (None, None, cells("department", number="77", name="新设部", campus="01")),
    )
    assert status == 200, told
    assert row("department", first).name == "信息工程部"
    assert row("department", first).version == 2
    new = registry.get("department").model.unscoped.get(number="77")
    assert [line["id"] for line in told["rows"]] == [first, new.pk]
    assert told["rows"][0]["cells"]["kind"] == "行政机构"
    assert told["rows"][1]["version"] == 1
    assert told["rows"][1]["hints"]["campus"]
    assert FilingCount.objects.get(form="department").rows == len(world.ids["department"]) + 1
    batch = ImportBatch.objects.get()
    assert (batch.kind, batch.total, batch.state) == ("grid", 2, "done")
    assert set(Change.objects.filter(batch_id=batch.pk).values_list("record_id", flat=True)) == {
        first,
        new.pk,
    }


def test_every_problem_is_told_at_once_and_nothing_is_written(send, world, cells, row):
    first, second, _ = world.ids["department"]
    status, told = send(
        "department",
        (first, 1, {"name": "改了名"}),
        (second, 1, {"name": "", "kind": "不存在的类别", "campus": "99"}),
        (None, None, {"number": "03"}),
    )
    assert status == 422
    found = {(problem["row"], problem["column"]) for problem in told["problems"]}
    assert found >= {(1, "name"), (1, "kind"), (1, "campus"), (2, "name"), (2, "number"), (2, "kind")}
    assert all(problem["message"] and problem["label"] for problem in told["problems"])
    assert row("department", first).name != "改了名"
    assert not ImportBatch.objects.exists()


def test_untouched_private_cells_are_kept_and_come_back_masked(send, world, row):
    teacher = world.ids["teacher"][0]
    before = row("teacher", teacher)
    status, told = send("teacher", (teacher, 1, {"name": "谭红霞霞"}))
    assert status == 200, told
    after = row("teacher", teacher)
    assert after.id_number_blind == before.id_number_blind
    assert told["rows"][0]["cells"]["id_number"] == MASKED


@pytest.mark.parametrize(
    "text",
    [f"450{'*' * 11}{ID_NUMBER[-4:]}", "4501＊＊＊＊＊＊＊＊＊＊＊＊＊＊", "＊＊＊＊＊＊", f"{MASKED[:-1]}X"],
)
def test_a_mask_that_is_not_the_present_one_is_never_taken_as_a_value(send, world, row, text):
    """Neither that of a former release, which showed more and would answer a guess, nor one in wide characters."""
    teacher = world.ids["teacher"][0]
    before = row("teacher", teacher)
    for column in registry.get("teacher").private_columns:
        if column.holds_files:
            continue
        status, told = send("teacher", (teacher, 1, {column.name: text}))
        assert status == 422, (column, told)
        assert [problem["column"] for problem in told["problems"]] == [column.name]
    assert row("teacher", teacher).version == before.version


def test_a_private_cell_can_be_sent_back_masked_beside_new_rows(send, world, row):
    """The grid sends touched cells only; another row may touch a private column that this one leaves."""
    first, second, _ = world.ids["teacher"]
    before = row("teacher", first).id_number_blind
    status, told = send("teacher", (first, 1, {"name": "甲乙"}), (second, 1, {"id_number": "450***9"}))
    assert status == 422
    assert [(p["row"], p["column"]) for p in told["problems"]] == [(1, "id_number")]
    assert row("teacher", first).id_number_blind == before


def test_a_row_changed_by_somebody_else_is_named_with_its_values(send, world, row, colleague):
    first, second, _ = world.ids["department"]
    assert send("department", (first, 1, {"name": "同事改的"}), client=colleague)[0] == 200
    status, told = send("department", (second, 1, {"name": "我改的乙"}), (first, 1, {"name": "我改的甲"}))
    assert status == 409
    (stale,) = told["stale"]
    assert stale["row"] == 1
    assert stale["who"] == "谭红霞"
    assert stale["now"]["version"] == 2
    assert stale["now"]["cells"]["name"] == "同事改的"
    assert row("department", second).name != "我改的乙"
    assert send("department", (second, 1, {"name": "我改的乙"}), (first, 2, {"name": "我改的甲"}))[0] == 200
    assert row("department", first).name == "我改的甲"


def test_a_row_deleted_by_somebody_else_is_told_as_gone(send, world, colleague):
    third = world.ids["enterprise"][2]
    delete(colleague, "enterprise", third)
    status, told = send("enterprise", (third, 1, {"name": "还想改"}))
    assert status == 409
    assert told["stale"][0]["now"] is None
    assert told["stale"][0]["who"] == "谭红霞"


def test_another_school_s_record_does_not_exist(send, world, tree, row):

    theirs = fill(tree.sister).ids["department"][0]
    status, _ = send("department", (theirs, 1, {"name": "越界"}))
    assert status == 404
    assert row("department", theirs).name != "越界"


@pytest.mark.parametrize("role", ["school_supervisor", "data_reviewer"])
def test_without_the_right_nothing_is_shown_or_saved(tree, world, client, send, role):
    client.force_login(person(tree.school, "kan", role))
    assert client.get("/forms/department/grid/").status_code == 403
    assert send("department", (world.ids["department"][0], 1, {"name": "无权"}), client=client)[0] == 403


def test_the_province_looks_on(tree, world, client):
    client.force_login(person(tree.province, "sheng", "province_admin"))
    assert client.get(f"/forms/department/grid/?school={tree.school.pk}").status_code in (302, 403)


@pytest.mark.parametrize(
    "body",
    ["", "[]", '{"rows": []}', '{"rows": [{"id": null, "version": null, "cells": {"nothing": "1"}}]}',
     '{"rows": [{"id": 1, "version": null, "cells": {"name": "x"}}]}',
     '{"rows": [{"id": true, "version": 1, "cells": {"name": "x"}}]}',
     '{"rows": [{"id": 1, "version": 1, "cells": {"name": 5}}]}',
     '{"rows": [{"id": 1, "version": 1, "cells": {"name": "x"}}, {"id": 1, "version": 1, "cells": {"name": "y"}}]}',
     '{"rows": [{"id": 99999999999999999999, "version": 1, "cells": {"name": "x"}}]}',
     '{"rows": [{"id": {}, "version": 1, "cells": {"name": "x"}}]}', '{"rows": 5}', '{"rows": [5]}'],
)  # fmt: skip
def test_what_the_grid_would_not_send_is_refused(clerk, world, body):
    answer = clerk.post("/forms/department/grid/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["text"]


def test_at_most_five_hundred_rows(send, world, cells):
    status, told = send("department", *((None, None, {"number": str(n)}) for n in range(501)))
    assert status == 400
    assert "500" in told["text"]


def test_the_year_of_a_term_form_is_the_selected_one(clerk, send, world, cells):
    html = clerk.get("/forms/student_aid/grid/").content.decode()
    assert 'data-name="year"' not in html
    assert 'data-name="term"' in html
    status, told = send("student_aid", (None, None, cells("student_aid", term="第二学期（春）")))
    assert status == 200, told
    record = registry.get("student_aid").model.unscoped.get(pk=told["rows"][0]["id"])
    assert (record.year, record.term) == (2020, "2")


def test_a_form_of_one_page_has_no_grid(clerk, world):
    assert clerk.get("/forms/school_profile/grid/").status_code == 404


def test_every_form_s_rows_read_back_as_they_are(send, tree):
    """The texts of the grid, sent back untouched, are no change: of every form with a list."""
    ids = sample.fill_all(tree.school)
    for form in readable():
        if not form.takes_rows:
            continue
        record = form.model.unscoped.get(pk=ids[form.key][0])
        status, told = send(form.key, (record.pk, 1, _texts(form, record)))
        assert status == 200, (form.key, told)
        assert told["text"].endswith("没有需要保存的改动"), (form.key, told)


def _texts(form, record):
    columns = [column for column in form.stored if column.typed and column.name != "year"]
    ((_, values),) = form.fetch(form.model.unscoped.filter(pk=record.pk), columns)
    decrypt = for_school(record.school_id).decrypt
    return {
        column.name: cell_text(column, decrypt(value) if column.private and value else value)
        for column, value in zip(columns, values, strict=True)
    }


# Drafts --------------------------------------------------------------------------------------------------------------


def test_a_draft_comes_back_and_goes_with_the_save(clerk, send, world):
    first = world.ids["department"][0]
    rows = f'[{{"id": {first}, "version": 1, "cells": {{"name": "没存的名字"}}, "base": {{"name": "电子信息部"}}}}]'
    assert clerk.post("/forms/department/grid/draft/", {"rows": rows}).json()["kept"]
    assert "没存的名字" not in Draft.objects.get().content
    page = clerk.get("/forms/department/grid/?f_number=03-1").content.decode()
    assert "没存的名字" in page
    assert page.count("<tr data-id=") == 2
    assert "没存的名字" not in clerk.get("/forms/department/new/").content.decode()
    assert send("department", (first, 1, {"name": "存了的名字"}))[0] == 200
    assert not Draft.objects.exists()


BROKEN = ["", "5", "[5]", '[{"id": 1}]', '[{"id": "x", "version": 1, "cells": {}, "base": {}}]']


@pytest.mark.parametrize("rows", BROKEN)
def test_a_broken_draft_is_refused(clerk, world, rows):
    assert clerk.post("/forms/department/grid/draft/", {"rows": rows}).status_code == 400


def test_an_emptied_draft_is_forgotten(clerk, world):
    row = '[{"id": null, "version": null, "cells": {"name": "x"}, "base": {"name": ""}}]'
    clerk.post("/forms/department/grid/draft/", {"rows": row})
    clerk.post("/forms/department/grid/draft/", {"rows": "[]"})
    assert not Draft.objects.exists()
    clerk.post("/forms/department/grid/draft/", {"rows": row})
    assert clerk.post("/forms/department/grid/draft/", {"discard": "1"}).status_code == 302
    assert not Draft.objects.exists()
