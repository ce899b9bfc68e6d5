"""Who asks for what: the words of a search and how a label meets them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.kit.pinyin import term_full, term_initials
from zhijiao.kit.text import fold
from zhijiao.lookup.places import Place

LONGEST, MOST_WORDS = 60, 6
_NUMBER = re.compile(r"[0-9A-Za-z._-]*[0-9][0-9A-Za-z._-]*", re.ASCII)
# Six digits at a stretch, or as many as a telephone number has, written in groups: 138-0013-8000.
_PRIVATE_RUN = re.compile(r"[0-9]{6}|[0-9](?:[-–—−.·_/]?[0-9]){9,}")
#: How well a word meets a label, best first.
EQUAL, STARTS, HOLDS, LETTERS, INSIDE = range(5)


@dataclass(frozen=True)
class Words:
    """What was typed, folded and cut at the blanks."""

    text: str

    @classmethod
    def typed(cls, text: str) -> "Words":
        """The words of what somebody typed."""
        return cls(fold(text[:LONGEST]))

    @cached_property
    def each(self) -> tuple[str, ...]:
        """The words, in small letters."""
        return tuple(self.text.lower().split()[:MOST_WORDS])

    @property
    def number(self) -> str:
        """The text, if it is a number of something, such as 学号; else nothing."""
        return self.text if len(self.text) > 1 and _NUMBER.fullmatch(self.text) else ""

    @property
    def stays_out_of_addresses(self) -> bool:
        """Whether the text may hold a private number, which must not stand in an address."""
        return _PRIVATE_RUN.search(self.text.replace(" ", "")) is not None

    @property
    def length(self) -> int:
        """Signs of the longest word: what is too short would be found everywhere."""
        return max(map(len, self.each), default=0)

    def rank(self, *labels: str) -> int | None:
        """How well labels meet all words, less being better; each may meet another, the first counts most."""
        total = 0
        for word in self.each:
            met = [(_meets(word, label), place) for place, label in enumerate(labels)]
            best = min((how + 5 * place for how, place in met if how is not None), default=None)
            if best is None:
                return None
            total += best
        return total if self.each else None

    def within(self, text: str) -> bool:
        """Whether a text holds all words as they are."""
        lower = text.lower()
        return bool(self.each) and all(word in lower for word in self.each)

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """A text cut at the words, each piece with whether it is one of them, to be marked."""
        if not self.each:
            return [(text, False)]
        cut = re.split(f"({'|'.join(map(re.escape, self.each))})", text, flags=re.IGNORECASE)
        return [(piece, place % 2 == 1) for place, piece in enumerate(cut) if piece]


def _meets(word: str, label: str) -> int | None:
    """How one word meets one label: by its signs, or by letters of its pinyin."""
    label = label.lower()
    if word in label:
        return EQUAL if word == label else STARTS if label.startswith(word) else HOLDS
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return None
    initials = term_initials(label)
    if word in initials:
        return LETTERS if initials.startswith(word) else INSIDE
    if len(word) < 3:
        return None
    full = term_full(label)
    return LETTERS if full.startswith(word) else INSIDE if word in full else None


@dataclass(frozen=True)
class Asker:
    """Whoever searches: as whom he acts, his account, and the places open to him by key."""

    actor: Actor
    user: User
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is called, where it opens, a word on it, and words of its text."""

    title: str
    url: str
    note: str = ""
    excerpt: str = ""


def excerpt(text: str, words: Iterable[str], around: int = 24) -> str:
    """The part of a text where the first of the words stands."""
    lower = text.lower()
    at = min((place for place in (lower.find(word) for word in words) if place >= 0), default=0)
    start, end = max(0, at - around), at + 2 * around
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
