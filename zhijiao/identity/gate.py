"""One decorator marks a view: who may open it, with which methods. `ActorMiddleware` enforces the mark and denies a
view without one.

    @public()                               anybody
    @member(methods=POST)                   anybody signed in, even without a role; what is sent is posted
    @business("view")                       a user of the business portal who may do this on at least one form
    @manage("users", methods=GET_POST)      the same for the manage portal; without an action: any user of the portal

`filing.pages.context.form_view` is `business` for the pages of a form, `api.endpoints.endpoint` for programs; both are
made of it. All of them take these besides:

    methods=GET        the usual: the view is read and never posted to
    never_cache=True   neither the browser nor anything on the way keeps the answer
    harmless=True      what is posted changes no data: allowed while looking as a role
    large=True         may be sent workbooks or whole tables; every other view refuses as much, unread
    token=True         also programs with a token, without CSRF protection since there is no cookie (`business` alone)

The mark is only the outer door: rights on one form, and rows, are decided by the gate of the records.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.decorators.cache import never_cache as uncached
from django.views.decorators.http import require_http_methods

from zhijiao.identity.actions import ACTIONS
from zhijiao.identity.actor import BUSINESS, MANAGE, Actor

GET = ("GET", "HEAD")
POST = ("POST",)
GET_POST = (*GET, *POST)

View = Callable[..., HttpResponseBase]
Mark = Callable[[View], View]


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may open a view: `kind` is public, member or portal. What is `harmless` is posted and changes nothing.

    A `large` one may be sent more than a page of boxes; see `signin.body_limits`. It answers `methods` and no others.
    """

    kind: str
    portal: str = BUSINESS
    action: str | None = None
    token: bool = False
    harmless: bool = False
    large: bool = False
    methods: tuple[str, ...] = GET


class Denied(PermissionDenied):
    """A 403 that tells what is missing (`right`) and who can help (`grantor`), or else what to do (`remedy`)."""

    def __init__(self, text: str, right: str = "", grantor: str = "", remedy: str = ""):
        super().__init__(text)
        self.right = right
        self.grantor = grantor
        self.remedy = remedy


def public(**options: Any) -> Mark:
    """Anybody may open the view."""
    return _mark("public", **options)


def member(**options: Any) -> Mark:
    """Anybody signed in may open the view, even without a role or with an initial password."""
    return _mark("member", **options)


def business(action: str | None = None, **options: Any) -> Mark:
    """Users of the business portal who may do `action` somewhere; with `token` also programs."""
    return _mark("portal", BUSINESS, action, **options)


def manage(action: str | None = None, **options: Any) -> Mark:
    """Users of the manage portal who may do `action` somewhere."""
    return _mark("portal", MANAGE, action, **options)


def admits(actor: Actor, gate: Gate) -> bool:
    """True if the actor gets through the outer door of views so marked."""
    if gate.portal not in actor.portals:
        return False
    return gate.action is None or actor.may_somewhere(gate.action)


def denied(actor: Actor, action: str, form_label: str = "") -> Denied:
    """The refusal to raise when `actor` lacks `action` (on a form): names the right and who can grant it."""
    where = f"“{form_label}”的" if form_label else ""
    text = f"您没有{where}“{ACTIONS[action]}”权限，没有做任何改动。"
    return Denied(text, right=f"{form_label}{ACTIONS[action]}", grantor=grantor(actor.org_id))


def grantor(org_id: int) -> str:
    """The administrators who can grant rights to users of a node, by name and office; empty if there is none."""
    from zhijiao.identity.administrators import administrators
    from zhijiao.orgs.models import Org

    org = Org.objects.get(pk=org_id)
    return "、".join(f"{user.org.name}系统管理员 {user.real_name}" for user in administrators(org))


def unmarked_views() -> Iterator[str]:
    """Addresses whose views say nothing about who may open them."""
    yield from _unmarked(get_resolver().url_patterns, "/")


@checks.register(checks.Tags.urls)
def check_views_are_marked(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """A view without a mark would be denied to everybody; say so before the program starts."""
    return [
        checks.Error(
            f"The view at {route} does not say who may open it.",
            hint="Decorate it with public(), member(), business(...) or manage(...) of zhijiao.identity.gate.",
            id="identity.E001",
        )
        for route in unmarked_views()
    ]


def _mark(
    kind: str,
    portal: str = BUSINESS,
    action: str | None = None,
    *,
    methods: tuple[str, ...] = GET,
    never_cache: bool = False,
    harmless: bool = False,
    token: bool = False,
    large: bool = False,
) -> Mark:
    """What all marks are made of; the module says what the options mean."""
    if action is not None and action not in ACTIONS:
        raise ImproperlyConfigured(f"unknown action {action!r}; the list is in zhijiao.identity.actions")

    def mark(view: View) -> View:
        marked: View = require_http_methods(methods)(view)
        if never_cache:
            marked = uncached(marked)
        marked.gate = Gate(kind, portal, action, token, harmless, large, methods)  # type: ignore[attr-defined]  # functions take attributes
        return marked

    return mark


def _unmarked(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _unmarked(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "gate"):
            yield route
