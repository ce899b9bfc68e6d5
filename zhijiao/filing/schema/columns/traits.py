"""Traits: what each kind of column answers once and for all, whatever form and item it belongs to."""

from dataclasses import dataclass
from typing import Any

LONGEST_ASKED = 200
"""Characters of a text that narrows a list."""


@dataclass(frozen=True)
class Control:
    """How a page asks for the value of a column.

    ``choices`` are sent along with the page; where ``searched`` is set the box looks them up on the server instead.
    """

    widget: str
    choices: list[tuple[str, str, str]] | None = None
    searched: bool = False


class ColumnTraits:
    """What the engine has to know of a kind of column, with the usual answers.

    ``type`` names the kind in the catalogue; no code asks for it to decide what to do.
    """

    type = "text"
    #: The type in words, for the guide of a template.
    type_label = "文字"
    widget = "text"
    #: Whether a private item is asked for by its usual control; else by a box that shows the mask.
    chosen = False
    #: HTML type of the boxes for both ends of a span, where the browser has one.
    span_widget = ""
    #: Whether there is a database column, which can be typed into.
    stored = True
    #: Whether a text can stand for the value: in a sheet, a grid, a mass change. Files come by a page alone.
    typed = True
    #: Whether the values are attached files.
    holds_files = False
    #: Whether a filled cell of an upload is compared with what the reference says, instead of being stored.
    verify = False
    #: Whether values are numbers: aligned right, compared as numbers, numbers in a workbook.
    numeric = False
    #: Whether numbers have no decimals.
    whole = False
    #: Whether a cell that holds a number is read as such; elsewhere a long number is digits the spreadsheet has spoilt.
    reads_numbers = False
    #: Fewest characters of a day or month typed as text.
    shortest_date = 0
    #: Whether the value is a day or month on which something was.
    tells_when = False
    #: Whether the text may have several lines.
    multiline = False
    #: Whether the text is markup, which pages show through ``markup`` of its column.
    rich = False
    #: Whether the value is the name of a person.
    names_person = False
    #: Whether any wording will do, be it long.
    free_text = False
    #: Whether a cell takes several values, which a page posts one by one.
    several = False
    #: Whether the value is one of a closed set, so that a box can offer it while it is typed.
    single_choice = False
    #: Whether there are so few distinct values that each is worth writing once.
    few_values = False
    #: Whether :meth:`text`, :meth:`cell` and :meth:`json` give the value as it is stored.
    written_as_stored = False
    #: Whether :meth:`load` makes the value of what is fetched; elsewhere the one thing fetched is the value.
    composed = False
    #: Width of the column in a workbook, in characters; None where heading and example decide.
    sheet_width: int | None = None

    @property
    def read_from_sheets(self) -> bool:
        """Whether a cell of a sheet, or of a program, can set it."""
        return self.stored and self.typed

    @property
    def align_right(self) -> bool:
        """Whether a table shows the values at the right edge: numbers."""
        return self.numeric

    @property
    def filter_kind(self) -> str:
        """How lists are narrowed by the column: ``contains``, ``choice``, ``range`` or ``ref``."""
        return "contains"

    def asked_schema(self) -> dict[str, Any]:
        """JSON schema of the text that narrows a list."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_ASKED}

    def choices(self) -> list[tuple[str, str, str]]:
        """Choices for a drop-down: value, label, pinyin initials."""
        return []

    def control(self, longest: int) -> Control:
        """The control of a page; choices beyond ``longest`` are looked up on the server."""
        return Control(self.widget)

    def text(self, value: Any) -> str:
        """The value as a person would type it; empty text for no value."""
        return "" if value is None else str(value)

    def shown(self, value: Any) -> str:
        """The value where it is only read, on pages and paper: as :meth:`text`, and large numbers in groups."""
        return self.text(value)

    def markup(self, value: Any) -> str:
        """The value as clean markup; empty for all that is no rich text."""
        return ""

    def suggest(self, text: str, n: int = 3) -> list[tuple[str, str]]:
        """Up to n (code, label) that a word no code table knows may have meant; none where there are no codes."""
        return []

    def unfound(self, several: int = 0) -> tuple[str, str, str] | None:
        """What is said of a text that names no record, or several: message, remedy, code; None where none is named."""
        return None

    def sure_guess(self, text: str) -> str | None:
        """The code that such a word is nearly surely a slip for; none where there is doubt."""
        return None

    def from_json(self, written: Any) -> Any:
        """The stored value of what :meth:`Column.json` wrote into the change log; a field may still convert it."""
        return ",".join(written) if isinstance(written, list) else written

    def to_seal(self, value: Any) -> str | None:
        """The text that is encrypted for a private value."""
        return None if value is None else str(value)

    def from_seal(self, text: str | None) -> Any:
        """The value of a text that was encrypted."""
        return text
