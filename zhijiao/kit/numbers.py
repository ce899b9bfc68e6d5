"""Whole numbers in what a browser or a program sends."""

from collections.abc import Iterable

LARGEST = 2**63 - 1
"""The largest number an id column holds on both databases."""


def whole_number(text: object, most: int = LARGEST) -> int | None:
    """The number that a text of ASCII digits names, None for any other text or one above ``most``.

    ``int()`` alone refuses some characters that ``str.isdigit()`` calls digits ("²"), takes those of other scripts
    ("٣"), blanks, signs and underscores, and passes on numbers that no column holds.
    """
    digits = text if isinstance(text, str) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
        return None
    number = int(digits)
    return number if number <= most else None


def whole_numbers(texts: Iterable[str]) -> list[int]:
    """The numbers among the texts, in their order; whatever is none is passed over."""
    return [number for number in map(whole_number, texts) if number is not None]
