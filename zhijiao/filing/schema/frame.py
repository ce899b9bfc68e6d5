"""Rows of one form on their way in, held by column, with every problem found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.schema.columns.base import Column, RecordForm, masked
from zhijiao.filing.schema.columns.cells import Cell, as_text, in_sentence

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"

#: Letter → part of a problem, in staged rows; rows checked long ago still wait with them.
STORED = {"c": "column", "l": "label", "v": "value", "m": "message", "r": "remedy", "k": "code"}


@dataclass(slots=True)
class Problem:
    """One thing that is wrong: where, what stands there (masked if private), why, and what to do."""

    row: int
    column: str
    label: str
    value: str
    message: str
    remedy: str = ""
    code: str = ""
    #: Columns in which a row differs from the record that exists already.
    differs: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, without saying where."""
        return self.message + (f"，{self.remedy}" if self.remedy else "")

    def as_json(self) -> dict[str, Any]:
        """Everything, as programs are told."""
        return {
            "row": self.row, "column": self.column, "label": self.label, "value": self.value,
            "message": self.message, "remedy": self.remedy, "code": self.code,
        }  # fmt: skip

    def for_script(self) -> dict[str, Any]:
        """Where, and what in one sentence, as the script of a page marks the cell."""
        return {"row": self.row, "column": self.column, "label": self.label, "message": self.sentence}

    def stored(self) -> dict[str, str]:
        """As a staged row keeps it, which knows its place itself: under one letter each."""
        kept = {letter: getattr(self, name) for letter, name in STORED.items()}
        return kept | ({"d": ",".join(self.differs)} if self.differs else {})

    @classmethod
    def from_stored(cls, kept: Mapping[str, str], row: int = 0) -> "Problem":
        """What a staged row has kept."""
        parts = {name: kept[letter] for letter, name in STORED.items()}
        return cls(row, **parts, differs=tuple(filter(None, kept.get("d", "").split(","))))

    def __str__(self) -> str:
        return self.sentence if self.names_itself else self.label + self.sentence

    @property
    def named(self) -> str:
        """What is wrong of which item, without the remedy."""
        return self.message if self.names_itself else self.label + self.message

    @property
    def names_itself(self) -> bool:
        """Whether the message says already which item it is about: 请填写姓名."""
        return self.code == "required" and self.message.endswith(in_sentence(self.label))


@dataclass
class Frame:
    """Rows of one form on their way in, held by column.

    ``raw`` holds the cells as they came, ``values`` what they mean, ``ids`` the record each row belongs to
    (None: a new one), ``status`` what writing would do to each row, ``existing`` the stored values of the
    records matched.
    """

    form: RecordForm
    school_id: int
    school_type: str
    raw: Mapping[str, Sequence[Cell]]
    size: int
    ids: list[int | None]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    mappings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    epoch1904: bool = False
    lenient: bool = False
    #: The source system whose delivery this is; empty for everybody else.
    upstream: str = ""
    numbers: Sequence[int] | None = None
    tokens: Mapping[str, Sequence[str | None]] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    versions: list[int | None] = field(default_factory=list)
    existing: dict[int, dict[str, Any]] = field(default_factory=dict)
    gaps: list[int] = field(default_factory=list)
    blinds: dict[str, list[str | None]] = field(default_factory=dict)
    #: Rows that come back after a deletion: row → (id, version, created by, created at).
    revived: dict[int, tuple[int, int, int | None, Any]] = field(default_factory=dict)
    _wrong: set[tuple[int, str]] = field(default_factory=set)
    _kept: set[tuple[int, str]] = field(default_factory=set)

    def problem(self, i: int, column: Column, message: str, remedy: str = "", code: str = "") -> Any:
        """Report a problem at a cell. Returns None, the value of a cell that could not be read."""
        self._wrong.add((i, column.name))
        self.problems.append(
            Problem(i, column.name, column.label, self.shown(i, column), message, remedy, code)
        )
        return None

    def forgive(self, problems: Sequence[Problem]) -> None:
        """Take problems back that solve themselves before the rows are written, such as references to rows to come."""
        places = {(problem.row, problem.column) for problem in problems}
        self.problems = [each for each in self.problems if (each.row, each.column) not in places]
        self._wrong -= places
        wrong = self.wrong_rows
        for i in {row for row, _ in places} - wrong:
            self.status[i] = NEW if self.ids[i] is None else CHANGED

    def shown(self, i: int, column: Column) -> str:
        """The cell's text for a message; masked if private, cut if long."""
        cells = self.raw.get(column.name)
        cell = cells[i] if cells else None
        text = "、".join(map(str, cell)) if isinstance(cell, list | tuple) else as_text(cell) or ""
        return (masked(column, text) or "") if column.private else text[:60]

    def place(self, i: int) -> str:
        """How a clerk finds the row: its number in the sheet, or its place among the rows."""
        return f"第 {self.numbers[i] if self.numbers else i + 1} 行"

    def record_id(self, i: int) -> int:
        """The record that a changed row, or one just written, belongs to."""
        found = self.ids[i]
        if found is None:
            raise LookupError(f"{self.place(i)} has no record yet")
        return found

    def version(self, i: int) -> int:
        """The version of the record that a changed row belongs to."""
        found = self.versions[i]
        if found is None:
            raise LookupError(f"{self.place(i)} has no record yet")
        return found

    def stored_of(self, i: int) -> dict[str, Any]:
        """The stored values of the record that a changed row belongs to."""
        return self.existing[self.record_id(i)]

    def brought_files(self, rows: Sequence[int]) -> dict[Column, dict[int, str]]:
        """What rows are going to hold in columns of files, where the record does not hold it already: by row."""
        found: dict[Column, dict[int, str]] = {}
        for column in self.form.stored:
            if column.holds_files:
                for i in rows:
                    value = self.values[column.name][i]
                    if value is not None and not self._is_stored(i, column):
                        found.setdefault(column, {})[i] = value
        return found

    def has_problem(self, i: int, name: str) -> bool:
        """Whether the cell already has a problem."""
        return (i, name) in self._wrong

    def kept(self, i: int, name: str) -> bool:
        """Whether the cell's private value stays as stored, because it came back masked."""
        return (i, name) in self._kept

    def keep(self, i: int, name: str) -> None:
        """Leave the stored private value of a cell."""
        self._kept.add((i, name))
        self._wrong.discard((i, name))
        self.problems = [problem for problem in self.problems if (problem.row, problem.column) != (i, name)]

    def asks_for(self, column: Column) -> bool:
        """Whether a gap is a mistake of these rows. Files come by a page: no sheet could ever fill the gap."""
        return not self.lenient and (column.typed or column.name in self.raw)

    def text_of(self, i: int, column: Column) -> str:
        """The parsed value as text; a private one masked."""
        value = self.values[column.name][i]
        return (masked(column, column.to_seal(value)) or "") if column.private else column.text(value)

    @property
    def told_at(self) -> Column:
        """The column at which a problem of a whole record is told: the last of its natural key, where it has one."""
        return (self.form.key_columns or self.form.stored)[-1]

    @property
    def wrong_rows(self) -> set[int]:
        """Rows with at least one problem."""
        return {i for i, _ in self._wrong}

    @property
    def clean(self) -> bool:
        """Whether no row has a problem."""
        return not self.problems

    # What is said of private values ------------------------------------------------------------------------------

    def private_questions(self) -> list[tuple[int, Column]]:
        """Where somebody has typed a private value that may not be there twice: row, and column that would say so."""
        sets = [[self.form.columns[name] for name in names] for names in self.form.declaration.unique]
        columns = [among[0] for among in sets if any(column.private for column in among)]
        return [
            (i, column)
            for column in columns
            for i in range(self.size)
            if self._is_typed(i, column) and not self._is_stored(i, column)
        ]

    def _is_typed(self, i: int, column: Column) -> bool:
        """Whether a cell holds a value that somebody has typed, and not the mask of the stored one."""
        typed = self.values[column.name][i] is not None and column.name in self.raw
        return typed and not self.kept(i, column.name)

    def _is_stored(self, i: int, column: Column) -> bool:
        """Whether a cell holds the stored value of its record."""
        row_id = self.ids[i]
        stored = None if row_id is None else self.existing[row_id][column.name]
        return row_id is not None and bool(stored == self.values[column.name][i])

    def retyped_private(self) -> list[tuple[int, Column, bool]]:
        """Where somebody has typed over a stored private value: row, column, and whether it is the same value.

        Saving tells which it is: what is the same is left unchanged.
        """
        return [
            (i, column, self._is_stored(i, column))
            for column in self.form.private_columns
            if column.typed
            for i, row_id in enumerate(self.ids)
            if row_id is not None and self._is_typed(i, column)
        ]

    def withhold(self, asked: Sequence[tuple[int, Column]], message: str, remedy: str) -> None:
        """Say the same of all these cells, whatever the checks have found."""
        places = {(i, column.name) for i, column in asked}
        self.problems = [problem for problem in self.problems if (problem.row, problem.column) not in places]
        for i, column in asked:
            self.problem(i, column, message, remedy, code="quota")
            if self.status:
                self.status[i] = WRONG
