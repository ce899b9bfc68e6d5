"""All provinces in one table, and a report as values beside those of last month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zhijiao.kit.numbers import whole_number
from zhijiao.monthly import months
from zhijiao.monthly.figures import difference
from zhijiao.monthly.items import Item
from zhijiao.monthly.models import MonthlyReport, State
from zhijiao.orgs.models import Level, Org

MONTHS_OFFERED = 24
NOTHING = "—"


@dataclass(frozen=True)
class Line:
    """A province in a month: its report as far as it has been submitted."""

    province: Org
    state: str
    late: bool
    submitted_at: datetime | None
    submitter: str
    report: MonthlyReport | None

    @property
    def label(self) -> str:
        """The state in words; a draft is the province's own and counts as not submitted."""
        return State(self.state).label if self.state else "未报送"


def lines(ministry: Org, month: str) -> list[Line]:
    """Every province in the order of the tree; two queries."""
    provinces = Org.objects.subtree(ministry.path).filter(level=Level.PROVINCE).active().order_by("path")
    found = {report.province_id: report for report in MonthlyReport.objects.filter(month=month)}
    return [_line(province, month, found.get(province.pk)) for province in provinces]


def _line(province: Org, month: str, kept: MonthlyReport | None) -> Line:
    """Of a draft nothing is told but that it is late; a month without one lies before the province reported here."""
    first = kept.first_submitted_at if kept else None
    report = kept if first else None
    return Line(
        province,
        report.state if report else "",
        kept is not None and months.is_late(month, first),
        report.submitted_at if report else None,
        report.submitter if report else "",
        report,
    )


def totals(found: Iterable[Line], counted: Iterable[Item]) -> dict[str, int]:
    """Numbers of the submitted reports added up, by item."""
    reports = [line.report for line in found if line.report and line.state == State.SUBMITTED]
    return {item.key: sum(number(item, report) or 0 for report in reports) for item in counted}


def number(item: Item, report: MonthlyReport) -> int | None:
    """The value of an item that is a number."""
    if item.figure:
        value = report.figures.get(item.figure)
        return value if isinstance(value, int) else None
    return whole_number(report.texts.get(item.key))


def shown(item: Item, report: MonthlyReport, values: Mapping[str, str] | None = None) -> str:
    """The value of an item as it is read."""
    if item.figure:
        value = report.figures.get(item.figure)
        return NOTHING if value is None else f"{value:,}"
    return (report.texts if values is None else values).get(item.key) or NOTHING


def previous(report: MonthlyReport) -> MonthlyReport | None:
    """The report of the month before, if it was submitted."""
    found = MonthlyReport.objects.filter(province=report.province_id, month=months.before(report.month))
    return found.filter(first_submitted_at__isnull=False).first()


def change(item: Item, report: MonthlyReport, before: MonthlyReport | None) -> int | None:
    """How much more an item is than last month; None where there is nothing to compare."""
    if before is None or not item.counted:
        return None
    return difference(number(item, report), number(item, before))
