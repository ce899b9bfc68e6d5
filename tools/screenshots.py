"""Photograph every kind of page at three widths in both themes: `make screenshots`, into var/screenshots/index.html.

A kind of page is an entry of the URL table that answers with a page. They are found by following links from the first
page of each account of the demo; the index names those that no link led to. NAMES="web:home filing:list" takes those
alone.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

from demo_site import ROOT, Site, chromium, running
from playwright.sync_api import Browser, sync_playwright

FOLDER = ROOT / "var" / "screenshots"
SIZES = ((1366, 768), (768, 1024), (390, 844))
THEMES = ("light", "dark")
TRIES, MANY = 3, 200
"""How many addresses of one kind are read for their links; of lists of forms, all for the first account."""
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)"')
QUALITY = 60
HIGHEST = 6000
"""Pixels of a window at most; the rest of a very long page is photographed all the same."""


@dataclass(frozen=True)
class Found:
    """A kind of page, with an account that sees one and its address."""

    kind: str
    who: str
    address: str


def main() -> None:
    """Find, photograph, and write the index."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with running() as site, sync_playwright() as playwright:
        found, missing = _kinds(site)
        sys.stdout.write(f"{len(found)} kinds of pages\n")
        found = [each for each in found if each.kind in sys.argv[1:]] if sys.argv[1:] else found
        browser = chromium(playwright)
        for size in SIZES:
            for theme in THEMES:
                _photograph(browser, site, found, size, theme)
        browser.close()
    (FOLDER / "index.html").write_text(_index(found, missing), encoding="utf-8")
    sys.stdout.write(f"{FOLDER / 'index.html'}\n")


def _kinds(site: Site) -> tuple[list[Found], list[str]]:
    """Every kind of page that a link leads to, once; and the names of the pages that none leads to."""
    from zhijiao.demo.accounts import ACCOUNTS
    from zhijiao.selfcheck.addresses import addresses

    found: dict[str, Found] = {}
    files: set[str] = set()
    for who, home in [("", "/login/"), *((a.username, _home(a.portal)) for a in ACCOUNTS)]:
        _follow(site.client(who), who, [home, "/faq/", "/manual/"], found, files)
        sys.stdout.write(f"{who or 'nobody'}: {len(found)}\n")
        sys.stdout.flush()
    readable = [each.name for each in addresses() if each.gate and "GET" in _methods(each.view)]
    return list(found.values()), [name for name in readable if name not in found]


def _home(portal: str) -> str:
    return "/manage/" if portal == "管理端" else "/"


def _methods(view: Any) -> tuple[str, ...]:
    """The methods that the mark of a view lets through."""
    cells = getattr(view, "__closure__", None) or ()
    kept = [cell.cell_contents for cell in cells if isinstance(cell.cell_contents, tuple | list)]
    return tuple(kept[0]) if kept and all(isinstance(each, str) for each in kept[0]) else ("GET",)


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


def _photograph(browser: Browser, site: Site, found: list[Found], size: tuple[int, int], theme: str) -> None:
    windows = {who: site.window(browser, who, size, theme) for who in {each.who for each in found}}
    for each in found:
        page = windows[each.who]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(site.url + each.address, wait_until="load")
        # As high as the page: what sticks to the edge of a window would lie across the middle of the picture.
        high = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": size[0], "height": max(size[1], min(high, HIGHEST))})
        page.screenshot(
            path=FOLDER / _file(each.kind, size, theme), type="jpeg", quality=QUALITY, full_page=True
        )
    for page in windows.values():
        page.context.close()
    sys.stdout.write(f"{size[0]} {theme}\n")


def _file(kind: str, size: tuple[int, int], theme: str) -> str:
    return f"{kind.replace(':', '-')}-{size[0]}-{theme}.jpg"


def _index(found: list[Found], missing: list[str]) -> str:
    """One row of pictures for each kind of page."""
    rows = []
    for each in sorted(found, key=lambda one: one.kind):
        pictures = "".join(
            f'<a href="{_file(each.kind, size, theme)}"><img loading="lazy" height="240" '
            f'alt="{size[0]} {theme}" src="{_file(each.kind, size, theme)}"></a> '
            for size in SIZES
            for theme in THEMES
        )
        title = html.escape(f"{each.kind} · {each.who or 'nobody'} · {each.address}")
        rows.append(f"<h2>{title}</h2><p>{pictures}</p>")
    left = ", ".join(map(html.escape, sorted(missing)))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
        f"<h1>{len(found)} kinds of pages</h1>{''.join(rows)}<h2>No link leads to</h2><p>{left}</p></html>"
    )


if __name__ == "__main__":
    main()
