"""Reading what people typed in a chapter; everything wrong is said with its item, value and remedy."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from zhijiao.annual_reports import outline
from zhijiao.annual_reports.outline import Indicator
from zhijiao.kit.text import fold, fold_lines
from zhijiao.quality.finding_actions import PRIVATE

LONGEST_TEXT, LONGEST_ESSAY = 500, 8000
LARGEST = Decimal(10) ** 13
Problems = dict[str, str]


def read(chapter: str, sent: Mapping[str, str]) -> tuple[dict[str, str], Problems]:
    """Values of a chapter by key as they are kept, and what is wrong with them; what was not sent is left out."""
    values: dict[str, str] = {}
    problems: Problems = {}
    for found in outline.of_chapter(chapter).values():
        for each in found:
            if each.typed and each.key in sent:
                try:
                    values[each.key] = _value(each, sent[each.key])
                except ValueError as wrong:
                    problems[each.key] = str(wrong)
    for key in outline.essays(chapter):
        if key in sent:
            values[key] = fold_lines(sent[key][: 2 * LONGEST_ESSAY])
            if said := _words(values[key], LONGEST_ESSAY):
                problems[key] = said
    return values, problems


def _value(each: Indicator, sent: str) -> str:
    if each.kind == "number":
        return _number(each, fold(sent[:60]).replace(",", ""))
    if each.options:
        if sent and sent not in each.options:
            raise ValueError(f"“{each.item}”请从“{'、'.join(each.options)}”中选择")
        return sent
    text = fold_lines(sent[: 2 * LONGEST_TEXT])
    if said := _words(text, LONGEST_TEXT):
        raise ValueError(f"“{each.item}”{said}")
    return text


def _number(each: Indicator, text: str) -> str:
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"“{each.item}”应为数字，“{text}”不是，请只填数字") from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"“{each.item}”应为数字，“{text}”不是，请只填数字")
    if not 0 <= number < LARGEST or exponent < -4:
        raise ValueError(f"“{each.item}”应为不小于 0、小数不超过 4 位的数，请核对“{text}”")
    if each.unit == "%" and number > 100:
        raise ValueError(f"“{each.item}”为百分数，应在 0 至 100 之间，请核对“{text}”")
    if each.unit in ("人", "人次", "个") and number != number.to_integral_value() and "生均" not in each.item:
        raise ValueError(f"“{each.item}”应为整数，请核对“{text}”")
    return format(number, "f")


def _words(text: str, most: int) -> str:
    """What is wrong with words."""
    if len(text) > most:
        return f"不超过 {most} 字，现有 {len(text)} 字，请精简"
    if PRIVATE.search(text):
        return "含有身份证件号、手机号码等个人隐私，年报要公开，请删去"
    return ""
