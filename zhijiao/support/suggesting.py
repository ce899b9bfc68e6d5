"""Answers suggested before a question is sent. Where they are looked up (常见问题 and 操作手册) stands above this
package, and tells it so.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

MOST = 3


class Suggestion(Protocol):
    """A place that may answer the question."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def url(self) -> str:
        """Where it stands."""

    @property
    def excerpt(self) -> str:
        """What it says."""


Finder = Callable[[str, int], Sequence[Suggestion]]
_finders: list[Finder] = []


def answer_from(find: Finder) -> None:
    """Have answers looked up there as well."""
    if find not in _finders:
        _finders.append(find)


def suggested(question: str) -> list[Suggestion]:
    """The answers that fit best, at most three."""
    return [found for find in _finders for found in find(question, MOST)][:MOST]
