"""What each form is for, in a sentence that people wrote (``purposes.csv``)."""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "purposes.csv"


@cache
def purposes() -> dict[str, str]:
    """The purpose of each form by its key."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["form"]: row["purpose"] for row in csv.DictReader(lines)}
