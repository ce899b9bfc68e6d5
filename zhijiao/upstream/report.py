"""The report of a delivery as a file: every row with what became of it, place, value and remedy."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhijiao.files.kinds import Params, Wanted
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.upstream import syncing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import DeliveredRow, Delivery
from zhijiao.workbooks.table_file import write_table

KIND = "upstream_report"
HEADS = ("数据集", "行号", "对象", "结果", "项目", "原内容", "新内容或所填内容", "说明")


def wanted(found: Delivery, fmt: str) -> Wanted:
    """The report of a delivery."""
    label = systems()[found.system].label
    rows = DeliveredRow.objects.filter(school_id=found.school_id, delivery_id=found.pk).count()
    return Wanted(
        kind=KIND,
        org=found.school,
        subject=f"{label}同步报告",
        name=f"{label}同步报告_{found.school.name}_{found.pk}.{fmt}",
        params={"delivery": found.pk, "format": fmt},
        rows=rows,
        cells=rows * len(HEADS) * 2,
        told={"format": fmt, "rows": rows, "number": found.pk},
    )


def require(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not see the delivery.

    Raises:
        Http404: it is not there for the actor.
    """
    _delivery(actor, params)


def _delivery(actor: Actor, params: Params) -> Delivery:
    found = syncing.delivery(actor, params["delivery"])
    if not (actor.may("sync") or syncing.may_review(actor, found)):
        syncing.require_decider(actor, found)
    return found


def write(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the report."""
    write_table(out, params["format"], HEADS, _lines(_delivery(actor, params)))


def _lines(found: Delivery) -> Iterator[list[Any]]:
    labels = {part.key: part.label for part in systems()[found.system].parts}
    rows = DeliveredRow.objects.filter(school_id=found.school_id, delivery_id=found.pk).defer("cells")
    for row in rows.order_by("part", "number").iterator(chunk_size=2000):
        head = [labels.get(row.part, row.part), row.number, row.title, row.get_state_display()]
        said = False
        for kept in row.problems:
            problem = Problem.from_stored(kept)
            yield [*head, problem.label, "", problem.value, problem.sentence]
            said = True
        for form, item, before, after in row.changes:
            yield [*head, f"{form} {item}".strip(), before, after, ""]
            said = True
        for _, why in row.candidates:
            yield [*head, "", "", "", why]
            said = True
        if not said:
            yield [*head, "", "", "", ""]
