"""The items of the standards, and the documents that forms cite, as data files beside this one."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "standards"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that forms cite: whether it lists the items (``listed``) or stands behind them (``policy``)."""

    name: str
    kind: str
    doubt: str


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file below its comment lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def documents() -> dict[str, Document]:
    """The documents by name."""
    rows = _rows(FOLDER / "documents.csv")
    return {row["document"]: Document(row["document"], row["kind"], row["doubt"]) for row in rows}


@cache
def standard_items() -> dict[str, dict[str, dict[str, str]]]:
    """Standard → table → item → its Chinese name."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for standard, file in (("JY/T 1002-2012", "jyt1002_2012"), ("JY/T 1005-2012", "jyt1005_2012")):
        tables = found.setdefault(standard, {})
        for row in _rows(FOLDER / f"{file}.csv"):
            tables.setdefault(row["table"], {})[row["item"]] = row["name"]
    return found


@cache
def funding_rows() -> dict[str, dict[str, str]]:
    """Base table of the finance return → row → its wording."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(FOLDER / "funding_return.csv"):
        found.setdefault(row["table"], {})[row["item"]] = row["name"]
    return found
