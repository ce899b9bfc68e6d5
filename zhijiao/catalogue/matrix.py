"""The requirement matrix: which form stands where in the menu and what each kind of school owes in a round.

Rounds come from two places: files under ``rounds/`` that ship with the program, in the format of the code tables,
and rows that an installation makes (:mod:`zhijiao.catalogue.models`). A round has a row per menu place, and
for each school type the guide's word, its number among the required ones, and its qualifier. A form may stand
in two places (校内实训基地, 数字化教学资源), each with a number of its own.

Everybody asks for rounds here. What is answered is kept per process (:mod:`zhijiao.catalogue.kept_rounds`).
"""

from functools import cache
from typing import TYPE_CHECKING

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.obligations import Extent, Obligation, ObligationLevel
from zhijiao.catalogue.round_facts import SCHOOL_TYPES, Place, Round
from zhijiao.catalogue.round_files import load_round, problems

if TYPE_CHECKING:
    from zhijiao.orgs.models import Org

__all__ = [
    "SCHOOL_TYPES",
    "Extent",
    "Obligation",
    "ObligationLevel",
    "Place",
    "Round",
    "current_round",
    "edition_stamp",
    "filing_round",
    "load_round",
    "module_titles",
    "places",
    "problems",
    "round_for",
    "round_in",
    "round_keys",
    "round_of_year",
    "shipped_keys",
]
FIRST = "2020"
"""The round whose matrix names every form there is: menus, the role tree and templates follow it."""


def filing_round(key: str) -> Round:
    """The round with this key, open or closed; of drafts nothing is known here."""
    found = kept_rounds.edition().rounds.get(key)
    if found is None:
        raise kept_rounds.unknown(key)
    return found


def round_keys() -> tuple[str, ...]:
    """The keys of all rounds but drafts, oldest first."""
    return tuple(kept_rounds.edition().rounds)


def current_round() -> Round:
    """The latest round that has been opened. It stays the current one after it was closed, until the next one opens."""
    return filing_round(round_keys()[-1])


def round_of_year(year: int) -> Round | None:
    """The round that collects a school year, if there is one."""
    return next((r for r in map(filing_round, round_keys()) if r.academic_year == year), None)


def round_for(filing: Round, school: "Org") -> Round:
    """A round as a school meets it: with what its province adds. What is per school is asked of this one."""
    kept = kept_rounds.edition()
    return kept.of_province(filing, school.province_id) if kept.overlays else filing


def round_in(filing: Round, province: int | None) -> Round:
    """A round as the schools of a province meet it, the province named by its id."""
    return kept_rounds.edition().of_province(filing, province)


def edition_stamp() -> int:
    """Changes whenever any round does; for what is remembered of them elsewhere."""
    return kept_rounds.edition().stamp


def shipped_keys() -> tuple[str, ...]:
    """The keys of the rounds that come with the program, oldest first."""
    return tuple(kept_rounds.shipped())


def places(key: str = FIRST) -> list[Place]:
    """The places of a round in menu order; of one that ships, without asking the database."""
    return list((kept_rounds.shipped().get(key) or filing_round(key)).places)


@cache
def module_titles() -> dict[str, str]:
    """Module keys with their Chinese titles, in menu order; the same in every round."""
    return {place.module: place.path[0] for place in places()}
