"""What stands in an address besides its words: whose record, account or batch is asked for, and who may reach it.

An address with a parameter that is not listed here cannot be checked, and a test fails: add one line to `FILLERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zhijiao.accounts.actor import Actor
from zhijiao.accounts.models import Role
from zhijiao.accounts.sign_in_models import UserSession
from zhijiao.filing import access, registry
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.orgs.models import Org
from zhijiao.quality import book
from zhijiao.quality.models import Finding
from zhijiao.restructure.models import OpeningSheet
from zhijiao.selfcheck.addresses import Address
from zhijiao.selfcheck.people import ABOVE, OWN, Cast, Person

ANYBODY, SELF = "anybody", "self"
FROM_OWN, FROM_ABOVE, FROM_BOTH = frozenset({OWN}), frozenset({ABOVE}), frozenset({OWN, ABOVE})
NOBODY = frozenset()
MISSING = 2**53
"""A number that no row has."""


class Unfillable(LookupError):
    """An address has a parameter that nothing here knows how to fill."""


@dataclass(frozen=True)
class Thing:
    """A value for a parameter, and the places from which it may be reached; ANYBODY and SELF besides."""

    value: Any
    reach: frozenset[str] | str = ANYBODY

    def within(self, person: Person, owner: Person) -> bool:
        """Whether this person may reach it at all; `owner` is who things of one's own belong to."""
        if self.reach == ANYBODY:
            return True
        if self.reach == SELF:
            return person is owner
        return person.place in self.reach


@dataclass(frozen=True)
class Ground:
    """One school and the people around it."""

    school: Org
    cast: Cast

    @cached_property
    def records(self) -> dict[str, int]:
        """One record of the school per form, the latest; forms without records are left out."""
        by = Actor.system(self.school)
        found = {
            form.key: access.rows(by, form, "view")
            .filter(school=self.school)
            .order_by("-pk")
            .values("pk")[:1]
            for form in registry.registry().records
        }
        return {key: rows[0]["pk"] for key, rows in found.items() if rows}


Filler = Callable[[Ground, Mapping[str, Thing]], Thing | None]


def _form(ground: Ground, chosen: Mapping[str, Thing]) -> Thing | None:
    raise NotImplementedError("forms are chosen by the plan")


def _record(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    form = chosen["form"].value
    found = ground.records.get(form.key)
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A column that offers a choice, else the first."""
    columns = list(chosen["form"].value.columns.values())
    offering = [column for column in columns if column.ref or column.code_table]
    return Thing((offering or columns)[0].name)


def _private_column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    columns = chosen["form"].value.columns.values()
    return Thing(next((column.name for column in columns if column.private), "none"))


def _batch(*kinds: str) -> Filler:
    def find(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
        batches = ImportBatch.objects.filter(school=ground.school, kind__in=kinds)
        if "form" in chosen:
            batches = batches.filter(form=chosen["form"].value.key)
        found = batches.order_by("-pk").values_list("pk", flat=True).first()
        return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)

    return find


def _staged(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    rows = StagedRow.objects.filter(school=ground.school, batch__form=chosen["form"].value.key)
    found = rows.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _session(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    clerk = ground.cast.clerk
    found = UserSession.objects.filter(user=clerk.user).values_list("pk", flat=True).first()
    return Thing(found or MISSING, SELF)


def _account(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.clerk.user.pk, FROM_OWN)


def _administrator(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.admin.user.pk, FROM_ABOVE)


def _any_account(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.admin.user.pk, FROM_BOTH)


def _school(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.school.pk, FROM_BOTH)


def _authority(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.school.parent_id, FROM_ABOVE)


def _upload_of_schools(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Somebody else's: only who uploaded it sees it, and it is gone when the schools are opened."""
    found = OpeningSheet.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found or MISSING, NOBODY)


def _role(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(
        Role.objects.filter(org=ground.school).order_by("-pk").values_list("pk", flat=True)[0], FROM_OWN
    )


def _finding(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Finding.objects.filter(school=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _rule(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(next(iter(book.rules())))


def _plain(value: Any) -> Filler:
    return lambda ground, chosen: Thing(value)


IMPORTED, EDITED = ("import",), ("grid", "set", "delete")

#: What a route ends with up to and including a parameter → where its value comes from; the longest fits.
FILLERS: dict[str, Filler] = {
    "<form:form>": _form,
    "<int:record_id>": _record,
    "<str:column>": _column,
    "<str:fmt>": _plain("xlsx"),
    "/reveal/<str:name>": _private_column,
    "/forms/<form:form>/batches/<int:batch_id>": _batch(*EDITED),
    "/manage/import/<int:batch_id>": _batch(*IMPORTED),
    "/review/<form:form>/<int:row_id>": _staged,
    "/security/sessions/<int:pk>": _session,
    "/manage/users/<int:pk>": _account,
    "/manage/users/below/<int:pk>": _administrator,
    "/manage/locks/<int:pk>": _any_account,
    "/manage/areas/<int:pk>": _authority,
    "/manage/orgs/<int:pk>": _school,
    "/manage/orgs/<int:pk>/admin/<int:user_pk>": _administrator,
    "/manage/roles/<int:pk>": _role,
    "/manage/schools/sheet/<int:pk>": _upload_of_schools,
    "/quality/<int:finding_id>": _finding,
    "/quality/rules/<str:key>": _rule,
    "/manage/rules/<str:key>": _rule,
    "/year/<int:year>": _plain(2020),
    "/reset/<str:number>": _plain("MQ"),
    "/reset/<str:number>/<str:token>": _plain("0-0"),
    "name": _plain("selfcheck0"),
}


def filler(address: Address, parameter: str) -> Filler:
    """Where the value of a parameter comes from.

    Raises:
        Unfillable: `FILLERS` has no line for it.
    """
    until = address.until(parameter)
    fitting = [end for end in FILLERS if until.endswith(end)]
    if not fitting:
        raise Unfillable(f"{address}: nothing in zhijiao/selfcheck/things.py fills “{until}”")
    return FILLERS[max(fitting, key=len)]


def things(address: Address, ground: Ground, form: Any = None) -> dict[str, Thing]:
    """A value for every parameter of an address; `form` is the one the plan has chosen."""
    chosen: dict[str, Thing] = {}
    for parameter in address.parameters:
        found = filler(address, parameter)
        chosen[parameter] = Thing(form) if found is _form else found(ground, chosen)
    return chosen


def takes_form(address: Address) -> bool:
    """Whether an address is of a form."""
    return any(filler(address, parameter) is _form for parameter in address.parameters)


__all__ = ["FILLERS", "Ground", "Thing", "Unfillable", "filler", "takes_form", "things"]
