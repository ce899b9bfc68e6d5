"""Take the pictures of the manual anew from a fresh demo: `make manual-pictures`.

NAMES="grid import" takes those alone.
What there is to take stands in `zhijiao.manual.pictures.PICTURES`. Files of pictures that are no longer listed go.
"""

from __future__ import annotations

import io
import sys

from demo_site import Site, chromium, running
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

QUALITY = 72
MARK = """selectors => selectors.forEach(selector => {
  const part = document.querySelector(selector);
  if (!part) throw new Error("nothing to mark: " + selector);
  part.style.outline = "3px solid #d9480f";
  part.style.outlineOffset = "2px";
})"""


def main() -> None:
    """Take all, or those that are named."""
    names = sys.argv[1:]
    with running() as site, sync_playwright() as playwright:
        from zhijiao.manual import pictures

        browser = chromium(playwright)
        for name, picture in pictures.PICTURES.items():
            if not names or name in names:
                _take(browser, site, name, picture)
        for name in pictures.names_of_files() - set(pictures.PICTURES):
            _remove(name)
        browser.close()


def _take(browser: Browser, site: Site, name: str, picture: object) -> None:
    from zhijiao.manual.pictures import FOLDER, Picture

    assert isinstance(picture, Picture)
    page = site.window(browser, picture.who, picture.size)
    answer = page.goto(site.url + picture.address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{name}: {picture.address} answers {answer and answer.status}")
    page.evaluate(MARK, list(picture.mark))
    shot = _shot(page, picture.selector)
    FOLDER.mkdir(parents=True, exist_ok=True)
    _remove(name)
    with Image.open(io.BytesIO(shot)) as image:
        image.convert("RGB").save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)
    page.context.close()
    sys.stdout.write(f"{name}.webp\n")


def _shot(page: Page, selector: str) -> bytes:
    page.evaluate("document.fonts.ready")
    return page.locator(selector).screenshot() if selector else page.screenshot()


def _remove(name: str) -> None:
    from zhijiao.manual.pictures import ENDINGS, FOLDER

    for ending in ENDINGS:
        (FOLDER / f"{name}{ending}").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
