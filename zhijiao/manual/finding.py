"""Search in the manual, in the memory of each process: chapters by their sections, and a page for every form.

Chinese is not parted by blanks, so texts are compared by pairs of neighbouring characters: a word of two characters is
found wherever it stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log

from zhijiao.filing.schema import registry
from zhijiao.identity.actor import BUSINESS
from zhijiao.kit.text import fold
from zhijiao.manual.chapters import BOTH, Chapter, chapters
from zhijiao.manual.links import chapter_address, form_address
from zhijiao.manual.purposes import purposes
from zhijiao.manual.text import Block, Head, plain

MOST = 20
MOST_WORDS = 100
LENGTH = 90
_WORDS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_COMMON_WORDS = (
    "怎样 怎么 么办 如何 我的 什么 可以 不能 没有 问题 一个 请问 系统 提示 为什 何时 哪里 的时 时候"
)
_COMMON = frozenset(_COMMON_WORDS.split())
"""Pairs that stand in every second question and tell nothing."""
_ENOUGH = 0.45
"""Share of what was asked for that a page has to answer, by weight."""
_SOME = 0.2
"""The same for questions in somebody's own words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of the manual that answers; ``kind`` is chapter, question or form."""

    title: str
    url: str
    excerpt: str
    kind: str = "chapter"


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    url: str
    text: str
    portal: str
    kind: str
    folded: str


@dataclass(frozen=True)
class _Index:
    entries: tuple[_Entry, ...]
    #: Part → entries that have it in their title, or anywhere.
    in_title: dict[str, frozenset[int]]
    anywhere: dict[str, frozenset[int]]

    def weight(self, part: str) -> float:
        """How much a part tells: rare ones more than common ones."""
        return log(1 + len(self.entries) / (1 + len(self.anywhere.get(part, ()))))


def search(words: str, *, portal: str | None = None, limit: int = MOST) -> list[Hit]:
    """The places that fit best, best first; of one portal, or of both."""
    return _found(words, portal, limit, _ENOUGH)


def suggestions(words: str, limit: int = 3) -> list[Hit]:
    """Places that may answer a question in somebody's own words, of which most tell nothing; questions come first."""
    found = _found(words, None, MOST, _SOME)
    return sorted(found, key=lambda hit: hit.kind != "question")[:limit]


def _found(words: str, portal: str | None, limit: int, enough: float) -> list[Hit]:
    index = _index()
    asked = parts_of(words[:MOST_WORDS])
    if enough == _SOME:  # what nobody has written about tells nothing about the rest
        asked &= index.anywhere.keys()
    total = sum(index.weight(part) for part in asked)
    scores: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for part in asked:
        weight = index.weight(part)
        for number in index.anywhere.get(part, ()):
            covered[number] += weight
            scores[number] += weight * (4 if number in index.in_title.get(part, ()) else 1)
    for sign in set(words):  # 忘了密码 and 忘记密码 share no other pair
        for number in scores.keys() & index.in_title.get(sign, frozenset()):
            scores[number] += 0.5
    phrase = "".join(fold(words).lower().split())
    fitting = [number for number in scores if covered[number] >= enough * total]
    for number in fitting:
        entry = index.entries[number]
        if len(phrase) > 1 and phrase in entry.folded:
            scores[number] *= 1.5
        if phrase == fold(entry.title).lower():
            scores[number] *= 3
    fitting = [n for n in fitting if portal is None or index.entries[n].portal in (portal, BOTH)]
    best = sorted(fitting, key=lambda number: (-scores[number], number))[:limit]
    return [_hit(index.entries[number], asked) for number in best]


def _hit(entry: _Entry, asked: frozenset[str]) -> Hit:
    return Hit(entry.title, entry.url, _excerpt(entry.text, asked), entry.kind)


def _excerpt(text: str, asked: frozenset[str]) -> str:
    """The stretch of a text with the first word asked for."""
    low = text.lower()
    places = [at for at in (low.find(part) for part in asked) if at >= 0]
    start = max(0, min(places, default=0) - 20)
    cut = text[start : start + LENGTH]
    return ("…" if start else "") + cut + ("…" if start + LENGTH < len(text) else "")


def parts_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters, a character that stands alone, and words of Latin letters."""
    found: set[str] = set()
    for word in _WORDS.findall(fold(text).lower()):
        if word.isascii():
            found |= {word} if len(word) > 1 else set()
        elif len(word) == 1:
            found.add(word)
        else:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
    return frozenset(found - _COMMON)


@cache
def _index() -> _Index:
    entries = (*_chapter_entries(), *_form_entries())
    in_title, anywhere = defaultdict(set), defaultdict(set)
    for number, entry in enumerate(entries):
        title = parts_of(entry.title)
        for part in (*title, *entry.title):
            in_title[part].add(number)
        for part in title | parts_of(entry.text):
            anywhere[part].add(number)
    return _Index(
        entries,
        {part: frozenset(numbers) for part, numbers in in_title.items()},
        {part: frozenset(numbers) for part, numbers in anywhere.items()},
    )


def _chapter_entries() -> Iterator[_Entry]:
    for chapter in chapters().values():
        head: Head | None = None
        held: list[Block] = []
        for block in chapter.blocks:
            if isinstance(block, Head) and block.level == 2:
                yield _section(chapter, head, held)
                head, held = block, []
            else:
                held.append(block)
        yield _section(chapter, head, held)


def _section(chapter: Chapter, head: Head | None, blocks: list[Block]) -> _Entry:
    title = f"{head.text}（{chapter.title}）" if head else chapter.title
    text = plain(blocks)
    url = chapter_address(chapter.slug, head.anchor if head else "")
    kind = "question" if chapter.slug == "faq" and head else "chapter"
    return _Entry(
        head.text if kind == "question" and head else title,
        url,
        text,
        chapter.portal,
        kind,
        _folded(title, text),
    )


def _form_entries() -> Iterator[_Entry]:
    for key, form in registry.forms().items():
        labels = "、".join(column.label for column in form.columns.values())
        text = f"{purposes().get(key, '')} 填报项目：{labels}"
        title = registry.distinct_label(form)
        yield _Entry(title, form_address(key), text, BUSINESS, "form", _folded(title, text))


def _folded(*texts: str) -> str:
    return "".join(fold("".join(texts)).lower().split())
