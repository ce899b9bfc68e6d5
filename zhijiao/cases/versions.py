"""Versions: what a case said when it was handed in, taken from its record, and how two of them differ."""

import hashlib
import json
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from zhijiao.filing.schema.columns.files import held_files
from zhijiao.filing.schema.form import Form
from zhijiao.kit.rich_text import reading

MOST_PARTS = 2000
"""Parts of a text that are compared one by one: signs, of longer texts whole lines, of still longer ones nothing."""


@dataclass(frozen=True)
class Content:
    """What a version holds: items as shown, and files."""

    items: list[dict[str, str]]
    files: dict[str, list[dict[str, Any]]]

    @property
    def digest(self) -> str:
        """What tells two contents apart."""
        text = json.dumps([self.items, self.files], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def content_of(form: Form, record_id: int, rows: Any) -> Content | None:
    """The content of a record; one query. None where there is no such record."""
    left_out = {form.declaration.workflow.column if form.declaration.workflow else ""}
    columns = [column for column in form.columns.values() if column.name not in left_out]
    fetched = form.fetch(rows.filter(pk=record_id), columns)
    if not fetched:
        return None
    values = list(zip(columns, fetched[0][1], strict=True))
    items = [
        {
            "name": column.name,
            "label": column.label,
            "text": column.text(value),
            "html": str(column.markup(value)),
        }
        for column, value in values
        if not column.holds_files
    ]
    files = {
        column.name: [asdict(file) for file in held_files(value)]
        for column, value in values
        if column.holds_files
    }
    return Content(items, files)


@dataclass(frozen=True)
class Difference:
    """An item that two versions say differently: pieces of text, each ``same``, ``gone`` or ``new``."""

    label: str
    pieces: list[tuple[str, str]]


def compare(old: Content, new: Content) -> list[Difference]:
    """Items that differ, in the order of the newer version."""
    before = {item["name"]: _said(item) for item in old.items}
    found = []
    for item in new.items:
        said, former = _said(item), before.pop(item["name"], "")
        if said != former:
            found.append(Difference(item["label"], _pieces(former, said)))
    for name, label in (("pictures", "图片"), ("attachments", "附件")):
        first, second = _names(old, name), _names(new, name)
        if first != second:
            found.append(Difference(label, _pieces("\n".join(first), "\n".join(second), by_line=True)))
    return found


def _said(item: dict[str, str]) -> str:
    """What an item says; of rich text its lines, and where its pictures are."""
    if not item.get("html"):
        return item["text"]
    lines = []
    for block in reading.blocks_of(item["html"]):
        if block.kind == "table":
            lines += [" | ".join(row) for row in block.rows]
        else:
            lines.append(f"【图片】{block.text}" if block.kind == "picture" else block.mark + block.text)
    return "\n".join(lines)


def _names(content: Content, name: str) -> list[str]:
    return [f"{file['name']}（{file['digest'][:12]}）" for file in content.files.get(name, [])]


def _pieces(old: str, new: str, by_line: bool = False) -> list[tuple[str, str]]:
    """A text as pieces that stayed, went and came. Chinese is compared sign by sign, since it has no blanks."""
    coarse = by_line or max(len(old), len(new)) > MOST_PARTS
    first: Any = old.splitlines(keepends=True) if coarse else old
    second: Any = new.splitlines(keepends=True) if coarse else new
    if max(len(first), len(second)) > MOST_PARTS:
        first, second = [old], [new]
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        gone, came = "".join(first[a:b]), "".join(second[c:d])
        if kind == "equal":
            pieces.append(("same", gone))
            continue
        pieces += [(word, text) for word, text in (("gone", gone), ("new", came)) if text]
    return pieces
