"""Requests as views receive them: what the gate has made sure of, as types.

The middleware of `signin` sets these attributes on Django's own request. Nobody makes an instance but the self-check.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User


@dataclass(frozen=True)
class Viewing:
    """As whom an administrator looks: in words, as an actor, and how many minutes are left."""

    label: str
    actor: Actor
    minutes: int


class GatedRequest(HttpRequest):
    """A request of anybody, in a `public` view and in whatever stands after the middleware."""

    actor: Actor | None
    #: As whom an administrator looks at the business portal.
    viewing: Viewing | None
    #: Whether a program asks, with a token in place of a session.
    by_token: bool
    #: Whether the session has just ended because its time was over.
    timed_out: bool


class MemberRequest(GatedRequest):
    """A request of somebody signed in, who may not be allowed to act yet, in a `member` view."""

    user: User


class ActorRequest(MemberRequest):
    """A request of somebody who acts, in a `business` or `manage` view.

    A program with a token acts without being signed in: views with `token=True` ask the actor and never the user.
    """

    actor: Actor
