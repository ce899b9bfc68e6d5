"""Columns of rich text: markup of a few kinds, which the sanitiser has decided upon."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from markupsafe import Markup

from zhijiao.filing.schema.columns.base import ParseFrame
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.columns.text import LongTextColumn
from zhijiao.filing.schema.columns.traits import Control
from zhijiao.kit.rich_text import reading, sanitise

MOST_MARKS = 1000
"""Elements of a text. Empty lines and cells count as no character, and each takes its time on every page and paper."""


class RichTextColumn(LongTextColumn):
    """Paragraphs, headings, lists, tables and pictures. What counts against the limit is the text alone.

    Sheets and programs may send plain lines, or markup; either is cleaned. Lists, history and queries show the lines.
    """

    type = "richtext"
    type_label = "带格式的文字"
    widget = "richtext"
    rich = True
    written_as_stored = False

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Clean markup; None where there is nothing to see."""
        texts = (as_text(cell) for cell in cells)
        return [sanitise.of_cell(text) or None if text else None for text in texts]

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Each text is measured as people count it."""
        return [
            None if text is None else self.read(text, i, frame) for i, text in enumerate(self.fold(cells))
        ]

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """One clean text, unless it is too long."""
        most, number = self.facts.max_length, reading.count(text)
        if most and number > most:
            return frame.problem(i, self, f"最多 {most} 个字，现有 {number} 个", "请删减", code="length")
        marks = text.count("<") - text.count("</")
        if marks > MOST_MARKS:
            said = f"段落、列表项、换行和单元格等格式最多 {MOST_MARKS} 处，现有 {marks} 处"
            return frame.problem(i, self, said, "请删去空行和空单元格，大的表格请作为附件上传", code="length")
        return text

    def text(self, value: Any) -> str:
        return reading.plain(value)

    def cell(self, value: Any) -> Any:
        """Lines where they say everything, else the markup; either is read back as it was."""
        if value is None:
            return None
        return reading.plain(value) if reading.only_paragraphs(value) else value

    def raw(self, value: Any) -> Any:
        return str(sanitise.show(value))

    def raw_text(self, typed: Any) -> str:
        return reading.plain(sanitise.of_cell(str(typed)))

    def json(self, value: Any) -> Any:
        return str(sanitise.show(value)) or None

    def json_text(self, written: Any) -> str:
        return reading.plain(sanitise.of_cell(as_text(written) or ""))

    def markup(self, value: Any) -> Markup:
        """Clean markup for a page."""
        return sanitise.show(value)

    def control(self, longest: int) -> Control:
        return Control(self.widget)

    @property
    def order_by(self) -> str:
        """Never sorted: nobody looks for a text by its first word."""
        return ""

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Words as they stand in the markup."""
        return rows.filter(**{f"{self.name}__contains": text})

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "null"], "contentMediaType": "text/html"}
