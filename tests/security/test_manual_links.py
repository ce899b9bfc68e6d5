"""Every page of both portals leads into the manual, to a place that is there."""

import re
from urllib.parse import unquote

import pytest

from zhijiao.manual.contexts import AWAITED
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.personas import ANONYMOUS

pytestmark = pytest.mark.once
LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(?:<svg.*?</svg>)?(?:<span[^>]*>)?操作手册')
PAPER = {"filing:print", "cases:print"}
"""Pages made to be printed, and parts: they have no frame to have a link in."""


class Reader:
    """Follows links into the manual, each once."""

    def __init__(self, client):
        self.client = client
        self.ids = {}

    def wrong(self, href):
        """Why a link leads nowhere, or nothing."""
        path, _, anchor = unquote(href).partition("#")
        if path not in self.ids:
            answer = self.client.get(path)
            page = answer.content.decode() if answer.status_code == 200 else ""
            self.ids[path] = set(re.findall(r' id="([^"]+)"', page))
        if not self.ids[path]:
            return f"{href} does not open"
        return f"{href} has no such place" if anchor and anchor not in self.ids[path] else ""


def test_every_page_leads_into_the_manual(walker, client):
    cast = walker.ground.cast
    above = [person for person in cast.people if person.place == "辖区内"]
    readers = [cast.stack, *above, next(p for p in cast.people if p.state == ANONYMOUS)]
    manual, faults, seen = Reader(client), [], set()
    for address in addresses():
        for visit in walker.visits(address):
            if visit.person not in readers or (address.name, visit.form, len(visit.person.portals)) in seen:
                continue
            answer = walker.ask(visit, "GET")
            page = (
                answer.content.decode("utf-8", "replace")
                if "html" in answer.headers.get("Content-Type", "")
                else ""
            )
            if answer.status_code != 200 or "<html" not in page:
                continue
            seen.add((address.name, visit.form, len(visit.person.portals)))
            found = LINK.search(page)
            why = manual.wrong(found[1]) if found else "no link"
            if why and address.name not in PAPER:
                faults.append(f"{address.name} {walker.url(visit)}: {why}")
    assert not faults, "\n".join(faults[:30])
    assert {name.partition(":")[0] for name, _, _ in seen} >= AWAITED - {"api"}
