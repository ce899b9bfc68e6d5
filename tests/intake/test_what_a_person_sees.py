"""What a person sees in the sheet is what is judged; what cannot be judged is named, never guessed."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from tests.intake.conftest import example, teacher
from tests.intake.sheets import column_of, good, plain, rows_of, saved, sheet_xml
from zhijiao.filing.models import StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import approval
from zhijiao.workbooks.book import letter

FILES = Path(__file__).parent / "files"


def from_file(office, name, form_key="teacher"):
    return office.upload(form_key, (FILES / f"{name}.xlsx").read_bytes(), f"{name}.xlsx")


def messages(column=None):
    """Messages by row number, of one column or of all."""
    found = {}
    for number, problems in StagedRow.objects.order_by("number").values_list("number", "problems"):
        said = [p["m"] for p in problems or () if column in (None, p["c"])]
        if said:
            found[number] = said
    return found


def notes(batch):
    return batch.options["seen"]["notes"]


def questions(batch):
    return batch.options["seen"]["questions"]


def typed(office, **cells):
    """Upload one teacher with these cells as a program without a template writes them."""
    return office.upload("teacher", plain(*rows_of(teacher(1, **cells))))


# Formulas, error values, pictures


def test_formulas_that_yield_an_empty_text_are_empty_cells(office):
    batch = from_file(office, "f3-formula-empty-result")
    assert (batch.state, batch.good) == ("review", 5), messages()


@pytest.mark.parametrize("value", [b"<v></v>", b"<v/>", b""])
def test_formulas_far_below_that_yield_nothing_are_no_rows(office, value):
    def dragged(xml):
        rows = b"".join(
            b'<row r="%d"><c r="C%d" t="str"><f>IF(A%d="","","x")</f>%s</c></row>' % (n, n, n, value)
            for n in range(3, 12_000)
        )
        return xml.replace(b"</sheetData>", rows + b"</sheetData>")

    batch = office.upload("teacher", sheet_xml(good(), dragged))
    assert (batch.state, batch.total) == ("review", 1), batch.message


def test_blank_texts_far_below_are_no_rows(office):
    def blanks(page):
        page.cell(10_500, 3).value = "  "

    batch = office.upload("teacher", plain(*rows_of(teacher(1)), change=blanks))
    assert (batch.state, batch.total) == ("review", 1), batch.message


def test_a_formula_far_below_that_was_never_calculated_is_not_passed_over(office):
    def far(page):
        page.cell(10_500, 3).value = "=A1"

    batch = office.upload("teacher", plain(*rows_of(teacher(1)), change=far))
    assert (batch.state, "有至少 10500 行" in batch.message) == ("refused", True)


def test_error_values_in_single_quotes(office):
    batch = from_file(office, "f10-error-values-lost")
    assert batch.wrong == 5
    assert messages() == {n: [f"单元格 Y{n} 是公式错误 #N/A"] for n in range(2, 7)}


def test_error_values_in_cells_without_address(office):
    place = column_of("remarks")
    lines = rows_of(teacher(1))
    lines[1] = [*lines[1][: place - 2], "无"]

    def write(xml):
        return xml.replace(b"</row></sheetData>", b'<c t="e"><v>#REF!</v></c></row></sheetData>')

    office.upload("teacher", sheet_xml(plain(*lines), write))
    where = f"{letter(place - 1)}2"
    assert messages() == {2: [f"单元格 {where} 是公式错误 #REF!"]}


def test_error_values_typed_as_text(office):
    typed(office, remarks="#N/A")
    assert messages("remarks") == {2: [f"单元格 {letter(column_of('remarks') - 1)}2 是公式错误 #N/A"]}


def test_a_row_of_nothing_but_an_error_value_is_a_row(office):
    def broken(xml):
        return xml.replace(b"</sheetData>", b'<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row></sheetData>')

    batch = office.upload("teacher", sheet_xml(good(), broken))
    assert (batch.total, batch.wrong) == (2, 1)


def test_pictures_in_cells_are_told(office):
    batch = from_file(office, "f11-dispimg")
    assert batch.wrong == 5
    assert messages() == {n: [f"单元格 Y{n} 是图片，不能读取"] for n in range(2, 7)}


# Dates


def test_dates_around_midnight(office):
    batch = from_file(office, "f4-dates-43-seconds-before-midnight")
    assert (batch.good, batch.wrong) == (3, 2)
    assert [
        row.cells[batch.headers.index("id_expires")] for row in StagedRow.objects.filter(state="ready")
    ] == ["2021-09-01"] * 3
    assert {n: said[0][:8] for n, said in messages().items()} == {5: "带有时间（202", 6: "带有时间（202"}


@pytest.mark.parametrize(
    "cell", [dt.datetime(2031, 8, 31, 16, 0), "2031-08-31 16:00:00", 48091.5, "2031/8/31 23:30"]
)
def test_a_time_of_day_is_no_date(office, cell):
    typed(office, id_expires=cell)
    assert messages("id_expires")[2][0].startswith("带有时间（2031-08-31 ")


@pytest.mark.parametrize("cell", [dt.datetime(2031, 8, 31, 23, 59, 30), "2031-09-01 00:00:00", 48092.0002])
def test_midnight_within_a_minute(office, cell):
    batch = typed(office, id_expires=cell)
    assert batch.state == "review", messages()
    assert StagedRow.objects.get().cells[batch.headers.index("id_expires")] == "2031-09-01"


# Numbers


def training(**cells):
    return rows_of(
        example(registry.get("teacher_training")) | {"teacher": "js0001"} | cells, form_key="teacher_training"
    )


def test_numbers_that_could_be_others(office):
    office.put("teacher", teacher(1, number="1001"))
    from_file(office, "f5-numbers-comma-as-decimal", "teacher_training")
    wrong = messages("hours").keys() & messages("cost").keys()
    assert {9, 10, 11, 12, 25} <= wrong
    assert 17 in messages("hours")
    ready = StagedRow.objects.filter(state="ready").order_by("number").values_list("number", flat=True)
    assert list(ready) == [2, 3, 5, 16]


@pytest.mark.parametrize("cost", ["1，800", "18 00", "5²", "०१२", "0,500", "1,8000", "１＿８００"])
def test_numbers_nobody_can_be_sure_of(office, cost):
    office.put("teacher", teacher(1))
    office.upload("teacher_training", plain(*training(cost=cost)))
    assert list(messages("cost")) == [2]


@pytest.mark.parametrize(
    ("cost", "stored"),
    [("1,800", "1800"), ("12,345.60", "12345.6"), ("１８００", "1800"), ("1 800元", "1800"), (1e-2, "0.01")],
)
def test_numbers_that_can_mean_but_one(office, cost, stored):
    office.put("teacher", teacher(1))
    batch = office.upload("teacher_training", plain(*training(cost=cost)))
    assert StagedRow.objects.get().cells[batch.headers.index("cost")] == stored


# Codes


def test_code_and_unknown_name_disagree(office):
    batch = from_file(office, "f6-code-beats-unknown-name")
    said = messages("id_type")
    assert batch.wrong == 4
    assert said[2] == ["代码与名称不一致：代码是“军官证”，名称是“护照本”"]
    assert sorted(said) == [2, 3, 4, 6]


def test_both_readings_are_offered(office):
    typed(office, id_type="2-护照本", health="6-良", politics="01-群众代表")
    (row,) = StagedRow.objects.all()
    offered = {p["c"]: p["r"] for p in row.problems if p["k"] == "code"}
    assert "“军官证”" in offered["id_type"]
    assert "护照" in offered["id_type"].replace("“军官证”", "")
    assert all(remedy.startswith("请只填其中一个：") for remedy in offered.values())


# Other sheets


def second_sheet(title, *lines, first=()):
    made = openpyxl.Workbook()
    made.active.title = "Sheet1"
    for line in first:
        made.active.append(line)
    page = made.create_sheet(title)
    for line in lines:
        page.append(line)
    return saved(made)


def test_rows_of_a_second_sheet_are_a_question(office):
    batch = from_file(office, "f7-second-sheet-with-more-people")
    assert (batch.state, batch.good, batch.wrong) == ("checked", 3, 0)
    assert questions(batch) == [
        "工作表“Sheet2”中还有 2 行相同表头的数据，没有读取。需要导入的，请移到“Sheet1”中重新上传。"
    ]


def test_rows_only_in_the_second_sheet_are_named(office):
    header, row = rows_of(teacher(1))
    batch = office.upload("teacher", second_sheet("续表", header, row, first=[header]))
    assert batch.state == "refused"
    assert "工作表“续表”中有 1 行内容，没有读取" in batch.message


def test_other_content_is_a_note(office):
    batch = office.upload(
        "teacher", second_sheet("课程表", ["课程", "周次"], ["语文", 1], first=rows_of(teacher(1)))
    )
    assert batch.state == "review"
    assert "工作表“课程表”中有 2 行其他内容，没有读取。" in notes(batch)


# Keys


def test_a_key_that_became_a_date(office):
    batch = from_file(office, "f8-keys-changed-by-the-spreadsheet")
    assert (batch.good, batch.wrong) == (4, 1)
    assert messages() == {2: ["单元格是日期或时间，可能由表格软件从编号改成"]}


def test_a_key_in_scientific_notation(office):
    batch = from_file(office, "f8b-key-scientific-text")
    assert batch.wrong == 2
    assert messages() == {n: ["是科学记数法，原来的数字已丢失"] for n in (2, 3)}


def test_a_key_with_a_fraction(office):
    batch = from_file(office, "f8e-key-decimal")
    assert messages() == {2: ["单元格是小数 12.5，编号不能是小数"]}
    assert batch.wrong == 1


@pytest.mark.parametrize("key", ["'0012", dt.time(6, 30), True])
def test_other_keys_that_are_none(office, key):
    assert typed(office, number=key).wrong == 1


@pytest.mark.parametrize(
    ("shape", "stored"), [("000000", "000012"), ('"js"0000', "js0012"), ("General", "12")]
)
def test_the_shown_form_of_a_key_is_taken(office, shape, stored):
    def format_(page):
        page.cell(2, 1).number_format = shape

    batch = office.upload("teacher", plain(*rows_of(teacher(1, number=12)), change=format_))
    assert batch.state == "review", messages()
    assert StagedRow.objects.get().key_text == stored


def test_keys_that_differ_by_case_are_a_question(office):
    batch = from_file(office, "f14-key-case")
    assert (batch.state, batch.good) == ("checked", 5)
    assert questions(batch) == ["第 2 行“HD0001”、第 3 行“hd0001”的工号只有大小写不同，请核对是否为同一个。"]


def test_a_key_stored_in_another_case_is_a_question(office):
    office.put("teacher", teacher(1, number="JS0001"))
    batch = office.upload("teacher", plain(*rows_of(teacher(2, number="js0001"))))
    assert questions(batch) == [
        "第 2 行的工号“js0001”与正式库中的“JS0001”只有大小写不同，请核对是否为同一个。"
    ]


# Names


def test_names_have_one_spelling(office):
    batch = from_file(office, "f9-names")
    assert batch.state == "review", messages()
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    names = set(registry.get("teacher").model.unscoped.values_list("name", flat=True))
    assert {"王芳", "迪丽热巴·迪力木拉提", "买买提·艾力"} <= names
    assert not [name for name in names if set(name) & set(" 　•・‧∙⋅.．")]


def test_placeholders_are_no_names(office):
    batch = from_file(office, "f9c-name-placeholders")
    assert batch.wrong == 5
    assert messages() == {n: ["不是姓名"] for n in range(2, 7)}


@pytest.mark.parametrize("name", ["王\ue863", "⻢芳", "暂无", "——"])
def test_names_nobody_else_can_read(office, name):
    typed(office, name=name)
    assert len(messages("name")[2]) == 1


# Rows


def test_rows_below_the_data_are_named_for_what_they_are(office):
    batch = from_file(office, "f12-footer-rows")
    assert (batch.state, batch.total) == ("review", 5), messages()
    assert notes(batch)[-3:] == [
        "第 7 行是合计行，不是数据，没有读取。",
        "第 8、11 行是落款（填表人、日期等），不是数据，没有读取。",
        "第 9 行是说明文字，不是数据，没有读取。",
    ]


def test_a_header_repeated(office):
    header, first, second = rows_of(teacher(1), teacher(2))
    batch = office.upload("teacher", plain(header, first, header, second))
    assert (batch.state, batch.total) == ("review", 2)
    assert "第 3 行重复了表头，不是数据，没有读取。" in notes(batch)


def test_a_row_of_almost_nothing_has_one_message(office):
    header, first = rows_of(teacher(1))
    batch = office.upload("teacher", plain(header, first, ["以上名单已核对", "同意"]))
    assert (batch.good, batch.wrong) == (1, 1)
    (said,) = messages()[3]
    assert said.startswith("这一行只填了 2 项，缺少")


@pytest.mark.parametrize("start", [3, 9])
def test_a_row_that_slipped_to_the_right_has_one_message(office, start):
    header, first, second = rows_of(teacher(1), teacher(2))
    slipped = [*second[:start], None, *second[start:-1]]
    office.upload("teacher", plain(header, first, slipped))
    (said,) = messages()[3]
    assert said.endswith("起，内容整体向右错了一列")


# Headers


def test_headers_with_an_explanation_are_understood(office):
    batch = from_file(office, "f13-header-with-explanation")
    assert batch.state == "review", batch.message or messages()
    assert "B 列“姓名（与身份证一致）”按“姓名”读取。" in notes(batch)


def test_unknown_headers_are_named_beside_the_missing_ones(office):
    header, row = rows_of(teacher(1))
    header[1] = "教工姓名"
    batch = office.upload("teacher", plain(header, row))
    assert batch.state == "refused"
    assert "缺少必填列：姓名。表头中认不出的列有：B 列“教工姓名”" in batch.message


def test_an_exact_header_wins_over_an_explained_one(office):
    header, row = rows_of(teacher(1))
    batch = office.upload("teacher", plain([*header, "姓名（旧）"], [*row, "别人"]))
    assert batch.state == "review"
    assert StagedRow.objects.get().cells[batch.headers.index("name")] == "教师1"


# The same file again


def test_the_same_file_is_checked_anew_once_its_references_are_there(office):
    data = (FILES / "f2-reupload-unchanged-after-reference-added.xlsx").read_bytes()
    office.put("teacher", teacher(1))
    batch = office.upload("teacher_training", data)
    assert (batch.state, batch.wrong) == ("checked", 1)
    office.put("teacher", teacher(2, number="HD0015"))
    again = office.upload("teacher_training", data)
    assert (again.pk, again.state, again.good) == (batch.pk, "review", 1), messages()
