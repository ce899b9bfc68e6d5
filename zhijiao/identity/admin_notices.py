"""Lines on the first page of the manage portal that other parts of the program have to say to an administrator."""

from collections.abc import Callable
from dataclasses import dataclass

from zhijiao.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Notice:
    """One line: its kind (bad, warn, info), what it says, and the name of the page that tells more."""

    kind: str
    title: str
    text: str
    label: str
    page: str


_sources: list[Callable[[Actor], Notice | None]] = []


def notice_source(find: Callable[[Actor], Notice | None]) -> None:
    """Ask `find` for a line whenever an administrator opens the first page."""
    if find not in _sources:
        _sources.append(find)


def notices(actor: Actor) -> list[Notice]:
    """What there is to say to this administrator."""
    return [found for find in _sources if (found := find(actor)) is not None]
