"""Numbers of records as short text: "12-5012,5014". Thousands of rows of one upload take a dozen characters."""

from bisect import bisect_right
from collections.abc import Iterable


def packed(numbers: Iterable[int]) -> str:
    """The numbers in order, neighbours joined."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def unpacked(text: str) -> list[int]:
    """The numbers one by one."""
    return [number for low, high in _runs(text) for number in range(low, high + 1)]


def number(text: str) -> int:
    """How many numbers the text holds."""
    return sum(high - low + 1 for low, high in _runs(text))


def bounds(text: str) -> tuple[int, int] | None:
    """The least and the greatest number; None of an empty text."""
    runs = _runs(text)
    return (runs[0][0], runs[-1][1]) if runs else None


def holds_any(text: str, numbers: Iterable[int]) -> bool:
    """Whether one of the numbers is among those of the text."""
    runs = _runs(text)
    starts = [low for low, _ in runs]
    for wanted in numbers:
        place = bisect_right(starts, wanted) - 1
        if place >= 0 and wanted <= runs[place][1]:
            return True
    return False


def _runs(text: str) -> list[tuple[int, int]]:
    parts = (run.partition("-") for run in text.split(",") if run)
    return [(int(low), int(high or low)) for low, _, high in parts]
