"""Files of 办学条件: the schools of an area by one indicator, and the sheet of a school."""

from decimal import Decimal
from typing import Any, BinaryIO

from django.http import Http404

from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.documents.writing import write_pdf
from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.records import access
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import Actor
from zhijiao.indicators import areas, sheet_paper, shown, storing, visibility
from zhijiao.indicators.book import INDICATORS, INGREDIENTS
from zhijiao.indicators.declare import Condition
from zhijiao.indicators.judging import Result
from zhijiao.indicators.models import Verdict
from zhijiao.orgs.models import Org
from zhijiao.workbooks.table_file import write_table

SCHOOLS, SHEET, PDF = "indicator_schools", "indicator_sheet", "pdf"
SCHOOL_HEADS = (
    "学校标识码",
    "学校",
    "指标",
    "分子",
    "分母",
    "数值",
    "标准",
    "结论",
    "差额",
    "说明",
    "计算日期",
)
PDF_COST = 20
"""How many times the cost of a cell of a workbook is that of one on paper."""
SHEET_HEADS = (
    "指标",
    "计算公式",
    "分子",
    "分母",
    "数值",
    "单位",
    "标准",
    "结论",
    "说明",
    "依据",
    "条款",
    "依据状态",
)


# An area -------------------------------------------------------------------------------------------------------------


def schools_wanted(
    actor: Actor, area: Org, filing: Round, indicator: Condition, verdict: str, sort: str, fmt: str
) -> Wanted:
    """The schools of an area by one indicator."""
    number = areas.falling_short(area, filing, indicator.key, verdict).count()
    params = {
        "area": area.pk,
        "round": filing.key,
        "key": indicator.key,
        "verdict": verdict,
        "sort": sort,
        "fmt": fmt,
    }
    return Wanted(
        kind=SCHOOLS,
        org=Org.objects.get(pk=actor.org_id),
        subject=f"各校办学条件：{indicator.label}",
        name=f"各校办学条件_{indicator.label}_{filing.key}.{fmt}",
        params=params,
        rows=number,
        cells=number * len(SCHOOL_HEADS),
        told={"rows": number, "round": filing.key, "indicator": indicator.label, "format": fmt},
    )


def require_schools(actor: Actor, org: Org, params: Params) -> None:
    """Refuse somebody of another node, and somebody who may not export what the indicator tells of.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the forms.
    """
    if actor.org_id != org.pk or not Org.objects.subtree(actor.org_path).filter(pk=params["area"]).exists():
        raise Http404("只能下载本单位管理范围内的文件。")
    _require(actor, [params["key"]])


def write_schools(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write the schools of an area with their values."""
    area, filing = Org.objects.get(pk=params["area"]), filing_round(params["round"])
    indicator = INDICATORS[params["key"]]
    rows = areas.falling_short(area, filing, indicator.key, params["verdict"], params["sort"])
    cells = (_cells(indicator, row) for row in counted(rows.iterator(chunk_size=500), rows.count()))
    write_table(out, params["fmt"], SCHOOL_HEADS, cells)


def _cells(indicator: Condition, row: Any) -> list[Any]:
    short = row.verdict == Verdict.SHORT
    return [
        row.school.code,
        row.school.name,
        indicator.label,
        _figure(row.numerator),
        _figure(row.denominator),
        _figure(row.value),
        shown.standard_of(indicator, row.bound),
        Verdict(row.verdict).label,
        _figure(row.gap) if short else None,
        shown.missing(indicator, row.gap, row.needed) if short else "",
        f"{row.computed_at:%Y-%m-%d}",
    ]


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 4)


# A school ------------------------------------------------------------------------------------------------------------


def sheet_wanted(actor: Actor, school: Org, filing: Round, fmt: str) -> Wanted:
    """The sheet of a school: the indicators that the actor may export."""
    keys = [each.key for each in visibility.indicators(actor, EXPORT)]
    return Wanted(
        kind=SHEET,
        org=school,
        subject="办学条件表",
        name=f"办学条件_{school.name}_{filing.key}.{fmt}",
        params={"round": filing.key, "fmt": fmt, "keys": keys},
        rows=len(keys),
        cells=len(keys) * len(SHEET_HEADS) * (PDF_COST if fmt == PDF else 1),
        told={"rows": len(keys), "round": filing.key, "format": fmt},
    )


def require_sheet(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export what is in the sheet.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the forms.
    """
    access.school(actor, school.pk)
    _require(actor, params["keys"])


def write_sheet(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the indicators of a school."""
    filing = filing_round(params["round"])
    sheet = storing.sheet_of(school, filing)
    results = [sheet.results[key] for key in params["keys"] if key in sheet.results]
    if params["fmt"] == PDF:
        write_pdf(sheet_paper.paper(school, filing, sheet, results), out)
    else:
        write_table(out, params["fmt"], SHEET_HEADS, (_sheet_cells(result) for result in results))


def _sheet_cells(result: Result) -> list[Any]:
    indicator, bases = result.indicator, shown.bases(result)
    return [
        indicator.label,
        indicator.formula,
        _figure(result.over.value),
        _figure(result.under.value) if result.under else None,
        _figure(result.value),
        indicator.unit or "1:n",
        shown.standard_of(indicator, result.bound),
        result.verdict.label,
        shown.said(result),
        "；".join(base.document for base in bases),
        "；".join(base.article for base in bases),
        "、".join(dict.fromkeys("待核对" if base.doubtful else "已核对" for base in bases)),
    ]


def _require(actor: Actor, keys: list[str]) -> None:
    """Refuse somebody who may not export a form that an indicator tells of now."""
    if access.sees_own_rows_only(actor):
        raise access.Denied(visibility.OWN_ROWS, remedy=visibility.OWN_ROWS_REMEDY)
    for form in dict.fromkeys(
        form
        for key in keys
        for amount in INDICATORS[key].ingredients
        for form in visibility.forms_of_amount(INGREDIENTS[amount])
    ):
        access.require(actor, form, EXPORT)
