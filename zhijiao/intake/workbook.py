"""Writing workbooks: the template of a form, the same filled with records, all forms of a school in one.

One shape for all: a sheet of data, 填写说明 with a worked example, 代码表 that feeds the drop-downs, and a hidden sheet
with the mark by which an upload tells form, version and school. Rows are streamed; texts are written as texts, so that
nothing typed by a user is ever taken for a formula.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from zhijiao.filing.pages.heading import scope_of
from zhijiao.filing.records.row_reader import row_reader
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import source_words
from zhijiao.intake.template_mark import Mark, sheet_name
from zhijiao.intake.workbook_formats import FORMATS
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school

DATA_SHEET = "Sheet1"
GUIDE_SHEET = "填写说明"
TABLES_SHEET = "代码表"
MARK_SHEET = "模板标记"
LIST_SHEET = "错误清单"
LIST_HEAD = ("行号", "单元格", "项目", "填写内容", "问题", "处理办法")
LAST_ROW = 5001
LONGEST_DROPDOWN = 400
INLINE_LIST = 200
HOW_TO = (
    "1. 数据填在第一张工作表，从表头下一行填起；不要改动表头，不要合并单元格，一次最多 5000 行。",
    "2. 红色表头为必填项，淡紫色表头为隐私数据（加密保存，界面只显示部分）；灰色表头由系统带出，可不填。",
    "3. 有下拉箭头的单元格请从下拉列表选取；列表很长的到“代码表”工作表中查找（Ctrl+F），填名称或代码都可以。",
    "4. 填好后由系统管理员在管理端“初始化数据”上传，数据复核员在业务端复核通过后进入正式库。",
)


def form_version(form: Form) -> str:
    """Digest of a form's columns: equal as long as an old template still says the same."""
    said = [column.signature for column in template_columns(form)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def template_columns(form: Form) -> list[Column]:
    """Columns of a workbook: what can be typed, and the looked-up items that are compared if filled."""
    return [column for column in form.columns.values() if column.in_workbook]


def headers(form: Form) -> dict[str, str]:
    """Header of each column; a label that two columns share is told apart by its place."""
    labels: dict[str, int] = {}
    made = {}
    for column in template_columns(form):
        labels[column.label] = labels.get(column.label, 0) + 1
        count = labels[column.label]
        made[column.name] = column.label if count == 1 else f"{column.label}{count}"
    return made


def template(out: BinaryIO, form: Form, school: Org, year: int) -> None:
    """Write an empty template."""
    filled(out, form, school, year, ())


def filled(out: BinaryIO, form: Form, school: Org, year: int, rows: Iterable[Sequence[Cell]]) -> None:
    """Write a template with rows, whose cells follow :func:`template_columns`. Private values must come masked."""
    with _Book(out) as book:
        sheet = book.data_sheet(DATA_SHEET, form, school)
        for number, row in enumerate(rows, 1):
            book.write_row(sheet, number, row)
        book.guide(form, school, year)
        book.tables()
        book.mark(_mark(form.label, {DATA_SHEET: form}, school, year))


def school_book(
    out: BinaryIO, school: Org, year: int, forms: Iterable[tuple[Form, Iterable[Sequence[Cell]]]]
) -> None:
    """Write all given forms into one workbook (全校工作簿), a sheet each, in the given order."""
    with _Book(out) as book:
        sheets: dict[str, Form] = {}
        for form, rows in forms:
            name = sheet_name(form, sheets)
            sheets[name] = form
            sheet = book.data_sheet(name, form, school)
            for number, row in enumerate(rows, 1):
                book.write_row(sheet, number, row)
        for form in sheets.values():
            book.guide(form, school, year)
        book.tables()
        book.mark(_mark("全校工作簿", sheets, school, year))


def marked_book(
    out: BinaryIO,
    form: Form,
    school: Org,
    year: int,
    name: str,
    header_row: int,
    rows: Sequence[Sequence[Cell]],
    wrong: Mapping[tuple[int, int], tuple[str, str]],
    listed: Sequence[Sequence[Any]],
    most_comments: int,
) -> None:
    """Write an uploaded sheet back: ``wrong`` gives look and comment by (row number, place), ``listed`` all errors."""
    with _Book(out) as book:
        sheet = book.bare_sheet(name)
        explained = dict(list(wrong.items())[:most_comments])
        for number, row in enumerate(rows, 1):
            book.write_marked(sheet, number, row, wrong, explained, header=number == header_row)
        book.listing(LIST_SHEET, LIST_HEAD, listed)
        book.guide(form, school, year)
        book.mark(_mark(form.label, {name: form}, school, year))


def cells_of(form: Form, rows: Any, school_id: int) -> Iterator[list[Cell]]:
    """Cells of a school's records among `rows` as a template holds them, private ones masked; read in pieces."""
    made = row_reader(form.key, tuple(column.name for column in template_columns(form)), "cell")
    rows = rows.filter(school_id=school_id)
    fetched = rows.order_by(*form.ordering, "pk").values_list(*made.paths)
    return made.rows(fetched.iterator(chunk_size=2000), for_school(school_id))


def _mark(title: str, sheets: Mapping[str, Form], school: Org, year: int) -> Mark:
    versions = {form.key: form_version(form) for form in sheets.values()}
    named = {name: form.key for name, form in sheets.items()}
    return Mark(
        title,
        versions,
        school.code,
        school.name,
        str(year),
        timezone.localtime().isoformat("T", "minutes"),
        named,
    )


class _Book:
    """A workbook being written; code tables are collected while the data sheets are, and follow them."""

    def __init__(self, out: BinaryIO) -> None:
        self._book = xlsxwriter.Workbook(
            out,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_calc_mode("auto")
        self._formats = {name: self._book.add_format(facts) for name, facts in FORMATS.items()}
        self._tables: dict[str, tuple[int, list[str], str]] = {}
        self._guide: Any = None
        self._guide_row = 0

    def __enter__(self) -> "_Book":
        return self

    def __exit__(self, *error: Any) -> None:
        self._book.close()

    # Data ------------------------------------------------------------------------------------------------------------

    def data_sheet(self, name: str, form: Form, school: Org, last_row: int = LAST_ROW) -> Any:
        """A sheet with the header row, column formats and drop-downs of a form."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        texts = headers(form)
        for place, column in enumerate(template_columns(form)):
            kind = _header_format(column, school.school_type)
            cells = "text" if column.stored and not column.numeric else "number"
            width = column.sheet_width or min(
                30, max(10, 2 * len(column.label) + 2, len(str(column.example or "")) + 2)
            )
            sheet.set_column(place, place, width, self._formats[cells])
            sheet.write_string(0, place, texts[column.name], self._formats[kind])
            rule = self._rule(column, place)
            if rule:
                sheet.data_validation(1, place, last_row - 1, place, rule)
        return sheet

    def write_row(self, sheet: Any, number: int, row: Sequence[Cell], start: int = 0) -> None:
        """One row of cells; everything that is no number is written as text."""
        text = self._formats["text"]
        for place, cell in enumerate(row, start):
            if cell is None or cell == "":
                continue
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(number, place, cell)
            else:
                sheet.write_string(number, place, str(cell), text)

    def bare_sheet(self, name: str) -> Any:
        """A sheet of data without formats of its own."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 60, 16, self._formats["text"])
        return sheet

    def write_marked(
        self,
        sheet: Any,
        number: int,
        row: Sequence[Cell],
        wrong: Mapping[tuple[int, int], tuple[str, str]],
        explained: Mapping[tuple[int, int], tuple[str, str]],
        *,
        header: bool,
    ) -> None:
        """One row of an uploaded sheet with its comments; ``number`` counts from 1, as the spreadsheet does.

        Comments go along with their row, because rows written are gone; thousands of them no program would open.
        """
        for place, cell in enumerate(row):
            marked = wrong.get((number, place))
            look = self._formats[marked[0] if marked else "head" if header else "text"]
            if cell is None or cell == "":
                if marked:
                    sheet.write_blank(number - 1, place, None, look)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(number - 1, place, cell, look if marked else None)
            else:
                sheet.write_string(number - 1, place, str(cell), look)
            if marked and (number, place) in explained:
                sheet.write_comment(number - 1, place, marked[1][:500], {"x_scale": 2, "author": "校验结果"})

    def listing(self, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A plain sheet with a header row."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 14)
        sheet.set_column(len(head) - 2, len(head) - 1, 50)
        for place, text in enumerate(head):
            sheet.write_string(0, place, text, self._formats["head"])
        for number, row in enumerate(rows, 1):
            self.write_row(sheet, number, row)

    def _rule(self, column: Column, place: int) -> dict[str, Any] | None:
        """The data validation of a column: a warning, never a wall, because the server judges."""
        hint = {"input_title": column.label[:32], "input_message": _hint(column)[:250]}
        soft = {"error_type": "warning", "error_title": "请核对", "ignore_blank": True}
        choices = self._choices(column)
        if choices:
            return {
                "validate": "list",
                "source": choices,
                "error_message": "不在下拉列表中，上传后可能提示错误。",
                **soft,
                **hint,
            }
        if column.numeric:
            low, high = column.facts.min, column.facts.max
            return {
                "validate": "integer" if column.whole else "decimal", "criteria": "between",
                "minimum": -(10**12) if low is None else float(low), "maximum": 10**12 if high is None else float(high),
                "error_message": "应填数字，不带单位。", **soft, **hint,
            }  # fmt: skip
        if shortest := column.shortest_date:
            first = f"{xl_col_to_name(place)}2"
            return {
                "validate": "custom", "value": f"=OR(ISNUMBER({first}),LEN({first})>={shortest})",
                "error_message": "日期格式如 2020-09-01，年月如 2020-09。", **soft, **hint,
            }  # fmt: skip
        return {"validate": "any", **hint} if hint["input_message"] else None

    def _choices(self, column: Column) -> Any:
        """Drop-down of a column: in the cell if short, else a range of 代码表; None for tables too long to scroll."""
        labels = [label for _, label, _ in column.choices()] if column.read_from_sheets else []
        if column.table is not None:
            place = self._table(column.table.key, column.table.title, labels)
            if column.several or len(labels) > LONGEST_DROPDOWN:
                return None
            if len(",".join(labels)) > INLINE_LIST:
                name = xl_col_to_name(place)
                return f"='{TABLES_SHEET}'!${name}$2:${name}${len(labels) + 1}"
        usable = labels and not any("," in label for label in labels)
        return labels if usable and len(",".join(labels)) <= INLINE_LIST else None

    def _table(self, key: str, title: str, labels: list[str]) -> int:
        if key not in self._tables:
            self._tables[key] = (len(self._tables), labels, title)
        return self._tables[key][0]

    # Beside the data -------------------------------------------------------------------------------------------------

    def guide(self, form: Form, school: Org, year: int) -> None:
        """填写说明: how to, a worked example as it would stand in the data sheet, and the note of each item."""
        if self._guide is None:
            self._guide = self._book.add_worksheet(GUIDE_SHEET)
            self._guide.set_column(0, 40, 16)
            self._guide.set_column(2, 2, 60, self._formats["wrap"])
        columns = template_columns(form)
        texts = headers(form)
        self._line([f"{form.label}填写说明"], "title")
        self._line([f"学校：{school.name}（{school.code}）　学年：{year}学年"])
        if scope := scope_of(form, school, year):
            self._line([f"填报范围　{scope}"], "scope")
        for line in HOW_TO:
            self._line([line])
        needs = "、".join(f"“{need.label}”" for need in form.needs)
        if needs:
            self._line([f"5. 前置表单：{needs}须先有数据（已进入正式库），否则引用不到。"])
        self._line(["填写示例（请勿上传本页）"], "title")
        self._line(
            [texts[column.name] for column in columns],
            [_header_format(c, school.school_type) for c in columns],
        )
        self._line([example_of(form, column) for column in columns])
        self._line(["指标说明"], "title")
        self._line(["项目", "必填", "填写要求", "单位", "类型", "示例", "代码表或来源表单", "依据"], "head")
        for column in columns:
            self._line(_described(form, column, school.school_type))
        self._line([])

    def _line(self, cells: Sequence[Any], style: str | list[str] = "") -> None:
        for place, cell in enumerate(cells):
            name = style[place] if isinstance(style, list) else style
            if cell not in (None, ""):
                self._guide.write_string(self._guide_row, place, str(cell), self._formats[name or "plain"])
        self._guide_row += 1

    def tables(self) -> None:
        """代码表: a column per code table, row by row because rows are streamed."""
        if not self._tables:
            return
        sheet = self._book.add_worksheet(TABLES_SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(self._tables), 24)
        columns = [labels for _, labels, _ in self._tables.values()]
        for place, (_, _, title) in enumerate(self._tables.values()):
            sheet.write_string(0, place, title, self._formats["head"])
        for number in range(max(map(len, columns), default=0)):
            for place, labels in enumerate(columns):
                if number < len(labels):
                    sheet.write_string(number + 1, place, labels[number])

    def mark(self, mark: Mark) -> None:
        """The hidden sheet by which an upload is recognised."""
        sheet = self._book.add_worksheet(MARK_SHEET)
        sheet.very_hidden()
        for number, pair in enumerate(mark.rows()):
            for place, text in enumerate(pair):
                sheet.write_string(number, place, text)


def _header_format(column: Column, school_type: str) -> str:
    if not column.read_from_sheets and not column.private:
        return "lookup"
    required = column.required_for(school_type)
    if column.private:
        return "private_required" if required else "private"
    return "required" if required else "head"


def _hint(column: Column) -> str:
    unit = f"单位：{column.unit}" if column.unit else ""
    return "；".join(filter(None, (column.note, unit, required_when(column))))


def _described(form: Form, column: Column, school_type: str) -> list[str]:
    required = "必填" if column.required_for(school_type) else "带出" if not column.stored else "选填"
    required = required if column.typed or not column.stored else "不读取"
    note = column.note + ("（隐私数据）" if column.private else "")
    if when := required_when(column):
        required, note = "有条件必填", f"{note}；{when}"
    return [
        column.label,
        required,
        note,
        column.unit,
        column.type_label,
        example_of(form, column),
        column.values_from,
        source_words(column.source),
    ]


def example_of(form: Form, column: Column) -> str:
    """The worked example of an item: the form's own, else the item's."""
    own = form.declaration.example.get(column.name, column.example)
    return "" if own is None else "、".join(map(str, own)) if isinstance(own, list | tuple) else str(own)
