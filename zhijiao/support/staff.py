"""Who answers: which accounts of a node, and which node is asked first."""

from django.db.models import QuerySet

from zhijiao.identity.actions import AUDIT, USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.holders import holders
from zhijiao.identity.models import User
from zhijiao.orgs.models import Org


def is_staff(actor: Actor) -> bool:
    """Administrators everywhere, and at an authority those who audit."""
    return actor.may(USERS) or (not actor.is_school and actor.may_somewhere(AUDIT))


def staff_of(org: Org) -> QuerySet[User]:
    """The accounts of a node that answer."""
    found = holders(org, USERS)
    return found if org.is_school else (found | holders(org, AUDIT)).distinct()


def first_handler(org: Org, asker_id: int | None) -> Org:
    """Who is asked by somebody of a node: a school's own administrator, unless he asks himself, else who is above."""
    if org.is_school and staff_of(org).exclude(pk=asker_id or 0).exists():
        return org
    return next_handler(org) or org


def next_handler(org: Org) -> Org | None:
    """The nearest node above with somebody to answer; the top where there is none; None above the top."""
    above = list(Org.objects.filter(pk__in=org.ancestors_ids()).order_by("-path"))
    above.sort(key=lambda node: len(node.path), reverse=True)
    return next((node for node in above if staff_of(node).exists()), above[-1] if above else None)
