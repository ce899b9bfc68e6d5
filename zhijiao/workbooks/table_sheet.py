"""A small workbook of one table, for accounts or schools: its template, reading it safely, giving it back marked.

A file is taken as a whole or not at all; everything that is wrong with it is said at once, by row and column.
"""

import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from zhijiao.kit.text import fold, match_key
from zhijiao.workbooks.book import letter
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.reading import read_book

SHEET, GUIDE, PROBLEMS = "Sheet1", "填写说明", "错误清单"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXACT_DIGITS = 10**15
_MOST_COMMENTS = 2000


@dataclass(frozen=True)
class SheetColumn:
    """A column of the sheet: the page's field, its heading, what the second sheet says about it.

    `choices` become a drop-down. `digits` is a long number that must not be stored as one.
    """

    field: str
    label: str
    note: str
    example: str
    required: bool = False
    choices: tuple[str, ...] = ()
    digits: bool = False


@dataclass(frozen=True)
class SheetProblem:
    """What is wrong in one cell, with the remedy. A private value is not repeated."""

    row: int
    label: str
    value: str
    message: str


@dataclass
class UploadedTable:
    """Rows of the file by number, as texts by field, and what is wrong with them."""

    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)

    @property
    def wrong(self) -> set[int]:
        """Numbers of rows with problems."""
        return {problem.row for problem in self.problems}

    def add(self, number: int, label: str, value: str, message: str) -> None:
        """Note a problem at a row and, if given, a column."""
        self.problems.append(SheetProblem(number, label, value, message))


@dataclass(frozen=True)
class TableLayout:
    """The columns of a kind of sheet, how many rows it may have, and what a row is: 用户, 学校."""

    columns: tuple[SheetColumn, ...]
    most: int
    noun: str

    def template(self, extra: Iterable[tuple[str, Iterable[tuple[str, str]]]] = ()) -> bytes:
        """The empty workbook; notes, examples and the `extra` lists stand on a second sheet."""
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet, guide = book.add_worksheet(SHEET), book.add_worksheet(GUIDE)
            self._head(book, sheet)
            for place, column in enumerate(self.columns):
                if column.choices:
                    rule = {"validate": "list", "source": list(column.choices)}
                    sheet.data_validation(1, place, self.most, place, rule)
            bold = book.add_format({"bold": True, "bottom": 1})
            guide.set_column(0, 2, 36)
            guide.write_row(0, 0, ("列名", "填写要求", "示例"), bold)
            row = 1
            for column in self.columns:
                _write(
                    guide,
                    row,
                    (column.label + ("（必填）" if column.required else ""), column.note, column.example),
                )
                row += 1
            for title, lines in extra:
                guide.write_string(row + 1, 0, title, bold)
                row += 2
                for line in lines:
                    _write(guide, row, line)
                    row += 1
        return out.getvalue()

    def read(self, data: bytes, file_name: str) -> UploadedTable:
        """The rows of an uploaded workbook. Raises FileRefused if the file as a whole cannot be taken."""
        book = read_book(data, file_name, skip=(GUIDE, PROBLEMS))
        part = book.sheet(SHEET) or next((sheet for sheet in book.sheets if not sheet.hidden), None)
        if part is None:
            raise FileRefused("工作簿中没有工作表，请下载模板，填好后上传。")
        if part.refused:
            raise FileRefused(part.refused)
        lines = part.rows
        places = self._places(lines[0] if lines else [])
        found = UploadedTable()
        for number, line in enumerate(lines[1:], start=2):
            cells = {name: _text(line[place]) if place < len(line) else "" for name, place in places.items()}
            if any(cells.values()):
                found.rows[number] = {column.field: cells.get(column.field, "") for column in self.columns}
                self._damaged(found, number, line, places)
        if not found.rows:
            raise FileRefused(f"业务数据为空：表头下没有填写任何{self.noun}。")
        if len(found.rows) > self.most or part.cut_at:
            raise FileRefused(f"一次最多 {self.most} 行（每行一个{self.noun}），请拆成几个文件后上传。")
        return found

    def marked(self, sheet: UploadedTable) -> bytes:
        """The rows as they were, wrong cells red with the message as a comment, and a list of all problems."""
        places = {column.label: place for place, column in enumerate(self.columns)}
        said: dict[tuple[int, int], list[str]] = defaultdict(list)
        for problem in sheet.problems:
            said[problem.row, places.get(problem.label, 0)].append(problem.message)
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            page, listing = book.add_worksheet(SHEET), book.add_worksheet(PROBLEMS)
            self._head(book, page)
            red = book.add_format({"num_format": "@", "bg_color": "#FBE3E1", "font_color": "#A32014"})
            for number, cells in sheet.rows.items():
                for place, column in enumerate(self.columns):
                    wrong = said.get((number, place))
                    if wrong or cells[column.field]:
                        page.write_string(number - 1, place, cells[column.field], red if wrong else None)
            for (number, place), messages in list(said.items())[:_MOST_COMMENTS]:
                page.write_comment(number - 1, place, "\n".join(messages))
            listing.set_column(0, 3, 24)
            _write(listing, 0, ("行", "列", "所填内容", "问题与改法"))
            for row, problem in enumerate(sheet.problems, start=1):
                _write(listing, row, (str(problem.row), problem.label, problem.value, problem.message))
        return out.getvalue()

    def add_errors(
        self, sheet: UploadedTable, number: int, errors: dict[str, Any], hidden: Iterable[str] = ()
    ) -> None:
        """Turn the errors of a form into problems; a cell that has one already is left alone.

        Values of `hidden` fields are not repeated.
        """
        labels = {column.field: column.label for column in self.columns}
        told = {(problem.row, problem.label) for problem in sheet.problems if problem.row == number}
        for name, messages in errors.items():
            label = labels.get(name, self.columns[0].label)
            if (number, label) in told:
                continue
            shown = "" if name in hidden else sheet.rows[number].get(name, "")
            for text in (text for message in messages for text in getattr(message, "messages", [message])):
                sheet.add(number, label, shown, text)

    def check_repeats(self, sheet: UploadedTable, name: str, key: Callable[[str], str] = fold) -> None:
        """Values of a column that stand in two rows of the file."""
        label = next(column.label for column in self.columns if column.field == name)
        first: dict[str, int] = {}
        for number, cells in sheet.rows.items():
            value = key(cells[name])
            if value and first.setdefault(value, number) != number:
                sheet.add(
                    number, label, cells[name], f"与第 {first[value]} 行的{label}相同，请改用不同的{label}。"
                )

    def _head(self, book: Any, sheet: Any) -> None:
        plain = book.add_format({"num_format": "@"})
        heads = {
            needed: book.add_format({"bold": True, "bottom": 1, "font_color": "red" if needed else "black"})
            for needed in (True, False)
        }
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, 20, plain)
            sheet.write_string(0, place, column.label, heads[column.required])

    def _places(self, heads: Iterable[Any]) -> dict[str, int]:
        """Where each field stands. Raises FileRefused if a required heading is missing."""
        wanted = {match_key(column.label): column.field for column in self.columns}
        found: dict[str, int] = {}
        for place, head in enumerate(heads):
            name = wanted.get(match_key(str(head).strip("*＊ ")))
            if name:
                found.setdefault(name, place)
        missing = [column.label for column in self.columns if column.required and column.field not in found]
        if missing:
            raise FileRefused(f"第一行缺少列“{'”“'.join(missing)}”，请下载模板，不要改动表头。")
        return found

    def _damaged(self, found: UploadedTable, number: int, line: list[Any], places: dict[str, int]) -> None:
        """Long numbers that the spreadsheet program has rounded."""
        for column in self.columns:
            place = places.get(column.field, len(line)) if column.digits else len(line)
            cell = line[place] if place < len(line) else ""
            if isinstance(cell, float) and cell >= _EXACT_DIGITS:
                remedy = (
                    f"{column.label}被当作数字，末几位已丢失，请把 {letter(place)} 列设为文本格式后重新填写。"
                )
                found.add(number, column.label, "", remedy)


def uploaded(request: HttpRequest) -> tuple[bytes, str]:
    """Content and name of the file that was sent as `file`. Raises FileRefused."""
    file = request.FILES.get("file")
    if file is None:
        raise FileRefused("请选择填好的模板（.xlsx）。")
    if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise FileRefused("文件超过 20 MB，请删去图片或拆成几个文件后再上传。")
    return file.read(), file.name or ""


def as_file(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _write(sheet: Any, row: int, texts: Iterable[str]) -> None:
    """A row of texts; never a formula."""
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text)


def _text(cell: Any) -> str:
    """A cell as text: whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return fold(str(cell))
