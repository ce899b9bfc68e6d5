"""What is due: the answer a person must get at an address, worked out from the mark of the view, the table of built-in
roles and whose thing is asked for. None of it asks the gates that are being checked.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actions import AUDIT, CHANGE, EXPORT, SUBMIT, VIEW
from zhijiao.selfcheck.addresses import Address
from zhijiao.selfcheck.personas import ANONYMOUS, FRESH, NO_ROLE, OTHER_FORM, Persona
from zhijiao.selfcheck.samples import Thing

SIGN_IN, PASSWORD, ROLELESS = "登录页", "修改密码页", "无角色页"
REFUSED, ABSENT, METHOD, OPEN, FAILED = "拒绝", "不存在", "不接受", "打开", "出错"
_PAGES = {
    "signin:login": SIGN_IN,
    "signin:manage_login": SIGN_IN,
    "signin:password": PASSWORD,
    "signin:manage_password": PASSWORD,
    "signin:no_role": ROLELESS,
}
_STATUSES = {401: SIGN_IN, 403: REFUSED, 404: ABSENT, 405: METHOD, 410: ABSENT}
_DOORS = {ANONYMOUS: SIGN_IN, FRESH: PASSWORD, NO_ROLE: ROLELESS}

#: Views that ask for more than their mark says, and for what (one of them): the page for filling in what is there once
#: per school, who can see a record and who has looked at it, and the list that a program reads.
STRICTER = {
    "filing:edit_single": (CHANGE,),
    "roles:who_record": (AUDIT, SUBMIT),
    "looks:record": (AUDIT, SUBMIT),
    "api:records": (EXPORT,),
    "api:changes": (EXPORT,),
    "api:exports": (EXPORT,),
    "api:file": (EXPORT,),
    "api:cases": (EXPORT,),
}
#: Views that hand out what forms hold though their address names none: rights on another form alone do not open them.
OF_FORMS = frozenset({"indicators:rows", "indicators:sheet", "indicators:export"})
WRITING = frozenset({"add", "change", "delete", "import", "review"})
READING = frozenset({"view", "export"})


def outcome(response: HttpResponse) -> str:
    """What an answer amounts to."""
    status = response.status_code
    if status >= 500:
        return FAILED
    if status in (301, 302, 303):
        return _led_to(response["Location"])
    return _STATUSES.get(status, OPEN)


def _led_to(location: str) -> str:
    try:
        return _PAGES.get(resolve(location.partition("?")[0]).view_name, OPEN)
    except Resolver404:
        return OPEN


def expected_outcomes(
    address: Address, person: Persona, chosen: Mapping[str, Thing], owner: Persona, *, writing: bool
) -> frozenset[str]:
    """The outcomes that are right for a person who asks for the chosen things.

    `owner` is who things of one's own belong to; `writing` says whether the request may change something, so that the
    view may ask for more than the mark of the address does.
    """
    at_door = _at_door(address, person)
    reached = all(thing.within(person, owner) for thing in chosen.values())
    if at_door is not None:
        return at_door if reached or writing else at_door - {OPEN}
    if address.name in OF_FORMS and person.state == OTHER_FORM:
        return frozenset({REFUSED, METHOD})
    form = chosen["form"].value if "form" in chosen else None
    actions = STRICTER.get(address.name, ((address.gate and address.gate.action) or VIEW,))
    if not reached or (form is not None and not any(_may(person, form, action) for action in actions)):
        return frozenset({REFUSED, ABSENT, METHOD})
    return frozenset({OPEN, ABSENT, METHOD, REFUSED} if writing else {OPEN, ABSENT, METHOD})


def _at_door(address: Address, person: Persona) -> frozenset[str] | None:
    """What the mark of the view alone decides; None if it lets the person in to the things behind it."""
    gate = address.gate
    if gate is None:
        return frozenset({REFUSED})
    if gate.kind == "public":
        return frozenset({OPEN, ABSENT, METHOD, SIGN_IN, PASSWORD, ROLELESS})
    if person.state == ANONYMOUS:
        return frozenset({SIGN_IN})
    if gate.kind == "member":
        return frozenset({OPEN, ABSENT, METHOD, REFUSED, SIGN_IN, PASSWORD, ROLELESS})
    if person.state in _DOORS:
        return frozenset({_DOORS[person.state]})
    missing = gate.portal not in person.portals or (gate.action and gate.action not in person.actions)
    return frozenset({REFUSED}) if missing else None


def _may(person: Persona, form: FormLike, action: str) -> bool:
    """Whether the roles of a person reach a form with an action."""
    if person.state == OTHER_FORM or action not in person.actions:
        return False
    if action in WRITING and not person.is_school:
        return False
    if form.is_summary and action not in READING:
        return False
    if not form.is_private:
        return True
    if not person.unlocked:
        return False
    return person.privacy == "manage" or (person.privacy == "view" and action not in WRITING)
