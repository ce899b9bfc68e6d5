"""Two pages about an account, drawn by several views: its facts in boxes, and its initial password."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from zhijiao.identity.models import Role, User
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.users.forms import UserForm


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """The page on which an account is made or changed."""

    form: UserForm
    org: Org
    #: The account; None for a new one.
    edited: User | None
    #: Roles that stay because an authority has issued them.
    issued: Iterable[Role] = ()
    has_app: bool = False
    #: Where a forgotten data password is taken away; empty where none is set.
    data_password_url: str = ""
    #: Where the account is bound to an identity from outside; empty where none is offered.
    bindings_url: str = ""
    #: The authority that demands a second step of everybody below it, if one does.
    area: Org | None
    back_url: str


def account_page(request: HttpRequest, drawn: AccountPage) -> HttpResponse:
    """Draw it; 422 with what is wrong."""
    return render_page(request, "users/user_form.html", drawn, status=422 if drawn.form.errors else 200)


@dataclass(frozen=True, kw_only=True)
class IssuedPage:
    """The page that shows an initial password, once."""

    title: str
    issued_user: User
    password: str
    #: Label and address of the way back.
    back: tuple[str, str]
    crumb: str
    #: Names of the portals the account signs in at.
    portals: str


def issued_page(request: HttpRequest, drawn: IssuedPage) -> HttpResponse:
    """Draw it."""
    return render_page(request, "users/issued.html", drawn)
