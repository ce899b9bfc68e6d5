"""A published report as a paper, from nothing but what was frozen: the same bytes whenever it is made."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zhijiao.annual_reports.content import Content, as_number
from zhijiao.annual_reports.models import Report, State
from zhijiao.documents.document import (
    BarChart,
    Block,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Series,
    Table,
)

NUMERALS = "一二三四五六七八九十"
HEADS = ("指标", "单位", "本年", "上年", "增减")


def title_of(made: Content) -> str:
    """The title of a report."""
    return f"{made['school']}质量年度报告"


def document(report: Report) -> Document:
    """The paper of a report that has been published."""
    made = report.content
    day = report.published_at.date() if report.published_at else None
    return Document(
        title_of(made),
        list(_blocks(made, report.digest)),
        subtitle=made["label"] + (f"（第 {report.edition} 版）" if report.edition > 1 else ""),
        issuer=made["school"],
        marking={State.WITHDRAWN: "已撤回", State.REPLACED: "已被新版代替"}.get(State(report.state), ""),
        dated=day,
        cover=True,
    )


def chart_of(made: Content) -> BarChart:
    """A kept chart."""
    series = [
        Series(each["name"], [None if value is None else Decimal(value) for value in each["values"]])
        for each in made["series"]
    ]
    return BarChart(made["title"], made["labels"], series, made["unit"])


def cell(row: Content, name: str) -> Any:
    """A kept figure as a cell."""
    value = as_number(row[name]) if row["numeric"] else row[name]
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _blocks(made: Content, digest: str) -> Iterator[Block]:
    figures = [_key_figure(each) for each in made["key_figures"] if each["value"]]
    if figures:
        yield KeyFigures(figures)
    for number, chapter in enumerate(each for each in made["chapters"] if _says_something(each)):
        yield Heading(f"{NUMERALS[number % 10]}、{chapter['title']}")
        yield from _chapter(chapter)
    said = f"本报告由系统按发布时的数据生成，内容摘要值（SM3）：{digest}。标有“＜3”的数据因人数过少不予公开。"
    yield Paragraph(said, plain=True)


def _says_something(chapter: Content) -> bool:
    return bool(chapter["essays"] or chapter["sections"] or chapter["lists"] or chapter["charts"])


def _chapter(chapter: Content) -> Iterator[Block]:
    for essay in chapter["essays"]:
        if essay["key"] != chapter["key"]:
            yield Heading(essay["title"], 2)
        yield Paragraph(essay["text"])
    for section in chapter["sections"]:
        yield Heading(section["title"], 2)
        rows = [_row(row) for row in section["rows"] if row["value"]]
        yield Table([HEADS], rows, widths=(46, 12, 15, 15, 12), numbers=(2, 3, 4))
    for listed in chapter["lists"]:
        yield Heading(listed["title"], 2)
        rows = [[*row[:2], *(int(number) for number in row[2:])] for row in listed["rows"]]
        yield Table([listed["heads"]], rows, widths=(28, 36, 12, 12, 12))
    for chart in chapter["charts"]:
        yield chart_of(chart)


def _row(row: Content) -> list[Any]:
    item = f"{row['item']}（{row['met']}）" if row["met"] else row["item"]
    return [item, row["unit"], *(cell(row, name) for name in ("value", "last", "change"))]


def _key_figure(row: Content) -> KeyFigure:
    numeric = {**row, "numeric": True}
    last = cell(numeric, "last")
    return KeyFigure(row["item"], cell(numeric, "value"), row["unit"], "" if last is None else f"上年 {last}")
