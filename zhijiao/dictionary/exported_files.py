"""The dictionary as a file to hand out."""

from typing import BinaryIO

from zhijiao.dictionary import sheets
from zhijiao.files.kinds import Params, Wanted
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

KIND = "dictionary"


def wanted(org: Org) -> Wanted:
    """The workbook, asked for by somebody of a node."""
    return Wanted(
        kind=KIND,
        org=org,
        subject="数据字典",
        name="数据字典.xlsx",
        params={},
        rows=0,
        cells=sheets.cells(),
        told={"format": "xlsx"},
    )


def require(actor: Actor, org: Org, params: Params) -> None:
    """Anybody may have it: it holds nothing of any school."""


def write(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it."""
    sheets.write_workbook(out)
