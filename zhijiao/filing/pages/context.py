"""What every page of a form starts from: who asks, for which form, school and period, and for which of the rows.

``@form_view("change")`` in front of a view names its action (views without one do not start), asks whether the
actor has the right and hands the view a :class:`FormContext` instead of loose arguments. There is no other way to one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, wraps
from typing import Any, Self

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch

from zhijiao.catalogue import matrix
from zhijiao.filing.records import access, period_locks, query, school_rows
from zhijiao.filing.records.counts import of_school
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.summaries import Summary
from zhijiao.identity import gate
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Mark
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.orgs.models import Org

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SEARCHES_TOLD, _MOST_TOLD = "searches_told", 20
_MOST_FOUND = 200
"""Records noted of one exact search; a private value is that of one person, or of a household."""


class FormConverter:
    """``<form:form>`` in a URL: the key of a form that exists."""

    regex = "[a-z_]+"

    def to_python(self, value: str) -> FormLike:
        """The form; an unknown key matches no URL."""
        try:
            return registry.get(value)
        except KeyError:
            raise ValueError(value) from None

    def to_url(self, value: FormLike | str) -> str:
        """The key, whether a form or its key is given."""
        return value if isinstance(value, str) else value.key


@dataclass(frozen=True)
class FormScope:
    """Who does what with which form of which school in which year; what a page and a file of a form have in common."""

    actor: Actor
    form: FormLike
    school: Org
    year: int
    action: str

    @property
    def own(self) -> bool:
        """Whether the actor works in the school itself (and not above it)."""
        return self.actor.is_school

    @property
    def record_form(self) -> Form:
        """The form as one with records.

        Raises:
            Http404: it is a summary, which has no records of its own.
        """
        if not isinstance(self.form, Form):
            raise Http404(f"“{self.form.label}”由系统汇总，没有单条记录。")
        return self.form

    @property
    def summary(self) -> Summary:
        """The form as a summary.

        Raises:
            Http404: it has records.
        """
        if not isinstance(self.form, Summary):
            raise Http404(f"“{self.form.label}”不是自动汇总的表单。")
        return self.form

    def can(self, action: str, form: FormLike | None = None) -> bool:
        """Whether the actor may do this with the form now: has the right, and the year is not closed for changes."""
        if not access.can(self.actor, form or self.form, action):
            return False
        return action not in access.WRITING or self.lock(form) is None

    def lock(self, form: FormLike | None = None) -> period_locks.Lock | None:
        """What closes the form for changes in the year (it has been submitted); one query, none for standing forms."""
        form = form or self.form
        if not period_locks.dated(form):
            return None
        return period_locks.closed(self._locks, self.school, form, self.year)

    @cached_property
    def _locks(self) -> list[period_locks.Lock]:
        """What is closed for the school, read once."""
        return period_locks.locks_of(self.school)

    def require_open(self) -> None:
        """Refuse to open a page that writes, where the year is closed.

        Raises:
            period_locks.PeriodLocked: it is.
        """
        if lock := self.lock():
            raise lock.refusal(self.form)

    def rows(self, action: str | None = None, form: FormLike | None = None) -> QuerySet:
        """Records of the form in this school on which the actor may act, of any period."""
        return access.rows(self.actor, form or self.form, action or self.action).filter(
            school_id=self.school.pk
        )

    def get(self, record_id: int, action: str | None = None) -> Any:
        """One record by id, or 404."""
        found = school_rows.record(self.actor, self.form, self.school.pk, record_id, action or self.action)
        if found is None:
            raise Http404(f"“{self.form.label}”中没有这条记录，可能已被删除。")
        return found

    @property
    def defaults(self) -> dict[str, Any]:
        """Values of the period's columns where a page or sheet does not give them."""
        return {"year": self.year} if "year" in PERIOD_FIELDS[self.form.period] else {}

    @property
    def typed_columns(self) -> list[Column]:
        """Columns that are typed on pages. The year is not: it comes from the year switch, and a record changes it on a
        page of its own (:mod:`zhijiao.filing.pages.year_move`).
        """
        return [column for column in self.form.stored if column.typed and column.name not in self.defaults]

    @property
    def file_columns(self) -> list[Column]:
        """Columns of attached files, which pages alone can set."""
        return [column for column in self.form.stored if column.holds_files]

    def of(self, record: Any) -> Self:
        """The same request in the year of a record."""
        return replace(self, year=record.year) if self.defaults else self

    def validate(self, raw: dict[str, list[Any]], **options: Any) -> Frame:
        """Validate rows for this school; the selected year stands in where none is given.

        What the answer tells of private values is counted and told in the audit log.
        """
        frame = validate(self.record_form, self.school, raw, defaults=self.defaults, **options)
        access.settle_private_answers(self.actor, self.school, frame, retyped=True)
        return frame


@dataclass(frozen=True)
class FormContext(FormScope):
    """A request on a form that has passed the gate: actor, form, school, school year, and the action asked for."""

    request: ActorRequest

    @cached_property
    def counted(self) -> tuple[int, int]:
        """Rows of the period, and those with gaps, by the school's counters."""
        dated = "year" in PERIOD_FIELDS[self.form.period]
        mine = [
            (rows, gaps)
            for form, year, _term, rows, gaps, *_ in of_school(self.request, self.school)
            if form == self.form.key and (year == self.year or not dated)
        ]
        return sum(rows for rows, _ in mine), sum(gaps for _, gaps in mine)

    def acting(self, action: str) -> "FormContext":
        """The same request doing something else, which it may turn out to be: the right to it is asked for.

        Raises:
            access.Denied: the right is missing.
            access.Locked: the data password is wanted first.
        """
        access.require(self.actor, self.form, action)
        return replace(self, action=action)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """URL of a page of this form; keeps the school for actors above it."""
        path = address_of(f"filing:{name}", self.form, *args, **kwargs)
        return path if self.own else f"{path}?school={self.school.pk}"

    def dated_url(self, name: str, *args: Any) -> str:
        """The same with the year, where the form has one: what is typed on a page stays in the year of the page,
        whatever year is chosen meanwhile in another tab.
        """
        path = self.url(name, *args)
        return f"{path}{'&' if '?' in path else '?'}year={self.year}" if self.defaults else path

    def next_url(self, name: str, *args: Any) -> str:
        """Address to go on to; names the year if the top bar stands on another one."""
        other = self.year != remembered_year(self.request)
        return self.dated_url(name, *args) if other else self.url(name, *args)

    def path(self, name: str, *args: Any) -> str:
        """Path of a page of this form, or nothing where that part is not installed."""
        return _path(name, self.form.key, *args)

    def address(self, path: str, text: str = "") -> str:
        """A path with a query, and with the school and year that this page was opened with."""
        parts = [text, "" if self.own else f"school={self.school.pk}"]
        if "year" in self.request.GET:
            parts.append(f"year={self.year}")
        joined = "&".join(part for part in parts if part)
        return f"{path}?{joined}" if joined else path

    def asked(self) -> query.Query:
        """What the address asks for, private conditions opened; the first look at one is told in the audit log.

        Raises:
            access.Denied, access.Locked, Http404: as :func:`query.with_private_conditions`.
        """
        session = session_of(self.request)
        found = query.parse_query(self.form, self.request.GET, session)
        found = query.with_private_conditions(self.actor, found, session)
        if found.tokens:
            _log_search(self, found)
        return found

    def posted(self) -> query.Query:
        """What was typed into a query bar, to be led to as an address; private values have become tokens."""
        return query.parse_query(self.form, self.request.POST, session_of(self.request))


@lru_cache(maxsize=16_384)
def _path(name: str, form_key: str, *args: Any) -> str:
    """Path of a page of a form. Kept, because a list needs twenty of them; empty where there is no such page."""
    try:
        return address_of(f"filing:{name}", form_key, *args)
    except NoReverseMatch:
        return ""


def _log_search(ctx: FormContext, asked: query.Query) -> None:
    """Turning pages, sorting and opening a record found are no further searches."""
    told = ctx.request.session.get(_SEARCHES_TOLD, [])
    new = {name: token for name, token in asked.tokens.items() if token not in told}
    if not new:
        return
    detail = {"conditions": [ctx.form.columns[name].label for name in new]}
    found = list(asked.narrow(ctx.rows("view")).values_list("pk", flat=True)[:_MOST_FOUND])
    record_look(
        Kind.SEARCH, org=ctx.school, subject=ctx.form.label, form=ctx.form.key, records=found, detail=detail
    )
    ctx.request.session[_SEARCHES_TOLD] = [*told, *new.values()][-_MOST_TOLD:]


def selected_year(request: ActorRequest) -> int:
    """The school year: ``?year=`` for one request, else the one that is remembered."""
    return _as_year(request.GET.get("year")) or remembered_year(request)


def selected_round(request: ActorRequest) -> matrix.Round:
    """The round a page is about: the one of the selected year, else the latest."""
    return matrix.round_of_year(selected_year(request)) or matrix.current_round()


def remembered_year(request: ActorRequest) -> int:
    """The choice of the top bar, else the latest round's year."""
    chosen = request.session.get("year") if hasattr(request, "session") else None
    return _as_year(chosen) or matrix.current_round().academic_year


def _as_year(text: Any) -> int | None:
    year = whole_number(str(text or ""), LAST_YEAR)
    return year if year is not None and year >= FIRST_YEAR else None


def school_of(request: ActorRequest, actor: Actor) -> Org:
    """The school a request works with: the user's own, or the one its address names.

    Raises:
        Http404: no school is named, or it is not in the actor's part of the tree.
    """
    user, named = getattr(request, "user", None), request.GET.get("school")
    if user and not named and actor.is_school and getattr(user, "org_id", None) == actor.org_id:
        org: Org = user.org
        return org
    return access.school(actor, named)


def session_of(request: HttpRequest) -> str:
    """The session that tokens of private conditions belong to; empty for programs, which have none."""
    session = getattr(request, "session", None)
    return (session and session.session_key) or ""


def without_clear(request: HttpRequest, form: FormLike) -> HttpResponseRedirect | None:
    """The way to the same address with tokens, for one that holds private values in clear; else None.

    What was posted is posted again there.
    """
    if not any(key.startswith((query.FROM, query.TO)) for key in request.GET):
        return None
    asked = query.parse_query(form, request.GET, session_of(request))
    if not asked.leaky:
        return None
    params = request.GET.copy()
    for name, token in asked.tokens.items():
        params.pop(query.FROM + name, None)
        params.pop(query.TO + name, None)
        params[query.BLIND + name] = token
    response = HttpResponseRedirect(f"{request.path}?{params.urlencode()}")
    response.status_code = 303 if request.method in ("GET", "HEAD") else 307
    return response


Action = str | Callable[[ActorRequest], str]


def form_view(
    action: Action,
    *,
    above_schools: Callable[[ActorRequest, Any], HttpResponse] | None = None,
    locked_too: bool = False,
    put_by: Callable[..., None] | None = None,
    **options: Any,
) -> Mark:
    """Mark a view of a form with its action; it is called as ``view(ctx, …)`` with a :class:`FormContext`.

    ``action`` may be a function that tells it from the request; ``above_schools`` answers an actor above the schools
    who names none. With ``locked_too`` a private form is opened before the data password as well, only to put by what
    was typed; ``put_by(ctx, …)`` does so with what was posted to a view that has been locked meanwhile. The other
    options are those of every mark (:mod:`zhijiao.identity.gate`).
    """

    def mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @gate.business(action if isinstance(action, str) else "view", **options)
        @wraps(view)
        def checked(request: ActorRequest, form: FormLike, *args: Any, **kwargs: Any) -> HttpResponseBase:
            asked = action if isinstance(action, str) else action(request)
            try:
                if above_schools and not request.actor.is_school and not request.GET.get("school"):
                    access.require(request.actor, form, asked)
                    return without_clear(request, form) or above_schools(request, form)
                opened = _open(request, form, asked, locked_too=locked_too)
            except access.Locked as locked:
                if put_by is not None and request.method == "POST":
                    put_by(_open(request, form, asked, locked_too=True), *args, **kwargs)
                    locked.kept = True
                raise
            return without_clear(request, form) or view(opened, *args, **kwargs)

        return checked

    return mark


def _open(request: ActorRequest, form: FormLike, action: str, *, locked_too: bool = False) -> FormContext:
    """Open the gate for a request on a form.

    Raises:
        access.Denied: the right is missing.
        access.Locked: the data password is wanted first.
        Http404: the school named is not in the actor's part of the tree.
    """
    actor = request.actor
    try:
        access.require(actor, form, action)
    except access.Locked:
        if not locked_too:
            raise
    school = school_of(request, actor)
    return FormContext(actor, form, school, selected_year(request), action, request)
