"""Who makes rounds, and who adds to them."""

from django.http import Http404

from zhijiao.identity import gate
from zhijiao.identity.actions import ORGS
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Level, Org


def may_look(actor: Actor) -> bool:
    """Whether the actor sees the pages of rounds: administrators of the ministry and of provinces."""
    return actor.may(ORGS) and actor.level in (Level.MINISTRY, Level.PROVINCE)


def may_make(actor: Actor) -> bool:
    """Whether the actor makes, opens and closes rounds.

    The ministry does; a province does in an installation of its own, where no other province depends on the round.
    """
    if not may_look(actor) or actor.read_only:
        return False
    if actor.level == Level.MINISTRY:
        return True
    return not Org.objects.filter(level=Level.PROVINCE).exclude(pk=actor.org_id).exists()


def may_add(actor: Actor) -> bool:
    """Whether the actor may add to a round for the schools of its province."""
    return may_look(actor) and actor.level == Level.PROVINCE and not actor.read_only


def look_or_404(actor: Actor) -> None:
    """For whoever has no business with rounds there are no pages of them.

    Raises:
        Http404: with whose business they are.
    """
    if not may_look(actor):
        raise Http404("填报轮次由部、省两级系统管理员管理。")


def make_or_404(actor: Actor) -> None:
    """For whoever makes no rounds there are no pages for making them.

    Raises:
        Http404: with who makes them.
    """
    look_or_404(actor)
    if not may_make(actor):
        raise Http404("轮次由部级系统管理员建立、开启和关闭；省级可以为辖区内的学校增加要求。")


def require_make(actor: Actor) -> None:
    """Refuse whoever may not change a round.

    Raises:
        gate.Denied: with what is left to do.
    """
    if not may_make(actor):
        raise gate.Denied(
            "您不能改动全国的填报轮次，没有做任何改动。",
            remedy="轮次由部级系统管理员建立、开启和关闭；省级可以为辖区内的学校增加要求。",
        )
