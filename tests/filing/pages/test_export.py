"""Lists on their way out: what is shown is what is written, and nothing of it computes."""

import csv
import io
import re
from urllib.parse import unquote

import openpyxl
import pytest

from tests.filing.pages.world import lead_classes
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.frame import SAME
from zhijiao.identity.actor import Actor
from zhijiao.workbooks.writing import harmless

EVIL = ["=1+1", "+86", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")']


def workbook(answer) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def table(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_what_is_exported_reads_back_as_no_change(clerk, tree, three):
    for key, ids in three.ids.items():
        form = registry.get(key)
        head, first, *_ = workbook(clerk.get(f"/forms/{key}/export/xlsx/?all=1"))
        assert head == [column.label for column in form.columns.values()]
        cells = {name: [first[place]] for place, name in enumerate(form.columns)}
        frame = validate(form, tree.school, {c.name: cells[c.name] for c in form.stored})
        assert (frame.ids, frame.status) == (ids[:1], [SAME]), (key, list(map(str, frame.problems)))


def test_both_formats_hold_the_same(clerk, three):
    for key in three.ids:
        book, lines = (
            workbook(clerk.get(f"/forms/{key}/export/xlsx/")),
            table(clerk.get(f"/forms/{key}/export/csv/")),
        )
        assert len(book) == len(lines) == len(three.ids[key]) + 1
        for row, line in zip(book, lines, strict=True):
            for value, text in zip(row, line, strict=True):
                written = "" if value is None else str(value)
                assert written == text.removeprefix("'") or float(written) == float(text), key


def test_the_query_shown_is_what_is_exported(clerk, three):
    clerk.post("/forms/teacher/columns/", {"column": ["name", "number"]})
    assert table(clerk.get("/forms/teacher/export/csv/?sort=-number")) == [
        ["姓名", "工号"], ["谭红霞", "js002-2"], ["谭红霞", "js002-1"], ["谭红霞", "js002"],
    ]  # fmt: skip
    assert len(table(clerk.get("/forms/teacher/export/csv/?f_number=2-1"))) == 2
    chosen = clerk.post("/forms/teacher/export/csv/", {"id": three.ids["teacher"][:2]})
    assert [row[1] for row in table(chosen)] == ["工号", "js002", "js002-1"]


@pytest.mark.parametrize("text", EVIL)
def test_text_that_looks_like_a_formula_stays_text(clerk, three, text):
    registry.get("teacher").model.unscoped.filter(pk=three.ids["teacher"][0]).update(name=text)
    column = registry.get("teacher").columns["name"].label
    lines = table(clerk.get("/forms/teacher/export/csv/"))
    assert lines[1][lines[0].index(column)] == "'" + text
    answer = clerk.get("/forms/teacher/export/xlsx/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    cell = next(cell for cell in sheet[2] if cell.value == text)
    assert cell.data_type == "s"


def test_numbers_stay_numbers():
    assert [harmless(text) for text in ("-", "a=1", "\t=1", "1")] == ["'-", "a=1", "'\t=1", "1"]


def test_a_negative_number_is_not_quoted(clerk, three):
    form = registry.get("school_class")
    column = next(c for c in form.stored if c.align_right and c.name not in ("year", *form.declaration.key))
    form.model.unscoped.filter(pk=three.ids[form.key][0]).update(**{column.name: -5})
    lines = table(clerk.get(f"/forms/{form.key}/export/csv/?all=1"))
    assert "-5" in [line[lines[0].index(column.label)] for line in lines]


def test_the_file_is_named_in_chinese_without_what_was_asked_for(clerk, three):
    for fmt in ("xlsx", "csv"):
        answer = clerk.get(f"/forms/teacher/export/{fmt}/?f_name=谭")
        name = unquote(re.search("filename\\*=utf-8''(.+)", answer["Content-Disposition"])[1])
        assert re.fullmatch(rf"教师基本信息_云州市工业学校_\d{{8}}\.{fmt}", name)


def test_rows_are_sent_as_they_are_fetched(clerk, tree, three):
    form = registry.get("department")
    first = form.model.unscoped.get(pk=three.ids["department"][0])
    copies = []
    for number in range(3000):
        fields = {
            f.attname: getattr(first, f.attname) for f in form.model._meta.concrete_fields if f.name != "id"
        }
        copies.append(form.model(**fields | {"number": f"x{number}"}))
    form.model.unscoped.bulk_create(copies)
    answer = clerk.get("/forms/department/export/csv/")
    assert answer.streaming
    blocks = list(answer.streaming_content)
    assert len(blocks) > 6
    assert max(map(len, blocks)) < 200_000
    assert b"".join(blocks).count(b"\n") == 3004


def test_summaries_go_out_too(clerk, three):
    lead_classes(three)
    head, *rows = table(clerk.get("/forms/head_teacher/export/csv/"))
    assert (head[0], len(rows)) == ("工号", 3)
    assert Actor.system(three.school).is_school


@pytest.mark.parametrize("prepare", [False, True])
def test_nothing_to_export_is_told_in_place_of_an_empty_file(clerk, three, prepare):
    address = "/forms/teacher/export/xlsx/?f_number=nobody"
    posted = {"prepare": "1"} if prepare else {}
    headers = {"HX-Request": "true"} if prepare else {}
    answer = clerk.post(address, posted, headers=headers) if prepare else clerk.get(address)
    there = answer.headers["HX-Redirect" if prepare else "Location"]
    assert there.split("?") == ["/forms/teacher/", "f_number=nobody"]
    said = clerk.get(there).content.decode()
    assert "没有可以导出的内容，没有符合查询条件的记录" in said
    none = clerk.post("/forms/teacher/export/csv/", {"id": ["987654321"]}, follow=True)
    assert "没有选中记录，或选中的记录已不存在" in none.content.decode()
