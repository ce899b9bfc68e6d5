"""The sheet of a school as a paper."""

from collections.abc import Sequence

from zhijiao.catalogue.matrix import Round
from zhijiao.documents.document import Block, Document, Heading, KeyFigure, KeyFigures, Paragraph, Table
from zhijiao.indicators import shown
from zhijiao.indicators.book import GROUPS, PROJECT
from zhijiao.indicators.judging import Result, Sheet
from zhijiao.indicators.models import Verdict
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org

HEADS = ("指标", "数值", "标准", "结论", "计算和说明")
WIDTHS = (22, 15, 20, 11, 32)


def paper(school: Org, filing: Round, sheet: Sheet, results: Sequence[Result]) -> Document:
    """The paper: how many are met, then the indicators by group, then the documents they rest on."""
    found = {result.indicator.key: result for result in results}
    blocks: list[Block] = [KeyFigures(_figures(sheet, found))]
    for title, keys in GROUPS.items():
        mine = [found[key] for key in keys if key in found]
        if mine:
            blocks += [Heading(title), Table([HEADS], [_row(result) for result in mine], WIDTHS)]
    documents = dict.fromkeys(_basis(base) for result in results for base in shown.bases(result))
    blocks += [Heading("依据"), *(Paragraph(text, plain=True) for text in documents)]
    if sheet.scope.outside:
        blocks.append(Paragraph(f"{sheet.scope.outside}。"))
    return Document(
        title="办学条件表",
        subtitle=f"{filing.title}（{year_label(filing.academic_year)}），人数以{filing.academic_from}为时点",
        issuer=school.name,
        blocks=blocks,
    )


def _figures(sheet: Sheet, found: dict[str, Result]) -> list[KeyFigure]:
    verdicts = [result.verdict for result in found.values()]
    made = [
        KeyFigure(str(verdict.label), verdicts.count(verdict), "项")
        for verdict in (Verdict.PASS, Verdict.SHORT, Verdict.INCOMPLETE)
    ]
    mine = [found[key] for key in PROJECT if key in found]
    if mine and not sheet.scope.outside:
        met = sum(result.verdict == Verdict.PASS for result in mine)
        made.append(KeyFigure("重点监测指标达到", met, "项", f"共{len(mine)}项"))
    return made


def _row(result: Result) -> list[str]:
    indicator = result.indicator
    reckoned = shown.reckoned(result)
    words = "；".join(
        filter(None, (f"{indicator.formula}＝{reckoned}" if reckoned else "", shown.said(result)))
    )
    return [
        indicator.label,
        shown.value_of(indicator, result.value),
        shown.standard_of(indicator, result.bound),
        str(result.verdict.label),
        words,
    ]


def _basis(base: shown.Basis) -> str:
    marks = [text for text, there in (("省级标准", base.provincial), ("待核对", base.doubtful)) if there]
    return f"{base.document} {base.article}".strip() + (f"（{'、'.join(marks)}）" if marks else "")
