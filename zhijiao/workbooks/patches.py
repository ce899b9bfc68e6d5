"""Changing a part of a workbook where it must change, byte by byte, and nowhere else.

Programs keep much in a workbook that no library knows. What is not understood here stays as it is.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from zhijiao.workbooks.markup import DAMAGED, FileRefused, parse, parser

_TAG = re.compile(rb"<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(/?)>")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Patch:
    """Replacements in a part: (first byte, byte after the last, what stands there instead)."""

    xml: bytes
    changes: list[tuple[int, int, bytes]] = field(default_factory=list)

    def insert(self, at: int, new: bytes) -> None:
        """Put bytes in at a place of the original."""
        self.changes.append((at, at, new))

    def attribute(self, at: int, name: str, value: str) -> None:
        """Set an attribute of the tag that starts at a place."""
        tag = _TAG.match(self.xml, at)
        if tag is None:
            raise FileRefused(DAMAGED)
        said = re.search(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", tag[0])
        new = f' {name}="{value}"'.encode()
        if said:
            self.changes.append((at + said.start(), at + said.end(), new))
        else:
            self.insert(at + len(tag[0]) - 1 - len(tag[1]), new)

    def applied(self) -> bytes:
        """The part with all changes."""
        out, done = [], 0
        for first, end, new in sorted(self.changes, key=lambda change: change[:2]):
            out += [self.xml[done:first], new]
            done = end
        return b"".join((*out, self.xml[done:]))


Start = Callable[[str, dict[str, str], int, int], None]
End = Callable[[str, int, int], None]


def walk(xml: bytes, start: Start, end: End | None = None) -> None:
    """Call for each element: local name, attributes, place in the bytes, depth; and where it ends.

    Raises:
        FileRefused: it is no XML in UTF-8.
    """
    reader = parser()
    depth = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        start(name.rpartition(":")[2], attributes, reader.CurrentByteIndex, depth)
        depth += 1

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name.rpartition(":")[2], reader.CurrentByteIndex, depth)

    def declared(_version: str, encoding: str | None, _alone: int) -> None:
        if (encoding or "utf-8").lower() != "utf-8":
            raise FileRefused(DAMAGED)

    reader.XmlDeclHandler = declared
    reader.StartElementHandler, reader.EndElementHandler = started, ended
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileRefused(DAMAGED)
    parse(reader, xml)


def prefix_of(xml: bytes, at: int) -> str:
    """The prefix, with its colon, of the element that starts at a place."""
    match = re.match(rb"</?([^\s/>:]+:)?", xml[at : at + 60])
    return (match[1] or b"").decode() if match else ""


def before_end(xml: bytes, element: str, new: Callable[[str], str]) -> bytes:
    """Put something in before the end of an element; `new` is told the prefix its neighbours have.

    Raises:
        FileRefused: there is no such element, or it is closed in itself.
    """
    ends: list[int] = []
    walk(xml, lambda *_: None, lambda name, at, _depth: ends.append(at) if name == element else None)
    if not ends or xml[ends[-1] : ends[-1] + 2] != b"</":
        raise FileRefused(DAMAGED)
    patch = Patch(xml)
    patch.insert(ends[-1], new(prefix_of(xml, ends[-1])).encode())
    return patch.applied()


def xml_text(text: str) -> str:
    """Text as XML holds it; characters that XML forbids are left out."""
    return _FORBIDDEN.sub("", text).translate(_ESCAPES)


def text_sheet(rows: Iterable[Iterable[Any]], widths: Iterable[int]) -> bytes:
    """A worksheet of texts and whole numbers."""
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    lines = []
    for row in rows:
        cells = "".join(
            f"<c><v>{cell}</v></c>"
            if type(cell) is int
            else f'<c t="inlineStr"><is><t xml:space="preserve">{xml_text(str(cell))}</t></is></c>'
            for cell in row
        )
        lines.append(f"<row>{cells}</row>")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<cols>{cols}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    ).encode()
