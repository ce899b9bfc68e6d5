"""Unified social credit codes (GB 32100-2015) and organisation codes (GB 11714-1997).

python-stdnum works out the check character of a credit code; it knows no organisation codes, and takes no code whose
first two characters are letters (docs/decisions/0019).
"""

import re
from operator import mul

from stdnum.cn import uscc

from zhijiao.kit.text import fold

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_CREDIT_CHARACTERS = frozenset(CREDIT_ALPHABET)
_ORG_VALUES = {char: value for value, char in enumerate(ORG_ALPHABET)}
_CREDIT_SHAPE = re.compile(rf"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")
_ORG_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]")


def normal_credit_code(text: str) -> str:
    """The code as it is stored: half-width capitals without blanks."""
    return fold(text).replace(" ", "").upper()


def normal_org_code(text: str) -> str:
    """The nine characters of an organisation code, without its hyphen."""
    return normal_credit_code(text).replace("-", "")


def check_credit_code(text: str) -> str | None:
    """None for a good unified social credit code, else the reason in Chinese."""
    code = normal_credit_code(text)
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，“{text}”有 {len(code)} 位，请核对"
    strange = sorted(set(code) - _CREDIT_CHARACTERS)
    if strange:
        return f"统一社会信用代码不使用字符 {'、'.join(strange)}（没有 I、O、S、V、Z），请核对“{text}”"
    if not _CREDIT_SHAPE.fullmatch(code):
        return f"统一社会信用代码第 3～8 位应为 6 位行政区划数字，请核对“{text}”"
    if credit_check_character(code[:17]) != code[17]:
        return f"统一社会信用代码“{text}”的校验位不符，请逐位核对"
    return None


def check_org_code(text: str) -> str | None:
    """None for a good organisation code (with or without hyphen) or unified code, else the reason."""
    code = normal_org_code(text)
    if len(code) == 18:
        return check_credit_code(code)
    if not _ORG_SHAPE.fullmatch(code):
        return (
            f"组织机构代码应为 8 位数字或大写字母加 1 位校验位，也可填 18 位统一社会信用代码，请核对“{text}”"
        )
    if org_check_character(code[:8]) != code[8]:
        return f"组织机构代码“{text}”的校验位不符，请逐位核对"
    return None


def make_credit_code(kind: str, region: str, body: str) -> str:
    """A formally good code for examples and tests.

    ``kind`` is the first two characters (12 public institution, 52 private school, 91 enterprise), ``region``
    six digits, ``body`` the first eight characters of the organisation code.
    """
    first = f"{kind}{region}{body}{org_check_character(body)}"
    if len(first) != 17 or not set(first) <= _CREDIT_CHARACTERS:
        raise ValueError("kind must have 2, region 6 and body 8 characters of the credit code alphabet")
    return first + credit_check_character(first)


def credit_check_character(first17: str) -> str:
    """The 18th character to the first 17."""
    return uscc.calc_check_digit(first17)


def org_check_character(first8: str) -> str:
    """The ninth character of an organisation code to its first eight."""
    rest = -sum(map(mul, ORG_WEIGHTS, map(_ORG_VALUES.__getitem__, first8))) % 11
    return "X" if rest == 10 else str(rest)
