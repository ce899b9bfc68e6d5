"""The rounds of this installation as this process knows them, with what provinces add.

They are read once and kept, because every page asks for them many times. Nothing old is shown for long:

* a request of somebody signed in, and of a program with a token, brings the stamp of the present edition with its user,
  in the query that finds the user (:func:`seen`); another stamp than the one kept lets go of what is kept;
* a job reads the stamp when it starts (:func:`look`);
* whoever changes a round lets go as soon as the change is committed (:func:`changed`);
* a command reads them when it first asks.

What may go stale is thus a request that had begun when the change was committed, a job that was running then, and a
command. See docs/decisions/0025-rounds-in-memory.md.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.overlays import Overlay, overlaid
from zhijiao.catalogue.round_facts import Round
from zhijiao.catalogue.round_files import load_round

if TYPE_CHECKING:
    from zhijiao.catalogue.models import MadeRound

ROUNDS = Path(__file__).parent / "rounds"
NOTHING_MADE = 0
"""The stamp of an installation where nobody has made or changed a round."""


@dataclass(frozen=True)
class Edition:
    """Rounds that schools know, oldest first by key, as of a stamp."""

    stamp: int
    rounds: Mapping[str, Round]
    overlays: Mapping[tuple[str, int], Overlay] = field(default_factory=dict)
    laid: dict[tuple[str, int], Round] = field(default_factory=dict, compare=False)

    def of_province(self, filing: Round, province: int | None) -> Round:
        """A round as the schools of a province meet it; the same object as long as nothing changes."""
        overlay = None if province is None else self.overlays.get((filing.key, province))
        if overlay is None:
            return filing
        if filing is not self.rounds.get(filing.key):  # a round somebody has made up, or of a former edition
            return overlaid(filing, overlay)
        place = (filing.key, overlay.province)
        if place not in self.laid:
            self.laid[place] = overlaid(filing, overlay)
        return self.laid[place]


class _Kept:
    """What this process keeps."""

    edition: Edition | None = None


@cache
def shipped() -> dict[str, Round]:
    """The rounds that come with the program; no database is asked."""
    return {path.stem: load_round(path) for path in sorted(ROUNDS.glob("*.csv"))}


def edition() -> Edition:
    """The rounds as they are; read from the database where this process has not, or has let go."""
    found = _Kept.edition
    if found is None:
        found = _Kept.edition = load()
    return found


def seen(stamp: int | None) -> None:
    """Tell which edition is the present one, None where nothing was ever made; another one than the kept is let go."""
    stamp = stamp or NOTHING_MADE
    kept = _Kept.edition
    if kept is None or kept.stamp != stamp:
        _Kept.edition = Edition(NOTHING_MADE, shipped()) if stamp == NOTHING_MADE else None


def look(**_: Any) -> None:
    """Ask which edition is the present one; one query."""
    from zhijiao.catalogue.models import RoundsEdition

    seen(RoundsEdition.objects.values_list("stamp", flat=True).first())


def changed() -> None:
    """Draw a new stamp, in the transaction of the change; other processes learn of it by that."""
    from django.db import transaction

    from zhijiao.catalogue.models import RoundsEdition

    RoundsEdition.objects.update_or_create(pk=1, defaults={"stamp": secrets.randbelow(2**62) + 1})
    transaction.on_commit(forget)


def forget() -> None:
    """Let go of what is kept; it is read again when it is next asked for."""
    _Kept.edition = None


def load() -> Edition:
    """Read the rounds; the stamp first, so that what changes meanwhile is read again."""
    from zhijiao.catalogue.models import MadeRound, ProvinceRound, RoundsEdition, RoundState

    stamp = RoundsEdition.objects.values_list("stamp", flat=True).first()
    if stamp is None:
        return Edition(NOTHING_MADE, shipped())
    found = dict(shipped())
    for row in MadeRound.objects.exclude(state=RoundState.DRAFT):
        found[row.key] = round_of(row)
    laid = {
        (row.round, row.province_id): Overlay(row.province_id, row.words, row.days)
        for row in ProvinceRound.objects.all()
    }
    latest = max(found)
    rounds = {key: replace(found[key], followed=key != latest) for key in sorted(found)}
    return Edition(stamp, rounds, laid)


def round_of(row: "MadeRound") -> Round:
    """The round that a row holds, draft or not."""
    from zhijiao.catalogue.made_rounds import as_round

    return as_round(row, shipped().get(row.key))


def unknown(key: str) -> CatalogueError:
    """The error that names the rounds there are."""
    known = "、".join(edition().rounds)
    return CatalogueError(f"没有填报轮次“{key}”：已有 {known}；新轮次请在管理端“填报轮次”中建立。")
