"""What an address asks for, who may reach it, and the school that all of it belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.selfcheck.personas import ABOVE, OWN, Cast, Persona

ANYBODY, SELF = "anybody", "self"
FROM_OWN, FROM_ABOVE, FROM_BOTH = frozenset({OWN}), frozenset({ABOVE}), frozenset({OWN, ABOVE})
NOBODY: frozenset[str] = frozenset()
MISSING = 2**53
"""A number that no row has."""


class Unfillable(LookupError):
    """An address has a parameter that nothing here knows how to fill."""


@dataclass(frozen=True)
class Thing:
    """A value for a parameter, and the places from which it may be reached; ANYBODY and SELF besides."""

    value: Any
    reach: frozenset[str] | str = ANYBODY

    def within(self, person: Persona, owner: Persona) -> bool:
        """Whether this person may reach it at all; `owner` is who things of one's own belong to."""
        if self.reach == ANYBODY:
            return True
        if self.reach == SELF:
            return person is owner
        return person.place in self.reach


@dataclass(frozen=True)
class Ground:
    """One school and the people around it."""

    school: Org
    cast: Cast

    @cached_property
    def records(self) -> dict[str, int]:
        """One record of the school per form, the latest; forms without records are left out."""
        by = Actor.system(self.school)
        found = {
            form.key: access.rows(by, form, "view")
            .filter(school=self.school)
            .order_by("-pk")
            .values("pk")[:1]
            for form in registry.registry().records
        }
        return {key: rows[0]["pk"] for key, rows in found.items() if rows}


Filler = Callable[[Ground, Mapping[str, Thing]], Thing | None]
