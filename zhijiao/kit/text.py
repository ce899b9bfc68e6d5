"""Folding of typed and pasted text.

``fold`` gives the value that is stored; ``match_key`` gives the looser key by which two spellings of one
name are found to be the same ("ＡＢ（甲）" and "ab(甲)").
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

# Full-width marks that Chinese text is meant to contain; NFKC would turn them into ASCII or split them.
_KEPT = "，；：？！（）～…—·￥"
_CLEAN = r"\x21-\x7e\u4e00-\u9fff\u3400-\u4dbf\u3001-\u3002\u300a-\u3011\u201c\u201d\u2018\u2019" + _KEPT
_DIRTY = re.compile(rf"[^{_CLEAN} ]|  |\A | \Z")
_DIRTY_COLUMN = re.compile(rf"[^{_CLEAN} \n]|  |(?:\A|\n) | (?:\n|\Z)")
_TO_FOLD = re.compile(rf"[^{_CLEAN} \n]+")
_INVISIBLE = re.compile(  # with lone surrogates, which JSON can carry and no database can store
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_BLANKS_IN_LINE = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_GAP = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
# What keyboards and fonts offer for the dot in names of minorities and foreigners; the full stop only between Han.
_DOTS = re.compile(rf"\s*[·•‧∙⋅・᛫⸱]\s*|(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])")
_VARIATIONS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def fold(text: str) -> str:
    """One line of typed text as it is stored.

    Full-width letters, digits and signs become half-width, Chinese punctuation stays, invisible characters
    vanish, every run of blanks (also line breaks and U+3000) becomes one space, the ends are stripped.
    """
    if not _DIRTY.search(text):
        return text
    return _BLANKS.sub(" ", _half_width(text)).strip()


def fold_lines(text: str) -> str:
    """Like ``fold`` for text of several lines: line breaks stay (as a line feed)."""
    lines = _BLANKS_IN_LINE.sub(" ", _half_width(_LINE_END.sub("\n", text))).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")


def fold_name(text: str) -> str:
    """A person's name: folded, without the blanks people put between Chinese characters, any dot as “·”."""
    return _DOTS.sub("·", _HAN_GAP.sub("", fold(_VARIATIONS.sub("", text))))


def fold_column(cells: Sequence[Any]) -> list[Any]:
    """``fold`` for a whole column; cells that are no text (None, numbers, dates) are passed through."""
    texts = [cell for cell in cells if type(cell) is str]
    joined = "\n".join(texts)
    if joined.count("\n") < max(len(texts), 1) and not _DIRTY_COLUMN.search(joined):
        return list(cells)
    known: dict[str, str] = {}
    return [_fold_known(cell, known) if type(cell) is str else cell for cell in cells]


def match_key(text: str) -> str:
    """Key for comparing names: full compatibility folding, lower case, no blanks at all."""
    if text.isascii():
        return "".join(text.lower().split())
    return "".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().split())


def _half_width(text: str) -> str:
    """Normalise every stretch outside the clean alphabet to NFKC and drop invisible characters."""
    return _TO_FOLD.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _INVISIBLE.sub("", text))


def _fold_known(text: str, known: dict[str, str]) -> str:
    """Fold with a memory, because columns repeat their values."""
    folded = known.get(text)
    if folded is None:
        folded = known[text] = fold(text)
    return folded
