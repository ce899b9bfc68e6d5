"""Marks every view with who may open it; `ActorMiddleware` enforces the mark and denies a view without one.

    @public                     anybody
    @member                     anybody signed in, even without a role
    @business("view")           a user of the business portal who may do this on at least one form
    @manage("users")            the same for the manage portal; without an action: any user of the portal
    @harmless                   above a mark: what is posted changes no data
    @business("view", token=True)   also programs with a token, without CSRF protection since there is no cookie

The mark is only the outer door: rights on one form, and rows, are decided by the gate of the records.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.core import checks
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import URLPattern, URLResolver, get_resolver

from zhijiao.accounts.actions import ACTIONS
from zhijiao.accounts.actor import BUSINESS, MANAGE


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may open a view: `kind` is public, member or portal. What is `harmless` is posted and changes nothing."""

    kind: str
    portal: str = BUSINESS
    action: str | None = None
    token: bool = False
    harmless: bool = False


class Denied(PermissionDenied):
    """A 403 that tells what is missing (`right`) and who can help (`grantor`), or else what to do (`remedy`)."""

    def __init__(self, text: str, right: str = "", grantor: str = "", remedy: str = ""):
        super().__init__(text)
        self.right = right
        self.grantor = grantor
        self.remedy = remedy


def public(view: Callable) -> Callable:
    """Anybody may open the view."""
    return _mark(view, Gate("public"))


def member(view: Callable) -> Callable:
    """Anybody signed in may open the view, even without a role or with an initial password."""
    return _mark(view, Gate("member"))


def business(action: str | None = None, *, token: bool = False) -> Callable[[Callable], Callable]:
    """Users of the business portal who may do `action` somewhere; with `token` also programs."""
    return _portal(BUSINESS, action, token)


def manage(action: str | None = None) -> Callable[[Callable], Callable]:
    """Users of the manage portal who may do `action` somewhere."""
    return _portal(MANAGE, action, token=False)


def harmless(view: Callable) -> Callable:
    """What is posted to the (marked) view changes no data: a query, leaving. Allowed while looking as a role."""
    return _mark(view, replace(view.gate, harmless=True))


def admits(actor, gate: Gate) -> bool:
    """True if the actor gets through the outer door of views so marked."""
    if gate.portal not in actor.portals:
        return False
    return gate.action is None or actor.may_somewhere(gate.action)


def denied(actor, action: str, form_label: str = "") -> Denied:
    """The refusal to raise when `actor` lacks `action` (on a form): names the right and who can grant it."""
    where = f"“{form_label}”的" if form_label else ""
    text = f"您没有{where}“{ACTIONS[action]}”权限，没有做任何改动。"
    return Denied(text, right=f"{form_label}{ACTIONS[action]}", grantor=grantor(actor.org_id))


def grantor(org_id: int) -> str:
    """The administrators who can grant rights to users of a node, by name and office; empty if there is none."""
    from zhijiao.accounts.services import administrators
    from zhijiao.orgs.models import Org

    org = Org.objects.get(pk=org_id)
    return "、".join(f"{user.org.name}系统管理员 {user.real_name}" for user in administrators(org))


def unmarked_views() -> Iterator[str]:
    """Addresses whose views say nothing about who may open them."""
    yield from _unmarked(get_resolver().url_patterns, "/")


@checks.register(checks.Tags.urls)
def check_views_are_marked(app_configs, **kwargs) -> list[checks.Error]:
    """A view without a mark would be denied to everybody; say so before the program starts."""
    return [
        checks.Error(
            f"The view at {route} does not say who may open it.",
            hint="Decorate it with public, member, business(...) or manage(...) of zhijiao.accounts.gate.",
            id="accounts.E001",
        )
        for route in unmarked_views()
    ]


def _portal(portal: str, action: str | None, token: bool) -> Callable[[Callable], Callable]:
    if action is not None and action not in ACTIONS:
        raise ImproperlyConfigured(f"unknown action {action!r}; the list is in zhijiao.accounts.actions")
    return lambda view: _mark(view, Gate("portal", portal, action, token))


def _mark(view: Callable, gate: Gate) -> Callable:
    view.gate = gate
    return view


def _unmarked(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _unmarked(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not hasattr(pattern.callback, "gate"):
            yield route
