"""A real Chromium for the journeys.

    @pytest.mark.browser
    def test_sign_in(page, live_server):
        page.goto(live_server.url + "/login/")

`page` is a fresh window in Chinese at 1366×768; `open_page(**options)` opens more, such as
`open_page(viewport={"width": 390, "height": 844})`. A script error or a breach of the content security policy
on any of them fails the test.
"""

import os
import shutil

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first costs two thirds of what a whole browser does."""
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WINDOW = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1366, "height": 768}}
PATIENCE = 60_000
"""Milliseconds a page may take before a step fails: long, for a machine with much else to do fails no step."""


def executable(playwright) -> str | None:
    """Return the path of a Chromium: $CHROMIUM, an installed one, or one that playwright fetched."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in candidates if path and os.access(path, os.X_OK)), None)


def absent(what: str) -> None:
    """Skip the test for want of a program; under CI fail it, so that nothing stays untested in silence."""
    message = f"{what} is missing; run tools/install_test_needs.sh"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def playwright():
    """Playwright's driver; database calls are allowed beside its event loop."""
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for the whole run."""
    path = executable(playwright)
    if not path:
        absent("Chromium")
    flags = [*FLAGS, "--no-sandbox"] if os.getuid() == 0 else FLAGS
    browser = playwright.chromium.launch(executable_path=path, args=flags)
    yield browser
    browser.close()


@pytest.fixture
def open_page(chromium):
    """Open windows that share nothing with each other; they are closed and judged after the test."""
    contexts, problems = [], []

    def open_one(**options):
        context = chromium.new_context(**{**WINDOW, **options})
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(PATIENCE)
        window.on("pageerror", lambda error: problems.append(str(error)))
        window.on("console", lambda message: _note(message, problems))
        return window

    yield open_one
    for context in contexts:
        context.close()
    assert not problems, "the browser reported: " + "; ".join(problems)


@pytest.fixture
def page(open_page):
    """One window."""
    return open_page()


def _note(message, problems: list[str]) -> None:
    """Keep console errors, except those that only repeat the status of an answer such as 422."""
    if message.type == "error" and not message.text.startswith("Failed to load resource"):
        problems.append(message.text)
