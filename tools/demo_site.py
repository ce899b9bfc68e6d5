"""A demo of the program for tools that photograph it: made in a folder of its own, served, and thrown away.

with running() as site:
    window = site.window(browser, "demo-clerk", size=(1366, 768))
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
SERVED = "served_settings"
PATIENCE = 60
"""Seconds that the server may take to answer."""


@dataclass(frozen=True)
class Site:
    """The demo as it runs."""

    url: str

    def client(self, username: str) -> Any:
        """Django's own client, signed in as an account of the demo; as nobody for an empty name."""
        from django.test import Client

        from zhijiao.identity.models import User

        made = Client(SERVER_NAME="127.0.0.1")
        if username:
            made.force_login(User.objects.get(username=username))
        return made

    def cookies(self, username: str) -> dict[str, str]:
        """What a browser has to send to be signed in as an account of the demo."""
        from django.conf import settings

        name = settings.SESSION_COOKIE_NAME
        return {name: self.client(username).cookies[name].value} if username else {}

    def window(self, browser: Browser, username: str, size: tuple[int, int], theme: str = "light") -> Page:
        """A window of a browser, signed in, of this size and theme."""
        width, height = size
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        for name, value in ({"theme": theme} | self.cookies(username)).items():
            context.add_cookies([{"name": name, "value": value, "url": self.url}])
        return context.new_page()


@contextmanager
def running(as_in_production: bool = False) -> Iterator[Site]:
    """A demo in a new folder; with ZHIJIAO_HOME set, the one that is in that folder.

    ``as_in_production`` serves its files as production does: collected, fingerprinted and compressed.
    """
    with tempfile.TemporaryDirectory(prefix="zhijiao-site-") as folder:
        if as_in_production:
            os.environ |= {"DJANGO_SETTINGS_MODULE": SERVED, "ZHIJIAO_STATIC_ROOT": f"{folder}/static"}
        _prepare(os.environ.get("ZHIJIAO_HOME") or folder)
        port = _free_port()
        command = [sys.executable, "-m", "zhijiao", "serve", "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        try:
            site = Site(f"http://127.0.0.1:{port}")
            _wait_for(site.url + "/login/")
            yield site
        finally:
            server.terminate()
            server.wait(30)


def _prepare(home: str) -> None:
    """Fill the database, and have every account know the tours, so that none is offered on a picture."""
    os.environ |= {
        "ZHIJIAO_MODE": "demo",
        "ZHIJIAO_HOME": home,
        "DATABASE_URL": "",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tools'}",
    }
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhijiao.config.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", once=True)
    if os.environ["DJANGO_SETTINGS_MODULE"] == SERVED:
        call_command("collectstatic", interactive=False, verbosity=0)
    from zhijiao.identity.actor import PORTALS
    from zhijiao.identity.models import User
    from zhijiao.tours.showing import remember

    for user in User.objects.filter(username__startswith="demo-"):
        for portal in PORTALS:
            remember(user.pk, portal)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(PATIENCE * 4):
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310  our own server
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(f"{url} does not answer")


def chromium(playwright: Any) -> Browser:
    """The browser that the tests use as well."""
    from tests.browser import executable

    flags = ["--no-sandbox"] if os.getuid() == 0 else []
    browser: Browser = playwright.chromium.launch(executable_path=executable(playwright), args=flags)
    return browser
