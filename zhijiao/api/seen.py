"""The items of a form that the token of a request leaves in sight; what is hidden does not exist for its program."""

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied


def hidden(actor: Actor, form: FormLike) -> frozenset[str]:
    """Names of the items that are out of sight, be it because they are looked up in one that is."""
    if not actor.hidden:
        return frozenset()
    return frozenset(name for name, column in form.columns.items() if not _seen(actor, form, column))


def _seen(actor: Actor, form: FormLike, column: Column) -> bool:
    origin = column.origin
    return actor.sees(form.key, column.name) and actor.sees(origin.form.key, origin.name)


def is_open(actor: Actor, form: FormLike) -> bool:
    """False for a summary of forms that have hidden items, or refer to such: what it works out may tell of any."""
    if not actor.hidden or not form.is_summary:
        return True
    read = {each.key for each in form.needs}
    read |= {column.target.key for each in form.needs for column in each.stored if column.target is not None}
    return not {key for key, _ in actor.hidden} & read


def require_open(actor: Actor, form: FormLike) -> None:
    """Refuse a summary that is not open.

    Raises:
        Denied: it is not.
    """
    if not is_open(actor, form):
        raise Denied(f"“{form.label}”由含有隐藏项目的表单汇总，本令牌不能读取；需要时请用另一个令牌。")


def columns(actor: Actor, form: FormLike) -> dict[str, Column]:
    """The items in sight, in the order of the form."""
    away = hidden(actor, form)
    return {name: column for name, column in form.columns.items() if name not in away}


def forms(actor: Actor) -> list[FormLike]:
    """The forms that the program may see."""
    return [form for form in access.forms(actor) if is_open(actor, form)]
