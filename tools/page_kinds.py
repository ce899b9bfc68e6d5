"""Every kind of page of the program, with an account of the demo that sees one, and its address.

A kind of page is an entry of the URL table that answers with a page. They are found by following links from the first
page of each account.
"""

from __future__ import annotations

import html
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demo_site import Site

TRIES, MANY = 3, 200
"""How many addresses of one kind are read for their links; of lists of forms, all for the first account."""
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')


NOT_PAGES = frozenset((Path(__file__).parent / "not_pages.txt").read_text(encoding="utf-8").split())
"""What may be read and is no page of its own: files, what scripts and programs ask for, parts of pages, ways on."""


@dataclass(frozen=True)
class Found:
    """A kind of page, with an account that sees one and its address."""

    kind: str
    who: str
    address: str


def kinds(site: Site) -> tuple[list[Found], list[str]]:
    """Every kind of page that a link leads to, once; and the names of the pages that none leads to."""
    from zhijiao.demo.accounts import ACCOUNTS

    found: dict[str, Found] = {}
    files: set[str] = set()
    for who, home in [("", "/login/"), *((a.username, _home(a.portal)) for a in ACCOUNTS)]:
        _follow(site.client(who), who, [home, "/faq/", "/manual/"], found, files)
        sys.stdout.write(f"{who or 'nobody'}: {len(found)}\n")
        sys.stdout.flush()
    return list(found.values()), sorted(pages() - set(found))


def pages() -> set[str]:
    """The names of all pages, from the URL table."""
    from zhijiao.selfcheck.addresses import addresses

    return {each.name for each in addresses() if each.gate and "GET" in each.gate.methods} - NOT_PAGES


def _home(portal: str) -> str:
    return "/manage/" if portal == "管理端" else "/"


def _follow(client: Any, who: str, waiting: list[str], found: dict[str, Found], files: set[str]) -> None:
    """Read pages breadth first and keep the first of each kind; what hands out ``files`` is asked once."""
    from django.urls import Resolver404, resolve

    seen, read, known = set(waiting), Counter[str](), frozenset(found)
    while waiting:
        address = waiting.pop(0)
        try:
            kind = resolve(address.partition("?")[0]).view_name
        except Resolver404:
            continue
        read[kind] += 1
        enough = 1 if kind in known else MANY if kind == "filing:list" else TRIES
        if read[kind] > enough or kind in files:
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        text = (
            ""
            if answer.streaming or "html" not in answer.headers["Content-Type"]
            else answer.content.decode()
        )
        if "<html" not in text:
            files.add(kind)
            continue
        found.setdefault(kind, Found(kind, who, address))
        links = [_without_conditions(html.unescape(link)) for link in LINK.findall(text)]
        fresh = [link for link in dict.fromkeys(links) if link not in seen and "/logout" not in link]
        seen.update(fresh)
        waiting.extend(fresh)


def _without_conditions(link: str) -> str:
    """Pages of forms are of one kind whatever they are sorted by or narrowed to."""
    return link.partition("?")[0] if link.startswith("/forms/") else link
