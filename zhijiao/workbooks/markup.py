"""The XML of a workbook's parts: read by an XML reader, and brought into one spelling before anything looks at it.

Spreadsheet programs write plain XML: no comments, no instructions, double quotes, no prefixes. Patterns see in it what
a reader sees. Whatever is written otherwise is written anew here, so that no part is ever measured in one reading and
loaded in another. Declarations of entities are refused.
"""

import re
from collections.abc import Collection
from typing import Any
from xml.parsers import expat

from zhijiao.kit.numbers import whole_number

AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传"
HURTS = "文件的内容异常庞大或已损坏，系统无法读取。请新下载一份模板，只把数据复制过去（选择性粘贴—数值）后再上传。"
DAMAGED = "文件内容已损坏，读不出来，" + AGAIN + "。"

# Linear: a repetition never crosses a quote or a bracket.
_BRACKET_IN_QUOTES = re.compile(rb"=\s*\"[^\"<]*>")
_PREFIXED = re.compile(rb"</?[^<>\s/:\"=]{1,40}:(?:row|c|v|f|is|t|r|si|sst|sheetData|col|mergeCell)\b")
_ODD_EQUALS = (b" =", b"\n=", b"\t=", b"\r=", b"= ", b"=\n", b"=\t", b"=\r", b"='")
_ODD_REST = re.compile(rb":(?:mergeCell|sheetData|row|c)\b|mergeCell\b[^<>]*?(?:'|\s=|=\s)")
_CHINESE = re.compile(
    rb"\s*<\?xml[^<>]{0,60}?\sencoding\s*=\s*[\"']gb[\w-]{1,7}[\"']([^<>]{0,40}\?>)", re.IGNORECASE
)
_CELL = re.compile(rb"<c[\s/>]")
_ROW = re.compile(rb"<row[\s/>]")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
#: What a sheet's own reader looks at; everything else is left out of a sheet that is written anew.
_SHEET = frozenset({"worksheet", "cols", "col", "sheetData", "mergeCells", "mergeCell"})


class FileRefused(ValueError):
    """The file as a whole cannot be taken; the text says why and what to do."""


def parser() -> Any:
    """An XML reader that takes no declarations of entities."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_declaration
    made.EntityDeclHandler = _refuse_declaration
    return made


def _refuse_declaration(*_: Any) -> None:
    raise FileRefused("文件内含不允许的实体声明（DOCTYPE），已拒绝打开，" + AGAIN + "。")


def parse(reader: Any, xml: bytes) -> None:
    """Let a reader read a part. Raises FileRefused if it is no XML."""
    try:
        reader.Parse(xml, True)
    except FileRefused:
        raise
    except (
        expat.ExpatError,
        ValueError,
        LookupError,
    ):  # ValueError: an encoding of many bytes that it does not know
        raise FileRefused(DAMAGED) from None


def in_utf8(data: bytes) -> bytes:
    """A part in UTF-8 if it says that it is in a Chinese encoding, which the XML reader does not know."""
    said = _CHINESE.match(data)
    if said is None:
        return data
    try:
        text = data[said.end() :].decode("gb18030")
    except UnicodeError:
        raise FileRefused(DAMAGED) from None
    return b'<?xml version="1.0"' + said[1] + text.encode()


def elements(xml: bytes, names: Collection[str]) -> list[tuple[str, dict[str, str]]]:
    """The named elements of a part with their attributes, prefixes dropped, in order; none if it is empty."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    if xml.strip():
        reader = parser()
        reader.StartElementHandler = start
        parse(reader, xml)
    return found


def plain_texts(xml: bytes) -> bytes:
    """The shared texts in plain spelling."""
    return xml if not xml or _plain(xml) and _usual(xml, 0, len(xml)) else _Texts().rewritten(xml)


def plain_sheet(xml: bytes) -> bytes:
    """A worksheet in plain spelling: every row and every cell has its address."""
    return xml if _plain(xml) and _usual_sheet(xml) else _Sheet().rewritten(xml)


def _plain(xml: bytes) -> bool:
    """Whether an XML reader finds nothing but elements and text in UTF-8.

    Raises:
        FileRefused: it is no XML, or declares entities.
    """
    odd: list[Any] = []
    reader = parser()
    reader.CommentHandler = reader.ProcessingInstructionHandler = lambda *said: odd.append(said)
    reader.StartCdataSectionHandler = lambda: odd.append("cdata")
    reader.XmlDeclHandler = lambda _version, encoding, _alone: (
        odd.append(encoding) if (encoding or "utf-8").lower() != "utf-8" else None
    )
    parse(reader, xml)
    return not odd and not xml.startswith((b"\xff\xfe", b"\xfe\xff", b"\0"))


def _usual(xml: bytes, first: int, end: int) -> bool:
    """Whether tags have double quotes, no blanks round ``=``, no prefix, and end at their first ``>``."""
    return (
        all(xml.find(odd, first, end) < 0 for odd in _ODD_EQUALS)
        and (xml.find(b":", first, end) < 0 or not _PREFIXED.search(xml, first, end))
        and (
            xml.count(b"<", first, end) == xml.count(b">", first, end)
            or not _BRACKET_IN_QUOTES.search(xml, first, end)
        )
    )


def _usual_sheet(xml: bytes) -> bool:
    """Whether rows and cells are written as patterns expect them."""
    first = xml.find(b"<sheetData")
    end = xml.find(b"</sheetData>", first)
    if first < 0 or xml.find(b"<sheetData", first + 1) >= 0:
        return False
    if end < 0:
        end = xml.find(b">", first)
    return (
        _usual(xml, first, end)
        and not _ODD_REST.search(xml, end)
        and not re.search(rb":col\b|\bcol\b[^<>]*(?:'|\s=|=\s)", xml[:first])
        and xml.count(b'<c r="', first, end) == len(_CELL.findall(xml, first, end))
        and xml.count(b'<row r="', first, end) == len(_ROW.findall(xml, first, end))
        and not _CELL.search(xml, 0, first)
        and not _CELL.search(xml, end)
    )


class _Writer:
    """Elements and texts in plain spelling; a subclass says which."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str | None] = []

    def rewritten(self, xml: bytes) -> bytes:
        reader = parser()
        reader.StartElementHandler = self._start
        reader.EndElementHandler = self._end
        reader.CharacterDataHandler = self._text
        parse(reader, xml)
        return "".join(self._out).encode("utf-8", "replace")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        kept = self._kept(local, attributes)
        if kept is None:
            self._open.append(None)
            return
        said = "".join(f' {key}="{_escaped(value)}"' for key, value in kept.items() if ":" not in key)
        self._out.append(f"<{local}{said}>")
        self._open.append(local)

    def _end(self, _name: str) -> None:
        local = self._open.pop()
        if local is not None:
            self._out.append(f"</{local}>")

    def _text(self, text: str) -> None:
        if self._open and self._open[-1] is not None:
            self._out.append(_escaped(text))

    def _kept(self, local: str, attributes: dict[str, str]) -> dict[str, str] | None:
        """Attributes to write; None leaves the element out."""
        return attributes


_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


class _Texts(_Writer):
    """Reads the shared texts of a workbook."""


class _Sheet(_Writer):
    """A worksheet: columns, rows, cells, merged areas."""

    def __init__(self) -> None:
        super().__init__()
        self._row = self._place = 0
        self._data = 0

    def _kept(self, local: str, attributes: dict[str, str]) -> dict[str, str] | None:
        if local == "sheetData":
            self._data += 1
        inside = "sheetData" in self._open[:2] and self._data == 1
        if local == "row" and inside:
            self._row = _number(attributes.get("r"), self._row + 1)
            self._place = 0
            return {"r": str(self._row), **_without_address(attributes)}
        if local == "c" and inside:
            return {"r": self._address(attributes.get("r")), **_without_address(attributes)}
        inside_cell = inside and "c" in self._open
        known = (
            local in _SHEET and (local != "sheetData" or self._data == 1) and "sheetData" not in self._open
        )
        return attributes if inside_cell or known else None

    def _address(self, said: str | None) -> str:
        if said is None:
            self._place += 1
            return f"{_letters(self._place)}{self._row}"
        match = _ADDRESS.fullmatch(said)
        if match is None:
            raise FileRefused(DAMAGED)
        self._place = place_of(match[1].upper()) + 1
        return said.upper()


def _without_address(attributes: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in attributes.items() if key != "r"}


def _number(said: str | None, otherwise: int) -> int:
    if said is None:
        return otherwise
    number = whole_number(said.strip(), 10**9)
    if number is None:
        raise FileRefused(DAMAGED)
    return number


def place_of(letters: str) -> int:
    """Position of a column from 0: A → 0, AA → 26."""
    place = 0
    for char in letters:
        place = place * 26 + ord(char) - 64
    return place - 1


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
