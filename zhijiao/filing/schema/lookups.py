"""Items read through others: shown and exported, never stored."""

from dataclasses import dataclass, field

from django.db import models


def _next_place() -> int:
    """Draw from Django's own counter, so that lookups keep their place among the fields of the class body."""
    models.Field.creation_counter += 1
    return models.Field.creation_counter - 1


@dataclass(frozen=True)
class Lookup:
    """An item read through another and never stored: ``company.nature`` of a Ref, ``major.category_name`` of a Code.

    With ``verify`` a filled cell of an uploaded sheet must agree with what the reference says.
    """

    label: str
    path: str
    note: str = ""
    source: str = ""
    verify: bool = False
    order: int = field(default_factory=_next_place)
