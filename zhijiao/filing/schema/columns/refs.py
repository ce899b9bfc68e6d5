"""Columns that lead to other records: references, and items looked up through them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.schema.columns.base import Column, FormLike, ParseFrame, RecordForm
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.columns.codes import CodeColumn
from zhijiao.filing.schema.columns.traits import Control
from zhijiao.filing.schema.facts import Facts
from zhijiao.filing.schema.lookups import Lookup


class RefColumn(Column):
    """A record of another form of the same school, named by its natural key."""

    type = "ref"
    type_label = "引用其他表单"
    widget = "ref"
    filter_kind = "ref"
    single_choice = True
    composed = True
    sheet_width = 18

    def __init__(self, form: FormLike, name: str, facts: Facts, *, target: str) -> None:
        super().__init__(form, name, facts)
        self.ref = target

    @cached_property
    def target(self) -> RecordForm:
        return self.form.registry.by_model(self.ref)

    @property
    def values_from(self) -> str:
        """The form referred to, and what names its records."""
        return f"“{self.target.label}”的{self.target.reference_label}"

    @property
    def attname(self) -> str:
        """The foreign key's column in the table."""
        return f"{self.name}_id"

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Id, natural key and title of the record referred to."""
        target = self.target
        return (
            self.attname,
            *(f"{self.name}__{path}" for path in (*target.reference_paths, *target.title_paths)),
        )

    @property
    def order_by(self) -> str:
        """By the natural key of the record referred to."""
        return f"{self.name}__{self.target.reference_paths[0]}"

    def load(self, fetched: Sequence[Any]) -> Any:
        if fetched[0] is None:
            return None
        split = 1 + len(self.target.reference_paths)
        return Reference(
            fetched[0],
            " / ".join(map(str, fetched[1:split])),
            " ".join(str(part) for part in fetched[split:] if part),
        )

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """Ids of the records named, all found by one query inside the school."""
        texts = [as_text(cell) for cell in cells]
        wanted = {text for text in texts if text is not None}
        found = dict(self.target.resolve(frame.school_id, wanted)) if wanted else {}
        self._of_the_year(texts, found, frame)
        values: list[Any] = []
        for i, text in enumerate(texts):
            match = None if text is None else found.get(text, ())
            if match is None:
                values.append(None)
            elif len(match) == 1:
                values.append(match[0])
            else:
                values.append(frame.problem(i, self, *self.unfound(len(match))))
        return values

    def unfound(self, several: int = 0) -> tuple[str, str, str]:
        """What is said of a text that names no record, or several: message, remedy and code."""
        named = self.target.reference_label
        if several:
            return f"“{self.target.label}”中有 {several} 条同名记录", f"请改填{named}", "ambiguous"
        said = f"在“{self.target.label}”中没有找到"
        return said, f"请先在“{self.target.label}”中新增，或改填已有的{named}", "ref"

    def _of_the_year(
        self, texts: Sequence[str | None], found: dict[str, Sequence[int]], frame: ParseFrame
    ) -> None:
        """Where records of several years bear one key, that of the year of the rows is meant, if they have one year."""
        years = set(getattr(frame, "values", {}).get("year", ()))
        several = [row_id for ids in found.values() if len(ids) > 1 for row_id in ids]
        if not several or len(years) != 1 or "year" not in self.target.columns:
            return
        rows = self.target.model.unscoped.filter(school_id=frame.school_id, pk__in=several, year=years.pop())
        there = set(rows.values_list("pk", flat=True))
        for text, ids in found.items():
            found[text] = [each for each in ids if each in there] or ids

    def text(self, value: Any) -> str:
        return "" if value is None else value.label

    def cell(self, value: Any) -> Any:
        return None if value is None else value.key

    def raw(self, value: Any) -> Any:
        return "" if value is None else value.key

    def json(self, value: Any) -> Any:
        return None if value is None else getattr(value, "key", value)

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """By the whole natural key, or by a part of the title."""
        return rows.filter(self.target.reference_filter(text, prefix=f"{self.name}__", exact=True))

    def schema(self) -> dict[str, Any]:
        """The natural key of a record of the form referred to."""
        return {"type": ["string", "null"], "x-form": self.target.key}

    def control(self, longest: int) -> Control:
        """A box that searches the records."""
        return Control(self.widget, searched=True)


class Reference:
    """What a cell shows of a record referred to: its id, natural key and label."""

    __slots__ = ("id", "key", "title")

    def __init__(self, id: int, key: str, title: str) -> None:
        self.id = id
        self.key = key
        self.title = title

    @property
    def label(self) -> str:
        """Natural key and title together."""
        return self.key if not self.title or self.title == self.key else f"{self.key} {self.title}"

    def __str__(self) -> str:
        return self.label

    def __eq__(self, other: object) -> bool:
        return getattr(other, "id", other) == self.id

    def __hash__(self) -> int:
        return hash(self.id)


class LookupColumn(Column):
    """An item read through a reference or a code; shown, sorted and exported, never stored.

    The path starts at a Ref or Code of this form, or at the ``reverse`` name of a Ref that points here
    from a form with one row per record (``employment.status`` of a teacher).
    """

    type = "lookup"
    widget = "readonly"
    stored = False
    composed = True

    def __init__(self, form: FormLike, name: str, facts: Facts, *, lookup: Lookup) -> None:
        super().__init__(form, name, facts)
        self.verify = lookup.verify
        self.through, self._item = lookup.path.split(".", 1)

    @cached_property
    def code(self) -> CodeColumn | None:
        """The code column looked through, if it is one."""
        column = self.form.columns.get(self.through)
        return column if isinstance(column, CodeColumn) else None

    @cached_property
    def seen(self) -> Column | None:
        """The column of the other form; None when the lookup goes into a code table."""
        return None if self.code is not None else self._other.columns[self._item]

    @cached_property
    def _other(self) -> RecordForm:
        """The form whose record the value is looked up in."""
        column = self.form.columns.get(self.through)
        if column is not None and column.target is not None:
            return column.target
        return self.form.registry.by_reverse(self.form, self.through)[0]

    @property
    def origin(self) -> Column:
        """The column of the other form; that may look further itself."""
        return self if self.seen is None else self.seen.origin

    @property
    def private_source(self) -> Column | None:
        """As the column looked at."""
        return None if self.seen is None else self.seen.private_source

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Paths through the reference, or the code itself."""
        if self.seen is None:
            return (self.through,)
        return tuple(f"{self.through}__{path}" for path in self.seen.paths)

    @property
    def order_by(self) -> str:
        """As the column looked at sorts; through a code by the code."""
        if self.seen is None:
            return self.through
        return f"{self.through}__{self.seen.order_by}" if self.seen.order_by else ""

    def load(self, fetched: Sequence[Any]) -> Any:
        return self.of_code(fetched[0]) if self.seen is None else self.seen.load(fetched)

    def of_code(self, code: str | None) -> str | None:
        """The code's attribute."""
        return (self.code.table.attr(code, self._item) if self.code else None) or None

    @property
    def looked_through(self) -> Column | None:
        """The reference or code; None where other forms point here."""
        return self.form.columns.get(self.through)

    def looked_up(self, values: Mapping[str, Sequence[Any]], school_id: int) -> list[str]:
        """Through a code from its table, through a reference with one query."""
        given = values[self.through]
        if self.seen is None:
            return ["" if code is None else self.text(self.of_code(code)) for code in given]
        target = self._other
        rows = target.model.unscoped.filter(school_id=school_id, pk__in={v for v in given if v is not None})
        texts = {row_id: self.text(value) for (row_id,), (value,) in target.fetch(rows, [self.seen])}
        return [texts.get(row_id, "") for row_id in given]

    def text(self, value: Any) -> str:
        """As the column looked at shows it."""
        return self.seen.text(value) if self.seen else super().text(value)

    def shown(self, value: Any) -> str:
        """As the column looked at shows it."""
        return self.seen.shown(value) if self.seen else super().shown(value)

    def json(self, value: Any) -> Any:
        """As the column looked at writes it."""
        return self.seen.json(value) if self.seen else value

    @property
    def filter_kind(self) -> str:
        """As the column looked at."""
        return self.seen.filter_kind if self.seen else "contains"

    @property
    def filterable(self) -> bool:
        """Through a reference as there; not through a code."""
        return self.seen is not None and self.seen.filterable and not self.seen.private

    def filter(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """Rows whose counterpart is among the matching ones of the same schools."""
        if self.seen is None:
            raise NotImplementedError(f"{self!r} looks into a code table, which nothing is asked of.")
        model = self._other.model
        inner = self.seen.filter(model.unscoped.filter(school_id__in=rows.values("school_id")), text)
        if self.through in self.form.columns:
            return rows.filter(**{f"{self.through}__in": inner.values("pk")})
        _, back = self.form.registry.by_reverse(self.form, self.through)
        return rows.filter(pk__in=inner.values(back.attname))

    def choices(self) -> list[tuple[str, str, str]]:
        """As the column looked at."""
        return self.seen.choices() if self.seen else []

    def schema(self) -> dict[str, Any]:
        """As the column looked at, read only."""
        shown = self.seen.schema() if self.seen else {"type": ["string", "null"]}
        return {**shown, "readOnly": True}

    def asked_schema(self) -> dict[str, Any]:
        """As the column looked at is asked."""
        return self.seen.asked_schema() if self.seen else super().asked_schema()
