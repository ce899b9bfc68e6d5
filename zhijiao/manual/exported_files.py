"""The manual as PDF files: the whole of it, a chapter, what it says of a form."""

from typing import BinaryIO

from django.http import Http404

from zhijiao.documents.document import Document
from zhijiao.documents.writing import write_pdf
from zhijiao.files.kinds import Params, Wanted
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.manual import papers
from zhijiao.manual.chapters import chapters
from zhijiao.manual.text import Shot
from zhijiao.orgs.models import Org

PAPER = "manual"
WHOLE, CHAPTER, FORM = "whole", "chapter", "form"
CELLS_OF_WHOLE, OF_CHAPTER, OF_FORM, OF_PICTURE = 1_000_000, 15_000, 20_000, 20_000
"""What a file costs, in cells of a workbook: half a minute the whole, under a second a few pages without a picture."""
ABSENT = "手册中没有这一部分。"


def paper_wanted(org: Org, part: str, key: str = "") -> Wanted:
    """A part of the manual, asked for by somebody of a node.

    Raises:
        Http404: there is no such chapter or form.
    """
    subject, cells = _told(part, key)
    return Wanted(
        kind=PAPER,
        org=org,
        subject=subject,
        name=f"{subject}.pdf",
        params={"part": part, "key": key},
        rows=0,
        cells=cells,
        told={"format": "pdf"},
    )


def _told(part: str, key: str) -> tuple[str, int]:
    """What a part is called, and what its file costs."""
    if part == WHOLE:
        return "操作手册", CELLS_OF_WHOLE
    if part == CHAPTER and key in chapters():
        found = chapters()[key]
        pictures = sum(isinstance(block, Shot) for block in found.blocks)
        return f"操作手册_{found.title}", OF_CHAPTER + OF_PICTURE * pictures
    if part == FORM and key in registry.forms():
        return f"表单说明_{registry.distinct_label(registry.forms()[key])}", OF_FORM
    raise Http404(ABSENT)


def document(part: str, key: str) -> Document:
    """A part of the manual.

    Raises:
        Http404: there is no such chapter or form.
    """
    if part == WHOLE:
        return papers.whole()
    if part == CHAPTER and key in chapters():
        return papers.of_chapter(chapters()[key])
    if part == FORM and key in registry.forms():
        return papers.of_form(registry.forms()[key])
    raise Http404(ABSENT)


def require_paper(actor: Actor, org: Org, params: Params) -> None:
    """Anybody may have it: it holds nothing of any school."""


def write_paper(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it."""
    write_pdf(document(params["part"], params["key"]), out)
