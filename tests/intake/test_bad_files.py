"""Files that must not get in, each with the sentence that says why; none of them changes anything."""

import struct
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.intake.sheets import book, column_of, edited, good, plain, repacked, rows_of, sheet_xml, teacher
from zhijiao.filing.models import Change, ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import dependency_order
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.services import create_org
from zhijiao.workbooks.package import MAX_BYTES, FileRefused

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("own_process")]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def stuffed(name: str, content: bytes = b"x") -> bytes:
    def add(parts):
        parts[name] = content

    return repacked(good(), add)


def encrypted_zip() -> bytes:
    data = bytearray(good())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + place, struct.unpack_from("<H", data, at + place)[0] | 1)
            at = data.find(signature, at + 4)
    return bytes(data)


def forged_size() -> bytes:
    """A part that unpacks to far more than its header says."""
    data = bytearray(good())
    name = b"xl/worksheets/sheet1.xml"
    for signature, place, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = data.find(signature)
        while at >= 0:
            if data[at + name_at : at + name_at + len(name)] == name:
                struct.pack_into("<I", data, at + place, 50)
            at = data.find(signature, at + 4)
    return bytes(data)


def docx() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")
    return out.getvalue()


def ods() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    return out.getvalue()


def bare_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    return out.getvalue()


def many_parts() -> bytes:
    return repacked(good(), lambda parts: parts.update({f"x/{i}": b"" for i in range(3001)}))


def merged(page):
    page.merge_cells("A2:A3")


def two_headers(page):
    page.cell(1, 3).value = page.cell(1, 1).value


def no_header(page):
    page.delete_rows(1)


def no_number(page):
    page.delete_cols(column_of("number"))


def only_spaces(page):
    page.delete_rows(2)
    page.cell(2, 1).value = "   "


def with_doctype(xml: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    head, rest = xml.split(b"?>", 1)
    return head + b"?>" + declared + rest


def far_right(xml: bytes) -> bytes:
    return xml.replace(b"</row>", b'<c r="XFD1"><v>1</v></c></row>', 1)


def far_right_oddly(xml: bytes) -> bytes:
    return xml.replace(b"</row>", b"<c\n r = 'XFD1'><v>1</v></c></row>", 1)


def nameless_cells(xml: bytes) -> bytes:
    return xml.replace(b"</row>", b"<c/>" * 9000 + b"<c><v>1</v></c></row>", 1)


def far_down(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>')


def prefixed_far_down(xml: bytes) -> bytes:
    xml = xml.replace(
        b"<worksheet ", b'<worksheet xmlns:y="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    )
    return xml.replace(
        b"</sheetData>", b'<y:row r="900000"><y:c r="A900000"><y:v>1</y:v></y:c></y:row></sheetData>'
    )


def huge_text(xml: bytes) -> bytes:
    cell = b'<c r="B2" t="inlineStr"><is><t>' + b"a" * 1_000_000 + b"</t></is></c>"
    return xml.replace(b"</row></sheetData>", cell + b"</row></sheetData>")


def not_xml(xml: bytes) -> bytes:
    return b"\x00\x01\x02 nonsense"


MANY = [{"number": f"js{i:05d}"} for i in range(5001)]

BAD = {
    "empty": (lambda: b"", "a.xlsx", "文件是空的"),
    "xls by name": (good, "a.xls", "旧版 .xls"),
    "xlsm by name": (good, "a.xlsm", "含宏"),
    "csv by name": (lambda: b"a,b", "a.csv", ".csv 文本文件"),
    "et by name": (good, "a.et", "WPS 的 .et"),
    "no extension": (good, "数据", "没有扩展名"),
    "too large": (lambda: b"PK\x03\x04" + b"0" * MAX_BYTES, "a.xlsx", "超过 20 MB"),
    "xls renamed": (lambda: OLE + "Workbook".encode("utf-16-le"), "a.xlsx", "旧版 .xls 格式，只改了扩展名"),
    "with password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "文件有密码"),
    "zip with password": (encrypted_zip, "a.xlsx", "文件有密码"),
    "csv renamed": ("工号,姓名\n1,甲".encode, "a.xlsx", "文本文件（如 csv），只改了扩展名"),
    "html renamed": (lambda: b"<html><table></table></html>", "a.xlsx", "网页另存"),
    "xml spreadsheet": (lambda: b'<?xml version="1.0"?><Workbook/>', "a.xlsx", "XML 文件"),
    "pdf renamed": (lambda: b"%PDF-1.7 ....", "a.xlsx", "PDF"),
    "picture renamed": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0", "a.xlsx", "不是 Excel 工作簿"),
    "truncated": (lambda: good()[:4000], "a.xlsx", "不完整或已损坏"),
    "bytes flipped": (lambda: good()[:3000] + b"\0" * 400 + good()[3400:], "a.xlsx", "损坏"),
    "xlsb renamed": (lambda: stuffed("xl/workbook.bin"), "a.xlsx", ".xlsb"),
    "ods renamed": (ods, "a.xlsx", ".ods"),
    "docx renamed": (docx, "a.xlsx", "Word"),
    "zip of something": (bare_zip, "a.xlsx", "压缩包或其他文件"),
    "macros": (lambda: stuffed("xl/vbaProject.bin"), "a.xlsx", "宏"),
    "zip bomb": (lambda: stuffed("xl/media/x.bin", b"\0" * 130_000_000), "a.xlsx", "异常庞大"),
    "many parts": (many_parts, "a.xlsx", "异常庞大"),
    "forged size": (forged_size, "a.xlsx", "不完整或已损坏"),
    "entity bomb": (lambda: sheet_xml(good(), with_doctype), "a.xlsx", "实体声明"),
    "sheet is nonsense": (lambda: sheet_xml(good(), not_xml), "a.xlsx", "损坏"),
    "no workbook part": (lambda: repacked(good(), lambda p: p.pop("xl/workbook.xml")), "a.xlsx", "损坏"),
    "far right": (lambda: sheet_xml(good(), far_right), "a.xlsx", "超过 256 列"),
    "far right, oddly written": (lambda: sheet_xml(good(), far_right_oddly), "a.xlsx", "超过 256 列"),
    "cells without names": (lambda: sheet_xml(good(), nameless_cells), "a.xlsx", "超过 256 列"),
    "far down": (lambda: sheet_xml(good(), far_down), "a.xlsx", "一次最多 5000 行"),
    "far down under a prefix": (lambda: sheet_xml(good(), prefixed_far_down), "a.xlsx", "一次最多 5000 行"),
    "text of a megabyte": (lambda: sheet_xml(good(), huge_text), "a.xlsx", "超过 32767 个字"),
    "5001 rows": (lambda: book("teacher", *MANY), "a.xlsx", "有 5001 行，一次最多 5000 行"),
    "another form's template": (lambda: book("student"), "a.xlsx", "这是“学生基本信息”的模板，不是“教师基本信息”的"),
    "header only": (lambda: book("teacher"), "a.xlsx", "业务数据为空"),
    "blanks only": (lambda: edited(good(), only_spaces), "a.xlsx", "业务数据为空"),
    "sheet without anything": (plain, "a.xlsx", "业务数据为空"),
    "another sheet": (lambda: plain(["甲", "乙"], ["1", "2"], sheet="课程表"), "a.xlsx", "没有“教师基本信息”的表头"),
    "only our guide": (lambda: plain(["x"], sheet="填写说明"), "a.xlsx", "没有找到数据工作表"),
    "no header": (lambda: edited(good(), no_header), "a.xlsx", "没有“教师基本信息”的表头"),
    "required column missing": (lambda: edited(good(), no_number), "a.xlsx", "缺少必填列：工号"),
    "header twice": (lambda: edited(good(), two_headers), "a.xlsx", "表头重复：A 列和 C 列都是“工号”"),
    "merged cells": (lambda: edited(good(), merged), "a.xlsx", "合并单元格：A2:A3"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_refused_with_the_reason(office, case):
    make, name, said = BAD[case]
    try:
        batch = office.upload("teacher", make(), name)
    except FileRefused as refused:
        message = str(refused)
        assert not ImportBatch.objects.exists()
    else:
        message = batch.message
        assert batch.state == "refused"
        assert batch.file is None
    assert said in message
    assert message.endswith("。")
    assert not StagedRow.objects.exists()
    assert not Change.objects.exists()
    assert not registry.get("teacher").model.unscoped.exists()


def test_another_schools_template(office):
    code = make_school_code("46", 9)
    other = create_org(office.school.parent, "school", "别的学校", code, "continuing")
    with pytest.raises(FileRefused, match="是为“别的学校”"):
        office.upload("teacher", book("teacher", teacher(1), school=other))


def test_prerequisites_come_first(office):
    with pytest.raises(FileRefused, match="须先有“学生基本信息”的数据"):
        office.upload("student_attributes", book("student_attributes"))


def test_the_guides_order_within_a_folder(office):
    form = registry.get("student_enrolment")
    keys = [need.key for need in dependency_order.before(form, office.school)]
    assert keys.index("student") < keys.index("student_attributes")


def cell(case):
    return pytest.param(*case[1:], id=case[0])


CELLS = [
    ("empty required", {"name": None}, "name", "请填写姓名"),
    ("blanks", {"name": " 　 "}, "name", "请填写姓名"),
    ("unknown code", {"ethnic_group": "状族"}, "ethnic_group", "不在代码表"),
    ("impossible date", {"birth": "1987/13/05"}, "birth", "月"),
    ("not a date", {"birth": "不详"}, "birth", ""),
    ("check digit", {"id_number": "450103199011050021"}, "id_number", ""),
    ("too long", {"former_name": "长" * 40}, "former_name", "最多 36 个字，现有 40 个"),
    ("five digits of a postcode", {"postcode": "53002"}, "postcode", "6位数字"),
    ("two sexes", {"sex": "男"}, "sex", "与证件号码不一致"),
    ("flag", {"normal_graduate": "也许"}, "normal_graduate", "只能填“是”或“否”"),
    ("order of dates", {"id_expires": "1960-01-01"}, "id_expires", "早于"),
    ("starred", {"id_number": "450************002"}, "id_number", "打码"),
]


@pytest.mark.parametrize(("cells", "column", "said"), [cell(case) for case in CELLS])
def test_wrong_cells_are_named(office, cells, column, said):
    batch = office.upload("teacher", book("teacher", teacher(1), teacher(2, **cells)))
    assert (batch.state, batch.good, batch.wrong, batch.total) == ("checked", 1, 1, 2)
    row = StagedRow.objects.get(state="wrong")
    assert row.number == 3
    assert any(p["c"] == column and said in p["m"] for p in row.problems), row.problems


def test_all_errors_at_once(office):
    wrong = {"name": None, "birth": "x", "sex": "妇", "postcode": "1", "former_name": "长" * 40}
    office.upload("teacher", book("teacher", teacher(1, **wrong)))
    row = StagedRow.objects.get()
    assert {p["c"] for p in row.problems} >= set(wrong)


def test_damaged_cells(office):
    header, row = rows_of(teacher(1))
    where = get_column_letter(column_of("name"))

    def error(page):
        page.cell(2, column_of("name")).value = "=1/0"
        page.cell(2, column_of("id_number")).value = 450103199011050000

    office.upload("teacher", plain(header, row, change=error))
    found = {p["c"]: p["m"] for p in StagedRow.objects.get().problems}
    assert found["name"] == f"单元格 {where}2 是公式，但文件中没有它的结果"
    assert found["id_number"].startswith("是长数字")
    assert "450103199011050000" not in str(found)


def test_error_values_are_named(office):
    where = f"{get_column_letter(column_of('name'))}2"

    def broken(xml):
        start = xml.index(f'<c r="{where}"'.encode())
        end = xml.index(b"</c>", start) + 4
        return xml[:start] + f'<c r="{where}" t="e"><f>Z9</f><v>#REF!</v></c>'.encode() + xml[end:]

    office.upload("teacher", sheet_xml(good(), broken))
    (problem,) = (p for p in StagedRow.objects.get().problems if p["c"] == "name")
    assert problem["m"] == f"单元格 {where} 是公式错误 #REF!"


def test_the_file_is_kept_encrypted_and_thrown_away(office):
    data = good()
    batch = office.upload("teacher", data)
    assert data[:40] not in bytes(batch.file)
    assert bytes(batch.file).startswith(b"g1.")


def test_private_values_are_nowhere_in_clear(office):
    secret = teacher(1)["id_number"]
    batch = office.upload(
        "teacher", book("teacher", teacher(1, name=None), teacher(2, id_number="45010319901105" + "0021"))
    )
    kept = str(list(StagedRow.objects.values())) + str(batch.options) + batch.message
    assert secret not in kept
    assert "450103199011050021" not in kept
    assert teacher(1)["address"] not in kept


def test_an_invalid_zip_entry_name_is_harmless(office):
    batch = office.upload("teacher", stuffed("../../etc/passwd"))
    assert batch.state == "review"


def test_external_links_are_ignored(office):
    batch = office.upload("teacher", stuffed("xl/externalLinks/externalLink1.xml", b"<externalLink/>"))
    assert batch.state == "review"


def test_openpyxl_keeps_our_mark(office):
    made = openpyxl.load_workbook(BytesIO(good()))
    assert made["模板标记"].sheet_state == "veryHidden"
