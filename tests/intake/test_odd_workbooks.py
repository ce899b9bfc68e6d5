"""Workbooks as odd programs and tired people make them: read as a person reads them, or refused with the reason."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest

from tests.intake.sheets import example, good, plain, repacked, rows_of, saved, sheet_xml, teacher
from zhijiao.filing.models import StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import cell_damage, row_findings


def messages():
    """Messages by row number."""
    found = StagedRow.objects.order_by("number").values_list("number", "problems")
    return {number: [p["m"] for p in problems] for number, problems in found if problems}


def notes(batch):
    return batch.options["seen"]["notes"]


def passes(office, data):
    """One teacher gets through."""
    batch = office.upload("teacher", data)
    assert (batch.state, batch.total) == ("review", 1), (batch.message, messages())
    return batch


# Headings


@pytest.mark.parametrize("shape", ["{}.{}", "（{}）{}", "{}、{}", "{}． {}"])
def test_numbered_headers_are_understood(office, shape):
    header, row = rows_of(teacher(1))
    numbered = [shape.format(place, label) for place, label in enumerate(header, 1)]
    batch = passes(office, plain(numbered, row))
    assert "工号”按“工号”读取。" in "".join(notes(batch))


def test_numbers_and_colons_leave_the_colon_inside_alone(office):
    """其中：学费 is an item, 其中 is none."""
    row = example(registry.get("income"))
    header, cells = rows_of(row, form_key="income")
    assert any("：" in label for label in header)
    odd = [f"{place}.{label}：" for place, label in enumerate(header, 1)]
    batch = office.upload("income", plain(odd, cells))
    assert batch.state == "review", batch.message or messages()


# Sheets


def covered(*lines):
    """A workbook whose data stand behind a title page, instructions and pages of signatures."""
    made = openpyxl.Workbook()
    made.active.title = "封面"
    for title in ("填报须知", "审核意见", "承诺书"):
        made.create_sheet(title).append([title])
    page = made.create_sheet("教师名单")
    for line in lines:
        page.append(line)
    return made


def test_the_data_are_found_behind_other_sheets(office):
    passes(office, saved(covered(*rows_of(teacher(1)))))


def test_a_sheet_that_cannot_be_read_hinders_no_other(office):
    made = covered(*rows_of(teacher(1)))
    made["封面"]["XFD1"] = "远"
    assert "工作表“封面”中有其他内容，没有读取。" in notes(passes(office, saved(made)))


def test_a_sheet_that_cannot_be_read_is_named_where_no_other_fits(office):
    made = covered()
    made["封面"]["XFD1"] = "远"
    batch = office.upload("teacher", saved(made))
    assert (batch.state, "工作表“封面”超过 256 列" in batch.message) == ("refused", True)


# Cells


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "INF", "1e400", "9" * 400])
def test_numbers_that_are_none(office, number):
    """As programs write them that divide by nothing, in a number, a text and a key."""
    cells = "".join(f'<c r="{column}3"><v>{number}</v></c>' for column in "ABI")

    def put(xml):
        return xml.replace(b"</sheetData>", f'<row r="3">{cells}</row></sheetData>'.encode())

    batch = office.upload("teacher", sheet_xml(good(), put))
    assert (batch.state, batch.total, batch.wrong) == ("checked", 2, 1)
    assert "单元格 A3 是公式错误 #NUM!" in messages()[3]


def with_zero_characters(**cells):
    """A teacher with the character zero where the cells have a ¦, as the standard lets a program write it."""

    def put(parts):
        for name, content in parts.items():
            for written in ("¦".encode(), b"&#166;"):  # as either writer of XML has it
                content = content.replace(written, b"_x0000_")
            parts[name] = content

    return repacked(plain(*rows_of(teacher(1, **cells))), put)


def test_the_zero_character_is_left_out_of_texts(office):
    batch = passes(office, with_zero_characters(name="张¦三", remarks="好¦的"))
    cells = dict(zip(batch.headers, StagedRow.objects.get().cells, strict=True))
    assert (cells["name"], cells["remarks"]) == ("张三", "好的")


def test_the_zero_character_makes_no_value_unkeepable(office):
    """In a date, a code, a flag and a number of identity that are wrong, and kept as typed."""
    data = with_zero_characters(birth="1975¦x", sex="¦男男", is_part_time="¦", id_number="45¦", number="")
    batch = office.upload("teacher", data)
    assert (batch.state, batch.wrong) == ("checked", 1), batch.message


def test_thousands_of_errors_are_told_of_in_part(office, monkeypatch):
    """A formula dragged over the whole sheet would make a hundred thousand sentences."""
    monkeypatch.setattr(row_findings, "MOST_KEPT", 8)
    header, first = rows_of(teacher(1))
    broken = [["#N/A"] * len(header)] * 2
    batch = office.upload("teacher", plain(header, first, *broken))
    assert (batch.good, batch.wrong) == (1, 2)
    for said in messages().values():
        assert len(said) == 5
        assert all("公式错误 #N/A" in each for each in said[:4])
        assert said[4] == f"这一行从这一项起另有 {len(header) - 1 - 4} 处问题，没有逐一列出"


def test_a_sheet_damaged_all_over_is_refused(office, monkeypatch):
    monkeypatch.setattr(cell_damage, "MOST_DAMAGED", 20)
    header, first = rows_of(teacher(1))
    batch = office.upload("teacher", plain(header, first, ["#N/A"] * len(header)))
    said = (
        f"工作表“Sheet1”有 {len(header) - 1} 个单元格不能读取，如第 3 行的工号：单元格 A3 是公式错误 #N/A。"
    )
    assert (batch.state, batch.message.startswith(said)) == ("refused", True), batch.message


# Packages


def renamed(change):
    """The parts under other names."""

    def rename(parts):
        for name in list(parts):
            parts[change(name)] = parts.pop(name)

    return repacked(good(), rename)


def test_parts_named_as_a_program_for_windows_names_them(office):
    """The standard library takes the backslash of a name for what it is."""
    passes(office, renamed(lambda name: name.replace("/", "\\")))


def test_names_of_parts_know_no_case(office):
    odd = {"xl/workbook.xml": "xl/Workbook.xml", "xl/styles.xml": "XL/Styles.xml"}
    passes(office, renamed(lambda name: odd.get(name, name.replace("worksheets/sheet", "Worksheets/Sheet"))))


def twice(name, change=lambda content: content):
    """A package that has a part twice."""
    out = BytesIO(good())
    with zipfile.ZipFile(out, "a") as package:
        content = package.read(name)
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr(name, change(content))
    return out.getvalue()


def test_a_part_that_is_there_twice_in_different_words_is_refused(office):
    data = twice("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<row", b"<!-- --><row"))
    with pytest.raises(ValueError, match="文件中有两份不同的"):
        office.upload("teacher", data)


def test_a_part_that_is_there_twice_in_the_same_words_is_one(office):
    passes(office, twice("docProps/core.xml"))


@pytest.mark.parametrize("encoding", ["GBK", "gb2312", "GB18030"])
def test_parts_in_a_chinese_encoding(office, encoding):
    def encode(parts):
        for name, content in parts.items():
            if name.endswith(("sheet1.xml", "sharedStrings.xml", "workbook.xml")):
                text = re.sub(r"^<\?xml.*?\?>", "", content.decode())
                said = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>'
                parts[name] = (said + text).encode(encoding, "xmlcharrefreplace")

    passes(office, repacked(plain(*rows_of(teacher(1))), encode))
