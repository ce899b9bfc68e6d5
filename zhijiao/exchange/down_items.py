"""One thing that is sent down: its key at the ministry, and its content as JSON."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Item:
    """A round, a notice, a case or a code table."""

    key: str
    content: dict[str, Any]


def text(content: dict[str, Any], name: str, most: int) -> str:
    """A text of an item; ValueError if it is none or too long."""
    found = content[name]
    if not isinstance(found, str) or len(found) > most or "\x00" in found:
        raise ValueError(name)
    return found
