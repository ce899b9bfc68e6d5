"""自动汇总: forms that are computed and never typed.

A summary has no table. It declares its items and reads records through a :class:`Reader` that the gate
hands out; every row names the records it came from, so that a figure can always be opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.catalogue import matrix
from zhijiao.filing.schema.base_records import form_key_of
from zhijiao.filing.schema.columns.base import Column, RecordForm, RegistryLike
from zhijiao.filing.schema.columns.codes import CodeColumn
from zhijiao.filing.schema.columns.dates import DateColumn
from zhijiao.filing.schema.columns.numbers import WholeColumn
from zhijiao.filing.schema.columns.text import TextColumn
from zhijiao.filing.schema.facts import Facts
from zhijiao.kit.moments import Moment
from zhijiao.kit.periods import Period, academic_span

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
    #: Views of other areas that show what the row stands for: name of the address, its arguments, what it is called.
    pages: list[tuple[str, tuple[Any, ...], str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Stable name of the row: the first record it came from, or the first page about it."""
        if self.origins:
            return "-".join(map(str, self.origins[0][:2]))
        return "-".join(map(str, self.pages[0][1])) if self.pages else ""


@dataclass(frozen=True)
class Reader:
    """What a summary may read: records of the schools that the gate has opened, of everybody or of `entered_by`."""

    registry: RegistryLike
    schools: QuerySet[Any]
    year: int
    entered_by: int | None = None

    def form(self, label: str) -> RecordForm:
        """A form by label (``general.Teacher``)."""
        return self.registry.by_model(label)

    def rows(self, label: str) -> QuerySet[Any]:
        """Records of a form in the schools opened."""
        rows: QuerySet[Any] = self.form(label).model.unscoped.filter(school__in=self.schools)
        return rows if self.entered_by is None else rows.filter(created_by=self.entered_by)

    def there(self, label: str, first: date | None = None, last: date | None = None) -> QuerySet[Any]:
        """Records that were there on :attr:`day`, or at any time between two days.

        Raises:
            ImproperlyConfigured: the form does not declare which of its items tell (``presence``).
        """
        presence = self.form(label).declaration.presence
        if presence is None:
            raise ImproperlyConfigured(f"{label} does not declare presence: nobody knows who was there when.")
        first = first or self.day
        return self.rows(label).filter(presence.during(first, last or first))

    @property
    def day(self) -> date:
        """填报时 of the year's round; of a year without one its last day, today while it runs."""
        today, filing = timezone.localdate(), matrix.round_of_year(self.year)
        return filing.day_of(Moment.FILING, today) if filing else min(today, academic_span(self.year)[1])


class Summary:
    """Base of all summaries: declare ``label``, ``module``, ``items``, ``definition``, ``reads``; write
    :meth:`compute`.
    """

    catalogue_kind = "summary"
    is_summary = True
    single = False
    takes_rows = False
    is_private = False
    search_column = None
    covered_form = None
    label: ClassVar[str] = ""
    module: ClassVar[str] = ""
    period: ClassVar[Period] = Period.STANDING
    #: Which field decides that a record is counted; shown on the page.
    definition: ClassVar[str] = ""
    items: ClassVar[dict[str, Item]] = {}
    listing: ClassVar[list[str]] = []
    filters: ClassVar[list[str]] = []
    #: Items that hold the first day, the last day and the name, where rows can be shown as a calendar.
    calendar: ClassVar[tuple[str, ...]] = ()
    #: Views besides the list: name of the address → what it is called.
    boards: ClassVar[dict[str, str]] = {}
    #: Labels of the forms read.
    reads: ClassVar[list[str]] = []
    _declared: ClassVar[list[type["Summary"]]] = []

    def __init_subclass__(cls) -> None:
        """Join the list of summaries."""
        Summary._declared.append(cls)

    def __init__(self, registry: RegistryLike) -> None:
        self.registry = registry
        self.key = form_key_of(type(self).__name__)
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
        """All summaries declared, by key."""
        return tuple(cls._declared)

    @property
    def host(self) -> None:
        """A summary has a place of its own."""

    @property
    def places(self) -> list[matrix.Place]:
        """Where the summary stands in the menu."""
        return [place for place in matrix.places() if place.form == self.key]

    @property
    def needs(self) -> list[RecordForm]:
        """Keys of the forms that the summary reads."""
        return [self.registry.by_model(label) for label in self.reads]

    @property
    def stored(self) -> list[Column]:
        """No columns: a summary has no table."""
        return []

    @property
    def private_columns(self) -> list[Column]:
        """No columns: a summary stores nothing."""
        return []

    @property
    def key_columns(self) -> list[Column]:
        """A row has no key; it is known by the records it came from."""
        return []

    @property
    def title_columns(self) -> list[Column]:
        """The first item shown names a row."""
        return []

    @property
    def ordering(self) -> list[str]:
        """Rows come in the order they are computed in."""
        return []

    @property
    def listing_columns(self) -> list[Column]:
        """Columns of the list as first seen; all where none are declared."""
        return [self.columns[name] for name in self.listing or self.columns]

    @property
    def filter_columns(self) -> list[Column]:
        """Columns of the query bar."""
        return [self.columns[name] for name in self.filters]

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """All rows in the order of the summary."""
        raise NotImplementedError
