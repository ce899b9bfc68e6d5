"""Which records of a school go along when part of it becomes a school of its own.

Somebody names departments, majors, classes and teachers; the rest follows from the references between forms:

* A record goes with its owner, the record its natural key begins with (工作信息 with the teacher).
* A record with a number of its own goes with what it belongs to: the departments, majors, classes it refers to (by
  its required references; by its optional ones where it has no others).
* People go where they belong: the teachers of a department, the students of a class.

What goes and needs something that stays gets a copy of it (a department, a campus). People are never copied: a
reference to somebody at the other school is emptied, and the record's history keeps it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.columns.refs import RefColumn
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import record_form
from zhijiao.orgs.models import Org
from zhijiao.restructure.merge import mergeable_forms

Ids = dict[str, set[int]]
"""Record ids by form."""


def is_person(form: FormLike) -> bool:
    """Whether the records of a form are people: they have an identity number."""
    return any(column.private == "id" for column in form.stored)


def owner_reference(form: Form) -> RefColumn | None:
    """The reference that the natural key of a form begins with."""
    first = form.columns[form.declaration.key[0]]
    return first if first in form.references else None


def place_references(form: Form) -> list[RefColumn]:
    """The references that say where a record belongs, its owner apart; none of them leads to people."""
    found = [
        column
        for column in form.references
        if column is not owner_reference(form) and not is_person(column.target)
    ]
    outer = [column for column in found if column.target is not form]
    required = [column for column in outer if column.required]
    return (required or outer) + [column for column in found if column.target is form]


@dataclass
class Portion:
    """The records of a school that go, those that are copied, and the references that are emptied."""

    school: Org
    chosen: Mapping[str, Iterable[int]]
    moved: Ids = field(default_factory=lambda: defaultdict(set))
    copied: Ids = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for key, ids in self.chosen.items():
            self.moved[key] |= set(ids) & self.links[key].keys()
        while self._follow():
            pass
        self._copy()

    @cached_property
    def links(self) -> dict[str, dict[int, dict[str, int | None]]]:
        """What each record of the school refers to, by form, id and column; one query per form."""
        found = {}
        for form in mergeable_forms():
            columns = form.references
            rows = form.model.unscoped.filter(school_id=self.school.pk)
            fetched = rows.values_list("pk", *(column.attname for column in columns))
            names = [column.name for column in columns]
            found[form.key] = {row_id: dict(zip(names, ids, strict=True)) for row_id, *ids in fetched}
        return found

    def goes(self, column: RefColumn, target_id: int | None) -> bool:
        """Whether what a reference leads to goes along."""
        return target_id is not None and target_id in self.moved[column.target.key]

    def cuts(self) -> dict[tuple[Form, RefColumn, bool], set[int]]:
        """References to be emptied: form, column, whether the record goes; and the records."""
        found: dict[tuple[Form, RefColumn, bool], set[int]] = defaultdict(set)
        for form, column, row_id, target_id in self._all_links():
            going, there = row_id in self.moved[form.key], self.goes(column, target_id)
            copied = target_id in self.copied[column.target.key]
            if (going and not there and not copied) or (there and not going):
                found[form, column, going].add(row_id)
        return found

    def _all_links(self) -> Iterable[tuple[Form, RefColumn, int, int]]:
        for form in mergeable_forms():
            for column in form.references:
                for row_id, targets in self.links[form.key].items():
                    if (target_id := targets[column.name]) is not None:
                        yield form, column, row_id, target_id

    def _follow(self) -> bool:
        """Let records follow what has been found so far; true if any did."""
        before = sum(map(len, self.moved.values()))
        for form in mergeable_forms():
            own, places = owner_reference(form), place_references(form)
            for row_id, targets in self.links[form.key].items():
                if row_id in self.moved[form.key]:
                    continue
                placed = any(self.goes(column, targets[column.name]) for column in places)
                if own is None:
                    goes = placed
                elif placed and is_person(own.target) and (person := targets[own.name]):
                    self.moved[own.target.key].add(person)
                    goes = True
                else:
                    goes = self.goes(own, targets[own.name])
                if goes:
                    self.moved[form.key].add(row_id)
        return sum(map(len, self.moved.values())) > before

    def _copy(self) -> None:
        """Find what records that go need and what stays; copies need things of their own."""
        waiting = [(form, set(self.moved[form.key])) for form in mergeable_forms()]
        while waiting:
            form, ids = waiting.pop()
            for column in form.references:
                if is_person(column.target) or column.target is form:
                    continue
                targets = (self.links[form.key][row_id][column.name] for row_id in ids)
                needed = {target_id for target_id in targets if target_id is not None}
                key = column.target.key
                fresh = needed - self.moved[key] - self.copied[key]
                if fresh:
                    self.copied[key] |= fresh
                    waiting.append((record_form(key), fresh))
