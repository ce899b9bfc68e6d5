"""Charts as drawings: axis, legend, bars or lines with their values."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from zhijiao.documents.document import BarChart, Chart, LineChart
from zhijiao.documents.drawing import COLOURS, INK, LINE, SOFT, Box, Drawing, Path, Words
from zhijiao.documents.lines import shortened
from zhijiao.documents.typeface import Absent, width
from zhijiao.documents.wording import known, one_line, shown

HIGH = 210.0
TOP, BOTTOM, RIGHT = 46.0, 26.0, 8.0
SMALL = 8.0
MOST_VALUES = 24  # more than these and numbers over the bars are but noise


@dataclass(frozen=True)
class _Frame:
    """The area of the values and how they are scaled."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def drawn(chart: Chart, wide: float, absent: Absent) -> Drawing:
    """A chart as a drawing of this width."""
    values = [[known(value) for value in series.values][: len(chart.labels)] for series in chart.series]
    drawing = Drawing(wide, HIGH, told(chart))
    ticks = scale(
        [value for each in values for value in each if value is not None], isinstance(chart, BarChart)
    )
    _title(drawing, chart, absent)
    frame = _axis(drawing, ticks, wide)
    if chart.labels:
        _labels(drawing, frame, [absent.shown(one_line(label)) for label in chart.labels])
        (_bars if isinstance(chart, BarChart) else _lines)(drawing, frame, values, len(chart.labels))
    return drawing


def told(chart: Chart) -> str:
    """What a chart shows, for people who cannot see it."""
    kind = "折线图" if isinstance(chart, LineChart) else "柱形图"
    parts = []
    for series in chart.series:
        pairs = zip(chart.labels, series.values, strict=False)
        parts.append(
            one_line(series.name) + "：" + "，".join(f"{one_line(a)} {shown(b) or '—'}" for a, b in pairs)
        )
    unit = f"（{one_line(chart.unit)}）" if chart.unit else ""
    return f"{kind}：{one_line(chart.title)}{unit}。" + "；".join(parts)


def scale(values: Sequence[float], from_zero: bool = True) -> list[float]:
    """Round numbers for the axis, all values (and zero, where lengths are compared) between the first and the last."""
    among = [0.0, *values] if from_zero or not values else values
    low, high = min(among), max(among)
    if high == low:
        high = low + 1
    raw = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 1e-300 else 1.0
    step = next((power * each for each in (1, 2, 2.5, 5) if power * each >= raw), power * 10)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, last + 1)]


def _title(drawing: Drawing, chart: Chart, absent: Absent) -> None:
    unit = f"（单位：{one_line(chart.unit)}）" if chart.unit else ""
    title = shortened(absent.shown(one_line(chart.title) + unit), drawing.wide, 10)
    drawing.shapes.append(Words(drawing.wide / 2, 12, title, 10, INK, "middle", bold=True))
    if len(chart.series) < 2:
        return
    room = (drawing.wide - 20) / len(chart.series) - 24
    names = [shortened(absent.shown(one_line(series.name)), room, SMALL) for series in chart.series]
    x = (drawing.wide - sum(width(name, SMALL) + 24 for name in names)) / 2
    for number, name in enumerate(names):
        drawing.shapes.append(Box(x, 21, 8, 8, COLOURS[number % len(COLOURS)]))
        drawing.shapes.append(Words(x + 11, 28, name, SMALL, SOFT))
        x += width(name, SMALL) + 24


def _axis(drawing: Drawing, ticks: list[float], wide: float) -> _Frame:
    texts = [shown(round(tick, 6)) for tick in ticks]
    left = max(width(text, SMALL) for text in texts) + 8
    frame = _Frame(left, wide - RIGHT, TOP, HIGH - BOTTOM, ticks[0], ticks[-1])
    for tick, text in zip(ticks, texts, strict=True):
        y = frame.y(tick)
        drawing.shapes.append(Path(((left, y), (frame.right, y)), SOFT if tick == 0 else LINE, 0.5))
        drawing.shapes.append(Words(left - 5, y + 3, text, SMALL, SOFT, "end"))
    return frame


def _labels(drawing: Drawing, frame: _Frame, labels: list[str]) -> None:
    """As many labels as there is room for."""
    step = (frame.right - frame.left) / len(labels)
    every = max(1, math.ceil(26 / step))
    for number in range(0, len(labels), every):
        text = shortened(labels[number], step * every - 4, SMALL)
        drawing.shapes.append(
            Words(frame.left + (number + 0.5) * step, HIGH - 12, text, SMALL, SOFT, "middle")
        )


def _bars(drawing: Drawing, frame: _Frame, values: list[list[float | None]], count: int) -> None:
    step = (frame.right - frame.left) / count
    bar = min(step * 0.72 / max(len(values), 1), 34.0)
    named = count * len(values) <= MOST_VALUES
    for number in range(count):
        x = frame.left + (number + 0.5) * step - bar * len(values) / 2
        for order, series in enumerate(values):
            value = series[number] if number < len(series) else None
            if value is not None:
                _bar(drawing, frame, x + order * bar, bar, value, COLOURS[order % len(COLOURS)], named)


def _bar(
    drawing: Drawing, frame: _Frame, x: float, wide: float, value: float, colour: str, named: bool
) -> None:
    zero, end = frame.y(0), frame.y(value)
    drawing.shapes.append(
        Box(x + wide * 0.06, min(zero, end), wide * 0.88, max(abs(zero - end), 0.4), colour)
    )
    if named:
        y = end - 3 if value >= 0 else end + 9
        drawing.shapes.append(Words(x + wide / 2, y, shown(round(value, 2)), 7.5, INK, "middle"))


def _lines(drawing: Drawing, frame: _Frame, values: list[list[float | None]], count: int) -> None:
    step = (frame.right - frame.left) / count
    named = count * len(values) <= MOST_VALUES
    for order, series in enumerate(values):
        colour = COLOURS[order % len(COLOURS)]
        stretch: list[tuple[float, float]] = []
        for number, value in enumerate([*series, None]):
            if value is None:
                drawing.shapes += [Path(tuple(stretch), colour, 1.6)] if len(stretch) > 1 else []
                stretch = []
                continue
            x, y = frame.left + (number + 0.5) * step, frame.y(value)
            stretch.append((x, y))
            drawing.shapes.append(Box(x - 2, y - 2, 4, 4, colour))
            if named:
                drawing.shapes.append(Words(x, y - 5, shown(round(value, 2)), 7.5, INK, "middle"))
