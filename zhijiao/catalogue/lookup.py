"""Finding codes by what people write: one index per table and day."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from zhijiao.catalogue.code_entries import CodeEntry
from zhijiao.kit.likeness import AHEAD, Guess, WordList, is_slip
from zhijiao.kit.text import match_key

_JOINTS = str.maketrans("", "", "/>\\|-—、")
_CODE_FIRST = re.compile(r"\s*([0-9A-Za-z]+)[\s\-—:：/.、|]*(.+)", re.DOTALL)
_CODE_LAST = re.compile(r"(.+?)\s*[(（\[]([0-9A-Za-z]+)[)）\]]\s*", re.DOTALL)
_SEVERAL = ""
_LONGEST_PLAIN_NAME = 5
_MOST_REMEMBERED = 10_000
_COMPETING = 6
"""Names that a sure guess is measured against."""


class CodeLookup:
    """Answers for one day: which code a text means, which codes it may have meant, how a code is written."""

    def __init__(self, entries: dict[str, CodeEntry], label_style: str, day: date) -> None:
        self.day = day
        self._entries = entries
        self._style = label_style
        self._labels: dict[str, str] = {}
        self._suggested: dict[tuple[str, int], list[tuple[str, str]]] = {}
        self._choices: dict[bool, list[tuple[str, str, str]]] = {}

    def find(self, text: str) -> str | None:
        """The one code the text means, else None."""
        index = self._index
        found = index.get(text)
        if found is None:
            key = match_key(text)
            found = index.get(key)
            if found is None:
                found = index.get(key.translate(_JOINTS)) or self._find_pair(text)
        return found or None

    def find_heading(self, text: str) -> str | None:
        """The one heading with this code or name, else None."""
        wanted = match_key(text)
        headings = [
            e.code
            for e in self._entries.values()
            if e.heading and wanted in {e.code.lower(), match_key(e.name)}
        ]
        return headings[0] if len(headings) == 1 else None

    def label(self, code: str) -> str:
        """The shortest text of the table's style that ``find`` takes back to the code."""
        label = self._labels.get(code)
        if label is None:
            label = self._labels[code] = self._unique_text(self._entries[code])
        return label

    def suggest(self, text: str, n: int) -> list[tuple[str, str]]:
        """Up to n (code, label): exact namesakes first, then names like the text."""
        known = self._suggested.get((text, n))
        if known is None:
            if len(self._suggested) >= _MOST_REMEMBERED:
                self._suggested.clear()
            known = self._suggested[text, n] = self._suggestions(text, n)
        return list(known)

    def choices(self, *, withdrawn: bool = False) -> list[tuple[str, str, str]]:
        """(code, label, initials) of the entries in force, of withdrawn ones too where asked for.

        The pinyin data is loaded only when wanted.
        """
        if withdrawn not in self._choices:
            from zhijiao.kit.pinyin import term_initials

            values = [
                entry
                for entry in self._entries.values()
                if entry.selectable_on(self.day) or withdrawn and not entry.heading and entry.valid_to
            ]
            self._choices[withdrawn] = [(e.code, self.label(e.code), term_initials(e.name)) for e in values]
        return self._choices[withdrawn]

    def path(self, entry: CodeEntry) -> list[str]:
        """Names from the top down to the entry; rows that only group are left out."""
        return [e.name for e in self._line(entry) if e is entry or e.attrs.get("kind") != "group"]

    def _line(self, entry: CodeEntry) -> list[CodeEntry]:
        """The entry and all above it, from the top down."""
        line = [entry]
        while entry.parent:
            entry = self._entries[entry.parent]
            line.append(entry)
        return line[::-1]

    @cached_property
    def _index(self) -> dict[str, str]:
        """Texts to codes, surest reading first; a text with several codes at one level leads to none."""
        values = [e for e in self._entries.values() if not e.heading]
        current = [e for e in values if e.selectable_on(self.day)]
        gone = [e for e in values if not e.selectable_on(self.day)]
        index = {e.code: e.code for e in values}
        for pairs in (
            ((e.code.lower(), e.code) for e in values),
            ((e.name, e.code) for e in current),
            _aliases(current),
            self._paths(current),
            self._without_middle(current),
            self._latest((e.name, e) for e in gone),
            self._latest((alias, e) for e in gone for alias in e.aliases),
            self._latest((path, self._entries[code]) for path, code in self._paths(gone)),
            self._latest((path, self._entries[code]) for path, code in self._without_middle(gone)),
            ((e.code.lstrip("0"), e.code) for e in values if e.code.startswith("0")),
        ):
            _add_level(index, pairs)
        return index

    def _latest(self, pairs: Iterable[tuple[str, CodeEntry]]) -> Iterator[tuple[str, str]]:
        """Texts of withdrawn entries; of several in one place that bore a name one after the other, the last."""
        found: dict[tuple[str, str], CodeEntry] = {}
        for text, entry in pairs:
            place = match_key(text), self._line(entry)[0].code
            other = found.setdefault(place, entry)
            if (entry.valid_to or date.max) > (other.valid_to or date.max):
                found[place] = entry
        return ((text, entry.code) for (text, _), entry in found.items())

    def _paths(self, entries: Iterable[CodeEntry]) -> Iterator[tuple[str, str]]:
        """Joined paths ("昆明市盘龙区", "云南省昆明市盘龙区"), with and without grouping rows."""
        for entry in entries:
            if not entry.parent:
                continue
            names = self.path(entry)
            for start in range(len(names) - 1):
                yield "".join(names[start:]), entry.code
            whole = [e.name for e in self._line(entry)]
            if whole != names:
                yield "".join(whole), entry.code

    def _without_middle(self, entries: Iterable[CodeEntry]) -> Iterator[tuple[str, str]]:
        """Top and end of longer paths, as addresses have them: "福建省沙县"."""
        for entry in entries:
            names = self.path(entry)
            if len(names) > 2:
                yield names[0] + names[-1], entry.code

    def _find_pair(self, text: str) -> str:
        """The code of a "710201 计算机应用" or "计算机应用（710201）" whose two halves agree."""
        for pattern, code_at, name_at in ((_CODE_FIRST, 1, 2), (_CODE_LAST, 2, 1)):
            match = pattern.fullmatch(text)
            if match is None:
                continue
            entry = self._entries.get(match[code_at].upper())
            if entry and not entry.heading:
                names = (entry.name, *entry.aliases, "".join(self.path(entry)))
                if match_key(match[name_at]).translate(_JOINTS) in {
                    match_key(n).translate(_JOINTS) for n in names
                }:
                    return entry.code
        return _SEVERAL

    def _unique_text(self, entry: CodeEntry) -> str:
        """Candidates by style; code and name together are always unique."""
        with_code = f"{entry.code} {entry.name}"
        full = " / ".join(self.path(entry))
        wanted = {"name": (entry.name, full), "full": (full,), "code": (with_code,)}[self._style]
        return next((text for text in wanted if self.find(text) == entry.code), with_code)

    def _suggestions(self, text: str, n: int) -> list[tuple[str, str]]:
        """Exact namesakes, then names like the text; a longer text may also be a path with a slip in it."""
        wanted = match_key(text)
        names = self._names_and_paths(text)
        codes = list(names.get(wanted, []))
        for guess in self._guesses(text, n) if len(codes) < n else ():
            codes.extend(names[guess.name])
        return [(code, self.label(code)) for code in dict.fromkeys(codes)][:n]

    def sure_guess(self, text: str) -> str | None:
        """The one code that the text is a slip for, with no other near it."""
        guesses, names = self._guesses(text, _COMPETING), self._names_and_paths(text)
        if not guesses or not is_slip(text, guesses[0].name):
            return None
        near = [guess for guess in guesses if guesses[0].likeness - guess.likeness < AHEAD]
        codes = {code for guess in near for code in names[guess.name]}
        return codes.pop() if len(codes) == 1 else None

    def _guesses(self, text: str, n: int) -> list[Guess]:
        """Names in force that are most like the text."""
        words = self._words_and_paths if self._reads_paths(text) else self._words
        return words.like(text, n)

    def _reads_paths(self, text: str) -> bool:
        return self._style == "full" and len(match_key(text)) > _LONGEST_PLAIN_NAME

    def _names_and_paths(self, text: str) -> dict[str, list[str]]:
        return (
            {**self._names_in_force, **self._paths_in_force}
            if self._reads_paths(text)
            else self._names_in_force
        )

    @cached_property
    def _words(self) -> WordList:
        return WordList(self._names_in_force)

    @cached_property
    def _words_and_paths(self) -> WordList:
        return WordList({**self._names_in_force, **self._paths_in_force})

    @cached_property
    def _names_in_force(self) -> dict[str, list[str]]:
        """Codes selectable on the day by folded name and alias."""
        names: dict[str, list[str]] = {}
        for entry in self._entries.values():
            if entry.selectable_on(self.day):
                for name in (entry.name, *entry.aliases):
                    names.setdefault(match_key(name), []).append(entry.code)
        return names

    @cached_property
    def _paths_in_force(self) -> dict[str, list[str]]:
        """Codes selectable on the day by their whole joined path."""
        current = (e for e in self._entries.values() if e.parent and e.selectable_on(self.day))
        return {match_key("".join(self.path(entry))): [entry.code] for entry in current}


def _aliases(entries: Iterable[CodeEntry]) -> Iterator[tuple[str, str]]:
    """Each alias with its code."""
    return ((alias, entry.code) for entry in entries for alias in entry.aliases)


def _add_level(index: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    """Add texts no surer level has taken; two codes for one text make it unusable."""
    level: dict[str, str] = {}
    for text, code in pairs:
        key = match_key(text)
        if level.setdefault(key, code) != code:
            level[key] = _SEVERAL
    for key, code in level.items():
        index.setdefault(key, code)
        joined = key.translate(_JOINTS)
        if joined != key:
            index.setdefault(joined, code)
