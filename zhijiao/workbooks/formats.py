"""Number formats of a workbook: which cells are dates, which show more than their number."""

import re
from dataclasses import dataclass, field

from zhijiao.kit.numbers import whole_number
from zhijiao.workbooks.markup import elements

# Formats that every program knows by number, those of Chinese programs included.
_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_YEARLESS = {16, 29, 30, 33, 53, 54, 56, 58}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[ymde]", re.IGNORECASE)
_PADDED = re.compile(r'((?:"[^"]*"|\\.|[-/])*)(0+)((?:"[^"]*"|\\.|[-/])*)')
_TEXT = "@"


@dataclass
class Formats:
    """What the cell styles of a workbook say, by their number in the file."""

    dates: dict[int, bool] = field(default_factory=dict)
    padded: dict[int, tuple[str, int, str]] = field(default_factory=dict)


def formats_of(xml: bytes) -> Formats:
    """Number formats by style, read from the package's styles."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False
    for tag, facts in elements(xml, {"numFmt", "cellStyleXfs", "cellXfs", "xf", "cellStyles", "dxfs"}):
        if tag == "numFmt":
            codes[whole_number(facts.get("numFmtId")) or 0] = facts.get("formatCode", "")
        elif tag == "xf" and inside:
            styles.append(whole_number(facts.get("numFmtId")) or 0)
        elif tag != "xf":
            inside = tag == "cellXfs"
    found = Formats()
    for style, number in enumerate(styles):
        code = codes.get(number)
        if code is None:
            if number in _DATES:
                found.dates[style] = number not in _YEARLESS
            continue
        bare = _BRACKETS.sub("", _LITERAL.sub("", code.split(";")[0]))
        if (
            _DATE_LETTERS.search(bare)
            and "0" not in bare
            and "#" not in bare
            and "general" not in bare.lower()
        ):
            found.dates[style] = bool(re.search("[ye]", bare, re.IGNORECASE))
        elif match := _PADDED.fullmatch(_BRACKETS.sub("", code.split(";")[0])):
            before, after = _words(match[1]), _words(match[3])
            if before or after or len(match[2]) > 1:
                found.padded[style] = (before, len(match[2]), after)
    return found


def _words(literals: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda match: match[1] if match[1] is not None else match[2], literals)
