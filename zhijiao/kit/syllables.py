"""Syllables of Chinese characters and of the program's own terms, from shipped tables; a library reads the rest.

The library's tables cost every process half a second and 50 MB, and no page or import needs them: which reading a
character usually has, and how the terms of code tables, forms and items are read, is written down beforehand
(`tools/pinyin_tables.py`; a test compares both with the library). Syllables are lower case without tones, ü as "v".
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "syllable_tables"
"""``characters.txt``: a line per syllable with the characters usually read so, those that have other readings last.
``terms.txt``: a line per term with a character of several readings, and its syllables where it is not read usually."""

# Characters whose first letter depends on the word; only terms with one of them are looked up as phrases.
_SEVERAL_LETTERS = re.compile(
    "[重长厦朝会行解单调传降藏参校系便弹盛省宿种曾奇殖属折乘臭给车适蔚坻茄枞铅阿泌陂番埔犍尉乐]"
)


def of_character(character: str) -> str:
    """The usual reading of one character; anything else as it is."""
    return _usual().get(character) or library()(character)[0]


def of_term(term: str, *, letters: bool = False) -> list[str]:
    """Syllables of a run of characters, read in context; with ``letters`` only their first letters are relied on."""
    if term in (known := _terms()):
        return known[term] or [of_character(character) for character in term]
    several = _SEVERAL_LETTERS.search(term) if letters else not _single().issuperset(term)
    return library()(term) if several else [of_character(character) for character in term]


@cache
def library() -> Callable[..., list[str]]:
    """The library's reading of a text, syllable by syllable; imported late because of its size."""
    from pypinyin import lazy_pinyin, load_phrases_dict, load_single_dict

    load_single_dict({ord("长"): "cháng"})  # 长治, 长子县; phrases such as 校长 are known as such
    load_phrases_dict(
        {
            "朝阳": [["cháo"], ["yáng"]],
            "蔚县": [["yù"], ["xiàn"]],
            "南乐县": [["nán"], ["lè"], ["xiàn"]],
            "民乐县": [["mín"], ["lè"], ["xiàn"]],
        }
    )
    return lazy_pinyin


def _lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()]


@cache
def _usual() -> dict[str, str]:
    """The usual reading of each character of the basic block."""
    return {character: each[0] for each in _lines("characters.txt") for run in each[1:] for character in run}


@cache
def _single() -> frozenset[str]:
    """Characters with one reading, whatever word they stand in."""
    return frozenset("".join(each[1] for each in _lines("characters.txt")))


@cache
def _terms() -> dict[str, list[str]]:
    """The program's own terms; no syllables where each character is read as usual."""
    return {each[0]: each[1].split() if len(each) > 1 else [] for each in _lines("terms.txt")}
