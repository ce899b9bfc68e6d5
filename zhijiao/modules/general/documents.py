"""Numbers of journals and patents; each function gives the reason why a text is none, or None if it is good."""

import re

ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
CN = re.compile(r"CN\d{2}-\d{4}(?:/[A-Z][A-Z0-9]*)?")
PATENT = re.compile(r"(?:ZL|CN)?(\d{8}|\d{12})\.?([\dX])")
FOREIGN_PATENT = re.compile(r"PCT/CN\d{4}/\d{5,6}|(?!CN|ZL)[A-Z]{2}\d[\dA-Z/,.]{4,15}")
PATENT_KINDS = {"1": "1", "2": "2", "3": "3", "8": "1", "9": "2"}
"""Code of patent_kind by the digit after the year; 8 and 9 are PCT applications that entered China."""

FIRST_YEAR = "85"
"""The first year of the patent law, as two digits."""


def serial_reason(text: str) -> str | None:
    """CN number of a Chinese journal, or an ISSN with a right check digit (GB/T 9999-2001)."""
    folded = text.upper().replace(" ", "")
    if CN.fullmatch(folded):
        return None
    folded = folded.removeprefix("ISSN")
    if not ISSN.fullmatch(folded):
        return "刊号应为CN号（如 CN11-4711/G4）或ISSN号（如 1672-0601），请照版权页填写"
    digits = folded.replace("-", "")
    if sum(_digit(d) * (8 - i) for i, d in enumerate(digits)) % 11:
        return "ISSN号的校验位不符，请对照版权页逐位核对"
    return None


def patent_reason(text: str) -> str | None:
    """Chinese patent or application number with its check digit: 8+1 digits before October 2003, then 12+1.

    Weights 2 to 9, then 2 to 5, modulo 11, X for ten (ZC 0006-2003). International and foreign numbers are only
    looked at for their form.
    """
    if FOREIGN_PATENT.fullmatch(text.upper().replace(" ", "")):
        return None
    found = _patent(text)
    if not found:
        return "专利号应为ZL加12位数字、小数点和校验位，如 ZL201710601862.3；申请中的不写ZL"
    number, check = found.groups()
    remainder = sum(int(d) * (i % 8 + 2) for i, d in enumerate(number)) % 11
    return None if "0123456789X"[remainder] == check else "专利号的校验位不符，请对照证书逐位核对"


def patent_kind(text: str) -> str:
    """Code (patent_kind) that a number tells by its digit after the year; "" where it tells none."""
    found = _patent(text)
    if not found:
        return ""
    number = found[1]
    return PATENT_KINDS.get(number[4 if len(number) == 12 else 2], "")


def patent_year(text: str) -> int | None:
    """Year of application that a number begins with; None where it tells none."""
    found = _patent(text)
    if not found:
        return None
    number = found[1]
    if len(number) == 12:
        return int(number[:4])
    return int(number[:2]) + (1900 if number[:2] >= FIRST_YEAR else 2000)


def _patent(text: str) -> re.Match[str] | None:
    """A number taken apart, whatever blanks were typed."""
    return PATENT.fullmatch(text.upper().replace(" ", ""))


def _digit(text: str) -> int:
    """Value of a check digit, X being ten."""
    return 10 if text == "X" else int(text)
