"""The audit log as a file: the entries of a node and below it that are asked for."""

from typing import BinaryIO

from django.http import Http404, QueryDict
from django.utils import timezone

from zhijiao.audit import queries
from zhijiao.audit.queries import AuditQuery
from zhijiao.files.kinds import FileKind, Params, Wanted, register
from zhijiao.files.making import counted
from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import MANAGE, Actor
from zhijiao.identity.gate import denied
from zhijiao.orgs.models import Org
from zhijiao.workbooks.table_file import write_table

KIND = "audit_log"


def wanted(actor: Actor, asked: AuditQuery, fmt: str, rows: int, last: int) -> Wanted:
    """The entries asked for up to the one numbered ``last``: asking for the file is no part of it."""
    org = Org.objects.get(pk=actor.org_id)
    return Wanted(
        kind=KIND,
        org=org,
        subject="审计日志",
        name=f"审计日志_{org.name}_{timezone.localdate():%Y%m%d}.{fmt}",
        params={"fmt": fmt, "query": asked.string(), "_last": last},
        rows=rows,
        cells=rows * len(queries.HEADS),
        told={"rows": rows, "format": fmt, "conditions": asked.labels()},
    )


def require(actor: Actor, org: Org, params: Params) -> None:
    """Refuse somebody who does not look after the accounts of this node.

    Raises:
        Denied: the right is missing.
        Http404: it is another node's.
    """
    if actor.org_id != org.pk:
        raise Http404("只能下载本单位的文件。")
    if MANAGE not in actor.portals or not actor.may_somewhere(USERS):
        raise denied(actor, USERS)


def write(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write the entries, newest first."""
    asked = queries.parse_query(QueryDict(params["query"]))
    found = queries.entries(org.path, asked).filter(pk__lte=params["_last"])
    entries = counted(found.iterator(chunk_size=2000), found.count())
    write_table(out, params["fmt"], queries.HEADS, (queries.entry_cells(entry) for entry in entries))


register(FileKind(KIND, require, write))
