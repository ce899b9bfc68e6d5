"""From the row of a round to the round it holds, and back."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.models import MadeRound
from zhijiao.catalogue.overlays import required_of
from zhijiao.catalogue.round_facts import Place, Round
from zhijiao.catalogue.round_files import DAYS, body_text, read_places


def as_round(row: MadeRound, shipped: Round | None) -> Round:
    """The round a row holds; a row without a matrix is about a shipped round, whose matrix stays as it ships."""
    places = shipped.places if shipped and not row.body else _places(row.body)
    facts: dict[str, Any] = {name: getattr(row, name) for name in ("key", "title", "academic_year", *DAYS)}
    made = Round(
        **facts,
        required=required_of(places),
        source=row.source,
        note=row.note,
        places=places,
        deadlines=row.days,
        state=row.state,
        closed_on=row.closed_on,
    )
    return replace(made, required=shipped.required) if shipped and not row.body else made


def facts_of(filing: Round) -> dict[str, Any]:
    """The columns of a row that a round fills, its matrix included."""
    facts = {name: getattr(filing, name) for name in ("title", "academic_year", *DAYS, "source", "note")}
    return facts | {"deadlines": texts_of(filing.deadlines), "body": body_text(filing.places)}


def texts_of(days: dict[str, date]) -> dict[str, str]:
    """Days by level as they are kept."""
    return {level: day.isoformat() for level, day in days.items()}


@lru_cache(maxsize=32)
def _places(body: str) -> tuple[Place, ...]:
    """The places of a matrix kept as text, which was read before it was kept."""
    places, wrong = read_places(body)
    if wrong:
        raise CatalogueError("\n".join(wrong))
    return places
