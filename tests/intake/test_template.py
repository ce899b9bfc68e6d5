"""What a template looks like when a clerk opens it."""

from io import BytesIO

import openpyxl
import pytest

from tests.intake.conftest import YEAR
from tests.intake.sheets import column_of
from zhijiao.filing.schema import registry
from zhijiao.intake import workbook
from zhijiao.intake.template_mark import Mark

pytestmark = pytest.mark.once


@pytest.fixture
def template(office):
    out = BytesIO()
    workbook.template(out, registry.get("teacher"), office.school, YEAR)
    return openpyxl.load_workbook(BytesIO(out.getvalue()))


def heads(template):
    return {cell.value: cell for cell in template["Sheet1"][1]}


def test_sheets(template):
    assert template.sheetnames == ["Sheet1", "填写说明", "代码表", "模板标记"]
    assert [template[name].sheet_state for name in template.sheetnames] == [
        "visible",
        "visible",
        "visible",
        "veryHidden",
    ]
    assert template["Sheet1"].freeze_panes == "A2"
    assert template["Sheet1"].max_row == 1


def test_required_is_red_and_private_is_tinted(template):
    cells = heads(template)
    red = {
        label
        for label, cell in cells.items()
        if cell.font.color is not None and cell.font.color.rgb == "FFC00000"
    }
    form = registry.get("teacher")
    assert red == {c.label for c in form.stored if c.required_for("continuing")}
    tinted = {label for label, cell in cells.items() if cell.fill.fgColor.rgb == "FFE9E1F5"}
    assert tinted == {c.label for c in form.private_columns}


def test_codes_have_drop_downs_and_long_tables_a_sheet(template):
    rules = {str(rule.sqref): rule for rule in template["Sheet1"].data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter

    def rule(name):
        return rules[f"{letter(column_of(name))}2:{letter(column_of(name))}5001"]

    assert rule("sex").formula1 == '"男,女,未说明性别,未知的性别"' or rule("sex").type == "list"
    ethnic = rule("ethnic_group")
    assert (ethnic.type, ethnic.errorStyle) == ("list", "warning")
    assert ethnic.formula1.startswith("'代码表'!$")
    assert rule("birthplace").type in (None, "none")
    titles = [cell.value for cell in template["代码表"][1]]
    assert len(titles) == len(set(titles))
    listed = {cell.value for column in template["代码表"].columns for cell in column}
    assert "壮族" in listed


def test_ids_and_dates_are_text(template):
    page = template["Sheet1"]
    for name in ("number", "id_number", "birth", "postcode", "graduated"):
        letter = openpyxl.utils.get_column_letter(column_of(name))
        assert page.column_dimensions[letter].number_format == "@" or page[f"{letter}2"].number_format in (
            "@",
            "General",
        )


def test_the_guide_has_an_example_and_every_note(template):
    said = "\n".join(str(cell.value) for row in template["填写说明"].rows for cell in row if cell.value)
    form = registry.record_form("teacher")
    for column in form.stored:
        assert column.note in said
        assert workbook.example_of(form, column) in said
    assert "JY/T 1005-2012 ZZJG0101 GH" in said


def test_the_version_follows_the_columns(monkeypatch):
    form = registry.get("teacher")
    before = workbook.form_version(form)
    assert before == workbook.form_version(form)
    assert before != workbook.form_version(registry.get("student"))
    monkeypatch.setattr(form.columns["name"], "label", "教师姓名")
    assert before != workbook.form_version(form)


@pytest.mark.parametrize("forms", ["", "x", "5", "[]", '{"teacher": NaN}', "[" * 30_000])
def test_a_mark_that_makes_no_sense_is_no_mark(forms):
    assert Mark.of({"forms": forms, "sheets": "{}"}) is None
