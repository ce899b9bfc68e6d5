"""Columns of attached files. The record says which files it holds: number, name, kind, size and digest of each.

So what a record holds is read, compared, logged, undone and carried like any other value, and nothing is asked of the
table of attachments to show it. The value of a private item is encrypted like other private values.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from zhijiao.attachments import kinds
from zhijiao.filing.schema.columns.base import Column, FormLike, ParseFrame
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.columns.traits import Control
from zhijiao.filing.schema.facts import Facts

FILLED, EMPTY = "1", "0"


@dataclass(frozen=True)
class HeldFile:
    """What a record says of one file that it holds."""

    number: str
    name: str
    kind: str
    size: int
    digest: str

    @property
    def size_text(self) -> str:
        """The size as people read it."""
        return size_text(self.size)


class ChosenFiles(NamedTuple):
    """The cell of a page that has asked which files there are, and whose they are; no text can stand for one.

    ``missing`` counts those that were asked for and are not there, or are somebody else's.
    """

    files: tuple[HeldFile, ...]
    missing: int = 0

    def __str__(self) -> str:
        return number_text(len(self.files))


def size_text(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def number_text(number: int) -> str:
    """How many files there are, in words; empty for none."""
    return f"有（{number} 个）" if number else ""


def held_files(value: str | None) -> tuple[HeldFile, ...]:
    """The files of a stored value."""
    return tuple(HeldFile(**each) for each in json.loads(value)) if value else ()


def stored_files(files: Iterable[HeldFile]) -> str | None:
    """The stored value of some files; None for no file."""
    said = [asdict(each) for each in files]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else None


class FileColumn(Column):
    """Files of a record, of some kinds, at most so many and so large."""

    type = "files"
    type_label = "附件（有或无），在页面上上传"
    widget = "attachments"
    filter_kind = "choice"
    chosen = True
    several = True
    typed = False
    holds_files = True
    sheet_width = 24

    def __init__(
        self, form: FormLike, name: str, facts: Facts, *, accepts: tuple[str, ...], most: int, most_mb: int
    ) -> None:
        super().__init__(form, name, facts)
        self.accepts = accepts
        self.most = most
        self.most_bytes = most_mb * 1024 * 1024

    @property
    def order_by(self) -> str:
        """Never sorted: numbers mean nothing."""
        return ""

    @property
    def limits(self) -> str:
        """What can be uploaded, in a sentence."""
        number = f"最多 {self.most} 个，" if self.most > 1 else "1 个，"
        return f"{kinds.words(self.accepts)}；{number}每个不超过 {self.most_bytes // 1024 // 1024} MB"

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Files that a page has chosen. A text changes nothing and is refused, whoever sends it."""
        return [self._chosen(cell, i, frame) for i, cell in enumerate(cells)]

    def _chosen(self, cell: Any, i: int, frame: ParseFrame) -> str | None:
        if not isinstance(cell, ChosenFiles):
            if as_text(cell) is not None:
                frame.problem(i, self, "附件只能在记录的页面上传", code="file")
            return None
        if cell.missing:
            said = f"有 {cell.missing} 个文件已过期或不属于这条记录"
            frame.problem(i, self, said, "请重新选择文件上传", code="file")
            return None
        if len(cell.files) > self.most:
            said = f"最多 {self.most} 个文件，现有 {len(cell.files)} 个"
            frame.problem(i, self, said, "请移除多余的文件", code="file")
            return None
        return stored_files(cell.files)

    def text(self, value: Any) -> str:
        return number_text(len(held_files(value)))

    def cell(self, value: Any) -> Any:
        """The names of the files; nothing is read back."""
        return "、".join(file.name for file in held_files(value)) or None

    def json(self, value: Any) -> Any:
        """Number, name, kind, size and digest of each file."""
        return [asdict(file) for file in held_files(value)]

    def from_json(self, written: Any) -> Any:
        return stored_files(HeldFile(**each) for each in written)

    def json_text(self, written: Any) -> str:
        """Names, each with the beginning of its digest, so that two files of one name differ."""
        if not isinstance(written, list):
            return super().json_text(written)
        return "、".join(f"{each['name']}（{each['digest'][:12]}）" for each in written)

    def raw(self, value: Any) -> Any:
        return [file.number for file in held_files(value)]

    def raw_text(self, typed: Any) -> str:
        return number_text(len(typed))

    def text_asked_for(self, text: str) -> str:
        return {value: label for value, label, _ in self.choices()}.get(text, text)

    def choices(self) -> list[tuple[str, str, str]]:
        return [(FILLED, "有", "y"), (EMPTY, "无", "w")]

    def control(self, longest: int) -> Control:
        """The files with a box for more; choices are for conditions alone."""
        return Control(self.widget)

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Rows with a file, or without."""
        if text not in (FILLED, EMPTY):
            return rows.none()
        return rows.filter(**{f"{self.name}__isnull": text == EMPTY})

    def asked_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [FILLED, EMPTY]}

    def schema(self) -> dict[str, Any]:
        texts = ("number", "name", "kind", "digest")
        facts = {name: {"type": "string"} for name in texts} | {"size": {"type": "integer"}}
        kinds_of_value = ["string", "null"] if self.private else ["array", "null"]
        return {"type": kinds_of_value, "items": {"type": "object", "properties": facts}, "readOnly": True}
