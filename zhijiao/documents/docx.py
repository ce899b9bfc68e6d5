"""A document as a Word file (docx): styles a reader can change, repeated headers, pictures that are told in words."""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any, BinaryIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from zhijiao.documents.document import Block, Document, PageBreak
from zhijiao.documents.docx_blocks import add_block
from zhijiao.documents.docx_parts import add_field, bottom_line, set_fonts
from zhijiao.documents.wording import one_line, shown

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
CREATOR = "zhijiao"


def write_docx(document: Document, out: BinaryIO) -> None:
    """Write a document for Word and its like."""
    made = docx.Document()
    _describe(made, document)
    _styles(made)
    _frame(made, document)
    _title(made, document)
    blocks: list[Block] = [*document.blocks]
    if document.cover:
        blocks.insert(0, PageBreak())
    for number, block in enumerate(blocks):
        add_block(made, block, number)
    written = io.BytesIO()
    made.save(written)
    _without_clock(written, out)


def _without_clock(written: BinaryIO, out: BinaryIO) -> None:
    """The same package with the same times and without the picture of the template's first page."""
    with zipfile.ZipFile(written) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in sorted(package.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0
            again.writestr(info, package.read(name))


def _describe(made: Any, document: Document) -> None:
    said = made.core_properties
    said.title = one_line(document.title)[:255]
    said.subject = one_line(document.subtitle)[:255]
    said.author = said.last_modified_by = one_line(document.issuer)[:255] or CREATOR
    said.comments, said.keywords, said.language = "", "", "zh-CN"
    day = datetime.combine(document.dated, time(), UTC) if document.dated else EPOCH
    said.created = said.modified = day
    said.last_printed = day
    said.revision = 1
    for rel_id, rel in list(made.part.package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            made.part.package.rels.pop(rel_id)


def _styles(made: Any) -> None:
    normal = made.styles["Normal"]
    set_fonts(normal, "宋体")
    normal.font.size = Pt(10.5)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(3)
    for level, size in ((1, 16), (2, 13), (3, 11.5)):
        style = made.styles[f"Heading {level}"]
        set_fonts(style, "黑体")
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor(0x1B, 0x24, 0x31)
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    set_fonts(made.styles["List Bullet"], "宋体")
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2.3)


def _frame(made: Any, document: Document) -> None:
    """What stands above and below on each page but a cover."""
    page = made.sections[0]
    page.different_first_page_header_footer = document.cover
    above = page.header.paragraphs[0]
    parts = [one_line(document.title), one_line(document.marking)]
    above.text = "　　".join(part for part in parts if part)
    below = page.footer.paragraphs[0]
    said = [one_line(document.issuer), shown(document.dated)]
    below.text = "".join(part + "　　" for part in said if part) + "第 "
    add_field(below, "PAGE")
    below.add_run(" 页 共 ")
    add_field(below, "NUMPAGES")
    below.add_run(" 页")
    bottom_line(above)
    for paragraph in (above, below):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.style.font.size = Pt(8.5)


def _title(made: Any, document: Document) -> None:
    if document.cover:
        for _ in range(8):
            made.add_paragraph()
        if document.marking:
            _middle(made, document.marking, 12)
    _middle(made, document.title, 26 if document.cover else 20, bold=True)
    if document.subtitle:
        _middle(made, document.subtitle, 12)
    if document.cover:
        for _ in range(10):
            made.add_paragraph()
    for said in (document.issuer, shown(document.dated)):
        if said:
            _middle(made, said, 14 if document.cover else 10)


def _middle(made: Any, text: str, size: float, bold: bool = False) -> None:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(one_line(text))
    run.font.size, run.font.bold = Pt(size), bold
    if bold:
        set_fonts(run, "黑体")
