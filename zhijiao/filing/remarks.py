"""What other parts of the program have to say about records, shown on the pages of these records.

They register a function; the engine asks all of them and knows none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from zhijiao.filing.desk import Desk


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: ``kind`` of notice (bad, warn, info), what it begins with, what it says, where to read on."""

    kind: str
    title: str
    text: str
    url: str
    label: str = "查看"


Source = Callable[[Desk, int | None], list[Remark]]
_sources: list[Source] = []


def remarks(source: Source) -> Source:
    """Register a function of a desk and a record id; without a record it speaks of the form as a whole."""
    _sources.append(source)
    return source


def on(desk: Desk, record_id: int | None = None) -> list[Remark]:
    """All remarks on a record, or on the form as a whole."""
    return [remark for source in _sources for remark in source(desk, record_id)]
