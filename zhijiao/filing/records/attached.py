"""Which files a record may hold: those it holds, and those that whoever writes has uploaded for its column.

A file is kept as long as a record holds it, and `KEPT` longer, so that a removal can be undone.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from zhijiao.attachments import keeping
from zhijiao.attachments.models import NUMBER, Attachment
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.columns.files import ChosenFiles, FileColumn, HeldFile, held_files
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.actor import Actor
from zhijiao.kit.rich_text import sanitise
from zhijiao.private.cipher import DecryptError, for_school

log = logging.getLogger(__name__)
Holder = Callable[[str, int], set[str]]
_holders: list[Holder] = []
KEPT = timedelta(days=60)
GROUPS = 300
"""Forms of schools that one sweep looks at: some thousand records each, a few seconds in all."""


def holder(source: Holder) -> Holder:
    """Register a function of form key and school that names files held elsewhere than in the records themselves."""
    if source not in _holders:
        _holders.append(source)
    return source


def slot_of(school_id: int, column: FileColumn) -> keeping.Slot:
    """Where files of a column of a school are kept, and what it takes."""
    return keeping.Slot(school_id, column.form.key, column.name, column.accepts, column.most_bytes)


def resolve(
    actor: Actor, school_id: int, column: FileColumn, numbers: Sequence[str], held: Collection[HeldFile]
) -> ChosenFiles:
    """The files that a page names by their numbers; one that is there twice counts once.

    Nobody can name a file of another person, column or school. One's own upload may stand in several records; it is
    kept as long as one of them holds it.
    """
    known = {file.number: file for file in held}
    wanted = list(dict.fromkeys(numbers))
    if fresh := [number for number in wanted if number not in known and NUMBER.fullmatch(number)]:
        rows = Attachment.objects.filter(
            school_id=school_id,
            form=column.form.key,
            column=column.name,
            uploaded_by=actor.user_id,
            number__in=fresh,
        )
        known |= {row.number: as_held(row) for row in rows if row.uploaded_by is not None}
    found = [known[number] for number in wanted if number in known]
    distinct: dict[str, HeldFile] = {}
    for file in found:
        distinct.setdefault(file.digest, file)
    return ChosenFiles(tuple(distinct.values()), len(wanted) - len(found))


def as_held(row: Attachment) -> HeldFile:
    """A file as its record is going to say it."""
    return HeldFile(row.number, keeping.name_of(row), row.kind, row.size, row.digest)


def claim(school_id: int, brought: Mapping[Column, Mapping[int, str]]) -> list[Problem]:
    """Note which files rows are going to hold, by column and row; of those swept meanwhile it says so."""
    problems = []
    for column, values in brought.items():
        wanted = {file.number: i for i, value in values.items() for file in held_files(value)}
        if gone := keeping.claim(school_id, list(wanted)):
            said = f"有 {gone} 个文件已按期清理，不能再恢复"
            first = next(iter(wanted.values()))
            problems.append(Problem(first, column.name, column.label, "", said, "请重新上传", "file"))
    return problems


def _file_columns(form: FormLike) -> list[Column]:
    return [column for column in form.stored if column.holds_files]


def numbers_held(form: Form, rows: QuerySet[Any], school_id: int) -> set[str]:
    """Numbers of the files that records of a school hold, pictures in their texts among them."""
    texts = (column for column in form.stored if column.rich)
    inside = {
        number
        for column in texts
        for text in rows.filter(**{f"{column.name}__contains": "<img"}).values_list(column.name, flat=True)
        for number in sanitise.pictures_in(text)
    }
    return inside | {
        file.number
        for column in _file_columns(form)
        for value in _opened(
            column, school_id, rows.exclude(**{column.name: None}).values_list(column.attname, flat=True)
        )
        for file in held_files(value)
    }


def numbers_logged(form: Form, changes: QuerySet[Change], school_id: int) -> set[str]:
    """Numbers of the files that records have held before, by the change log."""
    found: set[str] = set()
    columns = {column.name: column for column in _file_columns(form)}
    logged = changes.exclude(diff=None).values_list("diff", flat=True) if columns else ()
    diffs: Iterable[dict[str, Any]] = (diff or {} for diff in logged)
    for diff in diffs:
        for name in columns.keys() & diff.keys():
            column, sides = columns[name], [side for side in diff[name] if side]
            values = _opened(column, school_id, sides) if column.private else map(column.from_json, sides)
            found |= {file.number for value in values for file in held_files(value)}
    return found


def _opened(column: Column, school_id: int, values: Iterable[str]) -> Iterable[str | None]:
    """Stored values in clear."""
    return for_school(school_id).decrypt_many(values) if column.private else values


def carry(form: Form, source_id: int, target_id: int, rows: QuerySet[Any], changes: QuerySet[Change]) -> None:
    """Let the files of records, and those of their history, belong to the school to which the records are carried."""
    numbers = numbers_held(form, rows, source_id) | numbers_logged(form, changes, source_id)
    if numbers:
        keeping.copy_to(target_id, source_id, numbers)


def sweep() -> None:
    """Forget files that no record has held for long, of the forms that have waited longest; then what crashes left."""
    for school_id, key in keeping.least_checked(GROUPS):
        form = registry.forms().get(key)
        if isinstance(form, Form):  # what a module that is not installed holds cannot be known
            rows = form.model.unscoped.filter(school_id=school_id)
            try:
                held = numbers_held(form, rows, school_id)
                held |= {number for source in _holders for number in source(key, school_id)}
            except DecryptError as error:  # what the record holds is not known, so nothing of its form goes
                log.error("files of %s are not swept: %s", key, error)
                keeping.looked_at(school_id, key)
                continue
            keeping.settle(school_id, key, held, KEPT)
    keeping.remove_strays(timedelta(days=1))
