"""How many numbers stay possible for a person, from all that somebody has read about him.

Judged to the attacker's favour: region of birth, birth date and sex are always taken as known, whatever is open of the
number in any answer is put together, and a mask counts for a number if it could be of it.
"""

import re
from collections.abc import Iterable

from zhijiao.kit.identity import check_character

_STARS = re.compile(r"\*{3,}")
_BEFORE, _AFTER = re.compile(r"[0-9A-Za-z+-]*\Z"), re.compile(r"[0-9A-Za-z]*")
_LONGEST = 32
_LETTERS_BEFORE = re.compile(r"^[A-Za-z]+")
WINDOW = 6
"""So many digits in a row that stand in the number too are taken from it; its last four, where they stand alone."""
OF_A_CITY = 40
"""Beginnings of mobile numbers (7 digits) that one city has under the first three."""


class Readings:
    """Everything somebody has read, looked through for masks once."""

    def __init__(self, texts: Iterable[str]):
        self.text = "\n".join(texts)
        self.masks = {self._around(found) for found in _STARS.finditer(self.text)}

    def _around(self, stars: re.Match[str]) -> tuple[str, str]:
        """What stands open before and after the stars."""
        before = _BEFORE.search(self.text, max(0, stars.start() - _LONGEST), stars.start())
        after = _AFTER.match(self.text, stars.end(), stars.end() + _LONGEST)
        return _LETTERS_BEFORE.sub("", before[0]), after[0]

    def known_places(self, number: str) -> set[int]:
        """Places of a number that the texts tell."""
        known: set[int] = set()
        for before, after in self.masks:
            if number.startswith(before) and number.endswith(after):
                known |= {*range(len(before)), *range(len(number) - len(after), len(number))}
        for start in range(len(number) - WINDOW + 1):
            if number[start : start + WINDOW] in self.text:
                known |= set(range(start, start + WINDOW))
        if re.search(rf"(?<![0-9A-Za-z]){number[-4:]}(?![0-9A-Za-z])", self.text):
            known |= set(range(len(number) - 4, len(number)))
        return known


def identity_numbers(number: str, known: set[int]) -> int:
    """Identity numbers that agree with region, birth date, sex and the places known."""
    start, odd = number[:14], int(number[16]) % 2
    found = 0
    for serial in range(1000):
        if serial % 2 == odd:
            body = f"{start}{serial:03d}"
            guess = body + check_character(body)
            found += all(guess[place] == number[place] for place in known if place >= 14)
    return found


def telephones(number: str, known: set[int]) -> int:
    """Mobile numbers of people of a known city that agree with the places known."""
    middle = 10 ** len(set(range(3, 7)) - known)
    return min(middle, OF_A_CITY) * 10 ** len(set(range(7, 11)) - known)


def bank_cards(number: str, known: set[int]) -> int:
    """Card numbers of a known bank (six digits) with a right check digit."""
    hidden = set(range(6, len(number))) - known
    return 10 ** (len(hidden) - 1) if hidden else 1
