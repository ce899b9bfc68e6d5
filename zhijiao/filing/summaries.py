"""自动汇总: forms that are computed and never typed.

A summary has no table. It declares its items and reads records through a :class:`Reader` that the gate
hands out; every row names the records it came from, so that a figure can always be opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet

from zhijiao.catalogue import matrix
from zhijiao.filing.columns import CodeColumn, Column, DateColumn, TextColumn, WholeColumn
from zhijiao.filing.fields import Facts
from zhijiao.filing.records import _snake
from zhijiao.kit.periods import Period

if TYPE_CHECKING:
    from zhijiao.filing.registry import Form, Registry

COLUMN_CLASSES: dict[str, type[Column]] = {
    "text": TextColumn,
    "integer": WholeColumn,
    "date": DateColumn,
    "code": CodeColumn,
}


@dataclass(frozen=True)
class Item:
    """One item of a summary; ``type`` is text, integer, date or code (of ``table``)."""

    label: str
    type: str = "text"
    note: str = ""
    unit: str = ""
    table: str = ""
    source: str = ""


@dataclass
class SummaryRow:
    """One row: values by item name, and the records it came from as (form key, record id, what it is)."""

    values: dict[str, Any]
    origins: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Stable name of the row: the first record it came from."""
        return "-".join(map(str, self.origins[0][:2])) if self.origins else ""


@dataclass(frozen=True)
class Reader:
    """What a summary may read: records of the schools that the gate has opened, of everybody or of `entered_by`."""

    registry: "Registry"
    schools: QuerySet
    year: int
    entered_by: int | None = None

    def form(self, label: str) -> "Form":
        """A form by label (``general.Teacher``)."""
        return self.registry.by_model(label)

    def rows(self, label: str) -> QuerySet:
        """Records of a form in the schools opened."""
        rows = self.form(label).model.unscoped.filter(school__in=self.schools)
        return rows if self.entered_by is None else rows.filter(created_by=self.entered_by)


class Summary:
    """Base of all summaries: declare ``label``, ``module``, ``items``, ``definition``, ``reads``; write
    :meth:`compute`.
    """

    kind = "summary"
    single = False
    label: ClassVar[str] = ""
    module: ClassVar[str] = ""
    period: ClassVar[Period] = Period.STANDING
    #: Which field decides that a record is counted; shown on the page.
    definition: ClassVar[str] = ""
    items: ClassVar[dict[str, Item]] = {}
    listing: ClassVar[list[str]] = []
    filters: ClassVar[list[str]] = []
    #: Labels of the forms read.
    reads: ClassVar[list[str]] = []
    _declared: ClassVar[list[type["Summary"]]] = []

    def __init_subclass__(cls) -> None:
        """Join the list of summaries."""
        Summary._declared.append(cls)

    def __init__(self, registry: "Registry") -> None:
        self.registry = registry
        self.key = _snake(type(self).__name__)
        self.help = (type(self).__doc__ or "").strip()
        self.columns: dict[str, Column] = {
            name: COLUMN_CLASSES[item.type](
                self,
                name,
                Facts(
                    label=item.label,
                    note=item.note,
                    unit=item.unit,
                    table=item.table,
                    source=item.source,
                    required=False,
                ),
            )
            for name, item in self.items.items()
        }

    @classmethod
    def declared(cls) -> Sequence[type["Summary"]]:
        """All summaries."""
        return tuple(cls._declared)

    @property
    def places(self) -> list[matrix.Place]:
        """Where the summary stands in the menu."""
        return [place for place in matrix.places() if place.form == self.key]

    @property
    def needs(self) -> list["Form"]:
        """The forms read."""
        return [self.registry.by_model(label) for label in self.reads]

    @property
    def stored(self) -> list[Column]:
        """Nothing is stored."""
        return []

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """All rows, in order."""
        raise NotImplementedError
