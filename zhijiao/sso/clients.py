"""The protocol of a provider: two of them, with the same three functions."""

from collections.abc import Mapping
from typing import Protocol, cast

from django.http import HttpRequest
from django.urls import reverse

from zhijiao.signin.login import site
from zhijiao.sso import cas, oidc
from zhijiao.sso.identities import Identity
from zhijiao.sso.journeys import Journey
from zhijiao.sso.providers import OIDC, Provider


class Client(Protocol):
    """What a protocol does."""

    def address(self, provider: Provider, journey: Journey, back: str) -> str:
        """Where to send somebody to sign in."""

    def identity(
        self, provider: Provider, journey: Journey, back: str, answered: Mapping[str, str]
    ) -> Identity:
        """Who has come back."""

    def farewell(self, provider: Provider, home: str) -> str:
        """Where to sign out."""


def of(provider: Provider) -> Client:
    """The protocol that the provider speaks."""
    return cast("Client", oidc if provider.kind == OIDC else cas)


def back(request: HttpRequest, provider: Provider) -> str:
    """The address people come back to: of this installation, whatever host a request names."""
    return site(request) + reverse("sso:back", args=[provider.key])
