"""Holding the amounts of a school against the figures: value, verdict, how much is lacking. No queries here.

The page of a school, what is stored for areas and the what-if box all come through :func:`judge`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from zhijiao.indicators.amounts import Amount, OfSchool, amounts
from zhijiao.indicators.book import INDICATORS, INGREDIENTS, PROJECT
from zhijiao.indicators.declare import Condition, Direction
from zhijiao.indicators.limits import Limit, Limits, Scope
from zhijiao.indicators.models import Verdict
from zhijiao.quality.rule_data import RuleData

Bounds = Callable[[str], Limit | None]
COUNTED = ("人", "个", "台", "册", "种")
"""Units that come whole: what is lacking is rounded up."""


@dataclass(frozen=True)
class Result:
    """An indicator of a school.

    Attributes:
        bound: the figure it is held against; ``limits`` say where it comes from.
        gap: by how much the value falls short, in its own unit.
        needed: how much more there has to be of ``needed_of``, all else unchanged.
        lacking: what the records do not tell.
    """

    indicator: Condition
    over: Amount
    under: Amount | None
    value: Decimal | None
    bound: Decimal | None
    limits: tuple[Limit, ...]
    verdict: Verdict
    gap: Decimal = Decimal(0)
    needed: Decimal = Decimal(0)
    lacking: tuple[str, ...] = ()

    @property
    def needed_of(self) -> str:
        """Key of the amount that has to grow."""
        at_most = self.indicator.direction is Direction.AT_MOST
        return self.indicator.under if at_most else self.indicator.over

    @property
    def doubtful(self) -> bool:
        """Whether a figure has not been compared with its document."""
        return any(not limit.seen for limit in self.limits)


@dataclass(frozen=True)
class Sheet:
    """All indicators of one school."""

    scope: Scope
    results: dict[str, Result]

    def count(self, *verdicts: Verdict) -> int:
        """How many indicators have one of the verdicts."""
        return sum(result.verdict in verdicts for result in self.results.values())

    @property
    def project_short(self) -> int:
        """How many of the nine monitored indicators are not shown to be met."""
        unmet = (Verdict.SHORT, Verdict.INCOMPLETE)
        return sum(self.results[key].verdict in unmet for key in PROJECT if key in self.results)


def sheets(data: RuleData) -> dict[int, Sheet]:
    """The indicators of all schools of the data, by school; so many queries for one as for many."""
    found, limits = amounts(data), Limits(data)
    return {school: sheet_of(found[school], limits, school) for school in found}


def sheet_of(found: OfSchool, limits: Limits, school: int) -> Sheet:
    """The indicators of a school from its amounts."""

    def bounds(key: str) -> Limit | None:
        return limits.of(key, school)

    return Sheet(limits.scopes[school], {key: judge(each, found, bounds) for key, each in INDICATORS.items()})


def judge(indicator: Condition, found: OfSchool, bounds: Bounds) -> Result:
    """One indicator from the amounts of a school."""
    over = found[indicator.over]
    under = found[indicator.under] if indicator.under else None
    limits = tuple(filter(None, map(bounds, indicator.figures)))
    lacking = _lacking(indicator, found, judged=bool(limits))
    value = None if over.value is None else _value(indicator, over.value, under)
    bound = _bound(indicator, found, limits)
    if value is None or (limits and bound is None):
        verdict = Verdict.INCOMPLETE if limits or value is None else Verdict.NONE
        return Result(indicator, over, under, value, bound, limits, verdict, lacking=lacking)
    if bound is None:
        return Result(indicator, over, under, value, None, (), Verdict.NONE)
    gap = _gap(indicator, value, bound)
    needed = _needed(indicator, over, under, bound) if gap else Decimal(0)
    verdict = Verdict.SHORT if gap else Verdict.PASS
    return Result(indicator, over, under, value, bound, limits, verdict, gap, needed, lacking)


def _lacking(indicator: Condition, found: OfSchool, *, judged: bool) -> tuple[str, ...]:
    """What the records lack, each once; what a bound is made of counts only where there is a standard."""
    wanted = indicator.ingredients if judged else tuple(filter(None, (indicator.over, indicator.under)))
    said = [words for key in wanted for words in found[key].lacking]
    under = found[indicator.under] if indicator.under else None
    if under and under.value == 0:
        said.append(f"{INGREDIENTS[indicator.under].label}为0，不能计算")
    return tuple(dict.fromkeys(said))


def _value(indicator: Condition, over: Decimal, under: Amount | None) -> Decimal | None:
    """The value; None where there is nothing to divide by."""
    if under is None:
        return over
    return over * indicator.factor / under.value if under.value else None


def _bound(indicator: Condition, found: OfSchool, limits: tuple[Limit, ...]) -> Decimal | None:
    if len(limits) < len(indicator.figures):
        return None
    if not indicator.parts:
        return limits[0].value
    bound = Decimal(0)
    for limit, (_, key) in zip(limits, indicator.parts, strict=True):
        amount = found[key].value
        if amount is None:
            return None
        bound += limit.value * amount / 100
    return bound.to_integral_value(ROUND_FLOOR)


def _gap(indicator: Condition, value: Decimal, bound: Decimal) -> Decimal:
    """By how much the value misses the standard; 0 where it is met."""
    if indicator.direction is Direction.AT_LEAST:
        return max(bound - value, Decimal(0))
    if indicator.direction is Direction.AT_MOST:
        return max(value - bound, Decimal(0))
    return max(abs(value - bound) - indicator.leeway, Decimal(0))


def _needed(indicator: Condition, over: Amount, under: Amount | None, bound: Decimal) -> Decimal:
    """How much more of the amount that has to grow would meet the standard."""
    above, below = over.value or Decimal(0), (under.value or Decimal(0)) if under else Decimal(1)
    if indicator.direction is Direction.AT_MOST:
        unit, missing = INGREDIENTS[indicator.under].unit, above * indicator.factor / bound - below
    else:
        least = bound - indicator.leeway
        unit, missing = INGREDIENTS[indicator.over].unit, least * below / indicator.factor - above
    missing = max(missing, Decimal(0))
    return missing.to_integral_value(ROUND_CEILING) if unit in COUNTED else missing


def of_school(data: RuleData, school: int) -> Sheet:
    """The indicators of one school, live."""
    return sheets(data)[school]
