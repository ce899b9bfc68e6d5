"""Columns: what the engine can do with one item of a form.

A column is bound to a form and knows how to read cells (from a page, a grid, a workbook or the API), how to store,
show, filter and export a value. Reading works on whole columns at once: 5,000 rows cost as many list steps, not as
many objects. Fields carry facts, columns carry behaviour; no engine code asks what kind of field it has before it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from zhijiao.catalogue.matrix import Place
from zhijiao.catalogue.tables import CodeTable
from zhijiao.filing.schema.columns.cells import Cell, as_text, as_texts, in_sentence
from zhijiao.filing.schema.columns.traits import ColumnTraits
from zhijiao.filing.schema.facts import Facts
from zhijiao.kit.periods import Period
from zhijiao.private import blind_index, masks

STARS = frozenset("*＊")


class FormLike(Protocol):
    """What every form offers, be its records typed (``Form``) or computed (``Summary``)."""

    @property
    def registry(self) -> "RegistryLike":
        """Where other forms are found."""

    @property
    def key(self) -> str:
        """The form's name in addresses, grants and stored rows."""

    @property
    def label(self) -> str:
        """The form's name for people."""

    @property
    def help(self) -> str:
        """What the form is for."""

    @property
    def module(self) -> str:
        """App label of the module that declares the form."""

    @property
    def period(self) -> Period:
        """What a record is of: a year, a term, or no time at all."""

    @property
    def catalogue_kind(self) -> str:
        """The word for the kind of form in the catalogue and the API; no code asks for it to decide what to do."""

    @property
    def is_summary(self) -> bool:
        """Whether the rows are computed from other forms: there is nothing to enter and nothing stored."""

    @property
    def single(self) -> bool:
        """Whether a school has one page of it (per period) instead of a list."""

    @property
    def takes_rows(self) -> bool:
        """Whether records are entered row by row: in a grid, from a workbook, many at once."""

    @property
    def is_private(self) -> bool:
        """Whether the form as a whole is private data (纪检工作)."""

    @property
    def host(self) -> "RecordForm | None":
        """The form whose place, rights and records a form without a menu place goes with; else None."""

    @property
    def places(self) -> Sequence[Place]:
        """Where the form stands in the menu."""

    @property
    def needs(self) -> "Sequence[FormLike]":
        """Forms that must have rows before this one says anything."""

    @property
    def columns(self) -> "dict[str, Column]":
        """All columns in the order of the declaration."""

    @property
    def stored(self) -> "Sequence[Column]":
        """Columns that have a database column and can be typed."""

    @property
    def private_columns(self) -> "Sequence[Column]":
        """Columns whose values are stored encrypted."""

    @property
    def key_columns(self) -> "Sequence[Column]":
        """Names of the columns of the period and the natural key."""

    @property
    def title_columns(self) -> "Sequence[Column]":
        """Columns that name a record to a reader."""

    @property
    def listing_columns(self) -> "Sequence[Column]":
        """Columns of the list as first seen."""

    @property
    def filter_columns(self) -> "Sequence[Column]":
        """Columns of the query bar."""

    @property
    def ordering(self) -> Sequence[str]:
        """Query paths of the default order."""

    @property
    def covered_form(self) -> "RecordForm | None":
        """The form each of whose records needs a row here."""

    @property
    def search_column(self) -> "Column | None":
        """The column that the cross-school search reads."""


class RecordForm(FormLike, Protocol):
    """A form with records, as references, checks and frames know it: what they stand under cannot name ``Form``."""

    @property
    def model(self) -> Any:
        """The model class of the form's records."""

    @property
    def declaration(self) -> Any:
        """The inner class ``Filing`` of the record class."""

    @property
    def reference_paths(self) -> Sequence[str]:
        """Query paths of the natural key."""

    @property
    def references(self) -> "Sequence[Column]":
        """Columns that refer to records of a form."""

    @property
    def referring(self) -> "Sequence[tuple[RecordForm, Column]]":
        """Forms and columns that refer to this form."""

    @property
    def title_paths(self) -> Sequence[str]:
        """Query paths of the title, without what the natural key already shows."""

    @property
    def reference_label(self) -> str:
        """What a clerk types to name a record."""

    def resolve(self, school_id: int, texts: Iterable[str]) -> Mapping[str, Sequence[int]]:
        """Ids of the school's records that the texts name, by natural key."""

    def reference_filter(self, text: str, prefix: str = "", *, exact: bool = False) -> Q:
        """Condition for a search by natural key or title."""

    def fetch(
        self, rows: QuerySet[Any], wanted: Sequence["Column"], extra: Sequence[str] = ("pk",)
    ) -> list[tuple[tuple[Any, ...], list[Any]]]:
        """Values of the wanted columns for each row of a query, with the ``extra`` attributes in front."""


class RegistryLike(Protocol):
    """How columns find other forms."""

    @property
    def records(self) -> Sequence[RecordForm]:
        """All forms with records, in the order of the menu."""

    def by_model(self, label: Any) -> RecordForm:
        """The form of a model class or of a label such as ``general.Teacher``."""

    def by_reverse(self, form: FormLike, name: str) -> "tuple[RecordForm, Column]":
        """The form and reference behind a ``reverse`` name of a form with records."""


class ParseFrame(Protocol):
    """What a column needs of the frame whose cells it reads."""

    school_id: int
    epoch1904: bool
    mappings: Mapping[tuple[str, str], str]

    def problem(self, i: int, column: "Column", message: str, remedy: str = "", code: str = "") -> Any:
        """Report a problem at a cell. Returns None, the value of a cell that could not be read."""


class Column(ColumnTraits):
    """Behaviour common to all columns. ``name`` is the field's name, ``paths`` what a query has to fetch for it."""

    def __init__(self, form: FormLike, name: str, facts: Facts) -> None:
        self.form = form
        self.name = name
        self.facts = facts
        self.label = facts.label
        self.note = facts.annotation
        self.unit = facts.unit
        self.example = facts.example
        self.source = facts.source
        self.private = facts.private
        self.code_table = facts.table or None
        self.ref: str | None = None

    @property
    def asked_for(self) -> str:
        """What is said where a value is missing."""
        verb = "上传" if self.holds_files else "选择" if self.chosen or self.target is not None else "填写"
        return f"请{verb}{in_sentence(self.label)}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.form.key}.{self.name}>"

    # What it leads to ------------------------------------------------------------------------------------------------

    @property
    def target(self) -> "RecordForm | None":
        """The form whose records are the values; None for all but references."""
        return None

    @property
    def table(self) -> CodeTable | None:
        """The code table whose codes are the values; None for all but codes."""
        return None

    @property
    def values_from(self) -> str:
        """Where values come from that cannot be typed freely, in words."""
        return ""

    @property
    def origin(self) -> "Column":
        """The column whose value is shown: another form's for an item looked up there."""
        return self

    @property
    def private_source(self) -> "Column | None":
        """The private column whose value is shown: this one, or the one looked up; None if it shows nothing private."""
        return self if self.private else None

    @property
    def looked_through(self) -> "Column | None":
        """The column of this form that an item read from elsewhere is found by; None where none is."""
        return None

    def looked_up(self, values: Mapping[str, Sequence[Any]], school_id: int) -> list[str]:
        """The text that the value of :attr:`looked_through` implies for this item, in each of some rows."""
        return []

    @property
    def signature(self) -> tuple[str, str, str, str]:
        """What an old template has to say as well to be up to date."""
        return self.name, self.type, self.label, self.facts.table

    @property
    def in_workbook(self) -> bool:
        """Whether templates have a column for it."""
        return self.stored or self.verify

    # What is fetched -------------------------------------------------------------------------------------------------

    @property
    def attname(self) -> str:
        """Name of the database attribute that holds the value."""
        return self.name

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Query paths whose values make up this column's value."""
        return (self.name,)

    @property
    def order_by(self) -> str:
        """Path to sort by; empty where sorting makes no sense (a private value)."""
        return "" if self.private else self.name

    def load(self, fetched: Sequence[Any]) -> Any:
        """The value from what the query fetched for :attr:`paths`."""
        return fetched[0]

    # What is shown ---------------------------------------------------------------------------------------------------

    def required_for(self, school_type: str) -> bool:
        """Whether a school of this type must fill the item."""
        return self.stored and self.facts.required and school_type not in self.facts.optional_for

    @property
    def required(self) -> bool:
        """Whether the item is required of schools in general."""
        return self.stored and self.facts.required

    def cell(self, value: Any) -> Any:
        """The value as written to a workbook or csv; reading it back gives the same value."""
        return None if value is None else self.text(value)

    def json(self, value: Any) -> Any:
        """The value as the API and the change log write it."""
        return value

    def json_text(self, written: Any) -> str:
        """Text of a value as :meth:`json` wrote it; of something that could not be read, as it was typed."""
        return written if isinstance(written, str) else as_text(written) or ""

    def raw(self, value: Any) -> Any:
        """The value as a form control holds it."""
        return self.text(value)

    def raw_text(self, typed: Any) -> str:
        """Text of what a form control holds, readable or not."""
        return str(typed)

    def schema(self) -> dict[str, Any]:
        """JSON schema of the value in the API."""
        longest = {"maxLength": self.facts.max_length} if self.facts.max_length else {}
        return {"type": ["string", "null"], **longest}

    def sent_schema(self) -> dict[str, Any]:
        """JSON schema of what a program may send for the value; no value of it is refused for its shape."""
        return self.schema()

    # What is read ----------------------------------------------------------------------------------------------------

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """The values of a column of cells; whatever cannot be read is reported to the frame and becomes None."""
        texts = self.fold(cells)
        if self.plain and len(max(filter(None, texts), key=len, default="")) <= (self.facts.max_length or 0):
            return texts
        read = self.read
        return [None if text is None else read(text, i, frame) for i, text in enumerate(texts)]

    @property
    def plain(self) -> bool:
        """Whether any text of at most the given length will do."""
        return False

    def fold(self, cells: Sequence[Cell]) -> list[str | None]:
        """Folded texts of a column of cells; None for empty ones."""
        return as_texts(cells)

    def read(self, text: str, i: int, frame: ParseFrame) -> Any:
        """The value of one folded, non-empty text."""
        facts = self.facts
        if facts.max_length and len(text) > facts.max_length:
            return frame.problem(
                i, self, f"最多 {facts.max_length} 个字，现有 {len(text)} 个", "请删减", code="length"
            )
        if facts.pattern and self._pattern and not self._pattern.fullmatch(text):
            return frame.problem(i, self, facts.pattern[1], code="pattern")
        if facts.check and (reason := facts.check(text)):
            return frame.problem(i, self, reason, code="check")
        return text

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile(self.facts.pattern[0]) if self.facts.pattern else None

    def words(self, text: str) -> list[str]:
        """The texts of a cell that stand for one value each."""
        return [text]

    # How it is asked for ---------------------------------------------------------------------------------------------

    @property
    def filterable(self) -> bool:
        """Whether lists can be narrowed by this column."""
        return not self.private or self.facts.exact

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Rows that match a query text; unreadable text matches nothing."""
        if self.private:
            return rows.filter(**{f"{self.name}_blind__in": blind_index.alternatives(self.private, text)})
        return rows.filter(**{f"{self.name}__contains": text})

    def json_asked_for(self, text: str) -> Any:
        """The one value, as :meth:`json` writes it, that a query text asks for; None where parts of texts are meant."""
        return None

    def text_asked_for(self, text: str) -> str:
        """The words for a query text, as a condition on a page says them."""
        return self.raw_text(text)


def masked(column: Column, plain: str | None) -> str | None:
    """What may be seen of a private value."""
    return None if plain is None else masks.mask(column.private, plain)


def labels(names: Iterable[str], form: FormLike) -> str:
    """Labels of columns in a sentence: 工号、姓名."""
    return "、".join(form.columns[name].label for name in names)
