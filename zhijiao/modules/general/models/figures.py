"""Figures that several forms ask for in the same way: none is 0, money is in 万元."""

from zhijiao.filing.declare import Count, Money


def count(label: str, unit: str, note: str, example: int, source: str) -> Count:
    """How many there are; none is 0."""
    return Count(label, unit=unit, note=f"{note}，没有的填0", example=example, source=source)


def amount(label: str, note: str, example: float, source: str) -> Money:
    """An amount in 万元 with four places, which keeps every 元; none is 0."""
    return Money(label, unit="万元", places=4, note=f"{note}，没有的填0", example=example, source=source)
