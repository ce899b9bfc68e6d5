"""Search terms: how a name is cut for the index, and which terms a typed text asks for.

Chinese names have no words, and one or two characters are a usual query, so neither word nor trigram indexes
serve. A name is cut into its single characters and pairs of neighbours, and its pinyin initials into pairs and
triples: 王小明 gives 王 小 明 王小 小明 wx xm wxm. Any part of a name is then found by one or a few whole terms.
"""

import re
from dataclasses import dataclass
from operator import add

from zhijiao.kit.pinyin import initials
from zhijiao.kit.text import fold

_HAN = "\u3400-\u9fff\U00020000-\U0003134f"
_PIECES = re.compile(rf"[{_HAN}]+|[a-z0-9]+")
_HAN_ONLY = re.compile(rf"[{_HAN}]+")
_ORG_MARK = "属"


def org_term(org_id: int) -> str:
    """The term that all records below one province, or of one school, carry; no piece of a name looks like it."""
    return f"{_ORG_MARK}{org_id}"


def words_of(text: str) -> list[str]:
    """Signs, pairs of neighbouring signs, and Latin words and numbers of a text."""
    terms = []
    for piece in [text] if _HAN_ONLY.fullmatch(text) else _PIECES.findall(fold(text).lower()):
        if piece.isascii():
            terms.append(piece)
        else:
            terms += piece
            terms += map(add, piece, piece[1:])
    return terms


def name_terms(name: str) -> list[str]:
    """The terms under which a name is found."""
    terms = words_of(name)
    letters = initials(name)
    terms += map(add, letters, letters[1:])
    return terms + _grams(letters, 3)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a typed text asks for.

    ``terms`` has one entry per piece of the text: a list of alternatives, each a list of terms. A name is found
    if it has, for every piece, all terms of one alternative. ``contained`` are the pieces whose terms might also
    stand in another order and which the name must therefore contain as they are.
    """

    terms: list[list[list[str]]]
    contained: list[str]


def wanted(text: str) -> Wanted:
    """Cut a typed text into what is to be looked up.

    A Latin piece is a word of the name or a run of pinyin initials; one letter alone would find nearly everybody
    and is passed over.
    """
    terms, contained = [], []
    for piece in _PIECES.findall(fold(text).lower()):
        if not piece.isascii():
            terms.append([_grams(piece, 2) or [piece]])
            contained += [piece] if len(piece) > 2 else []
        elif piece.isdigit():
            terms.append([[piece]])
        elif len(piece) > 1:
            letters = _grams(piece, 3) or [piece]
            terms.append([letters] if letters == [piece] else [[piece], letters])
    return Wanted(terms, contained)


def _grams(text: str, length: int) -> list[str]:
    """All runs of so many neighbouring characters."""
    return [text[start : start + length] for start in range(len(text) - length + 1)]
