"""A school whose every form holds rows: the examples of the declarations as the writer stores them, and copies."""

from dataclasses import dataclass, field
from typing import Any

from zhijiao.accounts.actor import Actor
from zhijiao.filing import registry, writer
from zhijiao.filing.fields import BLIND_SUFFIX
from zhijiao.filing.validation import validate
from zhijiao.orgs.models import Org

YEAR = 2020


@dataclass
class World:
    """A filled school: ids of the records of each form, and every private value that was typed."""

    school: Org
    ids: dict[str, list[int]] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)


def records() -> list[Any]:
    """All forms with records, referred-to ones first."""
    placed: dict[str, Any] = {}

    def place(form):
        if form.key in placed:
            return
        placed[form.key] = None
        for column in form.stored:
            if column.ref and column.target is not form:
                place(column.target)
        del placed[form.key]
        placed[form.key] = form

    for form in registry.forms().values():
        if form.kind != "summary":
            place(form)
    return list(placed.values())


def fill(school: Org, copies: int = 0) -> World:
    """Enter the example of every form, and so many copies of each that is not one per school."""
    world = World(school)
    actor = Actor.system(school)
    for form in records():
        cells = {column.name: [column.example] for column in form.stored if not _own(form, column)}
        world.secrets |= {
            str(cells[c.name][0]) for c in form.private_columns if c.example and len(str(c.example)) > 5
        }
        cells["year"], cells["term"] = [YEAR], ["1"]
        frame = validate(form, school, {k: v for k, v in cells.items() if k in form.columns})
        assert frame.clean, (form.key, list(map(str, frame.problems)))
        world.ids[form.key] = list(writer.write(actor, school, frame).ids)
        if not form.single:
            for number in range(1, copies + 1):
                world.ids[form.key].append(copy(world, form, number))
    return world


def _own(form, column) -> bool:
    return bool(column.ref) and column.target is form


def copy(world: World, form, number: int) -> int:
    """A further record like the first, under another key."""
    record = form.model.unscoped.get(pk=world.ids[form.key][0])
    record.pk = None
    for name in {*form.declaration.key, *(name for names in form.declaration.unique for name in names)}:
        column = form.columns[name]
        value = getattr(record, column.attname)
        if column.private:
            setattr(record, name + BLIND_SUFFIX, f"{number:032x}")
        elif column.ref and column.target is not form:
            setattr(record, column.attname, world.ids[column.target.key][number])
        elif isinstance(value, str) and not column.code_table:
            length = column.facts.max_length or 20
            setattr(record, name, f"{value[: length - 2]}-{number}")
        elif isinstance(value, int):
            setattr(record, name, value + number)
    record.save(force_insert=True)
    return record.pk
