"""Masked forms of private values, for screens and exports of people who may not see them.

A mask is judged by what its neighbours tell, not by itself. Birth date, sex and region of birth often stand in open
columns of the same list; then 500 identity numbers are left, and any open digit of the last four makes them fewer
than 400. The middle of a mobile number names the city it was bought in. Numbers of different kinds can be the same
number (a bank account that is an identity number, a roll number made of one), so all of them open the same first three
characters.
"""

import json
import re
from collections.abc import Callable

_HIDDEN = "******"
_LONG = 10
"""Shorter numbers and addresses are hidden whole."""
_PLACE = re.compile(r"\D{1,5}?(?:省|市|自治区|自治州|盟)")


def mask(kind: str, text: str | None) -> str:
    """What may be shown of a private value; "" for an empty one.

    Kinds: id and account keep the first 3 characters, phone the first 3 and last 2, address province and city if it
    begins with them, name the first character, file how many there are, text nothing. Values too short to hide
    anything are hidden whole.
    """
    if not text:
        return ""
    return _MASKS[kind](text)


def _start(text: str) -> str:
    """The first three characters, a star for each other."""
    return text[:3] + "*" * (len(text) - 3) if len(text) >= _LONG else _HIDDEN


def _phone(text: str) -> str:
    """The first three and last two characters, a star for each between."""
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) >= _LONG else _HIDDEN


def _account(text: str) -> str:
    """Leave the first three characters of an account open."""
    return text[:3] + _HIDDEN if len(text) >= _LONG else _HIDDEN


def _address(text: str) -> str:
    """Province and city, as far as they stand within the first six characters."""
    if len(text) < _LONG:
        return _HIDDEN
    end = 0
    while found := _PLACE.match(text[:6], end):
        end = found.end()
    return text[:end] + _HIDDEN


def _name(text: str) -> str:
    """The first character, a star for each other."""
    return text[0] + "*" * (len(text) - 1) if len(text) > 1 else "*"


def _files(text: str) -> str:
    """How many files there are, where the text says it; their names may be those of people."""
    try:
        return f"{_HIDDEN}{len(json.loads(text))}个文件"
    except (ValueError, TypeError):
        return _HIDDEN


_MASKS: dict[str, Callable[[str], str]] = {
    "id": _start,
    "phone": _phone,
    "account": _account,
    "address": _address,
    "name": _name,
    "file": _files,
    "text": lambda text: _HIDDEN,
}
KINDS = frozenset(_MASKS)
