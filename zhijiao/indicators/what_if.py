"""What if: amounts of a school changed by what somebody types, and the same formulas over them. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from zhijiao.indicators.amounts import Amount, OfSchool
from zhijiao.indicators.book import INGREDIENTS
from zhijiao.kit.text import fold

LONGEST = 16
MOST = Decimal(10**9)


@dataclass(frozen=True)
class Knob:
    """Something that can be more or less; ``moves`` are the amounts that change with it."""

    key: str
    label: str
    unit: str
    moves: tuple[str, ...]
    whole: bool = True


KNOBS = {
    each.key: each
    for each in (
        Knob("students", "在校生", "人", ("students", "full_time")),
        Knob("site", "占地面积", "平方米", ("site",), whole=False),
        Knob("building", "校舍建筑面积", "平方米", ("building",), whole=False),
        Knob("teachers", "专任教师", "人", ("teachers",)),
        Knob("major_teachers", "其中专业教师", "人", ("major_teachers",)),
        Knob("double", "其中双师型", "人", ("double",)),
        Knob("senior", "其中高级职务", "人", ("senior",)),
        Knob("part_time", "兼职教师", "人", ("part_time",)),
        Knob("equipment", "仪器设备总值", "万元", ("equipment",), whole=False),
        Knob("computers", "教学用计算机", "台", ("computers",)),
        Knob("books", "纸质图书", "册", ("books",)),
        Knob("periodicals", "报刊", "种", ("periodicals",)),
        Knob("seats", "阅览室座位", "个", ("seats",)),
        Knob("track", "环形跑道", "米", ("track",)),
    )
}


@dataclass(frozen=True)
class Supposed:
    """What was typed, read: changes by knob, and what is wrong by knob."""

    changes: Mapping[str, Decimal]
    errors: Mapping[str, str]


def read(params: Mapping[str, str], now: OfSchool) -> Supposed:
    """The changes of an address; what cannot be read, or would leave less than nothing, is said by box."""
    changes: dict[str, Decimal] = {}
    errors: dict[str, str] = {}
    for key, knob in KNOBS.items():
        text = fold(params.get(key, "")[: LONGEST + 1]).replace(",", "").strip()
        if not text:
            continue
        change = _number(text, whole=knob.whole)
        if change is None:
            kind = "整数" if knob.whole else "数，最多四位小数"
            errors[key] = f"“{text[:LONGEST]}”不能计算，请填写增减的{kind}，如 100 或 -20"
        elif change:
            errors |= _below_nothing(knob, change, now)
            changes[key] = change
    return Supposed(changes, errors)


def _number(text: str, *, whole: bool) -> Decimal | None:
    try:
        number = Decimal(text.removeprefix("+")) if len(text) <= LONGEST else None
    except InvalidOperation:
        return None
    if number is None or not number.is_finite() or abs(number) > MOST:
        return None
    exact = number == number.to_integral_value() if whole else number == round(number, 4)
    return number if exact else None


def _below_nothing(knob: Knob, change: Decimal, now: OfSchool) -> dict[str, str]:
    for key in knob.moves:
        value = now[key].value
        if value is not None and value + change < 0:
            return {knob.key: f"现有 {value:f}{knob.unit}，减少后会小于0，请减少不超过现有数量"}
    return {}


def supposed(now: OfSchool, changes: Mapping[str, Decimal]) -> OfSchool:
    """The amounts after the changes. An amount that no record tells stays unknown."""
    after = dict(now)
    for key, change in changes.items():
        for moved in KNOBS[key].moves:
            value = after[moved].value
            if value is not None:
                after[moved] = Amount(value + change)
    return after


def unknown(now: OfSchool, changes: Mapping[str, Decimal]) -> list[str]:
    """Labels of what was changed though the forms do not tell how much there is."""
    return [
        INGREDIENTS[moved].label for key in changes for moved in KNOBS[key].moves if now[moved].value is None
    ]
