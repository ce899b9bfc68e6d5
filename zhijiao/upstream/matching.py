"""Who a row is about: the person here that a person of the source is, for certain, perhaps, or not at all.

What a system called a person before comes first, then the document number (by its blind index), the 学籍号, the 学号 or
工号, then name and birth. What points two ways, or at somebody whose name and birth say otherwise, is put to a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.upstream.layout import Field, Part
from zhijiao.upstream.models import PersonVerdict


@dataclass(frozen=True)
class Person:
    """What is known of a person, here or at the source; numbers by their blind indexes."""

    name: str | None
    birth: Any
    number: str | None
    documents: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The record of a row, or the records it may be, each with the reason."""

    record_id: int | None = None
    doubts: tuple[tuple[int, str], ...] = ()


@dataclass
class Known:
    """Persons of a school by what they may be found with."""

    people: dict[int, Person] = field(default_factory=dict)
    by_document: dict[str, int] = field(default_factory=dict)
    by_roll: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_name: dict[tuple[str, Any], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_source_key: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))

    @cached_property
    def linked(self) -> frozenset[int]:
        """Persons whom the source knows by a number already; asked once all are known."""
        return frozenset(self.by_source_key.values())

    def add(self, record_id: int, person: Person) -> None:
        """Know one more person."""
        self.people[record_id] = person
        self.by_document |= dict.fromkeys(person.documents, record_id)
        self.by_roll |= dict.fromkeys(person.rolls, record_id)
        if person.number:
            self.by_number[person.number] = record_id
        if person.name and person.birth:
            self.by_name[person.name, person.birth].append(record_id)


SAME_NUMBER_ONLY = "{}相同，姓名或出生日期不同"
TWO_WAYS = "证件号与{}指向不同的人"
NAME_AND_BIRTH = "姓名和出生日期相同，证件号不同或缺少"


def find(person: Person, source_key: str, known: Known) -> Found:
    """The record of a person of the source."""
    verdicts = known.verdicts.get(source_key, {})
    for record_id, same in verdicts.items():
        if same and record_id in known.people:
            return Found(record_id)
    if source_key and (linked := known.by_source_key.get(source_key)) in known.people:
        return Found(linked)
    candidates = _candidates(person, known)
    candidates = {pk: why for pk, why in candidates.items() if verdicts.get(pk) is not False}
    sure = [pk for pk, why in candidates.items() if not why]
    if len(sure) == 1 and len(candidates) == 1:
        return Found(sure[0])
    doubts = tuple((pk, why or TWO_WAYS.format("其他项")) for pk, why in candidates.items())
    return Found(None, doubts)


def _candidates(person: Person, known: Known) -> dict[int, str]:
    """Records a person may be, each with the reason to doubt it; none where it is certain."""
    found: dict[int, str] = {}
    document = _first(known.by_document, person.documents)
    roll = _first(known.by_roll, person.rolls)
    number = known.by_number.get(person.number or "")
    for record_id, what in ((document, "证件号"), (roll, "学籍号"), (number, "学号（工号）")):
        if record_id is None or record_id in found:
            continue
        agrees = _agreement(person, known.people[record_id])
        enough = agrees >= 1 if record_id == document else agrees == 2
        if record_id == number != document and _documents_differ(person, known.people[record_id]):
            enough = False
        found[record_id] = "" if enough else SAME_NUMBER_ONLY.format(what)
    if not any(why == "" for why in found.values()) and person.name and person.birth:
        for record_id in known.by_name.get((person.name, person.birth), ()):
            if record_id not in known.linked:  # whom the source knows by a number of his own is somebody else
                found.setdefault(record_id, NAME_AND_BIRTH)
    return found


def _first(by: dict[str, int], keys: Iterable[str]) -> int | None:
    return next((by[key] for key in keys if key in by), None)


def _agreement(one: Person, other: Person) -> int:
    """How many of name and birth agree; what is unknown does not speak against it."""
    pairs = ((one.name, other.name), (one.birth, other.birth))
    return sum(a is None or b is None or a == b for a, b in pairs)


def _documents_differ(one: Person, other: Person) -> bool:
    return bool(one.documents and other.documents) and not set(one.documents) & set(other.documents)


# Reading both sides --------------------------------------------------------------------------------------------------


def blinds(kind: str, texts: Sequence[str | None]) -> list[tuple[str, ...]]:
    """Blind indexes of a column of numbers, that of the present master key first."""
    columns = [blind_index.index_many(kind, texts)]
    columns += [blind_index.index_many(kind, texts, master) for master in blind_index.former_masters()]
    return [tuple(each for each in found if each) for found in zip(*columns, strict=True)]


def people_of_source(part: Part, school: Org, cells: Sequence[dict[str, Any]]) -> list[tuple[Person, str]]:
    """Persons of rows, each with the key by which the source knows him: his 学籍号, else his document number."""
    name, birth, number = (part.matching(what) for what in ("name", "birth", "key"))
    documents = _blinds_of(part.matching("document"), cells)
    rolls = _blinds_of(part.matching("roll"), cells)
    births = _parsed(birth, school, cells)
    found = []
    for i, row in enumerate(cells):
        key = (rolls[i] or documents[i] or ("",))[0]
        person = Person(_text(name, row), births[i], _text(number, row), documents[i], rolls[i])
        found.append((person, key))
    return found


def _text(what: Field | None, row: dict[str, Any]) -> str | None:
    return as_text(row.get(what.name)) if what else None


def _blinds_of(what: Field | None, cells: Sequence[dict[str, Any]]) -> list[tuple[str, ...]]:
    if what is None:
        return [()] * len(cells)
    return blinds(what.column.private, [_text(what, row) for row in cells])


def _parsed(what: Field | None, school: Org, cells: Sequence[dict[str, Any]]) -> list[Any]:
    """Values of a column as the validator reads them; None for what it cannot read."""
    if what is None:
        return [None] * len(cells)
    form = registry.record_form(what.column.form.key)
    frame = Frame(form, school.pk, school.school_type, {}, len(cells), [None] * len(cells))
    return what.column.parse([row.get(what.name) for row in cells], frame)


def known_people(part: Part, school: Org) -> Known:
    """The school's persons of the part's main form; four queries."""
    main = part.forms[0]
    known = Known()
    rolls = _rolls(part, school, main)
    names = {
        what: found.item for what in ("key", "name", "birth", "document") if (found := part.matching(what))
    }
    rows = access.of_school(main, school.pk)
    fetched = rows.values_list(
        "pk", names["key"], names["name"], names["birth"], names["document"] + BLIND_SUFFIX
    )
    for pk, number, name, birth, document in fetched:
        roll = rolls.get(pk)
        known.add(pk, Person(name, birth, number, (document,) if document else (), (roll,) if roll else ()))
    marks = SyncedRecord.objects.filter(school=school, form=main.key).exclude(source_key="")
    known.by_source_key = dict(marks.values_list("source_key", "record_id"))
    for verdict in PersonVerdict.objects.filter(school=school, form=main.key):
        known.verdicts[verdict.person_key][verdict.record_id] = verdict.same
    return known


def _rolls(part: Part, school: Org, main: Form) -> dict[int, str]:
    """Blind indexes of 学籍号 by person."""
    roll = part.matching("roll")
    if roll is None:
        return {}
    form = part.forms[part.form_keys.index(roll.form_key)]
    owner = next(column for column in form.references if column.target is main)
    rows = access.of_school(form, school.pk)
    return {pk: blind for pk, blind in rows.values_list(owner.attname, roll.item + BLIND_SUFFIX) if blind}
