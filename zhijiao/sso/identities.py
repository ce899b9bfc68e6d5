"""What a provider says of somebody, and the two ways in which asking it can end badly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Unavailable(Exception):
    """The provider does not answer, or not in time. The message is for the log and holds no value."""


class Refused(Exception):
    """The answer is not one to sign anybody in by. The message is for the log and holds no value."""


class Cancelled(Refused):
    """The person has turned back at the provider."""


@dataclass(frozen=True)
class Identity:
    """Somebody as a provider knows him, checked."""

    subject: str
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)
    #: How he has proved himself there, in the provider's words.
    amr: tuple[str, ...] = ()
    acr: str = ""


def texts(value: Any) -> tuple[str, ...]:
    """The words of a claim that may be one or several."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(each for each in values if isinstance(each, str) and each)
