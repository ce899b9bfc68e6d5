"""Why somebody may do something: the gate is asked again with one role alone, without roles, without privacy.

There is no second logic here. Every answer is the gate's, for actors made of parts of the user's rights.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actions import ADD, AUDIT, CHANGE, DELETE, EXPORT, IMPORT, REVIEW, SUBMIT, VIEW
from zhijiao.identity.actor import BUSINESS, MANAGE, Actor
from zhijiao.identity.gate import Gate, admits
from zhijiao.identity.models import User
from zhijiao.identity.rights import actors_of, rights_of

#: Actions on forms, in the order of the tables.
FORM_ACTIONS = (VIEW, ADD, CHANGE, DELETE, IMPORT, EXPORT, REVIEW, AUDIT, SUBMIT)
READING_ACTIONS = (VIEW, EXPORT, AUDIT)


@dataclass(frozen=True)
class Holder:
    """A user as the gate sees them, and as it would with each of their roles alone."""

    user: User
    actor: Actor
    single: tuple[tuple[str, Actor], ...]
    private: tuple[str, ...]


def holders(users: Iterable[User]) -> list[Holder]:
    """The users with their rights; two queries whatever their number. Fetch them with `select_related("org")`."""
    users = list(users)
    found = []
    for user, actor in zip(users, actors_of(users), strict=True):
        roles = list(user.roles.all())
        single = tuple(
            (role.name, replace(actor, grants=rights_of([role]).grants, data_role="granted"))
            for role in roles
        )
        private = tuple(role.name for role in roles if role.privacy != "none")
        found.append(Holder(user, actor, single, private))
    return found


def may(actor: Actor, form: FormLike, action: str) -> bool:
    """Whether the actor gets through both doors: that of the portal and that of the form."""
    portal = MANAGE if action == IMPORT else BUSINESS
    return admits(actor, Gate("portal", portal, action)) and access.holds(actor, form, action)


def reasons(holder: Holder, form: FormLike, action: str) -> list[str]:
    """What lets the user do this with the form; empty if the user may not."""
    actor = holder.actor
    if not may(actor, form, action):
        return []
    found = [name for name, alone in holder.single if access.holds(alone, form, action)]
    if access.holds(replace(actor, grants=frozenset()), form, action):
        found.append(row_reason(actor))
    if not access.holds(replace(actor, privacy="none"), form, action):
        found += holder.private
    return list(dict.fromkeys(found))


def row_reason(actor: Actor) -> str:
    """The data role, in words."""
    return f"数据角色“{access.row_role(actor).label}”"
