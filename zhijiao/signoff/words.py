"""Reasons that people write: folded, long enough to help, without numbers of persons."""

import re

from zhijiao.kit.text import fold_lines
from zhijiao.signoff.standing import Impossible

SHORTEST, LONGEST = 4, 500
PRIVATE = re.compile(r"\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9}")
"""Numbers of ID cards, bank cards and mobile phones."""


def reason(text: str, what: str) -> str:
    """The words as they are kept.

    Raises:
        Impossible: they are missing, too long, or tell private numbers.
    """
    text = fold_lines(text)
    if len(text) < SHORTEST:
        raise Impossible(f"请填写{what}，不少于 {SHORTEST} 个字。")
    if len(text) > LONGEST:
        raise Impossible(f"{what}最多 {LONGEST} 个字，现有 {len(text)} 个，请删减。")
    if PRIVATE.search(text):
        raise Impossible(f"{what}中不要写身份证号、银行卡号或手机号码，请删去；需要指明人员时写学号或工号。")
    return text
