"""Starring places and taking the star away; what is starred comes with the account of each request."""

import json
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.expressions import Combinable

from zhijiao.identity.models import User
from zhijiao.lookup.models import FavouriteList

MOST = 30


class TooMany(ValueError):
    """Somebody has as many favourites as there is room for."""


def kept_of(account: type[OuterRef]) -> Combinable:
    """The keys as a part of the query that fetches an account."""
    return Subquery(FavouriteList.objects.filter(user=account("pk")).values("places"))


def keys_of(user: User) -> list[str]:
    """The keys that came with an account."""
    kept: Any = getattr(user, "favourite_places", None) or []
    if isinstance(kept, str):
        kept = json.loads(kept)
    return [key for key in kept if isinstance(key, str)]


@transaction.atomic
def set_star(user: User, key: str, wanted: bool) -> list[str]:
    """Star a place or take its star away; returns all keys. The place must have been found to be the person's.

    Raises:
        TooMany: one more is wanted than there is room for.
    """
    FavouriteList.objects.get_or_create(user=user)
    kept = FavouriteList.objects.select_for_update().get(user=user)
    others = [each for each in kept.places if each != key]
    if wanted and len(others) >= MOST:
        raise TooMany(f"最多收藏 {MOST} 个，请先取消不常用的收藏。")
    kept.places = [*others, key] if wanted and key not in kept.places else kept.places if wanted else others
    kept.save(update_fields=["places"])
    return list(kept.places)
