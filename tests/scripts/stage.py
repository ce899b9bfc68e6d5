"""A page for the scripts alone: a piece of HTML, the project's static files, and answers that the test makes up.

    def test_a_file_of_another_kind_is_refused(stage):
        stage.show('<form data-upload>…</form>', "app.js", "import.js")

There is neither server nor database. The page has the content security policy of the real ones, so a script that
breaks it fails here as well. `stage.window` is Playwright's page, for keys and clicks.
"""

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import zhijiao
from tests.browser import PATIENCE

STATIC = Path(zhijiao.__file__).parent / "web" / "static"
ORIGIN = "http://zhijiao.test"
POLICY = "default-src 'self'; img-src 'self' data:"
FRAME = """<!doctype html><html lang="zh-CN"><head><title>{title}</title>
<meta name="htmx-config" content='{{"includeIndicatorStyles":false,"allowEval":false}}'></head>
<body hx-headers='{{"X-CSRFToken": "token-1"}}'>{html}
<div id="toasts"></div>
<template id="toast-template"><div class="toast" role="status"><div class="toast-body">
<span data-icon="ok"></span><span data-icon="warn"></span><span data-icon="bad"></span>
<span data-text></span><button type="button" class="btn-close" data-bs-dismiss="toast"></button>
</div></div></template>
<div id="confirm" class="modal" tabindex="-1"><div class="modal-dialog"><h2 id="confirm-h"></h2>
<p data-text></p><button type="button" data-bs-dismiss="modal">取消</button><button type="button" data-yes></button>
</div></div>
{scripts}</body></html>"""
BOOTSTRAP = "vendor/bootstrap/bootstrap.bundle.min.js"
PAUSE = 20
"""Milliseconds between two looks."""

HTMX = "vendor/htmx/htmx.min.js"
TOASTS = """() => Array.from(document.querySelectorAll("#toasts .toast")).map(toast => [
    toast.querySelector("[data-icon]").dataset.icon, toast.querySelector("[data-text]").textContent])"""


@cache
def bundled(names: str) -> str:
    """Return scripts as one file: every request of the browser costs more than most tests do."""
    paths = (STATIC / (name if "/" in name else f"js/{name}") for name in unquote(names).split("+"))
    return "\n;\n".join(path.read_text(encoding="utf-8") for path in paths)


class Stage:
    """One test's page."""

    def __init__(self, window) -> None:
        self.window = window
        self.asked: list[tuple[str, str, str]] = []
        """Method, path and body of every request but those for the page and its files."""
        self.dialogs: list[str] = []
        """What the browser itself asked since the last `show` began, such as "beforeunload"."""
        self._answers: dict[str, tuple[int, str]] = {}
        self._html = ""
        self._problems: list[str] = []

    def show(self, html: str, *scripts: str, path: str = "/page") -> None:
        """Open a page with this body; a script without a folder is one of the project's own."""
        bundle = f'<script src="/scripts/{"+".join(scripts)}" defer></script>'
        self._html = FRAME.format(title=" ".join(scripts), html=html, scripts=bundle if scripts else "")
        self.dialogs.clear()
        self.window.goto(ORIGIN + path)

    def load(self, *scripts: str) -> None:
        """Have an empty page with these scripts; for functions that leave nothing behind, which share it."""
        if self.window.title() != " ".join(scripts):
            self.show("", *scripts)

    def answer(self, path: str, body: object = None, status: int = 200) -> None:
        """Answer requests for a path from now on; None for a status means that the network is down."""
        self._answers[path] = (status, json.dumps(body, ensure_ascii=False))

    def answer_html(self, path: str, html: str) -> None:
        """Answer requests for a path with a part of a page."""
        self._answers[path] = (200, html)

    def js(self, expression: str, arg: object = None) -> object:
        """Return what an expression, or a function of the argument, comes to."""
        return self.window.evaluate(expression, arg)

    def until(self, condition: str) -> None:
        """Wait until an expression is true. Playwright's own way needs eval, which the policy forbids."""
        for _ in range(PATIENCE // PAUSE):
            if self.window.evaluate(condition):
                return
            self.window.wait_for_timeout(PAUSE)
        raise AssertionError(f"never became true: {condition}")

    def toasts(self) -> list[list[str]]:
        """Return kind and text of every message."""
        return self.js(TOASTS)

    def text(self, selector: str) -> str:
        """Return an element's text."""
        return self.js("selector => document.querySelector(selector).textContent", selector)

    def note(self, problem: str) -> None:
        """Keep what the browser complains about."""
        self._problems.append(problem)

    def problems(self) -> list[str]:
        """Return and forget what the browser complained about."""
        found, self._problems = self._problems, []
        return found

    def serve(self, route) -> None:
        """Answer one request of the browser."""
        request = route.request
        path = request.url.removeprefix(ORIGIN)
        if path.startswith("/scripts/"):
            text = bundled(path.removeprefix("/scripts/"))
            route.fulfill(body=text, content_type="text/javascript; charset=utf-8")
        elif request.is_navigation_request():
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8", headers=headers)
        elif path == "/favicon.ico":
            route.fulfill(status=204)
        else:
            self._reply(route, path)

    def _reply(self, route, path: str) -> None:
        self.asked.append((route.request.method, path, route.request.post_data or ""))
        status, body = self._answers.get(path, (404, "null"))
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, body=body, content_type="application/json")
