"""What a round asks for that the one it was made from did not."""

from dataclasses import dataclass

from zhijiao.catalogue.matrix import Round
from zhijiao.catalogue.obligations import Obligation
from zhijiao.catalogue.round_facts import SCHOOL_TYPES, Place
from zhijiao.orgs.models import SchoolType


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, or a whole place, that is not as it was."""

    place: Place
    kind: str
    before: str
    after: str


def differences(before: Round, after: Round) -> list[Difference]:
    """Cells with other words or another qualifier, places that have come, gone, or have another name, by menu order."""
    former = {place.slug: place for place in before.places}
    found = []
    for place in after.places:
        was = former.pop(place.slug, None)
        if was is None:
            found.append(Difference(place, "全部", "没有这个栏目", "新增"))
            continue
        if was.path != place.path:
            found.append(Difference(place, "全部", "/".join(was.path), "/".join(place.path)))
        found += _cells(was, place)
    found += [Difference(place, "全部", "有这个栏目", "取消") for place in former.values()]
    return found


def _cells(was: Place, place: Place) -> list[Difference]:
    """Cells of a place that have changed."""
    pairs = ((kind, was.obligations[kind], place.obligations[kind]) for kind in SCHOOL_TYPES)
    return [
        Difference(place, str(SchoolType(kind).label), in_words(old), in_words(new))
        for kind, old, new in pairs
        if (old.words, old.note) != (new.words, new.note)
    ]


def in_words(cell: Obligation) -> str:
    """What a cell asks for, with its qualifier."""
    return f"{cell.words}（{cell.note}）" if cell.note else cell.words
