"""Facts of one item (指标) of a form, apart from how it is stored and how it behaves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from zhijiao.kit.moments import Moment

BLIND_SUFFIX = "_blind"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one item (指标) besides its storage."""

    label: str = ""
    note: str = ""
    unit: str = ""
    example: Any = None
    source: str = ""
    doubt: str = ""
    required: bool = True
    optional_for: tuple[str, ...] = ()
    private: str = ""
    exact: bool = False
    search: bool = False
    max_length: int | None = None
    min: Any = None
    max: Any = None
    pattern: tuple[str, str] | None = None
    check: Callable[[str], str | None] | None = None
    after: str = ""
    before: str = ""
    default: Any = None
    table: str = ""
    #: The day by which a stock is counted; None where nothing is counted.
    moment: Moment | None = None
    #: The region of the time is asked for, so former ones may be chosen.
    of_then: bool = False
    wide: bool = False
    #: What the system knows of the school itself (``code``, ``name``), with which an empty page begins.
    given: str = ""

    @property
    def annotation(self) -> str:
        """The note, with the 时点 of a stock where the note does not name it."""
        if self.moment is None or self.moment[:3] in self.note:
            return self.note
        return f"{self.note}；时点为{self.moment}"
