"""What the pages of signing in show of providers: a button each, and the way out."""

from django.urls import reverse

from zhijiao.signin.other_ways import Offers, Way
from zhijiao.sso import clients, providers
from zhijiao.sso.identities import Refused, Unavailable


def ways() -> list[Way]:
    """A button for each provider."""
    return [Way(each.name, reverse("sso:begin", args=[each.key])) for each in providers.every()]


def farewell(key: str, home: str) -> Way | None:
    """Where to sign out at the provider, if the operator wants that and it answers."""
    provider = providers.named(key)
    if provider is None or not provider.logout:
        return None
    try:
        place = clients.of(provider).farewell(provider, home)
    except (Refused, Unavailable):
        return None
    return Way(provider.name, place) if place else None


OFFERS = Offers(ways, farewell)
