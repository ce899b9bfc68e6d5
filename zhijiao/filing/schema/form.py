"""A form (表单): a record class bound to its columns and to its places in the menu."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q

from zhijiao.catalogue import matrix
from zhijiao.filing.schema.base_records import PERIOD_FIELDS, Record, form_key_of
from zhijiao.filing.schema.columns.base import Column, RecordForm, RegistryLike, labels
from zhijiao.filing.schema.columns.codes import TermColumn
from zhijiao.filing.schema.columns.numbers import YearColumn
from zhijiao.filing.schema.columns.refs import LookupColumn, RefColumn
from zhijiao.filing.schema.facts import Facts
from zhijiao.filing.schema.fields import FormField
from zhijiao.kit.periods import Period

YEAR_FACTS = {
    Period.ACADEMIC_YEAR: Facts(
        label="学年",
        note="学年从当年9月1日到次年8月31日，填开始的年份：2020学年填2020。",
        example=2020,
        min=1990,
        max=2100,
        source="填报指南 第三部分",
    ),
    Period.CALENDAR_YEAR: Facts(
        label="年度",
        note="按自然年统计，从1月1日到12月31日，填四位年份。",
        example=2020,
        min=1990,
        max=2100,
        source="填报指南 第三部分 办学经费",
    ),
}
YEAR_FACTS[Period.TERM] = YEAR_FACTS[Period.ACADEMIC_YEAR]
TERM_FACTS = Facts(
    label="学期",
    note="第一学期（秋）为9月至次年1月，第二学期（春）为2月至8月。",
    example="第一学期（秋）",
    source="JY/T 1001-2012 XQ",
)


class Form:
    """One form (表单): a record class with its declaration, columns and menu places."""

    is_summary = False

    def __init__(self, registry: RegistryLike, model: type[Record]) -> None:
        self.registry = registry
        self.model = model
        self.key = form_key_of(model.__name__)
        self.label = str(model._meta.verbose_name)
        self.declaration = model.Filing
        self.period = model.period
        self.single = model.Filing.single
        self.catalogue_kind = "single" if self.single else "form"
        self.takes_rows = not self.single
        self.is_private = model.Filing.private_form
        self.help = (model.__doc__ or "").strip()

    def __repr__(self) -> str:
        return f"<Form {self.key}>"

    # Places ----------------------------------------------------------------------------------------------------------

    @cached_property
    def host(self) -> RecordForm | None:
        """The form on whose records the rows of this one are shown, for a form without a place of its own."""
        return self.columns[self.declaration.part_of].target if self.declaration.part_of else None

    @cached_property
    def parts(self) -> list[RecordForm]:
        """Forms whose rows are shown with the records of this one (学籍异动 with 学生学籍信息)."""
        return [form for form in self.registry.records if form.host is self]

    @cached_property
    def places(self) -> list[matrix.Place]:
        """Where the form stands in the menu (校内实训基地 stands in two places); a part stands with its host."""
        key = self.key if self.host is None else self.host.key
        return [place for place in matrix.places() if place.form == key]

    @property
    def module(self) -> str:
        """App label of the module that declares the form."""
        return self.model._meta.app_label

    @cached_property
    def needs(self) -> list[RecordForm]:
        """Forms that must have rows before this one can be filled: required references, and what is declared."""
        implied = [column.target for column in self.references if column.required]
        declared = [self.registry.by_model(label) for label in self.declaration.needs]
        return [form for form in dict.fromkeys([*implied, *declared]) if form is not self]

    # Columns ---------------------------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns in the order of the declaration, the period's own first."""
        made: dict[str, Column] = {}
        period_fields = PERIOD_FIELDS[self.period]
        if "year" in period_fields:
            made["year"] = YearColumn(self, "year", YEAR_FACTS[self.period])
        if "term" in period_fields:
            made["term"] = TermColumn(self, "term", TERM_FACTS)
        declared: list[tuple[int, str, Any]] = [
            (field.creation_counter, field.name, field)
            for field in self.model._meta.local_fields
            if isinstance(field, FormField)
        ]
        declared += [(lookup.order, name, lookup) for name, lookup in self.model.lookups().items()]
        for _, name, item in sorted(declared, key=lambda entry: entry[0]):
            made[name] = self._column(name, item)
        return made

    def _column(self, name: str, item: Any) -> Column:
        if not isinstance(item, FormField):
            return LookupColumn(
                self,
                name,
                Facts(label=item.label, note=item.note, source=item.source, required=False),
                lookup=item,
            )
        made: Column = item.column_class(self, name, item.facts, **item.column_options())
        return made

    @cached_property
    def stored(self) -> list[Column]:
        """Columns that have a database column and can be typed."""
        return [column for column in self.columns.values() if column.stored]

    @cached_property
    def has_rich_text(self) -> bool:
        """Whether the page for writing needs an editor."""
        return any(column.rich for column in self.stored)

    @cached_property
    def has_sums(self) -> bool:
        """Whether some amounts are parts of others."""
        return any(check.whole for check in self.declaration.checks)

    @cached_property
    def references(self) -> list[RefColumn]:
        """Columns that refer to records of a form."""
        return [column for column in self.stored if isinstance(column, RefColumn)]

    @cached_property
    def private_columns(self) -> list[Column]:
        """Columns whose values are stored encrypted."""
        return [column for column in self.stored if column.private]

    @cached_property
    def key_columns(self) -> list[Column]:
        """Period and natural key: what tells two records of a school apart."""
        return [self.columns[name] for name in (*PERIOD_FIELDS[self.period], *self.declaration.key)]

    @cached_property
    def title_columns(self) -> list[Column]:
        """Columns that name a record to a reader."""
        names = self.declaration.title or self.declaration.key
        return [self.columns[name] for name in names]

    @cached_property
    def listing_columns(self) -> list[Column]:
        """Columns of the list as first seen."""
        names = (
            self.declaration.listing
            or [name for name, column in self.columns.items() if not column.private][:10]
        )
        return [self.columns[name] for name in names]

    @cached_property
    def filter_columns(self) -> list[Column]:
        """Columns of the query bar."""
        return [self.columns[name] for name in self.declaration.filters]

    @cached_property
    def ordering(self) -> list[str]:
        """Query paths of the default order."""
        names = self.declaration.ordering or [column.name for column in self.key_columns]
        turned = [(name.removeprefix("-"), "-" if name.startswith("-") else "") for name in names]
        return [sign + self.columns[name].order_by for name, sign in turned]

    @cached_property
    def sections(self) -> dict[str, list[Column]]:
        """Headings of the page with their columns, each up to where the next one begins; the period's own first."""
        period = [column for name, column in self.columns.items() if name in PERIOD_FIELDS[self.period]]
        begins = {first: title for title, first in self.declaration.sections.items()}
        title = self.label
        sections: dict[str, list[Column]] = {}
        for name, column in self.columns.items():
            if column not in period:
                title = begins.get(name, title)
                sections.setdefault(title, []).append(column)
        first = next(iter(sections))
        sections[first] = [*period, *sections[first]]
        return sections

    @cached_property
    def covered_form(self) -> RecordForm | None:
        """The form each of whose records needs a row here."""
        return self.columns[self.declaration.covers].target if self.declaration.covers else None

    @cached_property
    def followed_form(self) -> RecordForm | None:
        """The form without whose records nothing is owed here."""
        return self.columns[self.declaration.follows].target if self.declaration.follows else None

    @cached_property
    def search_column(self) -> Column | None:
        """The column that the cross-school search reads (a person's or a company's name)."""
        searched = [column for column in self.stored if column.facts.search]
        return next(
            (column for column in searched if column in self.title_columns), searched[0] if searched else None
        )

    # As the target of a reference ------------------------------------------------------------------------------------

    @cached_property
    def reference_paths(self) -> list[str]:
        """Query paths of the natural key, through references of its own where the key holds one."""
        paths: list[str] = []
        for name in self.declaration.key:
            column = self.columns[name]
            paths += (
                [f"{name}__{path}" for path in column.target.reference_paths] if column.target else [name]
            )
        return paths

    @cached_property
    def title_paths(self) -> list[str]:
        """Query paths of the title, without what the natural key already shows; through references as well."""
        paths: list[str] = []
        for column in self.title_columns:
            if column.target:
                paths += [f"{column.name}__{path}" for path in column.target.title_paths]
            elif column.name not in self.declaration.key:
                paths.append(column.name)
        return paths

    @property
    def reference_label(self) -> str:
        """What a clerk types to name a record: the labels of its natural key."""
        return labels(self.declaration.key, self)

    def resolve(self, school_id: int, texts: Iterable[str]) -> dict[str, list[int]]:
        """Ids of the school's records that the texts name, by natural key; one query."""
        wanted = set(texts)
        rows = self.model.unscoped.filter(school_id=school_id)
        if len(self.reference_paths) == 1 and len(wanted) < 50:
            rows = rows.filter(**{f"{self.reference_paths[0]}__in": wanted})
        found: dict[str, list[int]] = {}
        for row_id, *key in rows.values_list("pk", *self.reference_paths):
            text = " / ".join(map(str, key))
            if text in wanted:
                found.setdefault(text, []).append(row_id)
        return found

    def reference_filter(self, text: str, prefix: str = "", *, exact: bool = False) -> Q:
        """Condition for a search by natural key or title; with ``exact`` the key has to be the whole text."""
        parts = text.split(" / ")
        if len(parts) == len(self.reference_paths):
            like = "iexact" if exact else "contains"
            pairs = zip(self.reference_paths, parts, strict=True)
            condition = Q(**{f"{prefix}{path}__{like}": part for path, part in pairs})
        elif exact:
            condition = Q(pk__in=[])
        else:
            condition = Q()
            for path in self.reference_paths:
                condition |= Q(**{f"{prefix}{path}__contains": text})
        for path in self.title_paths:
            condition |= Q(**{f"{prefix}{path}__contains": text})
        return condition

    @cached_property
    def referring(self) -> list[tuple[RecordForm, Column]]:
        """Forms and columns that refer to this form."""
        return [
            (form, column)
            for form in self.registry.records
            for column in form.references
            if column.target is self
        ]

    @property
    def has_dossier(self) -> bool:
        """Whether others tell of the records of this form, so that each has a page of what they say."""
        return not self.single and bool(self.referring)

    # Reading ---------------------------------------------------------------------------------------------------------

    def fetch(
        self, rows: Any, wanted: Sequence[Column], extra: Sequence[str] = ("pk",)
    ) -> list[tuple[tuple[Any, ...], list[Any]]]:
        """Values of the wanted columns for each row of a query, with the ``extra`` attributes in front; one query.

        Private values come as stored (encrypted).
        """
        paths = list(extra)
        spans = []
        for column in wanted:
            spans.append((column, len(paths), len(paths) + len(column.paths)))
            paths.extend(column.paths)
        width = len(extra)
        return [
            (fetched[:width], [column.load(fetched[start:end]) for column, start, end in spans])
            for fetched in rows.values_list(*paths)
        ]
