"""Checks passwords and reloads the signed-in user."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils import timezone

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.models import stamp_query
from zhijiao.identity.models import User
from zhijiao.identity.rights import may_sign_in
from zhijiao.kit.statements import statement

Carried = Callable[[type[OuterRef]], Combinable]
"""Makes an expression out of fields of the account, which it names by the reference it is handed."""
_carried: dict[str, Carried] = {}


def carry(name: str, expression: Carried) -> None:
    """Have a value fetched with the account of each request, as its attribute `name`, without a query of its own."""
    _carried[name] = expression
    _with_carried.forget()


@statement
def _with_carried(user: int, *, day: date) -> QuerySet[Any]:
    """The account with what is carried; written anew each day, on which expressions may depend."""
    facts = {name: expression(OuterRef) for name, expression in _carried.items()}
    found = User.objects.select_related("org").annotate(rounds_stamp=stamp_query(), **facts)
    return found.filter(pk=user).order_by()


class AccountBackend(BaseBackend):
    """Signs in by user name and password; a disabled user or one of a closed node is nobody."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user if name and password fit and the account may sign in, else None; that of a system never may.

        Whose node is closed is told so after the right password: `request.shut_org` names the node.

        Every failure costs one password hash at full price, so that the time taken tells nothing: of an unknown name
        here, of an account whose hash is a cheaper one in `passwords.FullCostArgon2`.
        """
        if not username or password is None:
            return None
        user = self._find(username=User.normalise(username), is_system=False)
        if user is None:
            User().set_password(password)
            return None
        if not user.check_password(password):
            return None
        if user.is_active and not may_sign_in(user) and request is not None:
            request.shut_org = user.org  # type: ignore[attr-defined]  # the sign-in page asks for it by name
        return user if may_sign_in(user) else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session with the node, in one query; None signs the session out.

        The query brings the stamp of the rounds, so that no page is drawn from old ones, and what is
        :func:`carry`-ed.
        """
        for user in _with_carried(user_id, day=timezone.localdate()):
            kept_rounds.seen(user.rounds_stamp)
            return user if may_sign_in(user) else None
        return None

    def _find(self, **by: Any) -> User | None:
        return User.objects.select_related("org").filter(**by).first()
