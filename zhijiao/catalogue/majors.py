"""Hints from majors of the 2010 catalogue to those of 2021.

No official table of old and new majors was found. A hint is shown to a person and never applied by a program.
"""

from dataclasses import dataclass

from zhijiao.catalogue.tables import table


@dataclass(frozen=True, slots=True)
class MajorHint:
    """A major of 2021 an old one may have become; never official. ``confidence`` is high, medium or low."""

    code: str
    name: str
    relation: str
    confidence: str
    basis: str
    official: bool = False


def successors_of(old_code: str) -> tuple[MajorHint, ...]:
    """The new majors an old code may correspond to; empty when there is none or the code is not of 2010."""
    entry = table("major_hints").entries.get(old_code)
    if entry is None:
        return ()
    names, facts = table("majors"), entry.attrs
    return tuple(
        MajorHint(code, names.name(code), facts["relation"], facts["confidence"], facts["basis"])
        for code in facts.get("new_codes", "").split("|")
        if code
    )
