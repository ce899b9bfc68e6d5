"""The marked workbook is the uploaded one with marks, and nothing else changed."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.intake.sheets import book, column_of, edited, plain, rows_of, sheet_xml, teacher
from tests.intake.test_what_a_person_sees import from_file, messages
from zhijiao.filing.models import ImportBatch
from zhijiao.intake import error_workbook
from zhijiao.intake.workbook import LIST_SHEET


def marked(office, batch):
    out = BytesIO()
    error_workbook.write(out, office.admin, ImportBatch.objects.get(pk=batch.pk))
    return out.getvalue()


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_only_marks_are_added_to_a_template(office):
    data = book("teacher", teacher(1, sex="妇"), teacher(2, name=None))
    batch = office.upload("teacher", data)
    given, back = parts(data), parts(marked(office, batch))
    changed = {name for name in given if given[name] != back.pop(name)}
    assert changed == {
        "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }  # fmt: skip
    assert set(back) == {
        "xl/comments_marks1.xml", "xl/drawings/vmlDrawing_marks1.vml", "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/marks1.xml",
    }  # fmt: skip


def test_drop_downs_tables_widths_and_the_mark_stay(office):
    data = book("teacher", teacher(1, sex="妇"))
    batch = office.upload("teacher", data)
    before, after = (openpyxl.load_workbook(BytesIO(file)) for file in (data, marked(office, batch)))
    assert after.sheetnames == [*before.sheetnames, LIST_SHEET]
    assert after["模板标记"].sheet_state == "veryHidden"
    old, new = before["Sheet1"], after["Sheet1"]
    assert new.freeze_panes == old.freeze_panes
    assert {k: v.width for k, v in new.column_dimensions.items()} == {
        k: v.width for k, v in old.column_dimensions.items()
    }
    rules = [
        [(str(r.sqref), r.formula1) for r in page.data_validations.dataValidation] for page in (old, new)
    ]
    assert rules[0] == rules[1]
    assert [[c.value for c in row] for row in new.rows] == [[c.value for c in row] for row in old.rows]
    assert [[c.value for c in row] for row in after["代码表"].rows] == [
        [c.value for c in row] for row in before["代码表"].rows
    ]


def test_a_marked_cell_keeps_its_look_and_an_empty_one_is_marked_too(office):
    def bold(page):
        page.cell(2, column_of("sex")).font = Font(bold=True)

    batch = office.upload("teacher", plain(*rows_of(teacher(1, sex="妇", name=None)), change=bold))
    page = openpyxl.load_workbook(BytesIO(marked(office, batch)))["Sheet1"]
    sex, name = page.cell(2, column_of("sex")), page.cell(2, column_of("name"))
    assert (sex.fill.fgColor.rgb, sex.font.bold, sex.value) == ("FFFDE0E0", True, "妇")
    assert (name.fill.fgColor.rgb, name.value, name.comment.text) == ("FFFDE0E0", None, "请填写姓名")


def test_a_mended_cell_loses_its_mark(office):
    batch = office.upload("teacher", book("teacher", teacher(1, sex="妇", ethnic_group="状族")))

    def mend(page):
        page.cell(2, column_of("sex")).value = "女"

    again = office.upload("teacher", edited(marked(office, batch), mend))
    made = openpyxl.load_workbook(BytesIO(marked(office, again)))
    sex, group = (made["Sheet1"].cell(2, column_of(name)) for name in ("sex", "ethnic_group"))
    assert (sex.fill.fill_type, sex.comment) == (None, None)
    assert (group.fill.fgColor.rgb, "不在代码表" in group.comment.text) == ("FFFDE0E0", True)
    assert [row[2].value for row in made[LIST_SHEET].iter_rows(min_row=2)] == ["民族"]
    assert made.sheetnames.count(LIST_SHEET) == 1


def test_comments_of_others_stay(office):
    def remark(page):
        page.cell(2, 1).comment = Comment("问人事处", "张三")

    batch = office.upload("teacher", plain(*rows_of(teacher(1, sex="妇")), change=remark))
    page = openpyxl.load_workbook(BytesIO(marked(office, batch)))["Sheet1"]
    assert page.cell(2, 1).comment.text == "问人事处"
    assert "不在代码表" in page.cell(2, column_of("sex")).comment.text


@pytest.mark.parametrize(
    "spelling",
    [lambda xml: xml.replace(b"<row r=", b"<!-- > --><row r="), lambda xml: xml.replace(b'"', b"'")],
)
def test_other_spellings_are_marked_too(office, spelling):
    batch = office.upload("teacher", sheet_xml(plain(*rows_of(teacher(1, sex="妇"))), spelling))
    page = openpyxl.load_workbook(BytesIO(marked(office, batch)))["Sheet1"]
    assert page.cell(2, column_of("sex")).fill.fgColor.rgb == "FFFDE0E0"


def test_a_marked_workbook_that_comes_back_as_it_went_has_the_same_errors(office):
    batch = from_file(office, "f10c-marked-workbook-drops-errors")
    before = messages()
    again = office.upload("teacher", marked(office, batch))
    assert (again.pk == batch.pk, again.wrong, messages()) == (False, 5, before)


def test_yellow_cells_of_the_uploader_stay_yellow(office):
    def paint(page):
        page.cell(2, 1).fill = PatternFill("solid", fgColor="FFFFFF00")

    batch = office.upload("teacher", plain(*rows_of(teacher(1, sex="妇")), change=paint))
    page = openpyxl.load_workbook(BytesIO(marked(office, batch)))["Sheet1"]
    assert page.cell(2, 1).fill.fgColor.rgb == "FFFFFF00"
