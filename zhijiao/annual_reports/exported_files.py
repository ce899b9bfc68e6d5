"""Files of 质量年报: a report as PDF or Word file, and a table of the indicators of an area."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhijiao.annual_reports import outline, papers, visibility
from zhijiao.annual_reports.content import kept_values
from zhijiao.annual_reports.models import Report, State
from zhijiao.documents.writing import PAPERS
from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org
from zhijiao.workbooks.table_file import write_table

PAPER, TABLE = "annual_report", "annual_report_table"
PAPER_CELLS = 6_000
"""What a paper costs to make, in cells of a workbook."""
MOST_ROWS = 200


def paper_wanted(report: Report, kind: str) -> Wanted:
    """A report as a paper."""
    title = papers.title_of(report.content)
    return Wanted(
        kind=PAPER,
        org=report.school,
        subject=f"质量年报：{report.school.name}",
        name=f"{title}_{year_label(report.year)}.{kind}",
        params={"report": report.pk, "kind": kind},
        rows=1,
        cells=PAPER_CELLS,
        told={"year": report.year, "edition": report.edition, "format": kind},
    )


def require_paper(actor: Actor, org: Org, params: Params) -> None:
    """Http404 for a report that this actor may not read now."""
    visibility.read(actor, params["report"])


def write_paper(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it, from what was frozen."""
    PAPERS[params["kind"]](papers.document(visibility.read(actor, params["report"])), out)


def numeric() -> list[outline.Indicator]:
    """Indicators that are columns of the table."""
    return [each for each in outline.indicators().values() if each.kind == "number"]


def table_wanted(actor: Actor, year: int, fmt: str) -> Wanted:
    """The indicators of the schools of an area that have published."""
    number = _published(actor, year).count()
    label = year_label(year)
    return Wanted(
        kind=TABLE,
        org=Org.objects.get(pk=actor.org_id),
        subject=f"质量年报指标：{label}",
        name=f"质量年报指标_{label}.{fmt}",
        params={"year": year, "fmt": fmt},
        rows=number,
        cells=(number + 1) * (len(numeric()) + 3),
        told={"rows": number, "year": year, "format": fmt},
    )


def require_table(actor: Actor, org: Org, params: Params) -> None:
    """Denied for somebody who may export nowhere."""
    if not actor.may_somewhere("export"):
        raise denied(actor, "export")


def write_table_of(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """One row for each school, from what was published."""
    columns = numeric()
    heads = ["学校标识码", "学校", "版次", *(_head(each) for each in columns)]
    year = params["year"]
    rows = counted(_rows(actor, year, columns), _published(actor, year).count())
    write_table(out, params["fmt"], heads, rows)


def _head(each: outline.Indicator) -> str:
    return f"{each.label}（{each.unit}）" if each.unit else each.label


def _published(actor: Actor, year: int) -> Any:
    """What schools of the actor's part of the tree have published."""
    schools = access.schools(actor)
    return Report.objects.filter(year=year, state=State.PUBLISHED, school__in=schools)


def _rows(actor: Actor, year: int, columns: list[outline.Indicator]) -> Iterator[list[Any]]:
    found = _published(actor, year).select_related("school").order_by("school__path")
    for report in found.iterator(MOST_ROWS):
        values = kept_values(report.content)
        yield [
            report.school.code,
            report.school.name,
            report.edition,
            *(values.get(each.key) for each in columns),
        ]
