"""The walk: asks addresses as people, through the real middleware, and compares each answer with what is due.

Everything happens inside one transaction that is undone at its end; each request inside a savepoint that is undone
right after it. So nothing is changed, no mail leaves, and requests do not see what others did.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponse

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.requests import MemberRequest
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.selfcheck import expectations as judge
from zhijiao.selfcheck.addresses import Address
from zhijiao.selfcheck.decoys import decoys
from zhijiao.selfcheck.personas import ANONYMOUS, ELSEWHERE, OWN, Persona, gather
from zhijiao.selfcheck.samples import Ground, Thing, needed_column, parameter_values, takes_form

SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class AccessFault:
    """An answer that is not the one due."""

    route: str
    method: str
    person: str
    form: str
    got: str
    due: str

    def __str__(self) -> str:
        where = f"{self.route}（{self.form}）" if self.form else self.route
        return f"{self.person}：{self.method} {where} 得到“{self.got}”，应为“{self.due}”"


@dataclass(frozen=True)
class Visit:
    """One request to be made: who, where, and what is asked for."""

    address: Address
    person: Persona
    chosen: dict[str, Thing]
    #: Whether the address names the school, as those above schools must.
    named: bool

    @property
    def form(self) -> FormLike | None:
        """The form asked for, if the address is of a form."""
        return self.chosen["form"].value if "form" in self.chosen else None


@contextmanager
def rolled_back() -> Iterator[None]:
    """A block whose changes to the database are undone at its end."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def quiet_log() -> Iterator[None]:
    """A block whose refusals do not fill the log: they are what is asked for."""
    loggers = [logging.getLogger(name) for name in ("django.request", "zhijiao")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Walker:
    """Goes about one school; to be used inside :func:`rolled_back`."""

    def __init__(self, school: Org, *, every_form: bool = False, names: Iterable[str] = ()) -> None:
        """`every_form` goes to all forms and not to one of each kind; `names` are words besides for strangers."""
        self.ground = Ground(school, gather(school))
        self.decoys = decoys(self.ground, names)
        from django.test import Client  # not before it is wanted: a web server has no use for it

        self.client = Client(raise_request_exception=False, **_host())
        self.asked = 0
        self._every_form = every_form
        self._sessions = {person.account.pk: self._sign_in(person) for person in self.ground.cast.signed_in}

    @property
    def first_form(self) -> FormLike:
        """The form to which everything is done; the others stand for what differs."""
        return next(iter(registry.forms().values()))

    # Where to go -----------------------------------------------------------------------------------------------------

    def visits(self, address: Address) -> Iterator[Visit]:
        """Everything to be tried at an address, whatever the method."""
        cast = self.ground.cast
        if not takes_form(address):
            by_role = address.gate is None or address.gate.kind == "portal"
            yield from self._people(
                address, parameter_values(address, self.ground), cast.people if by_role else cast.few
            )
            return
        for form, people in self._forms(needed_column(address)):
            yield from self._people(address, parameter_values(address, self.ground, form), people)

    def _people(
        self, address: Address, chosen: dict[str, Thing], people: Sequence[Persona]
    ) -> Iterator[Visit]:
        for person in people:
            if person.place == OWN or person.state == ANONYMOUS:
                yield Visit(address, person, chosen, named=False)
                continue
            yield Visit(address, person, chosen, named=True)
            if person.place == ELSEWHERE and chosen:
                yield Visit(address, person, chosen, named=False)

    def _forms(
        self, needed: Callable[[FormLike], str | None]
    ) -> Iterator[tuple[FormLike, Sequence[Persona]]]:
        """Forms with who goes to them: everybody to one form of each kind, a few to the others.

        At the addresses of certain columns, such as attached files, a form that has one (``needed``) is a kind of its
        own.

        The addresses of forms are one code for all forms; what differs from form to form is decided by kind, period
        and whether the form is private.
        """
        cast, kinds, sorts = self.ground.cast, set(), set()
        few = (cast.other_form, cast.clerk, cast.stranger)
        for form in registry.forms().values():
            kind = (form.is_summary, form.single, form.is_private, needed(form) is not None)
            sort = (*kind, form.period)
            if kind not in kinds:
                yield form, cast.people
            elif self._every_form or sort not in sorts:
                yield form, few
            kinds.add(kind)
            sorts.add(sort)

    # Going there -----------------------------------------------------------------------------------------------------

    def url(self, visit: Visit) -> str:
        """The address as it is asked for."""
        url = visit.address.url({name: thing.value for name, thing in visit.chosen.items()})
        return f"{url}?school={self.ground.school.pk}" if visit.named else url

    def ask(self, visit: Visit, method: str, **request: Any) -> HttpResponse:
        """The answer; whatever the request changed is undone."""
        with rolled_back():
            return self.send(visit, method, **request)

    def send(self, visit: Visit, method: str, **request: Any) -> HttpResponse:
        """The answer; what the request changed stays until the block around it is undone."""
        self.asked += 1
        self.client.cookies.clear()
        if visit.person.user is not None:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[visit.person.user.pk]
        with quiet_log():
            response: Any = self.client.generic(method, self.url(visit), **request)
            if response.streaming:  # what is sent bit by bit is read from the database bit by bit
                body = b"".join(response.streaming_content)
                response = HttpResponse(body, status=response.status_code, headers=response.headers)
        answer: HttpResponse = response
        return answer

    def due(self, visit: Visit, method: str) -> frozenset[str]:
        """The outcomes that are right."""
        owner = self.ground.cast.clerk
        return judge.expected_outcomes(
            visit.address, visit.person, visit.chosen, owner, writing=method not in SAFE
        )

    def judge(self, visit: Visit, method: str, response: HttpResponse) -> AccessFault | None:
        """What is wrong with an answer, if anything is."""
        got, allowed = judge.outcome(response), self.due(visit, method)
        told = self.decoys.found(response, stranger=visit.person.place == ELSEWHERE)
        if got in allowed and not told:
            return None
        error = getattr(response, "exc_info", None)
        said = (f"{got} {response.status_code}", error and error[0].__name__, told and f"含{told}")
        return AccessFault(
            visit.address.route,
            method,
            visit.person.full_label,
            visit.form.label if visit.form else "",
            "，".join(part for part in said if part),
            "或".join(sorted(allowed)),
        )

    def check(self, visit: Visit, method: str = "GET", **request: Any) -> AccessFault | None:
        """Ask, and judge the answer."""
        return self.judge(visit, method, self.ask(visit, method, **request))

    def unlock(self) -> None:
        """Have those who enter the data password enter it anew: it holds for some minutes, a long walk takes more."""
        for person in self.ground.cast.signed_in:
            if person.unlocked:
                self._enter(person, SessionStore(self._sessions[person.account.pk]))

    def _sign_in(self, person: Persona) -> str:
        """Session key of somebody who has signed in, and entered the data password if he is one who does."""
        self.client.cookies.clear()  # else the session of whoever came before would be taken over
        self.client.force_login(person.account)
        if person.unlocked:
            self._enter(person, self.client.session)
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value

    @staticmethod
    def _enter(person: Persona, session: SessionBase) -> None:
        request = MemberRequest()
        request.user, request.session = person.account, session
        data_password.begin(request)
        session.save()


def _host() -> dict[str, Any]:
    """Ask under a name that this installation answers to, and as the proxy asks where https is demanded."""
    name = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    facts = {"SERVER_NAME": name, "HTTP_HOST": name}
    if settings.SECURE_SSL_REDIRECT:
        facts |= {"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "https"}
    return facts
