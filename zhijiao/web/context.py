"""Gives every page the `shell` its frame is drawn from."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from zhijiao.accounts.actor import BUSINESS, MANAGE
from zhijiao.accounts.builtin import role_names
from zhijiao.accounts.menu import manage_menu
from zhijiao.web.shell import NavModule, Shell


def shell(request: HttpRequest) -> dict:
    """The context processor; the frame is built only if the page draws one."""
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}


def build_shell(request: HttpRequest) -> Shell | None:
    """The frame of the portal the address belongs to; None for somebody not signed in or without a role."""
    actor = getattr(request, "actor", None)
    if actor is None or request.by_token:
        return None
    portal = MANAGE if request.path.startswith("/manage/") else BUSINESS
    own = {
        "portal": portal,
        "org_name": request.user.org.name,
        "user_name": actor.name,
        "role_names": role_names(actor.roles),
        "logout_url": reverse("accounts:logout"),
    }
    return Shell(**own, **(_manage(request) if portal == MANAGE else _business(request)))


def _manage(request: HttpRequest) -> dict:
    return {
        "home_url": reverse("accounts:manage_home"),
        "password_url": reverse("accounts:manage_password"),
        "modules": tuple(_entries(request, manage_menu(request.actor))),
    }


def _business(request: HttpRequest) -> dict:
    return {"home_url": "/", "password_url": reverse("accounts:password")}


def _entries(request: HttpRequest, menu: list[tuple[str, str]]):
    """The menu's entries as far as their pages are installed; the longest address that fits is the current one."""
    found = []
    for label, name in menu:
        try:
            found.append((label, reverse(name)))
        except NoReverseMatch:
            continue
    fitting = [address for _, address in found if request.path.startswith(address)]
    current = max(fitting, key=len, default="")
    return [NavModule(label, address, current=address == current) for label, address in found]
