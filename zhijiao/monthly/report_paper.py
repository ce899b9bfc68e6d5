"""The report of a province as a paper."""

from collections.abc import Sequence

from zhijiao.documents.document import Block, Document, Heading, Paragraph, Table
from zhijiao.monthly import collation, items, months
from zhijiao.monthly.items import Item
from zhijiao.monthly.models import ItemKind, MonthlyReport, State

TITLE = "全国中等职业学校管理信息系统建设进展情况月报表"
UNOFFICIAL = "报表项目按部署实施通知附件三的时间要求整理，以正式下发的附件4为准。"


def paper(report: MonthlyReport, asked: Sequence[Item]) -> Document:
    """The paper: a table for each heading, longer texts below it."""
    before = collation.previous(report)
    blocks: list[Block] = []
    for title, mine in items.by_section(asked).items():
        blocks.append(Heading(title))
        short = [item for item in mine if item.kind != ItemKind.TEXT]
        if short:
            heads = ("项目", months.label(report.month), "比上月", "单位")
            rows = [_row(item, report, before) for item in short]
            blocks.append(Table([heads], rows, (46, 24, 16, 14), numbers=(2,)))
        for item in mine:
            if item.kind == ItemKind.TEXT:
                blocks += [Heading(item.label, 2), Paragraph(collation.shown(item, report))]
    blocks.append(Paragraph(UNOFFICIAL, plain=True))
    return Document(
        title=TITLE,
        subtitle=f"{months.label(report.month)}{'' if report.state == State.SUBMITTED else '（草稿）'}",
        issuer=report.province.name,
        dated=report.submitted_at.date() if report.submitted_at else None,
        blocks=blocks,
    )


def _row(item: Item, report: MonthlyReport, before: MonthlyReport | None) -> list[str]:
    change = collation.change(item, report, before)
    words = "—" if change is None else f"{change:+,}" if change else "0"
    return [item.label, collation.shown(item, report), words, item.unit]
