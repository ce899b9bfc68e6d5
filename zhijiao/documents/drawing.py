"""A drawing in points, from the upper left, made of a few shapes; PDF draws it as vectors, Word gets a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field

INK, SOFT, LINE, BRAND, PALE = "#1b2431", "#626d7d", "#cfd6df", "#1a56b0", "#eaf1fc"
#: Told apart in grey and by people who see few colours.
COLOURS = ("#1a56b0", "#d98a00", "#17734a", "#8f3fa8", "#7a8699", "#b23a2e")


@dataclass(frozen=True)
class Box:
    """A filled rectangle, with a line around it if `edge` is given."""

    x: float
    y: float
    wide: float
    high: float
    fill: str = ""
    edge: str = ""


@dataclass(frozen=True)
class Path:
    """A line through points."""

    points: Sequence[tuple[float, float]]
    colour: str
    thick: float = 0.6


@dataclass(frozen=True)
class Words:
    """A text whose baseline is at `y`; `anchor` says which end of it is at `x`."""

    x: float
    y: float
    text: str
    size: float = 8.5
    colour: str = INK
    anchor: str = "start"
    bold: bool = False


Shape = Box | Path | Words


@dataclass
class Drawing:
    """Shapes in the order in which they are drawn, and what they show, in words."""

    wide: float
    high: float
    told: str = ""
    shapes: list[Shape] = field(default_factory=list)
