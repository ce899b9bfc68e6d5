"""The data files of the demo province: a ``# source:`` line, then CSV with a header."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def facts(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``data/<name>.csv`` by column name."""
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))
