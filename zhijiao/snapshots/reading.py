"""Reading a form of a snapshot: its records, as far as somebody may see them, and their values as texts of then."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.kit.rich_text import reading as rich_text
from zhijiao.private import masks
from zhijiao.private.cipher import for_school
from zhijiao.snapshots import blocks
from zhijiao.snapshots.blocks import Block, Line
from zhijiao.snapshots.models import Snapshot, SnapshotForm

_ENDS = re.compile(r'^\{"by":(\d+|null),"id":(\d+),"values":.*"version":(\d+)\}$', re.DOTALL)
"""What the canonical order of keys puts at both ends of a line, so that most lines need not be read."""


@dataclass(frozen=True)
class Facts:
    """What a snapshot says of a column."""

    name: str
    label: str
    unit: str = ""
    private: str = ""
    table: str = ""
    edition: str = ""
    form: str = ""
    #: Whether values are markup, of which the words are shown.
    rich: bool = False

    def text(self, value: Any, codes: Mapping[str, str]) -> str:
        """A value as people read it, with the names that codes had; a private one masked."""
        if self.private:
            return masks.mask(self.private, "" if value is None else str(value))
        return rich_text.plain(value or "") if self.rich else text_of(value, codes)


def text_of(value: Any, codes: Mapping[str, str]) -> str:
    """An open value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, list):
        return codes.get(value, value) if isinstance(value, str) else str(value)
    if value and isinstance(value[0], dict):
        return "、".join(f"{each['name']}（{each['digest'][:12]}）" for each in value)
    if len(value) == 3 and isinstance(value[0], int):
        _, key, title = value
        return key if not title or title == key else f"{key} {title}"
    return "、".join(codes.get(code, code) for code in value)


@dataclass
class Rows:
    """Records of one form at one moment: of a snapshot, or of now.

    ``versions`` has every record in order; values are read when they are asked for.
    """

    columns: dict[str, Facts]
    codes: dict[str, dict[str, str]]
    versions: dict[int, int]
    lines: dict[int, str] = field(default_factory=dict)
    read: dict[int, Line] = field(default_factory=dict)

    def values(self, record_id: int) -> Line:
        """All values of a record by item, private ones in clear; only those that hold something."""
        if record_id not in self.read:
            self.read[record_id] = json.loads(self.lines[record_id])["values"]
        return {**self.read[record_id], **self.private.get(record_id, {})}

    @property
    def private(self) -> Mapping[int, Line]:
        """Private values by record; none here."""
        return {}

    def text(self, record_id: int, name: str) -> str:
        """One item as people read it, masked where it is private."""
        column = self.columns[name]
        return column.text(self.values(record_id).get(name), self.codes.get(name, {}))


class FrozenRows(Rows):
    """Records of a form of a snapshot that an actor may see. Private lines are opened when a value is asked for."""

    def __init__(self, actor: Actor, stored: SnapshotForm | None) -> None:
        head, lines = blocks.read_lines(blocks.unpacked(stored.content)) if stored else ({}, [])
        own = str(actor.user_id) if access.sees_own_rows_only(actor) else ""
        super().__init__(
            columns={each["name"]: Facts(**each) for each in head.get("columns", ())},
            codes=head.get("codes", {}),
            versions={},
        )
        self._stored = stored
        for line in lines:
            found = _ENDS.match(line)
            if found is not None and own in ("", found[1]):
                self.versions[int(found[2])] = int(found[3])
                self.lines[int(found[2])] = line

    @cached_property
    def _opened(self) -> tuple[Line, dict[int, Line]]:
        if self._stored is None or self._stored.private is None:
            return {}, {}
        text = blocks.opened(for_school(self._stored.school_id), self._stored.private)
        head, lines = blocks.read_lines(text)
        private = (json.loads(line) for line in lines)
        return head, {line["id"]: line["values"] for line in private if line["id"] in self.versions}

    @property
    def private(self) -> Mapping[int, Line]:
        """Private values by record."""
        return self._opened[1]


def stored_form(snapshot: Snapshot, key: str) -> SnapshotForm | None:
    """The block of a form; None where it had no records."""
    return SnapshotForm.objects.filter(school_id=snapshot.school_id, snapshot=snapshot, form=key).first()


def frozen_rows(actor: Actor, snapshot: Snapshot, key: str) -> FrozenRows:
    """Records of a form of a snapshot that the actor may see, who has been found to have the right to it. One query."""
    return FrozenRows(actor, stored_form(snapshot, key))


def summary_rows(snapshot: Snapshot, key: str) -> tuple[list[Facts], list[list[str]]]:
    """A computed form as it was: columns, and texts row by row."""
    stored = stored_form(snapshot, key)
    if stored is None:
        return [], []
    head, lines = blocks.read_lines(blocks.unpacked(stored.content))
    columns = [Facts(**each) for each in head["columns"]]
    read = (json.loads(line)["values"] for line in lines)
    codes = head["codes"]
    return columns, [
        [column.text(values.get(column.name), codes.get(column.name, {})) for column in columns]
        for values in read
    ]


def state_lines(snapshot: Snapshot, key: str) -> list[Line]:
    """The lines of a part that is no form."""
    stored = stored_form(snapshot, key)
    if stored is None:
        return []
    return [json.loads(line) for line in blocks.read_lines(blocks.unpacked(stored.content))[1]]


def rows_of_block(block: Block, versions: Mapping[int, int]) -> Rows:
    """Records that were read just now, like those of a snapshot."""
    made = Rows({each["name"]: Facts(**each) for each in block.columns}, block.codes, dict(versions))
    hidden = {line["id"]: line["values"] for line in block.private_lines}
    made.read = {line["id"]: {**line["values"], **hidden.get(line["id"], {})} for line in block.lines}
    return made


def natural_key(names: Sequence[str], values: Line) -> tuple[Any, ...]:
    """What tells two records apart, from their values: references by their own natural key."""
    return tuple(_plain(values.get(name)) for name in names)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return value[1] if len(value) == 3 and isinstance(value[0], int) else tuple(map(str, value))
    return value


def titled(rows: Rows, record_id: int, names: Iterable[str]) -> str:
    """What names a record to a reader; private items are left out."""
    texts = (
        rows.text(record_id, name)
        for name in names
        if name in rows.columns and not rows.columns[name].private
    )
    return " ".join(filter(None, texts))
