"""Figures of regulations that rules compare with: data files that a reviewer can hold beside the document.

``thresholds.csv`` holds the national figures. A province that has its own adds a file of the same columns (setting
``ZHIJIAO_THRESHOLDS``); a row with the province's code replaces the national one for schools of the province, a row
without one replaces it for the installation.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.files import date_of

FILE = Path(__file__).with_name("thresholds.csv")
STATES = ("seen", "knowledge")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure: for which schools, by which document, from when to when; ``state``: whether the text was seen."""

    key: str
    value: Decimal
    unit: str
    title: str
    document: str
    article: str
    valid_from: date
    valid_to: date | None
    school_types: tuple[str, ...]
    province: str
    state: str
    note: str

    @property
    def shown(self) -> str:
        """The value with thousands set apart."""
        return f"{self.value:,}"

    def holds(self, school_type: str, province: str, day: date) -> bool:
        """Whether the figure is meant for such a school on that day."""
        return (
            (not self.school_types or school_type in self.school_types)
            and self.province in ("", province)
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


Own = dict[int, dict[str, Decimal]]
"""Figures that replace those of the files, by school id and key."""
_own: list[Callable[[Any], Own]] = []


def replaced_by(source: Callable[[Any], Own]) -> None:
    """Let a package that stands above say which figures replace those of the files, from the data of some schools."""
    _own.append(source)


def own_figures(data: Any) -> Own:
    """Figures of the schools of a `RuleData` that do not come from the files."""
    found: Own = {}
    for source in _own:
        for school, figures in source(data).items():
            found.setdefault(school, {}).update(figures)
    return found


@cache
def thresholds() -> dict[str, list[Threshold]]:
    """All figures by key, in the order in which they replace each other: national, of the installation, provincial."""
    found: dict[str, list[Threshold]] = {}
    own = settings.THRESHOLDS_FILE
    for path in filter(None, (FILE, Path(own) if own else None)):
        for threshold in read(path):
            found.setdefault(threshold.key, []).append(threshold)
    return {key: sorted(rows, key=lambda row: row.province != "") for key, rows in found.items()}


def read(path: Path) -> Iterator[Threshold]:
    """The rows of a file.

    Raises:
        CatalogueError: a row cannot be read; names file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                yield _threshold(row)
            except (KeyError, ValueError, InvalidOperation, AttributeError) as error:
                raise CatalogueError(f"{path.name} 第 {number} 行：{error}") from error


def _threshold(row: dict[str, str]) -> Threshold:
    if row["state"] not in STATES:
        raise ValueError(f"state 应为 {' 或 '.join(STATES)}")
    facts: dict[str, Any] = {
        **row,
        "value": Decimal(row["value"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date_of(row["valid_to"]),
        "school_types": tuple(row["school_types"].split()),
    }
    return Threshold(**facts)


def limit(key: str, school_type: str, province: str, day: date) -> Decimal | None:
    """The figure for such a school on a day; None where none is set for it.

    Raises:
        KeyError: no figure of that name exists at all.
    """
    found = fitting(thresholds()[key], school_type, province, day)
    return found.value if found else None


def fitting(rows: Iterable[Threshold], school_type: str, province: str, day: date) -> Threshold | None:
    """The figure that holds for such a school on a day, of rows in the order in which they replace each other."""
    return next((row for row in reversed([*rows]) if row.holds(school_type, province, day)), None)
