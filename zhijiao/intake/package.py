"""An uploaded file as a zip package: what it is, whether it is safe to open, and a clean copy of the parts we need.

Nothing is handed to the spreadsheet reader that has not been unpacked here under a limit: bombs, forged sizes, huge
empty areas and long repeated texts end in a refusal that says what to do. Macros, links and pictures stay outside.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

MAX_BYTES = 20 * 1024 * 1024
MAX_PART = 80 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_PARTS = 3000
MAX_ROWS = 10_000
MAX_COLUMNS = 256
MAX_TEXT = 32_767
MAX_TEXT_IN_ALL = 60 * 1024 * 1024
LONG_TEXT = 2_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传"

# Every pattern is linear: a repetition never crosses a bracket, so that no file can make a search run away.
PREFIX = re.compile(rb"(</?)\w{1,40}:(?=(?:row|c|v|f|is|t|si|sheetData|mergeCell|col|sheet|Relationship)\b)")
PREFIXED = re.compile(rb"</?\w{1,40}:(?:row|c|v|f|is|t|si|sheetData|mergeCell|col|sheet|Relationship)\b")
ROW = re.compile(rb"<row\b(?:[^<>]*?\br\s*=\s*[\"'](\d{1,10})[\"'])?")
FAR_CELL = re.compile(
    rb"<c\s[^<>]*?\br\s*=\s*[\"'](?:[A-Za-z]{3}|[J-Zj-z][A-Za-z]|[Ii][W-Zw-z])\d[^<>]*(?<!/)>\s*<(?:v|f|is)\b"
)
FAR_USUAL_CELL = re.compile(rb"<c r=\"(?:[A-Z]{3}|[J-Z][A-Z]|I[W-Z])\d")
CELL = re.compile(rb"<c[\s/>]")
MERGED = re.compile(rb"<mergeCell\b[^<>]*?\bref\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})")
ERROR_CELL = re.compile(
    rb"<c\b(?=[^<>]*\bt=\"e\")[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*>"
    rb"(?:\s*<f\b[^<]*(?:</f>)?)?\s*<v>([^<]{0,40})"
)
FORMULA_CELL = re.compile(
    rb"<c\b[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*>\s*"
    rb"<f\b[^<]*(?:</f>)?\s*(<v>[^<])?"
)
LONG_RUN = re.compile(rb">([^<]{2000,}+)")
TEXT_END = re.compile(rb"</si>")
SHARED_CELL = re.compile(rb"\bt=\"s\"[^<>]*>\s*<v>(\d{1,9})<")
SHEET = re.compile(rb"<sheet\b([^<>]*)>")
RELATION = re.compile(rb"<Relationship\b([^<>]*)>")
ATTRIBUTE = re.compile(rb"([\w:]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')")
HAS_VALUE = re.compile(rb"<(?:v>\s*[^<\s]|is>|f\b)")
DATE_1904 = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
HIDDEN_COLUMN = re.compile(rb"<col\b[^<>]*\bhidden=\"(?:1|true)\"")
HIDDEN_ROW = re.compile(rb"<row\b[^<>]*\bhidden=\"(?:1|true)\"")
ENTITIES = {b"&quot;": b'"', b"&apos;": b"'", b"&lt;": b"<", b"&gt;": b">", b"&amp;": b"&"}

BY_NAME = {
    "xls": "这是旧版 .xls 文件",
    "xlsm": "这是含宏的 .xlsm 文件",
    "xlsb": "这是二进制的 .xlsb 文件",
    "xltx": "这是 .xltx 模板文件",
    "et": "这是 WPS 的 .et 文件",
    "ods": "这是 OpenDocument 的 .ods 文件",
    "csv": "这是 .csv 文本文件",
    "txt": "这是文本文件",
    "numbers": "这是 Numbers 文件",
    "zip": "这是压缩包",
    "rar": "这是压缩包",
}

BY_START = (
    (OLE, "这是旧版 .xls 格式，只改了扩展名"),
    (b"<html", "这是网页另存的文件，不是 Excel 工作簿"),
    (b"<!doctype html", "这是网页另存的文件，不是 Excel 工作簿"),
    (b"<table", "这是网页另存的文件，不是 Excel 工作簿"),
    (b"<?xml", "这是 XML 文件，不是 Excel 工作簿"),
    (b"%PDF", "这是 PDF 文件，不是 Excel 工作簿"),
    (b"PK", "文件不完整或已损坏，可能没有传完"),
)


class FileRefused(ValueError):
    """The file as a whole cannot be taken; the text says why and what to do."""


@dataclass
class Part:
    """What is known of one worksheet before its cells are read. Rows count from 1, columns are letters."""

    name: str
    path: str
    hidden: bool
    xml: bytes = b""
    cut_at: int | None = None
    merged: list[tuple[str, int, str, int]] = field(default_factory=list)
    errors: dict[tuple[str, int], str] = field(default_factory=dict)
    uncached: set[tuple[str, int]] = field(default_factory=set)
    hides_columns: bool = False
    hides_rows: bool = False


class Package:
    """A workbook that has passed inspection."""

    def __init__(self, data: bytes, file_name: str = "") -> None:
        check_name(file_name)
        if not data:
            raise FileRefused("文件是空的（0 字节），请重新选择文件。")
        if len(data) > MAX_BYTES:
            size = f"{len(data) / 1024 / 1024:.1f}"
            raise FileRefused(f"文件有 {size} MB，超过 20 MB，请删去图片或拆成几个文件后再上传。")
        if not data.startswith(ZIP):
            raise FileRefused(_not_a_package(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise FileRefused("文件不完整或已损坏，可能没有传完，" + AGAIN + "。") from None
        self._entries = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._unpacked = 0
        self._refuse_other_kinds()
        self._refuse_bombs()
        self._open()

    # What kind of file -----------------------------------------------------------------------------------------------

    def _refuse_other_kinds(self) -> None:
        names = {name.lower() for name in self._entries}
        if any(name.endswith("vbaproject.bin") for name in names):
            raise FileRefused("文件含有宏（VBA），为安全起见不能上传，" + AGAIN + "。")
        if "xl/workbook.bin" in names:
            raise FileRefused("这是二进制的 .xlsb 工作簿，只改了扩展名，" + AGAIN + "。")
        if "mimetype" in names:
            raise FileRefused("这是 OpenDocument（.ods）文件，只改了扩展名，" + AGAIN + "。")
        if any(name.startswith(("word/", "ppt/")) for name in names):
            raise FileRefused("这是 Word 或 PowerPoint 文件，不是 Excel 工作簿，请选择填好的模板。")
        if "[content_types].xml" not in names:
            raise FileRefused("这是压缩包或其他文件，不是 Excel 工作簿，请选择填好的模板（.xlsx）。")

    def _refuse_bombs(self) -> None:
        if any(info.flag_bits & 1 for info in self._entries.values()):
            raise FileRefused("文件有密码，系统打不开。请先取消密码保护，再另存后上传。")
        total = sum(info.file_size for info in self._entries.values())
        if len(self._entries) > MAX_PARTS or total > MAX_UNPACKED:
            raise FileRefused(
                "文件展开后异常庞大，已拒绝打开。请新下载一份模板，只把数据复制过去（选择性粘贴—数值）后再上传。"
            )

    # Parts -----------------------------------------------------------------------------------------------------------

    def read(self, path: str) -> bytes:
        """Unpack one part, whatever size its header claims; empty if there is no such part."""
        info = self._entries.get(path)
        if info is None:
            return b""
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            raise FileRefused("文件不完整或已损坏，可能没有传完，" + AGAIN + "。") from None
        self._unpacked += len(data)
        if len(data) > MAX_PART or self._unpacked > MAX_UNPACKED:
            raise FileRefused("文件展开后异常庞大，已拒绝打开。请新下载一份模板，只把数据复制过去后再上传。")
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise FileRefused("文件内含不允许的实体声明（DOCTYPE），已拒绝打开，" + AGAIN + "。")
        return data

    def _open(self) -> None:
        root = _targets(_without_prefixes(self.read("_rels/.rels")), "", kind="officeDocument")
        self.path = next(iter(root.values()), "xl/workbook.xml")
        self._workbook = _without_prefixes(self.read(self.path))
        if not self._workbook:
            raise FileRefused("文件中没有工作簿内容，可能已损坏，" + AGAIN + "。")
        self.epoch1904 = bool(DATE_1904.search(self._workbook))
        folder, name = posixpath.split(self.path)
        self._relations = posixpath.join(folder, "_rels", name + ".rels")
        relations = _without_prefixes(self.read(self._relations))
        worksheets = _targets(relations, folder, kind="worksheet")
        self.sheets = [
            Part(_text(facts["name"]), worksheets[facts["id"]], facts.get("state", "visible") != "visible")
            for facts in map(_attributes, SHEET.findall(self._workbook))
            if facts.get("id") in worksheets and "name" in facts
        ]
        strings = _targets(relations, folder, kind="sharedStrings")
        self._strings = next(iter(strings.values()), "")
        styles = _targets(relations, folder, kind="styles")
        self._styles = next(iter(styles.values()), "")
        self._texts = _without_prefixes(self.read(self._strings)) if self._strings else b""
        self._long_texts = _long_texts(self._texts)

    def sheet(self, name: str) -> Part | None:
        """A worksheet by name, in whatever case."""
        return next((part for part in self.sheets if part.name.lower() == name.lower()), None)

    def load(self, part: Part) -> Part:
        """Unpack and inspect a worksheet; afterwards it is safe to read."""
        if part.xml:
            return part
        part.xml = _without_prefixes(self.read(part.path))
        data = part.xml.find(b"<sheetData")
        part.hides_columns = bool(HIDDEN_COLUMN.search(part.xml, 0, max(data, 0)))
        part.hides_rows = part.xml.find(b"hidden=", data) >= 0 and bool(
            HIDDEN_ROW.search(part.xml, max(data, 0))
        )
        _cut(part)
        _refuse_width(part)
        self._refuse_text(part)
        if b"mergeCell" in part.xml:
            part.merged = [
                (a.decode().upper(), int(b), c.decode().upper(), int(d))
                for a, b, c, d in MERGED.findall(part.xml)
            ]
        if b't="e"' in part.xml:
            part.errors = {
                (a.decode(), int(b)): c.decode(errors="replace") for a, b, c in ERROR_CELL.findall(part.xml)
            }
        end = part.xml.find(b"</sheetData")
        if part.xml.find(b"<f", max(data, 0), end) >= 0:
            found = FORMULA_CELL.findall(part.xml, max(data, 0), end)
            part.uncached = {(a.decode(), int(b)) for a, b, value in found if not value}
        return part

    def _refuse_text(self, part: Part) -> None:
        """Texts longer than a cell may hold, or long ones repeated without end."""
        inline = [len(text) for text in LONG_RUN.findall(part.xml)] if b"<is" in part.xml else []
        longest = max((*self._long_texts.values(), *inline), default=0)
        uses = Counter(map(int, SHARED_CELL.findall(part.xml))) if self._long_texts else {}
        total = sum(size * uses.get(index, 0) for index, size in self._long_texts.items())
        if longest > 4 * MAX_TEXT or total > MAX_TEXT_IN_ALL:
            raise FileRefused(f"工作表“{part.name}”中有的单元格文字超过 {MAX_TEXT} 个字，请删减后再上传。")

    def clean_copy(self, parts: list[Part]) -> bytes:
        """A package of nothing but the workbook, its texts, styles and the given sheets, stored unpacked."""
        kept = {part.path for part in parts}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
            for path in ("[Content_Types].xml", "_rels/.rels", self._relations):
                copy.writestr(path, self.read(path))
            copy.writestr(self.path, self._workbook)
            if self._texts:
                copy.writestr(self._strings, self._texts)
            if self._styles:
                copy.writestr(self._styles, self.read(self._styles))
            for part in self.sheets:
                if part.path in kept:
                    copy.writestr(part.path, part.xml)
        return out.getvalue()


def check_name(file_name: str) -> None:
    """Refuse a file by its extension.

    Raises:
        FileRefused: not ``.xlsx``.
    """
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if file_name and extension != "xlsx":
        said = BY_NAME.get(extension, f"这是 .{extension} 文件" if extension else "文件没有扩展名")
        raise FileRefused(f"只能上传 .xlsx 文件。{said}，{AGAIN}。")


def _not_a_package(data: bytes) -> str:
    """What a file is that is no zip package."""
    if data.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in data:
        return "文件有密码，系统打不开。请先取消密码保护（文件—信息—保护工作簿），再另存后上传。"
    head = data[:512].lstrip().lower()
    known = next((said for start, said in BY_START if head.startswith(start.lower())), None)
    if known is None:
        known = "文件内容不是 Excel 工作簿，可能已损坏或只改了扩展名"
        if b"\0" not in data[:4096]:
            known = "这是文本文件（如 csv），只改了扩展名"
    return f"{known}，{AGAIN}。"


def _attributes(text: bytes) -> dict[str, str]:
    """Attributes of a tag, prefixes dropped."""
    return {
        name.rpartition(b":")[2].decode(): (one or two).decode("utf-8", "replace")
        for name, one, two in ATTRIBUTE.findall(text)
    }


def _text(attribute: str) -> str:
    """An attribute's text without XML escapes."""
    for mark, char in ENTITIES.items():
        attribute = attribute.replace(mark.decode(), char.decode())
    return attribute


def _targets(xml: bytes, folder: str, kind: str) -> dict[str, str]:
    """Paths of related parts of one kind by relation id; external ones are left out."""
    found = {}
    for facts in map(_attributes, RELATION.findall(xml)):
        if facts.get("TargetMode") != "External" and facts.get("Type", "").endswith("/" + kind):
            target = facts.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[facts.get("Id", "")] = posixpath.normpath(path)
    return found


def _long_texts(xml: bytes) -> dict[int, int]:
    """Sizes of the long shared texts by index; the usual workbook has none."""
    if not LONG_RUN.search(xml):
        return {}
    sizes = map(len, TEXT_END.split(xml))
    return {index: size for index, size in enumerate(sizes) if size > LONG_TEXT}


def _without_prefixes(xml: bytes) -> bytes:
    """Elements by their bare names; the reader knows them with and without a prefix, and so must we."""
    first, end = xml.find(b"<sheetData"), xml.find(b"</sheetData")
    plain = 0 < first < end and xml.find(b":", first, end) < 0
    if plain and not PREFIXED.search(xml, 0, first) and not PREFIXED.search(xml, end):
        return xml
    return PREFIX.sub(rb"\1", xml) if PREFIXED.search(xml) else xml


def _rows(xml: bytes) -> Iterator[tuple[int, int]]:
    """(row number, place in the text) of each row element."""
    number = 0
    for match in ROW.finditer(xml):
        number = int(match[1][:10]) if match[1] else number + 1
        yield number, match.start()


def _cut(part: Part) -> None:
    """Drop what lies below the last row we read, if it is empty; remember the row if it is not."""
    for count, (number, start) in enumerate(_rows(part.xml)):
        if number <= MAX_ROWS and count < MAX_ROWS:
            continue
        end = part.xml.find(b"sheetData>", start)
        tail_from = part.xml.rfind(b"</", start, end) if end > 0 else len(part.xml)
        if HAS_VALUE.search(part.xml, start, tail_from):
            part.cut_at = number
        part.xml = part.xml[:start] + part.xml[tail_from:]
        return


def _refuse_width(part: Part) -> None:
    """A cell far to the right would make the reader allocate every cell before it."""
    first, end = part.xml.find(b"<sheetData"), part.xml.find(b"</sheetData")
    usual = part.xml.count(b'<c r="', first, end) == part.xml.count(b"<c", first, end)
    if usual and not FAR_USUAL_CELL.search(part.xml):
        return
    widths = () if usual else (len(CELL.findall(row)) for row in re.split(rb"<row\b", part.xml))
    if FAR_CELL.search(part.xml) or max(widths, default=0) > MAX_COLUMNS:
        raise FileRefused(
            f"工作表“{part.name}”超过 {MAX_COLUMNS} 列，请删去右侧多余的列（选中整列后删除）再上传。"
        )
