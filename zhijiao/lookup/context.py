"""Gives every page of the portals its search box and the star of the place it is about."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from zhijiao.identity.actor import Actor, actor_of
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.lookup import favourites, places
from zhijiao.lookup.places import Place


@dataclass
class Lookup:
    """What the frame shows of the search for one request; addresses too, as a page may use the name `url` itself."""

    request: ActorRequest
    actor: Actor
    page_url: str
    list_url: str
    star_url: str

    @cached_property
    def here(self) -> Place | None:
        """The place of the page."""
        return places.here(self.request, self.actor)

    @cached_property
    def starred(self) -> bool:
        """Whether the page's place is a favourite."""
        return self.here is not None and self.here.key in favourites.keys_of(self.request.user)

    @property
    def may_star(self) -> bool:
        """Whether a star is offered: not while looking as somebody else."""
        return self.here is not None and not self.actor.read_only

    @cached_property
    def favourites(self) -> list[Place]:
        """The favourites that may be opened now."""
        keys = favourites.keys_of(self.request.user)
        known = places.all_places(self.request, self.actor) if keys else {}
        return [known[key] for key in keys if key in known]

    @property
    def user_id(self) -> int:
        """Whose the recent places of the browser are."""
        return self.request.user.pk


def lookup(request: HttpRequest) -> dict[str, object]:
    """The context processor; made only if a page draws it."""
    return {"searching": SimpleLazyObject(lambda: _of(request))}


def _of(request: HttpRequest) -> Lookup | None:
    actor = actor_of(request)
    if actor is None or not actor.portals or getattr(request, "by_token", False):
        return None
    addresses = [address_of(f"lookup:{name}") for name in ("page", "list", "star")]
    return Lookup(cast("ActorRequest", request), actor, *addresses)
