"""Answers suggested before a question is sent: sections of 常见问题 that share words with it.

Chinese is not parted by spaces, so texts are compared by pairs of neighbouring characters: a word of two characters is
found wherever it stands.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.loader import get_template

MOST = 3
_SECTION = re.compile(r'<section aria-labelledby="([\w-]+)">\s*<h2[^>]*>(.*?)</h2>(.*?)</section>', re.S)
_MARKUP = re.compile(r"\{[{%#].*?[}%#]\}|<[^>]+>", re.S)
_WORDS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")
_COMMON = frozenset(
    (
        "怎样",
        "怎么",
        "么办",
        "如何",
        "我的",
        "什么",
        "可以",
        "不能",
        "没有",
        "问题",
        "一个",
        "请问",
        "系统",
        "提示",
    )
)
"""Pairs that stand in every second question and tell nothing."""


@dataclass(frozen=True)
class Suggestion:
    """A section of 常见问题."""

    anchor: str
    title: str
    text: str
    in_title: frozenset[str]
    in_text: frozenset[str]


def suggested(question: str) -> list[Suggestion]:
    """The sections that fit best, at most three; none where not a single pair is shared."""
    asked = _parts(question)
    scored = [(_score(asked, each), each) for each in _sections() if asked & _pairs_of(each)]
    return [each for _, each in sorted(scored, key=lambda pair: -pair[0])[:MOST]]


def _score(asked: frozenset[str], each: Suggestion) -> float:
    """How well a section fits: rare parts tell more than common ones, pairs more than
    single characters, the title more than the text.
    """
    return sum(
        (1.0 if len(part) > 1 else 0.3) * _rarity(part) * (3 if part in each.in_title else 1)
        for part in asked & (each.in_title | each.in_text)
    )


@cache
def _rarity(part: str) -> float:
    sections = _sections()
    return len(sections) / max(1, sum(part in each.in_title or part in each.in_text for each in sections))


def _pairs_of(each: Suggestion) -> frozenset[str]:
    return frozenset(part for part in each.in_title | each.in_text if len(part) > 1)


@cache
def _sections() -> tuple[Suggestion, ...]:
    """The sections of the page of 常见问题, read from its template."""
    origin = get_template("web/faq.html").origin  # type: ignore[attr-defined]  # those of Jinja have one
    source = Path(str(origin.name)).read_text("utf-8")
    made = []
    for anchor, title, body in _SECTION.findall(source):
        name, text = re.sub(r"^\d+\.\s*", "", _plain(title)), _plain(body)
        made.append(Suggestion(anchor, name, text, _parts(name), _parts(text)))
    return tuple(made)


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub("", markup)).split())


def _parts(text: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters, the characters themselves, and words of Latin letters."""
    found: set[str] = set()
    for word in _WORDS.findall(text.lower()):
        if word.isascii():
            found.add(word)
        else:
            found.update(word[at : at + size] for size in (1, 2) for at in range(len(word) - size + 1))
    return frozenset(found - _COMMON)
