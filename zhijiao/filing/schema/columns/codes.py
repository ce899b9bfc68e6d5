"""Columns with a closed choice: codes of national tables, regions, yes and no, terms."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from zhijiao.catalogue import tables
from zhijiao.filing.schema.columns.base import Column, ParseFrame
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.columns.traits import Control

CODE_SEPARATORS = re.compile(r"[,，;；、|/\n]+")
TRUE_WORDS = frozenset({"是", "1", "true", "y", "yes", "√", "有"})
FALSE_WORDS = frozenset({"否", "0", "false", "n", "no", "×", "无"})
CODED_NAME = re.compile(r"^([0-9A-Za-z]{1,12})\s*[-－—:：]\s*(.+)$")


class CodeColumn(Column):
    """One code of a national table. Stored as the code, shown as its name, read as either."""

    type = "code"
    type_label = "从代码表选"
    widget = "select"
    filter_kind = "choice"
    single_choice = True
    few_values = True
    chosen = True

    @cached_property
    def table(self) -> tables.CodeTable:
        """The code table, from memory."""
        return tables.table(self.facts.table)

    @property
    def values_from(self) -> str:
        return f"代码表“{self.table.title}”"

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Each distinct cell is looked up once."""
        known: dict[Cell, Any] = {None: None}
        values: list[Any] = []
        for i, cell in enumerate(cells):
            code = known.get(cell, known)
            if code is known:
                text = as_text(cell)
                code = None if text is None else self.find(text, frame)
                if code is None and text is not None:
                    code = frame.problem(i, self, *self._unknown(text), code="code")
                    values.append(code)
                    continue
                known[cell] = code
            values.append(code)
        return values

    def find(self, text: str, frame: ParseFrame | None = None) -> str | None:
        """The code meant by a code, a name, an alias, “code-name”, or a mapping the school has confirmed."""
        code = self.table.find(text)
        if code is None and (match := CODED_NAME.match(text)):
            code = self.table.find(match[1])
            if code is not None and self.table.find(match[2]) != code:
                code = None
        if code is None and frame is not None:
            code = frame.mappings.get((self.name, text))
        return code

    def suggest(self, text: str, n: int = 3) -> list[tuple[str, str]]:
        """Up to n (code, label) a wrong text may have meant: of a code with a strange name, both readings."""
        code, name = self._halves(text)
        if code is None:
            return self.table.suggest(text, n)
        near = [entry for entry in self.table.suggest(name, n) if entry[0] != code]
        return [(code, self.table.label(code)), *near][:n]

    def sure_guess(self, text: str) -> str | None:
        """The code that a wrong text is nearly surely a slip for; never one of a code and a name that disagree."""
        return self.table.sure_guess(text) if self._halves(text)[0] is None else None

    def _halves(self, text: str) -> tuple[str | None, str]:
        """Code and name of a “code-name” whose code is known."""
        match = CODED_NAME.match(text)
        return (self.table.find(match[1]), match[2]) if match else (None, text)

    def _unknown(self, text: str) -> tuple[str, str]:
        if self.private:  # what is said of a cell is kept with it, and may not tell what stood there
            return f"不在代码表“{self.table.title}”中", "请从下拉列表或代码说明中选取"
        near = self.suggest(text, 3)
        code, name = self._halves(text)
        if code is not None:
            asked = "请只填其中一个：" + "、".join(f"“{label}”" for _, label in near)
            return f"代码与名称不一致：代码是“{self.table.name(code)}”，名称是“{name}”", asked
        if near:
            return f"不在代码表“{self.table.title}”中", "是否为" + "、".join(
                f"“{name}”" for _, name in near
            ) + "？"
        return f"不在代码表“{self.table.title}”中", "请从下拉列表或代码说明中选取"

    def text(self, value: Any) -> str:
        """The name; a code that is no longer known is shown as it is."""
        return self.table.name(value)

    def cell(self, value: Any) -> Any:
        """A text that is read back as exactly this code."""
        return None if value is None else self.table.label(value)

    def json_text(self, written: Any) -> str:
        return self.text(as_text(written))

    def raw(self, value: Any) -> Any:
        return value or ""

    def raw_text(self, typed: Any) -> str:
        return self.text(typed)

    def json_asked_for(self, text: str) -> Any:
        return self.find(text)

    def choices(self) -> list[tuple[str, str, str]]:
        """All codes that may be chosen today."""
        return self.table.choices()

    def control(self, longest: int) -> Control:
        """A drop-down, or a box that searches a long table."""
        choices = self.choices()
        return Control(self.widget, choices) if len(choices) <= longest else Control("ref", searched=True)

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """By code or name; a heading of the table includes what stands under it."""
        code = self.table.find(text, headings=True)
        return rows.none() if code is None else rows.filter(**{f"{self.name}__in": self._with_children(code)})

    def _with_children(self, code: str) -> list[str]:
        """A code and all codes under it."""
        below = [self._with_children(child.code) for child in self.table.children(code)]
        return [code, *(code for codes in below for code in codes)]

    def schema(self) -> dict[str, Any]:
        """A code of the named table; names are understood too."""
        return {"type": ["string", "null"], "x-code-table": self.facts.table}

    @property
    def values_of_table(self) -> list[str]:
        """All codes that a record may hold, withdrawn ones too."""
        return [code for code, entry in self.table.entries.items() if not entry.heading]

    def sent_schema(self) -> dict[str, Any]:
        """One of the codes."""
        return self.schema() | {"enum": [*self.values_of_table, None]}

    def asked_schema(self) -> dict[str, Any]:
        """One of the codes, or a heading that stands for all below it."""
        return {"type": "string", "enum": list(self.table.entries), "x-code-table": self.facts.table}


class RegionColumn(CodeColumn):
    """行政区划: shown with its full path, chosen by search."""

    type = "region"
    type_label = "行政区划"
    widget = "region"
    sheet_width = 30

    def text(self, value: Any) -> str:
        """The full path, 省 / 市 / 县."""
        return self.table.full_name(value)

    def control(self, longest: int) -> Control:
        """Searched by any part of the path, however few there are."""
        return Control("ref", searched=True)


class CodesColumn(CodeColumn):
    """Several codes of one table, stored with commas between, in the table's order."""

    type = "codes"
    type_label = "从代码表选，可多个，用“、”隔开"
    widget = "multiselect"
    several = True
    single_choice = False
    sheet_width = 30

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Names or codes with any usual separator between; a list from the page or the API as it is."""
        values: list[Any] = []
        for i, cell in enumerate(cells):
            parts = cell if isinstance(cell, list | tuple) else self.words(as_text(cell) or "")
            wanted = [part for part in (as_text(part) for part in parts) if part]
            codes = {text: self.find(text, frame) for text in wanted}
            unknown = [text for text, code in codes.items() if code is None]
            if unknown:
                message, remedy = self._unknown(unknown[0])
                message = message if self.private else f"“{unknown[0]}”{message}"
                values.append(frame.problem(i, self, message, remedy, code="code"))
            else:
                chosen = set(codes.values())
                values.append(",".join(code for code in self.table.entries if code in chosen) or None)
        return values

    def text(self, value: Any) -> str:
        return "、".join(self.table.name(code) for code in value.split(",")) if value else ""

    def cell(self, value: Any) -> Any:
        return "、".join(self.table.label(code) for code in value.split(",")) if value else None

    def json_text(self, written: Any) -> str:
        return self.text(_joined(written))

    def raw(self, value: Any) -> Any:
        return value.split(",") if value else []

    def raw_text(self, typed: Any) -> str:
        return self.text(_joined(typed))

    def words(self, text: str) -> list[str]:
        """What stands between the separators."""
        return CODE_SEPARATORS.split(text)

    def control(self, longest: int) -> Control:
        """All codes to be ticked."""
        return Control(self.widget, self.choices())

    def json(self, value: Any) -> Any:
        return value.split(",") if value else []

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Rows that have the code among theirs."""
        code = self.find(text)
        return rows.none() if code is None else rows.filter(**{f"{self.name}__contains": code})

    def schema(self) -> dict[str, Any]:
        return {"type": ["array", "null"], "items": {"type": "string"}, "x-code-table": self.facts.table}

    def sent_schema(self) -> dict[str, Any]:
        """Some of the codes."""
        codes = {"type": "string", "enum": self.values_of_table, "x-code-table": self.facts.table}
        return {"type": ["array", "null"], "items": codes, "uniqueItems": True}

    def asked_schema(self) -> dict[str, Any]:
        """One of the codes."""
        return {"type": "string", "enum": self.values_of_table, "x-code-table": self.facts.table}


def _joined(codes: Any) -> str:
    """Codes as they are stored: with commas between."""
    return ",".join(map(str, codes)) if isinstance(codes, list | tuple) else str(codes)


class FlagColumn(Column):
    """是 or 否."""

    type = "flag"
    type_label = "是 / 否"
    widget = "flag"
    filter_kind = "choice"
    reads_numbers = True
    single_choice = True
    few_values = True
    sheet_width = 9

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        word = text.lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
        return frame.problem(i, self, "只能填“是”或“否”", code="flag")

    def text(self, value: Any) -> str:
        return "" if value is None else ("是" if value else "否")

    def json_text(self, written: Any) -> str:
        """是 or 否; a word that is neither as it was typed."""
        return self.text(written) if isinstance(written, bool) else super().json_text(written)

    def raw(self, value: Any) -> Any:
        return "" if value is None else ("1" if value else "0")

    def raw_text(self, typed: Any) -> str:
        return str({value: label for value, label, _ in self.choices()}.get(typed, typed))

    def json_asked_for(self, text: str) -> Any:
        """True for the choice 是."""
        return text == "1"

    def choices(self) -> list[tuple[str, str, str]]:
        return [("1", "是", "s"), ("0", "否", "f")]

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        word = text.strip().lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            return rows.none()
        return rows.filter(**{self.name: word in TRUE_WORDS})

    def schema(self) -> dict[str, Any]:
        return {"type": ["boolean", "null"]}

    def asked_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["1", "0"]}


class TermColumn(Column):
    """学期 of a term form: first (autumn) or second (spring)."""

    type = "term"
    type_label = "学期"
    widget = "select"
    filter_kind = "choice"
    single_choice = True
    few_values = True
    NAMES = {"1": "第一学期（秋）", "2": "第二学期（春）"}
    WORDS = {
        "1": "1",
        "2": "2",
        "第一学期": "1",
        "第二学期": "2",
        "秋季学期": "1",
        "春季学期": "2",
        "秋": "1",
        "春": "2",
        "上学期": "1",
        "下学期": "2",
        **{name: code for code, name in NAMES.items()},
    }

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        return self.WORDS.get(text.replace("(", "（").replace(")", "）")) or frame.problem(
            i, self, "只能填“第一学期（秋）”或“第二学期（春）”", code="code"
        )

    def text(self, value: Any) -> str:
        return self.NAMES.get(value, "")

    def json_text(self, written: Any) -> str:
        """Its name; a word that is no term as it was typed."""
        return self.text(written) or super().json_text(written)

    def raw(self, value: Any) -> Any:
        return value or ""

    def raw_text(self, typed: Any) -> str:
        return self.text(typed) or typed

    def json_asked_for(self, text: str) -> Any:
        return text

    def choices(self) -> list[tuple[str, str, str]]:
        return [("1", self.NAMES["1"], "dyxq"), ("2", self.NAMES["2"], "dexq")]

    def control(self, longest: int) -> Control:
        return Control(self.widget, self.choices())

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(term=self.WORDS.get(text, ""))

    def sent_schema(self) -> dict[str, Any]:
        """First or second."""
        return {"type": ["string", "null"], "enum": ["1", "2", None]}

    def asked_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": ["1", "2"]}
