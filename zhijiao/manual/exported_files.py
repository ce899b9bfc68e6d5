"""The whole manual as a file."""

from typing import BinaryIO

from zhijiao.documents.writing import write_pdf
from zhijiao.files.kinds import Params, Wanted
from zhijiao.identity.actor import Actor
from zhijiao.manual import papers
from zhijiao.orgs.models import Org

WHOLE = "manual"
CELLS = 1_000_000
"""What it costs, in cells of a workbook: half a minute."""


def whole_wanted(org: Org) -> Wanted:
    """The whole manual, asked for by somebody of a node."""
    return Wanted(
        kind=WHOLE,
        org=org,
        subject="操作手册",
        name="操作手册.pdf",
        params={"kind": "pdf"},
        rows=0,
        cells=CELLS,
        told={"format": "pdf"},
    )


def require_whole(actor: Actor, org: Org, params: Params) -> None:
    """Anybody may have it: it holds nothing of any school."""


def write_whole(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it."""
    write_pdf(papers.whole(), out)
