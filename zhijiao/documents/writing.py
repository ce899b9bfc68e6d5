"""Writes a document as a file. Whoever writes one loads the libraries, no other process."""

from collections.abc import Callable
from typing import BinaryIO

from zhijiao.documents.document import Document


def write_pdf(document: Document, out: BinaryIO) -> None:
    """Write a document as PDF."""
    from zhijiao.documents import pdf

    pdf.write_pdf(document, out)


def write_docx(document: Document, out: BinaryIO) -> None:
    """Write a document as a Word file."""
    from zhijiao.documents import docx

    docx.write_docx(document, out)


PAPERS: dict[str, Callable[[Document, BinaryIO], None]] = {"pdf": write_pdf, "docx": write_docx}
"""Kind of file → how a document is written as one."""
