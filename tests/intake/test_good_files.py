"""Files that must get in, whoever wrote them and however the cells were typed."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.intake.conftest import YEAR
from tests.intake.sheets import book, column_of, edited, plain, rows_of, saved, sheet_xml, teacher
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.intake import approval, queue, upload, workbook


def stored(office, form_key="teacher", **key):
    approval.pass_rows(office.reviewer, office.school, registry.get(form_key))
    return registry.get(form_key).model.unscoped.get(**key)


def notes(batch) -> str:
    return "".join(batch.options["seen"]["notes"])


def test_home_made_without_mark(office):
    batch = office.upload("teacher", plain(*rows_of(teacher(1))))
    assert batch.state == "review"
    assert "不带模板标记" in notes(batch)


def test_title_above_remarks_blanks_and_a_column_of_their_own(office):
    header, first, second = rows_of(teacher(1), teacher(2))
    lines = [
        ["云州市工业学校教师名单"], [], [*header, "办公室"], [*first, "A201"], [],
        ["说明：以下为外聘教师"], [*second, "B3"],
        [None] * len(header) + ["共两人"],
    ]  # fmt: skip

    def merge(page):
        page.merge_cells("A1:F1")

    batch = office.upload("teacher", plain(*lines, change=merge))
    assert (batch.state, batch.total) == ("review", 2)
    assert list(StagedRow.objects.order_by("number").values_list("number", flat=True)) == [4, 7]
    said = notes(batch)
    assert "“办公室”不是本表的项目" in said
    assert "表头在第 3 行" in said
    assert "跳过 1 个空行" in said
    assert "第 6 行是说明文字，不是数据，没有读取。" in said
    assert "第 8 行只在本表以外的列有内容，不是数据，没有读取。" in said


def test_every_way_to_write_a_date(office):
    ways = [
        "1975-01-01",
        "1975/1/1",
        "1975年1月1日",
        "1975.1.1",
        "19750101",
        dt.datetime(1975, 1, 1),
        dt.date(1975, 1, 1),
        27395,
    ]
    rows = [teacher(i + 1, birth=way) for i, way in enumerate(ways)]
    batch = office.upload("teacher", plain(*rows_of(*rows)))
    assert batch.state == "review", [r.problems for r in StagedRow.objects.all()]
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    births = registry.get("teacher").model.unscoped.values_list("birth", flat=True)
    assert set(births) == {dt.date(1975, 1, 1)}
    assert len(births) == len(ways)


def test_1904_dates(office):
    header, row = rows_of(teacher(1, birth=None))
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = made.active
    page.title = "Sheet1"
    page.append(header)
    page.append(row)
    page.cell(2, column_of("birth")).value = 27395 - 1462
    batch = office.upload("teacher", saved(made))
    assert batch.state == "review", [r.problems for r in StagedRow.objects.all()]
    assert stored(office).birth == dt.date(1975, 1, 1)


def test_full_width_blanks_emoji_and_control_characters(office):
    row = teacher(
        1, number="ｊｓ０００１", name=" 教师１ ", remarks="好😀\x07\u200b的\n第二行", postcode=530022.0
    )
    header, cells = rows_of(row)
    cells[column_of("remarks") - 1] = None
    data = plain(header, cells)

    def put(page):
        page.cell(2, column_of("remarks")).value = "好😀\u200b的\n第二行"

    batch = office.upload("teacher", edited(data, put))
    assert batch.state == "review", [r.problems for r in StagedRow.objects.all()]
    record = stored(office)
    assert (record.number, record.name, record.postcode) == ("js0001", "教师1", "530022")
    assert record.remarks == "好😀的\n第二行"


def test_formulas_stay_text(office):
    batch = office.upload("teacher", book("teacher", teacher(1, remarks='=HYPERLINK("http://x")')))
    assert batch.state == "review"
    assert stored(office).remarks == '=HYPERLINK("http://x")'


def test_hidden_columns_and_rows_are_read_and_said(office):
    def hide(page):
        page.column_dimensions["C"].hidden = True
        page.row_dimensions[2].hidden = True

    batch = office.upload("teacher", edited(book("teacher", teacher(1)), hide))
    assert batch.state == "review"
    assert "隐藏的列、隐藏的行" in notes(batch)


def test_formatted_to_the_last_row(office):
    def colour(page):
        fill = PatternFill("solid", fgColor="FFFF00")
        for number in range(3, 40):
            page.cell(number, 300).fill = fill
        page.cell(1_048_576, 1).fill = fill

    batch = office.upload("teacher", edited(book("teacher", teacher(1)), colour))
    assert (batch.state, batch.total) == ("review", 1)


def test_another_prefix_in_the_xml(office):
    def prefixed(xml):
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"is", b"t", b"v"):
            for end in (b" ", b">", b"/"):
                xml = xml.replace(b"<" + tag + end, b"<x:" + tag + end)
            xml = xml.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return xml.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=")

    batch = office.upload("teacher", sheet_xml(book("teacher", teacher(1)), prefixed))
    assert batch.state == "review"


def test_columns_in_another_order_and_labels_decorated(office):
    header, row = rows_of(teacher(1))
    pairs = [
        (f"*{label}（必填）" if i % 2 else f"{label} *", cell)
        for i, (label, cell) in enumerate(zip(header, row, strict=True))
    ]
    batch = office.upload("teacher", plain([p[0] for p in pairs[::-1]], [p[1] for p in pairs[::-1]]))
    assert batch.state == "review"


def test_an_older_template_is_converted(office):
    def older(page):
        page["B3"].value = page["B3"].value.replace('teacher": "', 'teacher": "0')

    batch = office.upload("teacher", edited(book("teacher", teacher(1)), older, sheet="模板标记"))
    assert batch.state == "review"
    assert "模板是旧版" in notes(batch)


def test_a_year_may_be_left_to_the_selected_one(office):
    form = registry.get("campus")
    if "year" not in form.columns:
        form = next(f for f in registry.registry().records if "year" in f.columns and not f.needs)
    row = {c.name: c.form.declaration.example.get(c.name, c.example) for c in form.stored} | {"year": None}
    batch = office.upload(form.key, book(form.key, row))
    assert batch.state == "review", batch.message or [r.problems for r in StagedRow.objects.all()]
    approval.pass_rows(office.reviewer, office.school, form)
    assert form.model.unscoped.get().year == YEAR


def test_export_and_import_unchanged_changes_nothing(office):
    office.put("teacher", teacher(1), teacher(2))
    form = registry.get("teacher")
    out = BytesIO()
    rows = access.rows(office.clerk, form, "export")
    workbook.filled(out, form, office.school, YEAR, workbook.cells_of(form, rows, office.school.pk))
    batch = office.upload("teacher", out.getvalue())
    assert (batch.state, batch.same, batch.total) == ("done", 2, 2)
    assert "完全一致" in batch.message
    assert set(form.model.unscoped.values_list("version", flat=True)) == {1}


def test_lookups_are_compared_when_filled(office):
    office.put("department", {"campus": None, "head": None})
    form = registry.get("major")
    row = {c.name: c.form.declaration.example.get(c.name, c.example) for c in form.columns.values()}
    lookups = [c for c in workbook.template_columns(form) if not c.stored]
    assert lookups
    right = {c.name: None for c in lookups} | {"head": None}
    batch = office.upload("major", book("major", row | right))
    assert batch.state == "review", batch.message or [r.problems for r in StagedRow.objects.all()]
    upload.replace(office.school, "major")
    batch = office.upload(
        "major", book("major", row | right | {lookups[0].name: "不对的大类", "number": "X-9"})
    )
    assert batch.state == "checked"
    assert any(
        p["k"] == "lookup" and "不对的大类" in p["m"] for p in StagedRow.objects.get(batch=batch).problems
    )


def test_lookups_through_a_reference_are_compared(office, monkeypatch):
    office.put("department", {"campus": None, "head": None})
    office.put("major", {"head": None})
    form = registry.get("school_class")
    monkeypatch.setattr(form.columns["major_code"], "verify", True)
    row = {c.name: c.form.declaration.example.get(c.name, c.example) for c in form.stored} | {"year": YEAR}
    names = [c.name for c in form.stored if c.ref and c.name not in ("major", "department")]
    row |= dict.fromkeys(names)
    office.upload("school_class", book("school_class", row | {"major_code": "999999"}))
    found = [p for p in StagedRow.objects.get().problems if p["k"] == "lookup"]
    assert "文件中填的是“999999”" in found[0]["m"]
    assert "对应的" in found[0]["m"]


def whole(office, forms):
    out = BytesIO()
    workbook.school_book(out, office.school, YEAR, forms)
    return out.getvalue()


def test_the_whole_school_in_one_workbook(office):
    teacher_form, work = registry.get("teacher"), registry.get("teacher_employment")
    major, department = registry.get("major"), registry.get("department")

    def row(form, **cells):
        given = {c.name: c.form.declaration.example.get(c.name, c.example) for c in form.stored} | cells
        return [given.get(c.name) for c in workbook.template_columns(form)]

    first = teacher(1)
    major_row = row(major, head="js0001")
    key = major_row[[c.name for c in workbook.template_columns(major)].index("number")]
    part = row(department, campus=None, head="js0001")
    employed = {"teacher": "js0001", "major": key}
    names = {c.name for c in work.stored}
    sheets = [
        (work, [row(work, **{n: v for n, v in employed.items() if n in names})]),
        (teacher_form, [row(teacher_form, **first)]),
        (major, [major_row]),
        (department, [part]),
    ]
    accepted = upload.accept_school_book(
        office.admin, office.school, "全校.xlsx", whole(office, sheets), YEAR
    )
    keys = [one.batch.form for one in accepted]
    assert keys.index("teacher") < keys.index("teacher_employment")
    while queue.run_pending_once():
        pass
    states = dict(ImportBatch.objects.values_list("form", "state"))
    problems = [r.problems for r in StagedRow.objects.filter(state="wrong")]
    assert set(states.values()) == {"review"}, (states, problems)
    passed = approval.pass_everything(office.reviewer, office.school)
    assert {form.key: p.created for form, p in passed.items()} == dict.fromkeys(keys, 1)
    data = whole(office, sheets)
    again = upload.accept_school_book(office.admin, office.school, "全校.xlsx", data, YEAR, again=True)
    while queue.run_pending_once():
        pass
    assert {ImportBatch.objects.get(pk=one.batch.pk).same for one in again} == {1}


def test_the_whole_school_exported_and_imported_changes_nothing(office):
    office.put("teacher", teacher(1))
    office.put("department", {"campus": None, "head": None})
    forms = [registry.get("department"), registry.get("teacher"), registry.get("student")]
    sheets = [
        (form, workbook.cells_of(form, access.rows(office.clerk, form, "export"), office.school.pk))
        for form in forms
    ]
    accepted = upload.accept_school_book(
        office.admin, office.school, "全校.xlsx", whole(office, sheets), YEAR
    )
    assert {one.batch.form for one in accepted} == {"department", "teacher"}
    while queue.run_pending_once():
        pass
    assert set(ImportBatch.objects.values_list("state", "same")) == {("done", 1)}


@pytest.mark.needs_soffice
def test_saved_by_libreoffice(office, tmp_path):
    from tests.office import resave

    path = tmp_path / "教师.xlsx"
    path.write_bytes(book("teacher", teacher(1), teacher(2)))
    batch = office.upload("teacher", resave(path, tmp_path / "again").read_bytes())
    assert (batch.state, batch.total) == ("review", 2), batch.message
