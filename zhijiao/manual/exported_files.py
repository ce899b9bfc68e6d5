"""The manual as PDF files: the whole of it, a chapter, what it says of a form."""

from collections.abc import Callable
from dataclasses import dataclass
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
    found = _part(part, key)
    return Wanted(
        kind=PAPER,
        org=org,
        subject=found.subject,
        name=f"{found.subject}.pdf",
        params={"part": part, "key": key},
        rows=0,
        cells=found.cells,
        told={"format": "pdf"},
    )


@dataclass(frozen=True)
class Part:
    """A part of the manual that is a file of its own: what it is called, what its file costs, how it is drawn."""

    subject: str
    cells: int
    draw: Callable[[], Document]


def _whole(key: str) -> Part:
    return Part("操作手册", CELLS_OF_WHOLE, papers.whole)


def _chapter(key: str) -> Part:
    found = chapters()[key]
    pictures = sum(isinstance(block, Shot) for block in found.blocks)
    cells = OF_CHAPTER + OF_PICTURE * pictures
    return Part(f"操作手册_{found.title}", cells, lambda: papers.of_chapter(found))


def _form(key: str) -> Part:
    form = registry.forms()[key]
    return Part(f"表单说明_{registry.distinct_label(form)}", OF_FORM, lambda: papers.of_form(form))


PARTS: dict[str, Callable[[str], Part]] = {WHOLE: _whole, CHAPTER: _chapter, FORM: _form}


def _part(part: str, key: str) -> Part:
    """The part that is meant.

    Raises:
        Http404: there is no such chapter or form.
    """
    try:
        return PARTS[part](key)
    except KeyError:
        raise Http404(ABSENT) from None


def require_paper(actor: Actor, org: Org, params: Params) -> None:
    """Anybody may have it: it holds nothing of any school."""


def write_paper(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it."""
    write_pdf(_part(params["part"], params["key"]).draw(), out)
