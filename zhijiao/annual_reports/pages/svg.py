"""Charts of a page: the shapes of a drawing, for the template to write as SVG."""

from dataclasses import dataclass
from typing import Any

from zhijiao.annual_reports.content import Content
from zhijiao.annual_reports.papers import chart_of
from zhijiao.documents.charts import drawn
from zhijiao.documents.drawing import Box, Path
from zhijiao.documents.typeface import Absent

WIDE = 520.0


@dataclass(frozen=True)
class Svg:
    """A drawing with the kind of each of its shapes."""

    wide: float
    high: float
    told: str
    shapes: list[tuple[str, Any]]


def svg_of(chart: Content) -> Svg:
    """A kept chart as SVG."""
    drawing = drawn(chart_of(chart), WIDE, Absent())
    shapes = [
        ("box" if isinstance(shape, Box) else "path" if isinstance(shape, Path) else "words", shape)
        for shape in drawing.shapes
    ]
    return Svg(drawing.wide, drawing.high, drawing.told, shapes)


def charts(made: Content) -> dict[str, list[Svg]]:
    """The charts of each chapter."""
    return {chapter["key"]: [svg_of(chart) for chart in chapter["charts"]] for chapter in made["chapters"]}
