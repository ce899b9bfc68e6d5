"""Columns of text: one line, several lines, telephone numbers, e-mail addresses, identity numbers."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from zhijiao.filing.schema.columns.base import Column, ParseFrame
from zhijiao.filing.schema.columns.cells import Cell, as_text, as_texts
from zhijiao.kit.text import fold_lines, fold_name

#: What people type into a name they do not have.
PLACEHOLDERS = frozenset(
    {"无", "没有", "暂无", "不详", "未知", "空", "待定", "待补", "同上"}
    | {"null", "none", "nil", "n/a", "na", "nan"}
)
#: Characters of private use and radicals that stand for no character.
UNSHARED = re.compile("[\u2e80-\u2eff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")

PLAIN_NAME = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]+")
"""Names that folding leaves as they are: most."""

PHONE = re.compile(
    r"^(\+?\d{1,4}[- ]?)?(1\d{10}|0\d{2,3}[- ]?\d{7,8}([-转]\d{1,6})?|[2-9]\d{6,7}|400[- ]?\d{3,4}[- ]?\d{3,4})$"
)


def check_phone(text: str) -> str | None:
    """Reason why the text is no telephone number, or None."""
    if PHONE.match(text):
        return None
    return "不是有效的电话号码：手机填 11 位数字，固定电话填“区号-号码”，如 0771-5512345"


def check_email(text: str) -> str | None:
    """Reason why the text is no e-mail address, or None."""
    try:
        validate_email(text)
    except ValidationError:
        return "不是有效的电子邮箱，应形如 name@example.cn"
    return None


class TextColumn(Column):
    """One line of text."""

    free_text = True
    written_as_stored = True

    @cached_property
    def plain(self) -> bool:
        """Whether any text of at most the given length will do."""
        return not (self.facts.pattern or self.facts.check)

    def sent_schema(self) -> dict[str, Any]:
        """A text of the declared pattern."""
        pattern = {"pattern": f"^(?:{self.facts.pattern[0]})$"} if self.facts.pattern else {}
        return self.schema() | pattern


class NameColumn(TextColumn):
    """A person's name, one spelling whatever the keyboard, so that a search finds it."""

    names_person = True

    @cached_property
    def plain(self) -> bool:
        """Not any text is a name."""
        return False

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Without blanks between Han characters, any dot as “·”."""
        return [
            cell if type(cell) is str and PLAIN_NAME.fullmatch(cell) else
            fold_name(cell) or None if isinstance(cell, str) else as_text(cell)
            for cell in cells
        ]  # fmt: skip

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """One name: neither a placeholder nor with characters that only one computer shows."""
        if not any(map(str.isalpha, text)) or text.lower() in PLACEHOLDERS:
            remedy = "请填写真实姓名" if self.required else "没有的请留空"
            return frame.problem(i, self, "不是姓名", remedy, code="name")
        if found := UNSHARED.search(text):
            said = f"第 {found.start() + 1} 个字是造字或部首，别的电脑上看不到"
            return frame.problem(i, self, said, "请改用标准字，或用“·”、拼音代替并在备注中说明", code="name")
        return super().read(text, i, frame)

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """A query is folded like the names."""
        return super().filter(rows, fold_name(text))


class LongTextColumn(TextColumn):
    """Several lines of text; line ends survive."""

    type = "longtext"
    type_label = "多行文字"
    widget = "textarea"
    multiline = True
    sheet_width = 36

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Folds each line for itself."""
        return [(fold_lines(cell) or None) if isinstance(cell, str) else as_text(cell) for cell in cells]


class IdNumberColumn(TextColumn):
    """证件号码. The letter X is stored as a capital; what kind of number it is the form's check decides."""

    type = "id_number"
    free_text = False
    sheet_width = 22

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Letters become capitals and inner blanks go."""
        return [text and text.upper().replace(" ", "") for text in as_texts(cells)]
