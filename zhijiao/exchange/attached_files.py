"""Attached files of records on their way: facts and content of one file as a part, and back."""

import json
from dataclasses import dataclass
from typing import Any

from zhijiao.attachments import keeping
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import NUMBER, Attachment
from zhijiao.exchange import lots
from zhijiao.exchange.reading import Section
from zhijiao.exchange.refusals import Refused
from zhijiao.filing.records import access, attached
from zhijiao.kit import bulk


@dataclass(frozen=True)
class FileNote:
    """A file that a record holds."""

    school: int
    number: str


def held(section: Section) -> list[FileNote]:
    """The files that the records of a section hold."""
    form, school = section.wire.form, section.school.pk
    if not section.entries or not any(column.holds_files or column.rich for column in form.stored):
        return []
    rows = bulk.among(access.of_school(form, school), list(section.entries))
    return [FileNote(school, number) for number in sorted(attached.numbers_held(form, rows, school))]


def packed_file(school: int, number: str) -> bytes | None:
    """A file with what is known of it; None where it is lost."""
    file = Attachment.objects.filter(school_id=school, number=number).first()
    if file is None:
        return None
    try:
        content = keeping.content_of(file)
    except keeping.FileLost:
        return None
    facts = {
        "school": school, "number": number, "form": file.form, "column": file.column, "kind": file.kind,
        "name": keeping.name_of(file), "digest": file.digest,
    }  # fmt: skip
    return json.dumps(facts).encode() + b"\n" + content


def take(data: bytes, schools: dict[int, int]) -> None:
    """Keep a file that has come; one that is here already stays. ``schools`` leads from their numbers to ours.

    Raises:
        Refused: it is none.
    """
    head, _, content = data.partition(b"\n")
    try:
        facts: Any = json.loads(head)
        texts = {name: facts[name] for name in ("number", "form", "column", "kind", "name", "digest")}
        school = schools[facts["school"]]
        whole = all(isinstance(text, str) and len(text) <= 120 for text in texts.values())
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(lots.DAMAGED, "damaged") from None
    if not whole or not NUMBER.fullmatch(texts["number"]) or texts["kind"] not in KINDS:
        raise Refused(lots.DAMAGED, "damaged")
    try:
        keeping.adopt(school, content, **texts)
    except ValueError:
        raise Refused(lots.DAMAGED, "damaged") from None
