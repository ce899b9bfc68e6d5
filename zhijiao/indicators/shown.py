"""How values of indicators are written: on pages, in files, in sentences."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zhijiao.indicators.book import INGREDIENTS
from zhijiao.indicators.declare import Condition, Direction
from zhijiao.indicators.judging import Result
from zhijiao.indicators.models import Verdict

CENT = Decimal("0.01")
NOTHING = "—"
KINDS = {Verdict.PASS: "ok", Verdict.SHORT: "bad", Verdict.INCOMPLETE: "warn", Verdict.NONE: "mute"}
"""How a verdict is coloured."""


def number(value: Decimal | None) -> str:
    """A number with thousands set apart and at most two places; nothing is a dash."""
    if value is None:
        return NOTHING
    rounded = value.quantize(CENT, ROUND_HALF_UP)
    text = f"{rounded:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: Decimal | None, unit: str) -> str:
    """A number with its unit."""
    if value is None:
        return NOTHING
    return f"{number(value)}{unit}" if unit == "%" else f"{number(value)} {unit}".strip()


def value_of(indicator: Condition, value: Decimal | None) -> str:
    """A value of an indicator: 1:18.5 of 师生比, else the number with its unit."""
    if indicator.ratio:
        return NOTHING if value is None else f"1:{number(value)}"
    return with_unit(value, indicator.unit)


def standard_of(indicator: Condition, bound: Decimal | None) -> str:
    """What the standard asks, as 不低于 33 平方米 or 20% 左右."""
    if bound is None:
        return NOTHING
    text = value_of(indicator, bound)
    if indicator.direction is Direction.ABOUT:
        return f"{text} {indicator.direction.value}"
    return f"{indicator.direction.value} {text}"


def missing(indicator: Condition, gap: Decimal, needed: Decimal) -> str:
    """By how much a value falls short, and what would mend it."""
    if indicator.direction is Direction.ABOUT:
        return f"与标准相差 {number(gap + indicator.leeway)} 个百分点，允许 {number(indicator.leeway)} 个"
    key = indicator.under if indicator.direction is Direction.AT_MOST else indicator.over
    amount = INGREDIENTS[key]
    return f"还差{amount.label} {with_unit(needed, amount.unit)}"


def said(result: Result) -> str:
    """What stands beside the verdict: what is missing, or which records are."""
    if result.verdict is Verdict.SHORT:
        return missing(result.indicator, result.gap, result.needed)
    return "；".join(result.lacking)


def reckoned(result: Result) -> str:
    """The formula with its figures: 40,000 ÷ 1,200."""
    indicator, parts = result.indicator, [number(result.over.value)]
    if result.under is None or result.value is None:
        return ""
    if indicator.factor != 1 and indicator.unit != "%":
        parts.append(f"× {number(indicator.factor)}")
    parts.append(f"÷ {number(result.under.value)}")
    return " ".join(parts)


@dataclass(frozen=True)
class Basis:
    """Where a standard comes from, as a reader is told."""

    document: str
    article: str
    doubtful: bool
    provincial: bool
    note: str


def bases(result: Result) -> list[Basis]:
    """The documents of a result's standard, each once."""
    found = {
        (limit.document, limit.article): Basis(
            limit.document, limit.article, not limit.seen, limit.provincial, limit.note
        )
        for limit in result.limits
    }
    return list(found.values())
