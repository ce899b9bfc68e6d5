"""Files of findings: those of a school, and the counts of the schools of an area."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.http import Http404, QueryDict

from zhijiao.catalogue.matrix import Round
from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actions import EXPORT, VIEW
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied
from zhijiao.orgs.models import Org
from zhijiao.quality import area_counts, finding_list, rule_registry, visibility
from zhijiao.quality.finding_list import FindingLine, FindingQuery, round_of
from zhijiao.workbooks.table_file import write_table

FINDINGS, AREA = "findings", "area_findings"
HEADS = ("类别", "规则", "问题", "表单", "指标", "记录", "状态", "情况说明", "说明人", "首次发现", "处理办法")
AREA_HEADS = ("学校标识码", "学校", "逻辑校验待改正", "经验校验待处理", "已说明待审核", "提示", "校验日期")
PIECE = 500
COST = 2
"""A finding costs about twice as much per cell as a record: its texts are put together."""


# A school ------------------------------------------------------------------------------------------------------------


def findings_wanted(actor: Actor, school: Org, filing: Round, asked: FindingQuery, fmt: str) -> Wanted:
    """The findings of the query; those of forms the actor may export."""
    found = asked.narrow(visibility.findings(actor, school, filing))
    found = found.filter(form__in=[form.key for form in access.forms(actor, "export")])
    number = found.count()
    params = {
        "round": filing.key,
        "fmt": fmt,
        "query": asked.query(),
        "forms": sorted(found.order_by().values_list("form", flat=True).distinct()),
    }
    return Wanted(
        kind=FINDINGS,
        org=school,
        subject="数据校验结果",
        name=f"数据校验_{school.name}_{filing.key}.{fmt}",
        params=params,
        rows=number,
        cells=number * len(HEADS) * COST,
        told={"rows": number, "round": filing.key, "format": fmt},
    )


def require_findings(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export a form whose findings are in the file.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    access.school(actor, school.pk)
    _require(actor, params["forms"], EXPORT)


def write_findings(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the findings of a school."""
    asked = FindingQuery.read(QueryDict(params["query"]))
    found = asked.narrow(visibility.findings(actor, school, round_of(params["round"])))
    found = finding_list.by_gravity(found.filter(form__in=params["forms"]))
    lines = counted(_lines(actor, found), found.count())
    write_table(out, params["fmt"], HEADS, (_cells(line) for line in lines))


def _lines(actor: Actor, found: Any) -> Iterator[FindingLine]:
    """In pieces, so that what names the records is asked for with one query per form and piece."""
    numbers = list(found.values_list("pk", flat=True))
    for start in range(0, len(numbers), PIECE):
        piece = finding_list.by_gravity(found.model.objects.filter(pk__in=numbers[start : start + PIECE]))
        yield from finding_list.lines(actor, list(piece))


def _cells(line: FindingLine) -> list[str]:
    each, rule = line.finding, line.rule
    return [
        rule.level.label,
        rule.title,
        line.message,
        line.form.label,
        line.form.columns[rule.column].label,
        line.title,
        each.get_state_display(),
        each.explanation,
        each.explainer,
        f"{each.first_seen:%Y-%m-%d}",
        rule.remedy,
    ]


# An area -------------------------------------------------------------------------------------------------------------


def area_wanted(actor: Actor, filing: Round, fmt: str) -> Wanted:
    """The counts of every school of the actor's area; of a school, its own."""
    area = Org.objects.get(pk=actor.org_id)
    number = area_counts.by_school(actor, filing, access.schools(actor).active()).count()
    forms = {rule_registry.form_of(rule).key for rule in visibility.rules(actor, filing)}
    return Wanted(
        kind=AREA,
        org=area,
        subject="各校数据校验情况",
        name=f"各校数据校验情况_{filing.key}.{fmt}",
        params={"round": filing.key, "fmt": fmt, "forms": sorted(forms)},
        rows=number,
        cells=number * len(AREA_HEADS),
        told={"rows": number, "round": filing.key, "format": fmt},
    )


def require_area(actor: Actor, area: Org, params: Params) -> None:
    """Refuse somebody of another node, and somebody who may not view a form that is counted in.

    Raises:
        access.Denied, access.Locked, Http404: as for a page of the form.
    """
    if actor.org_id != area.pk:
        raise Http404("只能下载本单位的文件。")
    if not actor.may_somewhere(EXPORT):
        raise denied(actor, EXPORT)
    _require(actor, params["forms"], VIEW)


def write_area(out: BinaryIO, actor: Actor, area: Org, params: Params) -> None:
    """Write the counts of the schools of an area."""
    rows = area_counts.by_school(actor, round_of(params["round"]), access.schools(actor).active())
    names = ("logic", "experience", "explained", "hint")
    cells = (
        [
            row.school.code,
            row.school.name,
            *(getattr(row, f"{name}_number") for name in names),
            f"{row.checked_at:%Y-%m-%d}",
        ]
        for row in counted(rows.iterator(chunk_size=500), rows.count())
    )
    write_table(out, params["fmt"], AREA_HEADS, cells)


def _require(actor: Actor, forms: Iterable[str], action: str) -> None:
    """Refuse somebody who may not do this with one of the forms now."""
    known = registry.forms()
    for key in forms:
        if key in known:
            access.require(actor, known[key], action)
