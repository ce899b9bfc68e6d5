"""A school whose every form holds rows: the examples of the declarations as the writer stores them, and copies."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds import counting

YEAR = 2020


@dataclass
class World:
    """A filled school: ids of the records of each form, and every private value that was typed."""

    school: Org
    ids: dict[str, list[int]] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)


#: Enough for a test that is not about every form: people, their work, a form of a term, a form that is one page.
FEW = ("teacher_employment", "school_class", "student_aid", "school_profile")


def readable() -> list[Any]:
    """Forms that a clerk may read; whole forms of private data are not among them."""
    forms = registry.forms().values()
    return [form for form in forms if form.is_summary or not form.declaration.private_form]


def records(keys: Iterable[str] = ()) -> list[Any]:
    """All forms with records (or the ones named), referred-to ones first."""
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

    for form in [registry.get(key) for key in keys] or readable():
        if not form.is_summary:
            place(form)
    return list(placed.values())


def fill(school: Org, copies: int = 0, keys: Iterable[str] = FEW) -> World:
    """Enter the example of forms (of all where ``keys`` is empty) and so many copies of what is not one per school."""
    world = World(school)
    actor = Actor.system(school)
    for form in records(keys):
        cells = {column.name: [column.example] for column in form.stored if not _own(form, column)}
        world.secrets |= {
            str(cells[c.name][0]) for c in form.private_columns if c.example and len(str(c.example)) > 5
        }
        cells["year"], cells["term"] = [YEAR], ["1"]
        frame = validate(form, school, {k: v for k, v in cells.items() if k in form.columns})
        if not frame.clean:  # the contract of examples tells of it, once
            continue
        world.ids[form.key] = list(writer.write(actor, school, frame).ids)
        if not form.single:
            for number in range(1, copies + 1):
                world.ids[form.key].append(copy(world, form, number))
    columns = [column for form in registry.forms().values() for column in form.columns.values()]
    public = "\n".join([str(c.example) for c in columns if not c.private] + [c.note for c in columns])
    world.secrets = {secret for secret in world.secrets if secret not in public}
    counting.repair(counting.differences(school))  # copies pass beside the writer, who counts
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


def lead_classes(world: World) -> None:
    """Let the teachers lead the classes, one each, and do nothing else."""
    employment, classes = registry.get("teacher_employment").model, registry.get("school_class").model
    employment.unscoped.update(head_teacher_kind="1")
    for record, teacher in zip(classes.unscoped.order_by("pk"), world.ids["teacher"], strict=True):
        classes.unscoped.filter(pk=record.pk).update(status="1", head_teacher_id=teacher)
