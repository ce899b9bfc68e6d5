"""Places: forms and pages of the menus that somebody may open. Found by their names, starred, and remembered as recent.

A place is known by a key that names a form or the path of a page, never a record; so a key tells nothing of anybody.
"""

from dataclasses import dataclass

from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import BUSINESS, MANAGE, Actor
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.private import data_password
from zhijiao.web.context import business_pages
from zhijiao.web.manage_menu import PURPOSES, manage_menu
from zhijiao.web.own_pages import own_pages

FORM, PAGE = "form:", "page:"
PASSWORD_PAGES = {True: "signin:password", False: "signin:manage_password"}


@dataclass(frozen=True, slots=True)
class Place:
    """A form or a page: its key, its name, the headings above it, its address."""

    key: str
    label: str
    url: str
    above: tuple[str, ...] = ()
    note: str = ""

    @property
    def way(self) -> str:
        """The headings above it in words."""
        return " › ".join(self.above) or self.note


def all_places(request: ActorRequest, actor: Actor) -> dict[str, Place]:
    """Every place open to somebody, by key, in the order of the menus; no query."""
    forms = [of_form(form) for form in access.menu_forms(actor)] if BUSINESS in actor.portals else []
    return {place.key: place for place in (*_business(request, actor), *forms, *_others(actor))}


def _others(actor: Actor) -> list[Place]:
    """Pages of the management portal, and those of everybody's own."""
    portal = BUSINESS if BUSINESS in actor.portals else MANAGE
    found = _manage(actor) if MANAGE in actor.portals else []
    found += [_page(label, address, note="我的") for _, label, address in own_pages(portal)]
    found.append(_page("修改登录密码", address_of(PASSWORD_PAGES[BUSINESS in actor.portals]), note="我的"))
    if data_password.wanted_of(actor):
        found.append(_page("数据密码", address_of("private:data_password"), note="我的"))
    return found


def of_form(form: FormLike) -> Place:
    """The place of a form."""
    above = next(iter(form.places)).path[:-1] if form.places else ()
    return Place(FORM + form.key, form.label, reverse("filing:list", args=[form]), tuple(above))


def here(request: ActorRequest, actor: Actor) -> Place | None:
    """The place that a request is about: any page of a form is at its form."""
    match = request.resolver_match
    form = match.kwargs.get("form") if match else None
    if form is not None:
        form = getattr(form, "host", None) or form
        return of_form(form) if access.holds(actor, form, "view") else None
    pages = (*_business(request, actor), *_others(actor))
    return next((place for place in pages if place.key == PAGE + request.path), None)


def _business(request: ActorRequest, actor: Actor) -> list[Place]:
    """Pages of the business portal beside its forms."""
    if BUSINESS not in actor.portals:
        return []
    pages = [_page("我的工作台", "/", note="业务端")]
    pages += [
        _page(entry.label, entry.url.partition("?")[0], note="业务端")
        for entry in business_pages(request, actor)
    ]
    return pages


def _manage(actor: Actor) -> list[Place]:
    return [
        _page(
            label if name in PURPOSES else "管理端首页",
            address_of(name),
            above=("管理端",),
            note=PURPOSES.get(name, ""),
        )
        for label, name in manage_menu(actor)
    ]


def _page(label: str, address: str, above: tuple[str, ...] = (), note: str = "") -> Place:
    return Place(PAGE + address, label, address, above, note)
