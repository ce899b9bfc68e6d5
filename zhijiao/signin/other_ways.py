"""Ways to sign in besides user name and password, offered by packages that stand above this one."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """What a way is called, and the address of it."""

    name: str
    address: str


@dataclass(frozen=True)
class Offers:
    """What a package offers: its ways, and where somebody who came by one of them signs out there as well."""

    ways: Callable[[], list[Way]]
    #: Takes the key that `login.open_session` was given, and the address to come back to.
    farewell: Callable[[str, str], Way | None]


_registered: list[Offers] = []


def register(offers: Offers) -> None:
    """Offer ways on the page for signing in."""
    if offers not in _registered:
        _registered.append(offers)


def ways() -> list[Way]:
    """All ways there are."""
    return [way for offers in _registered for way in offers.ways()]


def farewell(key: str, home: str) -> Way | None:
    """Where somebody who has just signed out here can sign out of the other place as well."""
    found = (offers.farewell(key, home) for offers in _registered) if key else ()
    return next(filter(None, found), None)
