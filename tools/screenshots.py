"""Photograph every kind of page at three widths in both themes: `make screenshots`, into var/screenshots/index.html.

The index names the pages that no link led to. NAMES="web:home filing:list" takes those alone.
"""

from __future__ import annotations

import html
import shutil
import sys

from demo_site import ROOT, Site, chromium, running
from page_kinds import Found, kinds
from playwright.sync_api import Browser, sync_playwright

FOLDER = ROOT / "var" / "screenshots"
SIZES = ((1366, 768), (768, 1024), (390, 844))
THEMES = ("light", "dark")
QUALITY = 60
HIGHEST = 6000
"""Pixels of a window at most; the rest of a very long page is photographed all the same."""


def main() -> None:
    """Find, photograph, and write the index."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with running() as site, sync_playwright() as playwright:
        found, missing = kinds(site)
        sys.stdout.write(f"{len(found)} kinds of pages\n")
        found = [each for each in found if each.kind in sys.argv[1:]] if sys.argv[1:] else found
        browser = chromium(playwright)
        for size in SIZES:
            for theme in THEMES:
                _photograph(browser, site, found, size, theme)
        browser.close()
    (FOLDER / "index.html").write_text(_index(found, missing), encoding="utf-8")
    sys.stdout.write(f"{FOLDER / 'index.html'}\n")


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
