"""The desk: what every page of a form starts from — who, which form, which school, which period.

``@desk("change")`` in front of a view names its action (views without one do not start), opens the gate
and hands the view a :class:`Desk` instead of loose arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.urls.converters import StringConverter

from zhijiao.accounts import gate
from zhijiao.accounts.actor import Actor, of
from zhijiao.catalogue import matrix
from zhijiao.filing import access, registry
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.validation import Frame, validate
from zhijiao.orgs.models import Org

FIRST_YEAR, LAST_YEAR = 1990, 2100


class FormConverter(StringConverter):
    """``<form:form>`` in a URL: the key of a form that exists."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> Any:
        """The form; an unknown key matches no URL."""
        try:
            return registry.get(value)
        except KeyError:
            raise ValueError(value) from None

    def to_url(self, value: Any) -> str:
        """The key."""
        return value if isinstance(value, str) else value.key


@dataclass(frozen=True)
class Desk:
    """One request's place of work."""

    request: HttpRequest
    actor: Actor
    form: Any
    school: Org
    year: int
    action: str

    @property
    def own(self) -> bool:
        """Whether the actor works in the school itself (and not above it)."""
        return self.actor.is_school

    def can(self, action: str, form: Any = None) -> bool:
        """Whether the actor may do this with the form."""
        return access.can(self.actor, form or self.form, action)

    def rows(self, action: str | None = None, form: Any = None) -> QuerySet:
        """Records of the form in this school on which the actor may act, of any period."""
        return access.rows(self.actor, form or self.form, action or self.action).filter(
            school_id=self.school.pk
        )

    def get(self, record_id: int, action: str | None = None) -> Any:
        """One record by id, or 404."""
        found = self.rows(action).filter(pk=record_id).first()
        if found is None:
            raise Http404(f"“{self.form.label}”中没有这条记录，可能已被删除。")
        return found

    @property
    def defaults(self) -> dict[str, Any]:
        """Values of the period's columns where a page or sheet does not give them."""
        return {"year": self.year} if "year" in PERIOD_FIELDS[self.form.period] else {}

    def validate(self, raw: dict[str, list[Any]], **options: Any) -> Frame:
        """Validate rows for this school; the selected year stands in where none is given."""
        return validate(self.form, self.school, raw, defaults=self.defaults, **options)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """URL of a page of this form; keeps the school for actors above it."""
        path = reverse(f"filing:{name}", args=[self.form, *args], kwargs=kwargs or None)
        return path if self.own else f"{path}?school={self.school.pk}"


def selected_year(request: HttpRequest) -> int:
    """The school year: ``?year=`` for one request, else the choice of the top bar, else the latest round's."""
    for text in (
        request.GET.get("year"),
        request.session.get("year") if hasattr(request, "session") else None,
    ):
        if str(text or "").isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR:
            return int(text)
    return matrix.current_round().academic_year


def school_of(request: HttpRequest, actor: Actor) -> Org:
    """The school a request works with: the user's own, or the one its address names.

    Raises:
        Http404: no school is named, or it is not in the actor's part of the tree.
    """
    user, named = getattr(request, "user", None), request.GET.get("school")
    if not named and actor.is_school and getattr(user, "org_id", None) == actor.org_id:
        return user.org
    return access.school(actor, named)


def open_desk(request: HttpRequest, form: Any, action: str, *, locked_too: bool = False) -> Desk:
    """Open the gate for a request on a form; with ``locked_too`` only to put by what was typed, so before the data
    password as well.

    Raises:
        access.Denied: the right is missing.
        access.Locked: the data password is wanted first.
        Http404: the school named is not in the actor's part of the tree.
    """
    actor = of(request)
    try:
        access.require(actor, form, action)
    except access.Locked:
        if not locked_too:
            raise
    school = school_of(request, actor)
    return Desk(request, actor, form, school, selected_year(request), action)


def desk(
    action: str,
    *,
    token: bool = False,
    locked_too: bool = False,
    put_by: Callable[..., None] | None = None,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view of a form with its action; it is called as ``view(desk, …)``.

    ``put_by(desk, …)`` keeps what was posted to a form that has been locked meanwhile.
    """

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @gate.business(action, token=token)
        @wraps(view)
        def checked(request: HttpRequest, form: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                opened = open_desk(request, form, action, locked_too=locked_too)
            except access.Locked as locked:
                if put_by is not None and request.method == "POST":
                    put_by(open_desk(request, form, action, locked_too=True), *args, **kwargs)
                    locked.kept = True
                raise
            return view(opened, *args, **kwargs)

        return checked

    return mark
