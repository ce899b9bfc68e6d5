"""Figures that several forms ask for in the same way: none is 0, money is in 万元."""

from typing import Any

from zhijiao.filing.declare import Count, Moment, Money


def count(label: str, unit: str, note: str, example: int, source: str, moment: Moment | None = None) -> Count:
    """How many there are; none is 0."""
    return Count(label, unit=unit, note=f"{note}，没有的填0", example=example, source=source, moment=moment)


def amount(label: str, note: str, example: float, source: str) -> Money:
    """An amount in 万元 with four places, which keeps every 元; none is 0."""
    return Money(label, unit="万元", places=4, note=f"{note}，没有的填0", example=example, source=source)


def return_row(table: str, number: str, label: str, note: str, example: float | None, **facts: Any) -> Money:
    """A row of a base table of the finance return, in 万元; without an example it may stay empty."""
    return Money(
        label,
        unit="万元",
        places=4,
        note=note,
        example=example,
        source=f"教育经费统计基表 {table} 第{number}行",
        blank=example is None,
        **facts,
    )
