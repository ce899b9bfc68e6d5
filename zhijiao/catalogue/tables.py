"""The code tables as the rest of the program uses them: ``table("ethnic_groups").find("壮")``.

Tables are read on first use and kept in memory; see ``files`` for the format. Nothing here imports Django.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from zhijiao.catalogue.code_entries import CatalogueError, CodeEntry, Node
from zhijiao.catalogue.files import date_of, entries_of, join_editions, read_source
from zhijiao.catalogue.lookup import CodeLookup
from zhijiao.kit.likeness import WordList

CODES = Path(__file__).parent / "codes"


@dataclass(frozen=True)
class CodeTable:
    """A code table with its provenance. ``label_style`` says how an entry is written: name, code or full."""

    key: str
    title: str
    standard: str
    edition: str
    source: str
    doubt: str
    note: str
    label_style: str
    entries: dict[str, CodeEntry]
    _daily: dict[date, CodeLookup] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, code: str) -> bool:
        return code in self.entries

    def name(self, code: str | None, on: date | None = None) -> str:
        """The name of a code, withdrawn ones too; a code no edition knows is answered as it is."""
        entry = self.entries.get(code or "")
        if entry is None:
            return code or ""
        return entry.name_on(on) if on else entry.name

    def full_name(self, code: str | None) -> str:
        """The name with the names above it: "云南省 / 昆明市 / 盘龙区"; rows that only group are left out."""
        entry = self.entries.get(code or "")
        return " / ".join(self._today().path(entry)) if entry else code or ""

    def label(self, code: str | None) -> str:
        """The text for choices and workbooks; ``find`` takes it back to exactly this code."""
        return self._today().label(code) if code in self.entries else code or ""

    def attr(self, code: str | None, name: str) -> str:
        """An attribute of a code, "" when the code or the attribute is missing; full_name is computed."""
        if name == "full_name":
            return self.full_name(code)
        entry = self.entries.get(code or "")
        return entry.attrs.get(name, "") if entry else ""

    def find(self, text: str, *, headings: bool = False) -> str | None:
        """The code meant by a code, name, alias, path or "code name"; None if there is none or several.

        Withdrawn codes are found too (an old record must survive its own export and import), but a text
        in force always wins over a withdrawn one. Headings are no values; with ``headings`` they are found
        too, for queries that mean all below one ("71", "电子与信息大类").
        """
        lookup = self._today()
        return lookup.find(text) or (lookup.find_heading(text) if headings else None)

    def suggest(self, text: str, n: int = 3) -> list[tuple[str, str]]:
        """Up to n (code, label) a wrong text may have meant, best first; only codes selectable today."""
        return self._today().suggest(text, n)

    def sure_guess(self, text: str) -> str | None:
        """The code that a wrong text is nearly surely a slip for: it may stand preselected. None if there is doubt."""
        return self._today().sure_guess(text)

    def choices(self, *, withdrawn: bool = False) -> list[tuple[str, str, str]]:
        """(code, label, pinyin initials of the name) of all entries selectable today, in the table's order.

        With ``withdrawn`` of those as well that once were in force: for items that ask for what was then.
        """
        return self._today().choices(withdrawn=withdrawn)

    def children(self, code: str = "") -> list[CodeEntry]:
        """The entries directly below a code, or the topmost ones; withdrawn ones too."""
        return self._below.get(code, [])

    def tree(self) -> tuple[Node, ...]:
        """The table as a tree of headings and of entries selectable today."""
        return self._branch("")

    def _branch(self, code: str) -> tuple[Node, ...]:
        """The living entries below a code with all that is below them."""
        living = (entry for entry in self.children(code) if entry.heading or entry.selectable)
        return tuple(Node(entry, self._branch(entry.code)) for entry in living)

    def _today(self) -> CodeLookup:
        """The look-up of today: entries come into force and go out at midnight."""
        today = date.today()
        lookup = self._daily.get(today)
        if lookup is None:
            lookup = CodeLookup(self.entries, self.label_style, today)
            self._daily.clear()
            self._daily[today] = lookup
        return lookup

    @cached_property
    def _below(self) -> dict[str, list[CodeEntry]]:
        below: dict[str, list[CodeEntry]] = {}
        for entry in self.entries.values():
            below.setdefault(entry.parent, []).append(entry)
        return below


@cache
def table(key: str) -> CodeTable:
    """The table with this key; the same object every time."""
    if key not in all_keys():
        near = "、".join(guess.name for guess in WordList(all_keys()).like(key, 3)) or "无"
        raise CatalogueError(
            f"没有代码表“{key}”：请改用已有的表（相近的有：{near}），或新增 codes/{key}.csv。"
        )
    return load_table(key)


@cache
def all_keys() -> tuple[str, ...]:
    """The keys of all tables, sorted."""
    return tuple(sorted({path.name.split(".")[0] for path in CODES.glob("*.csv")}))


def load_table(key: str, folder: Path = CODES) -> CodeTable:
    """Read a table and all its editions from a folder; the latest edition gives title and provenance."""
    base = read_source(folder / f"{key}.csv")
    entries = entries_of(base)
    header = base.header
    for edition in sorted(
        map(read_source, folder.glob(f"{key}.*.csv")), key=lambda s: s.header.get("valid_from", "")
    ):
        first_day = date_of(edition.header.get("valid_from", ""))
        if first_day is None:
            raise CatalogueError(f"{edition.path.name}：缺少 valid_from（本版生效日期），请在表头补上。")
        entries = join_editions(entries, entries_of(edition), first_day)
        header = {**header, **edition.header}
    return CodeTable(
        key=header.get("key", ""),
        title=header.get("title", ""),
        standard=header.get("standard", ""),
        edition=header.get("edition", ""),
        source=header.get("source", ""),
        doubt=header.get("doubt", ""),
        note=header.get("note", ""),
        label_style=header.get("label") or "name",
        entries=entries,
    )
