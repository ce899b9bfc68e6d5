"""What each source system delivers, read from `fields.csv`: parts (数据集), their fields, and the items these fill.

``use`` says whether the source owns the item (own) or only gives new records a value (new); ``match`` what a field
tells of who or what a row is about. Whatever else is done with a system follows from this.
"""

import csv
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form

FILE = Path(__file__).with_name("fields.csv")
SCHOOL_FIELD, SCHOOL_LABEL = "XXDM", "学校标识码"
OWN, NEW = "own", "new"


@dataclass(frozen=True)
class Field:
    """One field of a part: its name in the interface (items of the standard where it has them) and what it fills."""

    name: str
    form_key: str
    item: str
    use: str
    match: str

    @property
    def column(self) -> Column:
        """The item it fills."""
        return registry.get(self.form_key).columns[self.item]

    @property
    def label(self) -> str:
        """What stands above it in a file."""
        return self.column.label

    @property
    def owned(self) -> bool:
        """Whether the source owns the item."""
        return self.use == OWN


@dataclass(frozen=True)
class Part:
    """One kind of rows that a system delivers: the students, the classes."""

    key: str
    label: str
    fields: tuple[Field, ...]

    @property
    def form_keys(self) -> tuple[str, ...]:
        """Forms that a row fills: the main one first, then those that hang on it."""
        return tuple(dict.fromkeys(field.form_key for field in self.fields))

    @property
    def forms(self) -> list[Form]:
        """The same as forms."""
        return [registry.record_form(key) for key in self.form_keys]

    def of_form(self, form_key: str) -> list[Field]:
        """Fields that fill one form."""
        return [field for field in self.fields if field.form_key == form_key]

    @cached_property
    def _matching(self) -> dict[str, Field]:
        return {field.match: field for field in self.fields if field.match}

    def matching(self, what: str) -> Field | None:
        """The field that tells this of who a row is about."""
        return self._matching.get(what)

    @property
    def of_people(self) -> bool:
        """Whether rows are about persons."""
        return "document" in self._matching

    @property
    def needed(self) -> tuple[Field, ...]:
        """Fields without which a file says nothing: who or what its rows are about."""
        wanted = ("document", "name", "birth") if self.of_people else ("key",)
        return tuple(self._matching[what] for what in wanted if what in self._matching)


@dataclass(frozen=True)
class SourceSystem:
    """A national system: its parts in the order in which they are written."""

    key: str
    label: str
    parts: tuple[Part, ...]
    purpose: str

    @property
    def form_keys(self) -> set[str]:
        """Keys of all forms that it fills."""
        return {key for part in self.parts for key in part.form_keys}

    def part(self, key: str) -> Part | None:
        """A part by its key."""
        return next((part for part in self.parts if part.key == key), None)


_PARTS = {"schools": "学校", "majors": "专业", "classes": "班级", "students": "学生", "teachers": "教师"}
_PURPOSES = {
    "institutions": "学校基本信息：名称、办学类型、主管部门、地址等。",
    "staff": "教师基本信息和工作信息：姓名、证件、学历、教职工类别、当前状态等。",
    "enrolment": "专业、班级、学生基本信息和学籍信息：姓名、证件、学籍号、班级、当前状态等。",
}


@cache
def systems() -> dict[str, SourceSystem]:
    """All systems by key."""
    found: dict[str, dict[str, list[Field]]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            field = Field(line["field"], line["form"], line["item"], line["use"], line["match"])
            found.setdefault(line["system"], {}).setdefault(line["part"], []).append(field)
    labels = dict(SyncedRecord.System.choices)
    return {
        key: SourceSystem(
            key,
            labels[key],
            tuple(Part(part, _PARTS[part], tuple(fields)) for part, fields in parts.items()),
            _PURPOSES[key],
        )
        for key, parts in found.items()
    }


def system(key: str) -> SourceSystem | None:
    """One system; None for a key that is none."""
    return systems().get(key)


def owner_of(form_key: str, item: str) -> SourceSystem | None:
    """The system that an item belongs to, if any."""
    for each in systems().values():
        for part in each.parts:
            if any(field.owned and field.item == item for field in part.of_form(form_key)):
                return each
    return None
