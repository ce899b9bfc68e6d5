"""School codes (学校标识码): two digits for the kind of institution, two for the province, six serial digits.

The structure follows published lists of institutions; no check digit is known. Secondary vocational schools
begin with 36; an institution with attached secondary classes keeps its own beginning (41, 42, 34 ...).
"""

import re

from zhijiao.kit.text import fold

VOCATIONAL = "36"
# Provinces of GB/T 2260; 66 is used by the Xinjiang Production and Construction Corps.
_PROVINCES = frozenset(
    f"{number}"
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 66))
    for number in range(first, last + 1)
)
_SHAPE = re.compile(r"[0-9]{10}")
_KEEPS_OWN_CODE = ("attached", "other")


def check_school_code(text: str, school_type: str = "continuing") -> str | None:
    """None for a code that a school of this type can have, else the reason in Chinese."""
    code = fold(text)
    if not _SHAPE.fullmatch(code):
        return f"学校标识码应为 10 位数字，请核对“{text}”"
    if school_type in _KEEPS_OWN_CODE:
        return None
    if code[:2] != VOCATIONAL:
        return f"中职学校的标识码以 36 开头，请核对“{text}”；附设中职班和其他教育机构请改选学校类型"
    if code[2:4] not in _PROVINCES:
        return f"学校标识码第 3～4 位应为省级行政区划代码的前两位，请核对“{text}”"
    return None


def province_digits(code: str) -> str:
    """The first two digits of the province's region code in a school code."""
    return code[2:4]


def make_school_code(province: str, serial: int, kind: str = VOCATIONAL) -> str:
    """A formally good code for examples, demo data and tests; ``province`` is two digits."""
    code = f"{kind}{province}{serial:06d}"
    if not _SHAPE.fullmatch(code):
        raise ValueError("kind and province must have 2 digits and serial be between 0 and 999999")
    return code
