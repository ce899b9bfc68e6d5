"""A document as a PDF file: A4, with its face in it, an outline, page numbers and no trace of when it was made."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from zhijiao.documents.document import Document, Paragraph
from zhijiao.documents.drawing import BRAND, LINE, SOFT, Words
from zhijiao.documents.lines import broken_text, shortened
from zhijiao.documents.pieces import BOTTOM, DEEP, HIGH, LEFT, ROOM, WIDE, Piece, pages, rule, write
from zhijiao.documents.setting import pieces_of, with_breaks
from zhijiao.documents.typeface import NAME, Absent, font
from zhijiao.documents.wording import one_line, shown

CREATOR = "zhijiao"
rl_config.useA85 = 0
"""Bytes as they are: letters in their place cost most of the time of a file with pictures, and a quarter more room."""


def write_pdf(document: Document, out: BinaryIO) -> None:
    """Write a document as PDF."""
    font()
    absent = Absent()
    pieces = [*_title(document, absent)]
    for number, (block, fresh) in enumerate(with_breaks(document.blocks)):
        pieces += pieces_of(block, absent, fresh or (document.cover and not number))
    if note := absent.note():
        pieces += pieces_of(Paragraph(note), absent, False)
    laid = pages(pieces)
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1, pageCompression=1, initialFontName=NAME)
    _describe(canvas, document)
    for number, page in enumerate(laid):
        _page(canvas, document, page, number, len(laid), absent)
    canvas.save()


def _describe(canvas: Any, document: Document) -> None:
    canvas.setTitle(one_line(document.title))
    canvas.setAuthor(one_line(document.issuer))
    canvas.setSubject(one_line(document.subtitle))
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setCatalogEntry("Lang", "zh-CN")


def _page(
    canvas: Any,
    document: Document,
    page: list[tuple[Piece, float]],
    number: int,
    count: int,
    absent: Absent,
) -> None:
    if not (document.cover and number == 0):
        _frame(canvas, document, number + 1, count, absent)
    for order, (piece, top) in enumerate(page):
        if piece.outline:
            _mark(canvas, f"p{number}-{order}", *piece.outline)
        piece.draw(canvas, top)
    canvas.showPage()


def _mark(canvas: Any, key: str, text: str, level: int) -> None:
    """An entry of the outline; a level that is left out cannot be, so the next one is taken."""
    canvas.bookmarkPage(key)
    before = getattr(canvas, "outline_level", -1)
    canvas.outline_level = min(level - 1, before + 1)
    canvas.addOutlineEntry(text, key, canvas.outline_level)


def _frame(canvas: Any, document: Document, number: int, count: int, absent: Absent) -> None:
    """What stands above and below on each page."""
    marking = absent.shown(one_line(document.marking))
    title = shortened(absent.shown(one_line(document.title)), ROOM * 0.7, 8.5)
    write(canvas, Words(LEFT, 46, title, 8.5, SOFT))
    write(canvas, Words(WIDE - LEFT, 46, shortened(marking, ROOM * 0.28, 8.5), 8.5, SOFT, "end"))
    rule(canvas, LEFT, 52, WIDE - LEFT, LINE)
    said = "　".join(part for part in (one_line(document.issuer), shown(document.dated)) if part)
    foot = HIGH - BOTTOM + 26
    write(canvas, Words(LEFT, foot, shortened(absent.shown(said), ROOM * 0.7, 8.5), 8.5, SOFT))
    write(canvas, Words(WIDE - LEFT, foot, f"第 {number} 页 共 {count} 页", 8.5, SOFT, "end"))


def _title(document: Document, absent: Absent) -> Iterator[Piece]:
    """The title above the text, or a page of its own."""
    size = 26.0 if document.cover else 20.0
    lines = [(line, size, True) for line in broken_text(_said(document.title, absent), ROOM, size)]
    if document.subtitle:
        lines += [(line, 12.0, False) for line in broken_text(_said(document.subtitle, absent), ROOM, 12)]
    if document.cover:
        yield _blank(DEEP * 0.24)
        if document.marking:
            yield _middle(_said(document.marking, absent), 12, False)
    elif document.issuer or document.dated:
        said = "　".join(part for part in (_said(document.issuer, absent), shown(document.dated)) if part)
        lines += [(line, 9.5, False) for line in broken_text(said, ROOM, 9.5)]
    for line in lines[:40]:
        yield _middle(*line)
    if document.cover:
        yield _blank(DEEP * 0.3)
        for said in (_said(document.issuer, absent), shown(document.dated)):
            yield _middle(shortened(said, ROOM, 14), 14, False)
    else:
        yield _blank(8)


def _said(text: str, absent: Absent) -> str:
    return absent.shown(one_line(text))


def _middle(text: str, size: float, bold: bool) -> Piece:
    def draw(canvas: Any, top: float) -> None:
        colour = BRAND if size > 20 else "#1b2431" if bold or size > 12 else SOFT
        write(canvas, Words(WIDE / 2, top + size * 1.3, text, size, colour, "middle", bold))

    return Piece(size * 1.7, draw)


def _blank(high: float) -> Piece:
    return Piece(high, lambda canvas, top: None)
