"""docs/security.md: complete, with states that are defined, and no test or file that is not there."""

import re

from tests.house.sources import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| \d+\.\d", line)
]
STATES = {"met", "partly", "not", "site", "—"}
NEED_A_TEST = {"met", "partly"}
ASVS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2,
    "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3,
    "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3,
    "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3,
    "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2,
    "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1,
    "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""How many requirements of levels 1 and 2 each section of ASVS 5.0 has; they are the first of each section."""
PROTECTION = {
    "8.1.4.1": 4, "8.1.4.2": 7, "8.1.4.3": 4, "8.1.4.4": 6, "8.1.4.5": 1, "8.1.4.6": 1, "8.1.4.7": 2, "8.1.4.8": 2,
    "8.1.4.9": 3, "8.1.4.10": 2, "8.1.4.11": 2,
}  # fmt: skip
"""How many lettered requirements each part of 8.1.4 has."""


def numbers(cell: str) -> list[str]:
    """The requirements of a row: single ones and spans."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition(" – ")
        start, end = (re.fullmatch(r"(.+?)[. ](\w+)\)?", each) for each in (first, last or first))
        assert start[1] == end[1], part
        if start[2].isalpha():
            found += [f"{start[1]} {chr(code)})" for code in range(ord(start[2]), ord(end[2]) + 1)]
        else:
            found += [f"{start[1]}.{number}" for number in range(int(start[2]), int(end[2]) + 1)]
    return found


def test_every_requirement_stands_there_once_and_in_order():
    asked = [f"{section}.{number}" for section, most in ASVS.items() for number in range(1, most + 1)]
    asked += [f"{part} {chr(97 + n)})" for part, most in PROTECTION.items() for n in range(most)]
    found = [number for row in ROWS for number in numbers(row[0])]
    assert sorted(found) == sorted(asked)


def test_every_chapter_has_its_table():
    assert re.findall(r"^### V(\d+) ", TEXT, re.M) == [str(number) for number in range(1, 18)]
    for row in ROWS:
        if not row[0].startswith("8.1.4."):
            chapter = row[0].split(".")[0]
            before = TEXT[: TEXT.index(f"| {row[0]} |")]
            assert re.findall(r"^### V(\d+) ", before, re.M)[-1] == chapter, row[0]


def test_each_row_is_whole():
    for row in ROWS:
        assert len(row) == 5, row
        number, asked, state, how, tests = row
        assert asked, number
        assert how, f"{number} says neither how nor why not"
        assert state in STATES, number
        named = re.findall(r"`(tests/[\w/.-]+\.py)`", tests)
        assert bool(named) == (state in NEED_A_TEST), f"{number} is {state!r} and names {named}"
        assert tests == ", ".join(f"`{path}`" for path in named), number


def test_every_path_and_document_named_is_there():
    paths = set(re.findall(r"`((?:tests|zhijiao|docs)/[\w/.-]+)`", TEXT))
    assert len(paths) > 60
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    links = set(re.findall(r"\]\(([^)#:]+)\)", TEXT))
    assert {link for link in links if not (ROOT / "docs" / link).exists()} == set()


def test_every_variable_named_is_a_setting():
    settings = (ROOT / "docs" / "operations" / "settings.md").read_text("utf-8")
    assert {word for word in re.findall(r"`(ZHIJIAO_[A-Z_]+)", TEXT) if f"`{word}`" not in settings} == set()
