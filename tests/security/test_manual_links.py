"""Every page of both portals leads into the manual, to a place that is there."""

import re
from urllib.parse import unquote

import pytest

from zhijiao.manual.contexts import DEFAULTS
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.personas import ABOVE, ANONYMOUS

pytestmark = pytest.mark.once
LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(?:<svg.*?</svg>)?(?:<span[^>]*>)?操作手册')
MOST_FORMS = 3
"""Forms that an address is asked for: their pages are one code, and which page of the manual is theirs is the same."""


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
    manual, faults, bare, seen = Reader(client), [], set(), {}
    for address in addresses():
        for visit in walker.visits(address):
            asked = seen.setdefault(address.name, set())
            if not reads(walker, visit) or len(asked) >= MOST_FORMS or visit.form in asked:
                continue
            answer = walker.ask(visit, "GET")
            html = "html" in answer.headers.get("Content-Type", "")
            page = answer.content.decode("utf-8", "replace") if html else ""
            if answer.status_code != 200 or "<html" not in page:
                continue
            asked.add(visit.form)
            found = LINK.search(page)
            if found is None:
                bare.add(address.name)
            elif why := manual.wrong(found[1]):
                faults.append(f"{address.name} {walker.url(visit)}: {why}")
    assert not faults, "\n".join(faults[:30])
    assert bare == set()
    opened = {name.partition(":")[0] for name, asked in seen.items() if asked}
    assert opened >= DEFAULTS.keys() - {"", "api", "tours"}


def reads(walker, visit):
    """Whether somebody is asked for a page: whoever has all roles of the school, administrators and auditors above, and
    whoever has not signed in where that is enough.
    """
    person = visit.person
    if visit.address.gate.kind == "public":
        return person.state == ANONYMOUS
    above = person.place == ABOVE and person.roles[0].key in (
        "province_admin",
        "province_auditor",
        "ministry_admin",
    )
    return person is walker.ground.cast.stack or above
