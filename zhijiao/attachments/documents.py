"""Documents: whether a PDF is one from its first byte to its last, and whether an Office file is what it says.

They are kept as they came and never opened by the program, so what would act by itself is refused. Nothing here may
import Django.
"""

import io
import re
import zipfile
import zlib

from zhijiao.workbooks.markup import FileRefused, elements

MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 3000
MOST_RATIO = 200
"""Bytes unpacked from one byte packed, of a part above a megabyte; text reaches thirty."""
_LARGE = 1024 * 1024
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d[\r\n \t]")
_PDF_START = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_PDF_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg)", re.IGNORECASE)
_RUN = ("attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk")
_NET = ("http:", "https:", "ftp:", "mhtml:")
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
BROKEN_PDF = "PDF 文件不完整或已损坏。请重新扫描或另存为 PDF 后再上传。"
BROKEN_OFFICE = "文档不完整或已损坏。请用 Word、Excel 或 WPS 打开，另存后再上传。"


def check_pdf(data: bytes) -> None:
    """Refuse what only looks like a PDF, and a PDF that acts by itself.

    Raises:
        FileRefused: it is broken, something else in disguise, or holds scripts or files.
    """
    end = _PDF_START.search(data[-2048:])
    if not _PDF_HEAD.match(data) or end is None:
        raise FileRefused(BROKEN_PDF)
    if _MARKUP.search(data[:1024]):
        raise FileRefused("这是伪装成 PDF 的网页文件，不能上传。请重新另存为 PDF。")
    if not _PDF_TABLE.match(data, min(int(end[1]), len(data))):
        raise FileRefused(BROKEN_PDF)
    plain = _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), _STREAM.sub(b"", data))
    if _ACTIVE.search(plain):
        raise FileRefused(
            "PDF 文件含有脚本、附件或自动动作，为安全起见不能上传。请用“打印”另存为 PDF 后再上传。"
        )


def office_kind(data: bytes) -> str:
    """The kind of an Office file by the parts in its package; empty for another archive."""
    names = {info.filename for info in _package(data).infolist()}
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for kind, main in _MAIN.items() if main in names), "")


def check_office(data: bytes) -> None:
    """Refuse bombs, macros, embedded programs and broken packages.

    Raises:
        FileRefused: says which it is.
    """
    package = _package(data)
    parts = package.infolist()
    names = [info.filename.lower() for info in parts]
    if any(info.flag_bits & 1 for info in parts):
        raise FileRefused("文档有密码，请先取消密码保护，再另存后上传。")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in parts):
        raise FileRefused(BROKEN_OFFICE)
    if any(
        name.endswith(("vbaproject.bin", ".ole", ".exe", ".dll")) or "/activex/" in name for name in names
    ):
        raise FileRefused("文档含有宏或嵌入的程序，为安全起见不能上传。请另存为不含宏的文档后再上传。")
    if len(parts) > MOST_PARTS or _unpacked(package) > MOST_UNPACKED:
        raise FileRefused("文档展开后异常庞大，已拒绝打开。请删去其中的大图后再上传。")
    if any(_is_fetched(package.read(info)) for info in parts if info.filename.lower().endswith(".rels")):
        raise FileRefused(
            "文档打开时会自动从网上读取模板或嵌入的对象，为安全起见不能上传。请另存为 PDF，或取消关联的模板后再上传。"
        )


def _is_fetched(relations: bytes) -> bool:
    """Whether a part names a template or an object on the net, which the reader's program would fetch and run."""
    try:
        found = elements(relations, {"Relationship"})
    except FileRefused:  # in words for workbooks of data
        raise FileRefused(BROKEN_OFFICE) from None
    return any(
        facts.get("Type", "").rpartition("/")[2] in _RUN
        and facts.get("TargetMode", "").lower() == "external"
        and facts.get("Target", "").strip().lower().startswith(_NET)
        for _, facts in found
    )


def _package(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise FileRefused(BROKEN_OFFICE) from None


def _unpacked(package: zipfile.ZipFile) -> int:
    """Bytes of all parts, counted while unpacking, whatever their headers claim; stops beyond the limit."""
    total = 0
    for info in package.infolist():
        size = 0
        try:
            with package.open(info) as part:
                while piece := part.read(_LARGE):
                    size += len(piece)
                    if total + size > MOST_UNPACKED or _is_bomb(size, info.compress_size):
                        return MOST_UNPACKED + 1
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise FileRefused(BROKEN_OFFICE) from None
        total += size
    return total


def _is_bomb(size: int, packed: int) -> bool:
    return size > _LARGE and size > MOST_RATIO * max(packed, 1)
