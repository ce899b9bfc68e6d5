"""The sealed texts of webhooks, for a change of keys."""

from collections.abc import Iterable

from django.db.models import QuerySet

from zhijiao.private.sealed_stores import Store, sealed
from zhijiao.webhooks.models import Subscription


@sealed
def stores() -> Iterable[Store]:
    """Secrets by which what is sent is signed."""
    yield Store("事件推送的签名密钥", Subscription, ("secret", "former_secret"), _of)


def _of(org_id: int) -> QuerySet[Subscription]:
    return Subscription.objects.filter(org_id=org_id)
