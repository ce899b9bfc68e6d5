"""Whose indicators one may see: those made of forms one may view, of schools in one's part of the tree.

A figure tells of all records of a school, so that whoever may know of none but his own is refused.
"""

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.registry import registry
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied, denied
from zhijiao.indicators.book import INDICATORS, INGREDIENTS, forms_of
from zhijiao.indicators.declare import Condition, Ingredient

OWN_ROWS = "您的数据角色只含本人录入的数据，办学条件按全校数据计算，不能查看。"
OWN_ROWS_REMEDY = "需要查看的，请本单位系统管理员在“角色管理”中把您的数据角色改为全部数据或授权栏目数据。"


def indicators(actor: Actor, action: str = "view") -> list[Condition]:
    """Indicators that the actor may see (or export).

    Raises:
        Denied: the actor may know of no records but his own.
    """
    if access.sees_own_rows_only(actor):
        raise Denied(OWN_ROWS, remedy=OWN_ROWS_REMEDY)
    return [each for each in INDICATORS.values() if all(access.can(actor, f, action) for f in forms(each))]


def refused(actor: Actor) -> Denied:
    """What is raised for somebody who may export none of the forms."""
    first = registry().by_model(next(iter(INGREDIENTS.values())).form)
    return denied(actor, EXPORT, first.label)


def forms(each: Condition) -> list[RecordForm]:
    """The forms that an indicator tells of."""
    return [registry().by_model(label) for label in forms_of(each)]


def forms_of_amount(ingredient: Ingredient) -> list[RecordForm]:
    """The forms that an amount tells of."""
    return [registry().by_model(label) for label in ingredient.forms]


def hidden_forms(actor: Actor) -> list[str]:
    """Labels of forms for want of which some indicators are not shown."""
    wanted = {label: None for each in INDICATORS.values() for label in forms_of(each)}
    found = (registry().by_model(label) for label in wanted)
    return [form.label for form in found if not access.can(actor, form, "view")]


def require(actor: Actor, ingredient: Ingredient) -> None:
    """Refuse somebody who may not view all that an amount tells of.

    Raises:
        Denied, Locked: as the list of the form would.
    """
    if access.sees_own_rows_only(actor):
        raise Denied(OWN_ROWS, remedy=OWN_ROWS_REMEDY)
    for form in forms_of_amount(ingredient):
        access.require(actor, form, "view")
