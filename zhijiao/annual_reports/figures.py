"""Figures of a report: computed from the forms through the gate, or typed; each with what it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from zhijiao.annual_reports.outline import Indicator, indicators
from zhijiao.catalogue.matrix import round_of_year
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds.completeness import nil_declarations

Values = dict[str, Decimal | str | None]
FEW = 3
HIDDEN = "＜3"
"""What stands for a figure of fewer than three people of a group that must not be recognised."""


@dataclass(frozen=True)
class Source:
    """Rows of a form behind a figure."""

    form: RecordForm
    rows: QuerySet[Any]


def computed(school: Org, year: int) -> Values:
    """Every figure that the forms of a school hold, by key; None where they do not tell.

    They are the school's, not of somebody who sees a part of it: read by the program itself. Who may be shown one is
    asked of `may_see`.
    """
    program = Actor.system(school)
    filing = round_of_year(year)
    nil = {each.form for each in nil_declarations([school], filing).get(school.pk, ())} if filing else set()
    found: Values = {}
    for form, wanted in _by_form().items():
        found |= _of_form(program, school, year, form, wanted, declared=form in nil)
    for each in indicators().values():
        if each.how == "ratio":
            found[each.key] = _ratio(each, found)
    return found


def source(actor: Actor, school: Org, year: int, each: Indicator) -> Source:
    """The rows behind a figure, those that this actor may see.

    Raises:
        Denied: the actor may not view the form.
    """
    rows = _rows(actor, school, year, each.form).filter(_condition(each))
    return Source(registry.record_form(each.form), rows)


def ingredients(each: Indicator) -> list[Indicator]:
    """The figures with rows that one is made of."""
    if each.how != "ratio":
        return [each] if each.form else []
    above, below, _ = each.parts
    known = indicators()
    return [part for key in (above, below) if key for part in ingredients(known[key])]


def may_see(actor: Actor, each: Indicator) -> bool:
    """Whether somebody may know a computed figure before it is published: who may view all rows of its forms."""
    if each.typed:
        return True
    if access.sees_own_rows_only(actor):
        return False
    forms = {part.form for part in ingredients(each)}
    return all(access.can(actor, registry.record_form(form), "view") for form in forms)


def shown(each: Indicator, value: Decimal | str | None) -> Decimal | str | None:
    """A figure as others may see it: small groups are not told."""
    if each.small_groups and isinstance(value, Decimal) and 0 < value < FEW:
        return HIDDEN
    return value


def _by_form() -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for each in indicators().values():
        if each.form:
            found.setdefault(each.form, []).append(each)
    return found


def _of_form(
    program: Actor, school: Org, year: int, key: str, wanted: list[Indicator], *, declared: bool
) -> Values:
    """All figures of one form, with a query for those that are counted and one for those that are read.

    A form without any record tells nothing, unless the school has declared 本校无此项: then there is none of it.
    """
    rows = _rows(program, school, year, key).order_by()
    made: Values = {}
    read = [each for each in wanted if each.how == "value"]
    if read:
        row = rows.order_by("pk").values(*{each.column for each in read}).first() or {}
        made |= {each.key: _number(row.get(each.column)) for each in read}
    added = {each.key: _added(each) for each in wanted if each.how != "value"}
    if added:
        counted = rows.aggregate(**added, of_all=Count("pk"))
        some = counted.pop("of_all")
        nothing = Decimal(0) if declared else None
        made |= {name: _number(value or 0) if some else nothing for name, value in counted.items()}
    return made


def _rows(actor: Actor, school: Org, year: int, key: str) -> QuerySet[Any]:
    form = registry.record_form(key)
    rows = access.rows(actor, form, "view").filter(school_id=school.pk)
    return rows.filter(year=year) if "year" in PERIOD_FIELDS[form.period] else rows


def _condition(each: Indicator) -> Q:
    found = Q()
    for name, values in each.where.items():
        found &= Q(**{f"{name}__in": values})
    return found


def _added(each: Indicator) -> Aggregate:
    condition = _condition(each)
    if each.how == "sum":
        return Sum(each.column, filter=condition)
    if each.how == "distinct":
        return Count(each.column, distinct=True, filter=condition)
    return Count("pk", filter=condition)


def _number(held: Any) -> Decimal | None:
    return None if held is None else Decimal(str(held))


def _ratio(each: Indicator, found: Mapping[str, Decimal | str | None]) -> Decimal | None:
    above, below, factor = each.parts
    number, over = found.get(above), found.get(below) if below else Decimal(1)
    if not isinstance(number, Decimal) or not isinstance(over, Decimal) or not over:
        return None
    return (number * factor / over).quantize(Decimal("0.01"))


def has_years(key: str) -> bool:
    """Whether a form's records are of a year."""
    return "year" in PERIOD_FIELDS[registry.record_form(key).period]
