"""What a province adds to a round for the schools below it: more obligations, earlier days. It can take nothing away.

Whatever an overlay says, the round that comes out asks at each place for at least as much as the ministry's, and no
deadline is later. So an overlay stays harmless when the ministry changes the round below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhijiao.catalogue.obligations import LEVEL_OF_WORDS, Obligation, ObligationLevel, raises
from zhijiao.catalogue.round_facts import SCHOOL_TYPES, Place, Round


@dataclass(frozen=True)
class Overlay:
    """What one province adds to one round: words by place and school type, and its own deadlines by level."""

    province: int
    words: Mapping[str, Mapping[str, str]]
    deadlines: Mapping[str, date]


def overlaid(filing: Round, overlay: Overlay) -> Round:
    """The round as schools of the province meet it; required forms are numbered anew."""
    places = renumbered(_raised(place, overlay.words.get(place.slug, {})) for place in filing.places)
    return replace(
        filing,
        places=places,
        required=required_of(places),
        deadlines=_earlier(filing, overlay.deadlines),
        province=overlay.province,
    )


def renumbered(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places whose required cells are numbered 1 to n in the order of the menu, for each school type by itself."""
    last = dict.fromkeys(SCHOOL_TYPES, 0)
    found = []
    for place in places:
        cells = {}
        for school_type, cell in place.obligations.items():
            number = None
            if cell.level is ObligationLevel.MUST:
                number = last[school_type] = last[school_type] + 1
            cells[school_type] = cell if cell.number == number else replace(cell, number=number)
        found.append(place if cells == place.obligations else replace(place, obligations=cells))
    return tuple(found)


def required_of(places: Iterable[Place]) -> dict[str, int]:
    """How many forms each school type must fill in."""
    levels = [{kind: cell.level for kind, cell in place.obligations.items()} for place in places]
    return {kind: sum(each[kind] is ObligationLevel.MUST for each in levels) for kind in SCHOOL_TYPES}


def raised(cell: Obligation, words: str) -> Obligation:
    """The cell with other words, if these ask for more; else as it is. The qualifier stays the ministry's."""
    level = LEVEL_OF_WORDS.get(words)
    if level is None or not raises(cell.level, level):
        return cell
    return replace(cell, words=words, level=level)


def _raised(place: Place, words: Mapping[str, str]) -> Place:
    """The place with what the province asks for there."""
    if not words:
        return place
    cells = {kind: raised(cell, words.get(kind, "")) for kind, cell in place.obligations.items()}
    return replace(place, obligations=cells)


def _earlier(filing: Round, deadlines: Mapping[str, date]) -> dict[str, date]:
    """The ministry's deadlines, and the province's where they are earlier."""
    days = dict(filing.deadlines)
    for level, day in deadlines.items():
        days[level] = max(filing.opens, min(day, filing.deadline(level)))
    return days
