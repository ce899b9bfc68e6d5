"""An uploaded file as a zip package: what it is, whether it is safe to open, and its parts in plain spelling.

Nothing is handed to the spreadsheet reader that has not been unpacked here under a limit: bombs, forged sizes, huge
empty areas and long repeated texts end in a refusal that says what to do. Macros, links and pictures stay outside.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property

from zhijiao.workbooks.markup import AGAIN, FileRefused, elements, in_utf8, plain_texts

MAX_BYTES = 20 * 1024 * 1024
MAX_PART = 80 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_PARTS = 3000
LONG_TEXT = 2_000

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
LONG_RUN = re.compile(rb">([^<]{2000,}+)")
TEXT_END = re.compile(rb"</si>")

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


@dataclass(frozen=True)
class Part:
    """A worksheet of the package: its name, where it is, whether it is hidden."""

    name: str
    path: str
    hidden: bool


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
        self._entries = _entries(self._zip)
        self._spelled = {name.lower(): name for name in self._entries}
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
        return in_utf8(data)

    def names(self) -> list[str]:
        """Paths of all parts of the package."""
        return list(self._entries)

    def _related(self, relations: bytes, folder: str, kind: str) -> dict[str, str]:
        """Paths of related parts of one kind by relation id, as the package spells them: names know no case."""
        return {
            key: self._spelled.get(path.lower(), path)
            for key, path in _targets(relations, folder, kind).items()
        }

    def _open(self) -> None:
        root = self._related(self.read("_rels/.rels"), "", kind="officeDocument")
        self.path = next(iter(root.values()), self._spelled.get("xl/workbook.xml", ""))
        self.workbook = self.read(self.path)
        if not self.workbook:
            raise FileRefused("文件中没有工作簿内容，可能已损坏，" + AGAIN + "。")
        folder, name = posixpath.split(self.path)
        path = posixpath.join(folder, "_rels", name + ".rels")
        self.relations = self._spelled.get(path.lower(), path)
        relations = self.read(self.relations)
        worksheets = self._related(relations, folder, kind="worksheet")
        said = elements(self.workbook, {"sheet", "workbookPr"})
        self.epoch1904 = any(
            facts.get("date1904", "").lower() in ("1", "true", "on")
            for tag, facts in said
            if tag == "workbookPr"
        )
        self.sheets = [
            Part(facts["name"], worksheets[facts["id"]], facts.get("state", "visible") != "visible")
            for tag, facts in said
            if tag == "sheet" and facts.get("id") in worksheets and "name" in facts
        ]
        self.strings = next(iter(self._related(relations, folder, kind="sharedStrings").values()), "")
        self.styles = next(iter(self._related(relations, folder, kind="styles").values()), "")

    @cached_property
    def texts(self) -> bytes:
        """The shared texts, in plain spelling."""
        return plain_texts(self.read(self.strings)) if self.strings else b""

    @cached_property
    def long_texts(self) -> dict[int, int]:
        """Sizes of the long shared texts by index; the usual workbook has none."""
        if not LONG_RUN.search(self.texts):
            return {}
        sizes = map(len, TEXT_END.split(self.texts))
        return {index: size for index, size in enumerate(sizes) if size > LONG_TEXT}

    @cached_property
    def style_xml(self) -> bytes:
        """The part that holds the styles; empty where there is none."""
        return self.read(self.styles) if self.styles else b""


def _entries(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Entries by name, with the strokes of the standard.

    Raises:
        FileRefused: a part is there twice in different words, and nobody knows which one other programs show.
    """
    found: dict[str, tuple[str, zipfile.ZipInfo]] = {}
    for info in package.infolist():
        name = info.filename.replace("\\", "/").lstrip("/")
        _, other = found.setdefault(name.lower(), (name, info))
        if (other.CRC, other.file_size) != (info.CRC, info.file_size):
            raise FileRefused("文件中有两份不同的同名内容，不知以哪份为准，" + AGAIN + "。")
    return dict(found.values())


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


def _targets(xml: bytes, folder: str, kind: str) -> dict[str, str]:
    """Paths of related parts of one kind by relation id; external ones are left out."""
    found = {}
    for _, facts in elements(xml, {"Relationship"}):
        if facts.get("TargetMode") != "External" and facts.get("Type", "").endswith("/" + kind):
            target = facts.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[facts.get("Id", "")] = posixpath.normpath(path)
    return found
