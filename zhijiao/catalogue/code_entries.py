"""What a code table is made of."""

from dataclasses import dataclass, field
from datetime import date


class CatalogueError(LookupError):
    """A table, code or file of the catalogue is missing or wrong; the text names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One row of a code table.

    ``heading`` rows only group others and are no values. ``former`` holds (last day, name) of earlier names.
    """

    code: str
    name: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()
    attrs: dict[str, str] = field(default_factory=dict)
    heading: bool = False
    former: tuple[tuple[date, str], ...] = ()

    @property
    def selectable(self) -> bool:
        """Whether a new record may take this code today."""
        return self.selectable_on(date.today())

    def selectable_on(self, day: date) -> bool:
        """Whether a record of that day may take this code."""
        if self.heading or (self.valid_from and day < self.valid_from):
            return False
        return self.valid_to is None or day <= self.valid_to

    def name_on(self, day: date) -> str:
        """The name this code had on that day."""
        return next((name for last, name in self.former if day <= last), self.name)


@dataclass(frozen=True, slots=True)
class Node:
    """An entry with the entries below it, for tree pickers."""

    entry: CodeEntry
    children: tuple["Node", ...]
