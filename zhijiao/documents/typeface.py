"""The one face that PDF files and charts are set in. It comes with the program: files look alike everywhere.

See docs/decisions/0028.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

NAME = "zhijiao"
FILE = Path(__file__).parent / "fonts" / "wqy-microhei" / "wqy-microhei.ttc"
ABSENT = "〓"  # what printers set for a character they do not have
ASCENT, DESCENT = 0.86, 0.22  # of the size; where a line's own middle is


@cache
def font() -> Any:
    """The face, read and made known to the PDF library once per process, which loads that library then."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = TTFont(NAME, str(FILE), subfontIndex=0)
    pdfmetrics.registerFont(made)
    return made


def width(text: str, size: float) -> float:
    """How wide a text is, in points."""
    widths, default = font().face.charWidths, font().face.defaultWidth
    return float(sum(widths.get(ord(letter), default) for letter in text) * size / 1000)


class Absent:
    """Characters of one document that the face does not have."""

    def __init__(self) -> None:
        self.letters: dict[str, None] = {}

    def shown(self, text: str) -> str:
        """The text with 〓 for what cannot be shown."""
        has = font().face.charToGlyph
        if all(letter == "\n" or ord(letter) in has for letter in text):
            return text
        return "".join(self._letter(letter, has) for letter in text)

    def _letter(self, letter: str, has: dict[int, int]) -> str:
        if letter == "\n" or ord(letter) in has:
            return letter
        self.letters[letter] = None
        return ABSENT

    def note(self) -> str:
        """What a reader is told of them; nothing if all could be shown."""
        if not self.letters:
            return ""
        codes = [f"U+{ord(letter):04X}" for letter in self.letters]
        more = f" 等 {len(codes)} 个" if len(codes) > 30 else ""
        said = f"本文件中的“{ABSENT}”代替字库中没有的字符（Unicode 编码 {_listed(codes)}{more}），"
        return said + "其字形请见 Word 文件或系统页面。"


def _listed(codes: Iterable[str]) -> str:
    return "、".join(list(codes)[:30])
