"""Requests that are not settled, as a file to be handed to the source system; private values stay masked."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils import timezone

from zhijiao.files.kinds import Params, Wanted
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied
from zhijiao.orgs.models import Org
from zhijiao.upstream import corrections
from zhijiao.workbooks.table_file import write_table

KIND = "upstream_corrections"
HEADS = (
    *("编号", "学校标识码", "学校", "源头平台", "表单", "对象", "项目", "现内容", "正确内容", "理由和依据"),
    *("提出人", "提出时间", "状态"),
)


def wanted(actor: Actor, fmt: str) -> Wanted:
    """Open requests of the actor's part of the tree."""
    org = Org.objects.get(pk=actor.org_id)
    rows = corrections.of_actor(actor).filter(state__in=corrections.OPEN).count()
    return Wanted(
        kind=KIND, org=org, subject="纠错申请", name=f"纠错申请_{org.name}_{timezone.localdate():%Y%m%d}.{fmt}",
        params={"format": fmt}, rows=rows, cells=rows * len(HEADS) * 2, told={"format": fmt, "rows": rows},
    )  # fmt: skip


def require(actor: Actor, org: Org, params: Params) -> None:
    """Refuse somebody who may not sync.

    Raises:
        Denied: the right is missing.
    """
    if not actor.may("sync"):
        raise denied(actor, "sync")


def write(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write them."""
    write_table(out, params["format"], HEADS, _lines(actor))


def _lines(actor: Actor) -> Iterator[list[Any]]:
    found = corrections.of_actor(actor).filter(state__in=corrections.OPEN).select_related("school")
    for each in found.order_by("pk").iterator(chunk_size=2000):
        facts = corrections.shown(each)
        yield [
            each.pk, each.school.code, each.school.name, each.get_system_display(), facts["form"], each.title,
            facts["label"], facts["wrong"], facts["right"], facts["reason"], each.creator_name,
            f"{timezone.localtime(each.created_at):%Y-%m-%d %H:%M}", each.get_state_display(),
        ]  # fmt: skip
