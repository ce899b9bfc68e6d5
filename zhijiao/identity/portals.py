"""The two portals: their names and first pages, and where it is safe to send somebody next."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from zhijiao.identity.actor import BUSINESS, MANAGE, Actor

HOMES = {BUSINESS: "/", MANAGE: "/manage/"}
PORTAL_NAMES = {BUSINESS: "业务端", MANAGE: "管理端"}


def own_portal(actor: Actor) -> str:
    """The portal an account signs in at; the business portal if both."""
    return BUSINESS if BUSINESS in actor.portals else MANAGE


def safe_address(request: HttpRequest, portal: str, wanted: str) -> str:
    """An address on this site to go to after signing in, else the portal's home."""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else HOMES[portal]
