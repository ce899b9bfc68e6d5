"""The items of a form that the token of a request leaves in sight; what is hidden does not exist for its program."""

from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.actor import Actor


def hidden(actor: Actor, form: FormLike) -> frozenset[str]:
    """Names of the items that are out of sight."""
    return (
        frozenset(name for name in form.columns if not actor.sees(form.key, name))
        if actor.hidden
        else frozenset()
    )


def columns(actor: Actor, form: FormLike) -> dict[str, Column]:
    """The items in sight, in the order of the form."""
    away = hidden(actor, form)
    return {name: column for name, column in form.columns.items() if name not in away}
