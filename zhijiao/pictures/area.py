"""Pictures of an area: from the figures that are kept of it, never from the records of its schools."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from zhijiao.orgs.models import SchoolType
from zhijiao.oversight import area_figures
from zhijiao.oversight.pages.board import area_lines
from zhijiao.oversight.scope import Scope
from zhijiao.pictures.book import BARS, RANKING, SHARES
from zhijiao.pictures.reading import Figure, Mark, Number, ShownPicture


def shown(scope: Scope) -> list[ShownPicture]:
    """What the figures of an area tell somebody; two queries."""
    found = area_figures.read(scope)
    lines = [(line.name, line.figures.share, line.url) for line in area_lines(found)]
    kinds = [
        (str(SchoolType(kind).label), figures.share, reverse("oversight:board") + scope.query(type=kind))
        for kind, figures in found.by_kind().items()
    ]
    modules = [
        (row["title"], row["share"], reverse("oversight:forms") + scope.query(module=row["key"]))
        for row in area_figures.by_module(found.forms())
    ]
    made = [
        _shares("area_lines", "各地必填表单完成率", "哪里快，哪里慢？", "地区", lines),
        _shares("area_kinds", "各类学校必填表单完成率", "哪一类学校需要督促？", "学校类型", kinds),
        _shares("area_modules", "各模块必填表单完成率", "哪些内容还没有填？", "模块", modules),
    ]
    if scope.whole:
        made += _of_schools(scope, found.total)
    return [picture for picture in made if picture.marks]


def _shares(
    key: str, title: str, question: str, label: str, rows: Sequence[tuple[str, float | None, str]]
) -> ShownPicture:
    """Shares of completion, the furthest first."""
    ordered = sorted(rows, key=lambda row: -(row[1] or 0))
    marks = [Mark(name, (Figure(value, url),)) for name, value, url in ordered if value is not None]
    return ShownPicture(key, title, question, RANKING, label, ("完成率",), "%", tuple(marks), added_up=False)


def _of_schools(scope: Scope, total: area_figures.Figures) -> Iterable[ShownPicture]:
    """Numbers that tell of all forms together, for those who may view every form."""
    stages = (
        ("已完成", total.finished, "done"),
        ("填报中", total.doing_schools, "doing"),
        ("未开始", total.not_started, "none"),
    )
    yield _numbers(
        "area_stages",
        "学校填报进度",
        "多少学校已经填完？",
        "进度",
        "所",
        [(name, number, scope.schools(stage=stage)) for name, number, stage in stages],
        SHARES,
    )
    findings = (
        ("逻辑校验待改正", total.logic, "logic"),
        ("经验校验未说明", total.experience, "experience"),
        ("已说明待审核", total.explained, "explained"),
    )
    yield _numbers(
        "area_findings",
        "校验结果",
        "还有多少问题没有处理？",
        "类别",
        "条",
        [(name, number, scope.schools(finding=key, sort="-findings")) for name, number, key in findings],
        BARS,
    )


def _numbers(
    key: str,
    title: str,
    question: str,
    label: str,
    unit: str,
    rows: Sequence[tuple[str, Number | None, str]],
    shape: str,
) -> ShownPicture:
    marks = [Mark(name, (Figure(value, url),)) for name, value, url in rows if value]
    return ShownPicture(key, title, question, shape, label, ("数量",), unit, tuple(marks))
