"""What an indicator and an amount of it are made of."""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from zhijiao.quality.rule_data import RuleData


class Direction(enum.StrEnum):
    """What a standard asks of the value."""

    AT_LEAST = "不低于"
    AT_MOST = "不超过"
    ABOUT = "左右"


@dataclass(frozen=True)
class Ingredient:
    """An amount that a school's records give: an item of its one record of the year, or how many records there are.

    Attributes:
        key: name in addresses and in what is stored.
        form: the form read (``general.Premises``); its records are those behind the amount.
        item: the item, where the form has one record a school; else records are counted.
        where: conditions on the records counted, by items: a value, or several in a tuple.
        unless: values of items that records counted do not have.
        parts: items by which all amounts of the form are counted at once; ``where`` and ``unless`` name some of them.
        narrow: a further condition that needs other forms.
        also: the forms it needs; without records in them the amount is not known.
        note: what is counted and what is not.
    """

    key: str
    label: str
    unit: str
    form: str
    item: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    unless: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    narrow: Callable[[RuleData, QuerySet], QuerySet] | None = None
    also: tuple[str, ...] = ()
    note: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms that the amount tells of."""
        return (self.form, *self.also)


@dataclass(frozen=True)
class Condition:
    """One indicator: ``over`` times ``factor``, divided by ``under`` if there is one, held against a figure.

    Attributes:
        formula: how it is reckoned, in words.
        over, under: keys of ingredients.
        figure: key of the figure in the files of thresholds; empty where ``parts`` give the bound.
        parts: the bound as so many percent (key of a figure) of an ingredient each, added up.
        leeway: for ``ABOUT``, how far the value may differ.
        project: whether it is one of the nine that 达标工程 monitors.
        ratio: whether it is shown as 1:n.
    """

    key: str
    label: str
    unit: str
    formula: str
    over: str
    under: str = ""
    factor: Decimal = Decimal(1)
    direction: Direction = Direction.AT_LEAST
    figure: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    leeway: Decimal = Decimal(0)
    project: bool = False
    ratio: bool = False
    note: str = ""

    @property
    def ingredients(self) -> tuple[str, ...]:
        """Keys of all amounts that are needed."""
        return tuple(filter(None, (self.over, self.under, *(key for _, key in self.parts))))

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of all figures that are asked for."""
        return tuple(key for key, _ in self.parts) if self.parts else (self.figure,)
