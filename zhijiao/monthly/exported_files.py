"""Files of 月报表: all provinces of a month in one table, and the report of a province."""

from typing import Any, BinaryIO

from django.http import Http404

from zhijiao.documents.writing import write_pdf
from zhijiao.files.kinds import Params, Wanted
from zhijiao.filing.records import access
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied
from zhijiao.monthly import collation, items, months, report_paper
from zhijiao.monthly.models import MonthlyReport, State
from zhijiao.orgs.models import Level, Org
from zhijiao.workbooks.table_file import write_table

SOME_FORMS = "月报按全部表单汇总，您的数据角色只含部分数据，不能查看月报。"
SOME_FORMS_REMEDY = "需要查看的，请本单位系统管理员在“角色管理”中把您的数据角色改为全部查看。"
COLLATION, REPORT, PDF = "monthly_collation", "monthly_report", "pdf"
REPORT_HEADS = ("分组", "项目", "本月", "上月", "增减", "单位", "来源")


def collation_wanted(ministry: Org, month: str, fmt: str) -> Wanted:
    """All provinces of a month."""
    number = len(collation.lines(ministry, month))
    return Wanted(
        kind=COLLATION,
        org=ministry,
        subject="月报汇总表",
        name=f"月报汇总_{month}.{fmt}",
        params={"month": month, "fmt": fmt},
        rows=number,
        cells=number * (len(items.in_use()) + 5),
        told={"rows": number, "month": month, "format": fmt},
    )


def require_collation(actor: Actor, org: Org, params: Params) -> None:
    """Refuse anybody but the ministry's people who may export.

    Raises:
        Denied, Http404: as the page would.
    """
    if actor.level != Level.MINISTRY or actor.org_id != org.pk:
        raise Http404("汇总表由教育部导出。")
    require_sight(actor)
    if not actor.may_somewhere(EXPORT):
        raise denied(actor, EXPORT)


def require_sight(actor: Actor) -> None:
    """Refuse somebody who may view some forms only: the figures of a report add up all of them.

    Raises:
        Denied: with whom to ask.
    """
    if not access.sees_every_form(actor):
        raise access.Denied(SOME_FORMS, remedy=SOME_FORMS_REMEDY)


def write_collation(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write the table: a row for each province, a column for each item, and the totals."""
    month, asked = params["month"], items.in_use()
    found = collation.lines(org, month)
    heads = ("省份", "状态", "报送时间", "是否逾期", "报送人", *(item.label for item in asked))
    rows = [_row(line, asked) for line in found]
    totals = collation.totals(found, [item for item in asked if item.counted])
    rows.append(["合计", "", "", "", "", *(totals.get(item.key) for item in asked)])
    write_table(out, params["fmt"], heads, rows)


def _row(line: collation.Line, asked: list[items.Item]) -> list[Any]:
    head = [
        line.province.name,
        line.label,
        f"{line.submitted_at:%Y-%m-%d}" if line.submitted_at else "",
        "是" if line.late else "否",
        line.submitter,
    ]
    report = line.report if line.state == State.SUBMITTED else None
    return [*head, *(None if report is None else _value(item, report) for item in asked)]


def _value(item: items.Item, report: MonthlyReport) -> Any:
    number = collation.number(item, report) if item.counted else None
    return number if number is not None else report.texts.get(item.key, "")


def report_wanted(report: MonthlyReport, org: Org, fmt: str) -> Wanted:
    """The report of a province."""
    number = len(items.in_use())
    return Wanted(
        kind=REPORT,
        org=org,
        subject="月报表",
        name=f"月报_{report.province.name}_{report.month}.{fmt}",
        params={"report": report.pk, "fmt": fmt},
        rows=number,
        cells=number * len(REPORT_HEADS),
        told={"rows": number, "month": report.month, "format": fmt},
    )


def require_report(actor: Actor, org: Org, params: Params) -> None:
    """Refuse whoever could not open the report, or may not export.

    Raises:
        Denied, Http404: as the page would.
    """
    if not actor.may_somewhere(EXPORT):
        raise denied(actor, EXPORT)
    opened(actor, params["report"])


def opened(actor: Actor, number: int) -> MonthlyReport:
    """A report that somebody may know of: the province's own, or one that the ministry has been sent.

    Raises:
        Denied: the actor may view some forms only.
        Http404: it is none of these.
    """
    found: MonthlyReport | None = reports(actor).filter(pk=number).first()
    if found is None:
        raise Http404("没有这份月报，或还没有报送。")
    require_sight(actor)
    return found


def reports(actor: Actor) -> Any:
    """Reports that somebody may know of; those of other levels have none."""
    found = MonthlyReport.objects.select_related("province")
    if actor.level == Level.PROVINCE:
        return found.filter(province=actor.org_id)
    if actor.level == Level.MINISTRY:
        return found.filter(province__path__under=actor.org_path, first_submitted_at__isnull=False)
    return found.none()


def items_of(report: MonthlyReport) -> list[items.Item]:
    """The items of a report: as it was submitted with, else those in use."""
    kept = report.state == State.SUBMITTED and report.items
    return items.restored(report.items) if kept else items.in_use()


def rows_of(report: MonthlyReport) -> list[list[Any]]:
    """A report as rows: this month beside last month."""
    before = collation.previous(report)
    return [
        [
            item.section,
            item.label,
            _value(item, report),
            None if before is None else _value(item, before),
            collation.change(item, report, before),
            item.unit,
            item.source,
        ]
        for item in items_of(report)
    ]


def write_report(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write the report of a province."""
    report = opened(actor, params["report"])
    if params["fmt"] == PDF:
        write_pdf(report_paper.paper(report, items_of(report)), out)
        return
    heads = [*REPORT_HEADS]
    heads[2], heads[3] = months.label(report.month), months.label(months.before(report.month))
    write_table(out, params["fmt"], heads, rows_of(report))
