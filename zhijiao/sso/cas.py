"""CAS 2.0 and 3.0: a ticket comes back, and the server says whose it is. Its XML may hold neither entities nor a
document type (defusedxml); a ticket is asked about for the very address it was issued for.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from zhijiao.sso.exchange import Exchange
from zhijiao.sso.identities import Cancelled, Identity, Refused, texts
from zhijiao.sso.journeys import Journey
from zhijiao.sso.providers import Provider

_TICKET = re.compile(r"ST-[\x21-\x7e]{1,256}")
_VALIDATE = {2: "/serviceValidate", 3: "/p3/serviceValidate"}
_MOST_ATTRIBUTES = 200


def address(provider: Provider, journey: Journey, back: str) -> str:
    """Where to send somebody to sign in."""
    return f"{provider.issuer.rstrip('/')}/login?{urlencode({'service': service(journey, back)})}"


def service(journey: Journey, back: str) -> str:
    """The address a ticket is issued for: ours, and of this journey alone."""
    return f"{back}?{urlencode({'state': journey.state})}"


def identity(provider: Provider, journey: Journey, back: str, answered: Mapping[str, str]) -> Identity:
    """Whose ticket this is.

    Raises:
        Unavailable, Refused: see there; nobody is signed in.
    """
    ticket = answered.get("ticket", "")
    if not ticket:
        raise Cancelled("no ticket")
    if not _TICKET.fullmatch(ticket):
        raise Refused("no usable ticket")
    asked = urlencode({"service": service(journey, back), "ticket": ticket})
    place = f"{provider.issuer.rstrip('/')}{_VALIDATE[provider.version]}?{asked}"
    return _read(Exchange(provider).ask(place))


def farewell(provider: Provider, home: str) -> str:
    """Where to sign out at the provider; the address to come back to has another name in each version."""
    name = "service" if provider.version == 3 else "url"
    return f"{provider.issuer.rstrip('/')}/logout?{urlencode({name: home})}"


def _read(body: bytes) -> Identity:
    try:
        root = ElementTree.fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise Refused(f"the answer is no usable XML: {type(error).__name__}") from None
    said = list(root)
    if _name(root) != "serviceResponse" or len(said) != 1 or _name(said[0]) != "authenticationSuccess":
        raise Refused("the ticket was not accepted")
    users = [each for each in said[0] if _name(each) == "user"]
    if len(users) != 1 or any(_name(each) == "proxies" for each in said[0]):
        raise Refused("not one person, or somebody in the name of another")
    user = (users[0].text or "").strip()
    if not 0 < len(user) <= 255 or len(users[0]):
        raise Refused("no usable name")
    claims = {**_attributes(said[0]), "user": user}
    level = texts(claims.get("authnContextClass"))[:1]
    return Identity(user, claims, texts(claims.get("amr")), "".join(level))


def _attributes(success: Element) -> dict[str, Any]:
    """What else is told; what is told more than once is a list."""
    found: dict[str, list[str]] = {}
    for group in success:
        if _name(group) == "attributes":
            for each in list(group)[:_MOST_ATTRIBUTES]:
                found.setdefault(_name(each), []).append((each.text or "").strip())
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
