"""What the forms of some schools hold: the amounts that indicators are made of, with what is lacking said in words.

Everything is set-wise: so many queries for one school as for many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.indicators.book import INGREDIENTS, MAJOR
from zhijiao.indicators.declare import Ingredient
from zhijiao.kit.periods import year_label
from zhijiao.quality.rule_data import RuleData


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a school; None where its records do not tell, with what they lack."""

    value: Decimal | None
    lacking: tuple[str, ...] = ()


OfSchool = dict[str, Amount]
"""The amounts of one school by ingredient."""


def amounts(data: RuleData) -> dict[int, OfSchool]:
    """All amounts of all schools of the data, by school."""
    found: dict[int, OfSchool] = {school: {} for school in data.facts}
    single = {each.form for each in INGREDIENTS.values() if each.item}
    records = {label: _records(data, label) for label in single}
    for ingredient in INGREDIENTS.values():
        if ingredient.item:
            of_school = _items(data.form(ingredient.form), ingredient, records[ingredient.form], data)
        else:
            of_school = _counts(data, ingredient)
        for school, made in of_school.items():
            found[school][ingredient.key] = made
    return found


def rows(data: RuleData, ingredient: Ingredient) -> QuerySet:
    """The records behind an amount, of all schools of the data."""
    if ingredient.item:
        return data.of_year(ingredient.form)
    found = data.rows(MAJOR) if ingredient.form == MAJOR else data.there(ingredient.form, data.count_day)
    for name, value in ingredient.where.items():
        found = found.filter(**({f"{name}__in": value} if isinstance(value, tuple) else {name: value}))
    found = found.exclude(**ingredient.unless) if ingredient.unless else found
    return ingredient.narrow(data, found) if ingredient.narrow else found


def _records(data: RuleData, label: str) -> dict[int, dict[str, Any]]:
    """The one record of each school in a form, with the items that are asked for."""
    items = [each.item for each in INGREDIENTS.values() if each.form == label and each.item]
    return {row["school_id"]: row for row in data.of_year(label).values("school_id", *items)}


def _items(
    form: RecordForm, ingredient: Ingredient, records: Mapping[int, dict[str, Any]], data: RuleData
) -> dict[int, Amount]:
    """An item of the one record; not filled in is not the same as 0."""
    nothing = Amount(None, (f"“{form.label}”没有{year_label(data.year)}的记录",))
    blank = Amount(None, (f"“{form.label}”的“{form.columns[ingredient.item].label}”没有填写",))
    made = {}
    for school in data.facts:
        value = records[school][ingredient.item] if school in records else None
        made[school] = (
            Amount(Decimal(value)) if value is not None else blank if school in records else nothing
        )
    return made


def _counts(data: RuleData, ingredient: Ingredient) -> dict[int, Amount]:
    """How many records there are; a school without any record in the form has not counted yet."""
    numbers = _parts(data, ingredient) if ingredient.parts else _narrowed(data, ingredient)
    filled = [(data.form(label), data.filled(label)) for label in ingredient.forms]
    made = {}
    for school in data.facts:
        lacking = tuple(f"“{form.label}”没有记录" for form, schools in filled if school not in schools)
        made[school] = Amount(None, lacking) if lacking else Amount(Decimal(numbers.get(school, 0)))
    return made


def _parts(data: RuleData, ingredient: Ingredient) -> dict[int, int]:
    """Added up from one count of the form."""
    numbers = data.parts(ingredient.form, data.count_day, ingredient.parts, **ingredient.where)
    if not ingredient.unless:
        return numbers
    without = data.parts(ingredient.form, data.count_day, ingredient.parts, **ingredient.unless)
    return {school: number - without.get(school, 0) for school, number in numbers.items()}


def _narrowed(data: RuleData, ingredient: Ingredient) -> dict[int, int]:
    counted = rows(data, ingredient).order_by().values("school_id").annotate(number=Count("pk"))
    return dict(counted.values_list("school_id", "number"))
