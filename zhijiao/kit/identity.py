"""Citizen ID numbers (GB 11643-1999) and student numbers built on them.

python-stdnum works out the check character. Which numbers are good is said here: the library refuses most
residence permits of 港澳台, sets birth dates no limit and explains nothing in Chinese (docs/decisions/0019).
Reasons never repeat the number: it is private, and reasons reach pages, logs and error workbooks.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from zhijiao.kit.text import fold

# First two digits: provinces (GB/T 2260) and 81-83, residence permits for people of 港澳台.
PROVINCES = frozenset(
    f"{number}"
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
EARLIEST_BIRTH = date(1890, 1, 1)

_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
UNDOCUMENTED = "999"
"""What the numbers begin with that schools give to people without a document."""
_UNDOCUMENTED = re.compile(r"999[0-9]{15}")
_OLD_SHAPE = re.compile(r"[0-9]{15}")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What a citizen ID number says about its owner; ``sex`` by GB/T 2261.1: "1" male, "2" female."""

    region: str
    birth: date
    sex: str


def normal_id_number(text: str) -> str:
    """The number as it is stored: half-width, without blanks, capital X."""
    if _SHAPE.fullmatch(text):
        return text
    return fold(text).replace(" ", "").upper()


def judge_id_number(text: str, today: date | None = None) -> IdNumber | str:
    """What a good 18-character number says, else the reason in Chinese why it is none.

    Nobody is born after ``today``.
    """
    number = normal_id_number(text)
    if not _SHAPE.fullmatch(number):
        return _shape_reason(number)
    if number[:2] not in PROVINCES:
        return "证件号码前两位不是省级行政区划代码，请核对"
    birth = _birth(number)
    if birth is None or birth > (today or date.today()):
        return "证件号码第 7～14 位不是有效的出生日期，请核对"
    if check_character(number[:17]) != number[17]:
        return "证件号码校验位不符，请逐位核对是否输错"
    return IdNumber(number[:6], birth, "1" if int(number[16]) % 2 else "2")


def check_id_number(text: str, today: date | None = None) -> str | None:
    """None for a good 18-character number, else the reason in Chinese."""
    judged = judge_id_number(text, today)
    return judged if isinstance(judged, str) else None


def check_id_numbers(texts: list[str | None]) -> dict[int, str]:
    """``check_id_number`` for a column: reasons by index; None and "" are skipped."""
    today = date.today()
    return {
        index: reason for index, text in enumerate(texts) if text and (reason := check_id_number(text, today))
    }


def parse_id_number(text: str) -> IdNumber:
    """What a good number of 18 or 15 characters says; ValueError with the reason otherwise."""
    number = normal_id_number(text)
    if _OLD_SHAPE.fullmatch(number):
        number = upgrade_id_number(number)
    judged = judge_id_number(number)
    if isinstance(judged, str):
        raise ValueError(judged)
    return judged


def upgrade_id_number(text: str) -> str:
    """The 18-character form of a 15-digit number: 19 before the year, check character added."""
    number = normal_id_number(text)
    if not _OLD_SHAPE.fullmatch(number):
        raise ValueError("旧证件号码应为 15 位数字，请核对")
    longer = f"{number[:6]}19{number[6:]}"
    upgraded = longer + check_character(longer)
    if reason := check_id_number(upgraded):
        raise ValueError(reason)
    return upgraded


def check_undocumented_number(text: str) -> str | None:
    """None for the number of somebody without a document, else the reason: 999, school code, five digits.

    The national student system numbers them so.
    """
    number = normal_id_number(text)
    if not _UNDOCUMENTED.fullmatch(number):
        return "无证件人员的编号应为 999 加 10 位学校标识码加 5 位流水号，共 18 位数字"
    if number[5:7] not in PROVINCES:
        return "编号第 4～13 位应为 10 位学校标识码，其第 3～4 位是省级行政区划代码的前两位，请核对"
    return None


def wrong_with_other(number: str, undocumented: bool, other: bool) -> tuple[str, str] | None:
    """What is wrong with a number that is no citizen's, and the remedy. Schools make those of undocumented people, who
    may also have been entered as people with another document.
    """
    school_made = undocumented or (other and number.startswith(UNDOCUMENTED))
    if school_made and (reason := check_undocumented_number(number)):
        return reason, "请按本校规则编号，办好证件后再更改"
    bare = number.replace("-", "").replace("(", "").replace(")", "")
    if not number.isascii() or not bare.isalnum():
        return "证件号码只能由字母和数字组成", "请按证件原样填写"
    return None


def make_id_number(region: str, birth: date, serial: int) -> str:
    """A formally good number for examples, demo data and tests; an odd serial (0-999) is a man's."""
    first = f"{region}{birth:%Y%m%d}{serial:03d}"
    if not re.fullmatch(r"[0-9]{17}", first):
        raise ValueError("region must have 6 digits and serial be between 0 and 999")
    return first + check_character(first)


def check_character(first17: str) -> str:
    """The 18th character to 17 digits (ISO 7064 MOD 11-2)."""
    return ric.calc_check_digit(f"{first17}?")  # takes a whole number and passes over its last character


def check_student_number(text: str, id_number: str | None = None) -> str | None:
    """None for a good national student number (学籍号): G or L and 18 characters, else the reason.

    G numbers carry a checked ID number, which must agree with ``id_number`` where one is given. L numbers are
    temporary; only their shape can be checked.
    """
    number = normal_id_number(text)
    if not re.fullmatch(r"[GL][0-9A-Z]{18}", number):
        return "学籍号应为 G 或 L 开头、后接 18 位数字或字母，请核对"
    if number[0] == "L":
        return None
    if check_id_number(number[1:]):
        return "G 开头的学籍号后 18 位应为有效的身份证号码，请核对"
    if id_number and normal_id_number(id_number) != number[1:]:
        return "G 开头的学籍号与证件号码不一致，请核对两者"
    return None


def _birth(number: str) -> date | None:
    """The birth date in an 18-character number, None where it is no possible one."""
    try:
        birth = date.fromisoformat(number[6:14])
    except ValueError:
        return None
    return birth if birth >= EARLIEST_BIRTH else None


def _shape_reason(number: str) -> str:
    """Why a text has not even the shape of an 18-character number."""
    if _OLD_SHAPE.fullmatch(number):
        return "证件号码是 15 位旧号码，请填写 18 位号码"
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", number):
        return "证件号码被表格软件改成了科学计数法，请把该列设为文本格式后重新填写"
    if len(number) != 18:
        return f"证件号码应为 18 位，现为 {len(number)} 位，请核对"
    return "证件号码前 17 位应为数字，末位为数字或 X，请核对"
