"""``grid.paste`` and ``grid.save``: 200 rows of 16 items pasted into the grid and saved.

Pasting is timed by what Chromium says it spent in scripts (``ScriptDuration`` of the DevTools protocol), against the
least there is to do: splitting the text and writing 3,200 texts into a table that is there already. Saving is timed
in processor time of the server, against ``bulk_create`` of the same rows, nothing checked. Without a browser the first
is left out.
"""

import datetime as dt
import json
import os
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright

from bench import world
from bench.measure import Line, alternately, median, say
from tests.browser import executable
from zhijiao.filing.schema import registry
from zhijiao.kit.identity import make_id_number
from zhijiao.modules.general.models import Teacher

ROWS, WIDE = 200, 16
ADDRESS = "/forms/teacher/grid/"
PASTE = """text => { const data = new DataTransfer(); data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste",
        { clipboardData: data, bubbles: true, cancelable: true })); }"""
TABLE = """([rows, wide]) => { const table = document.createElement("table");
    for (let r = 0; r < rows; r += 1) {
        const tr = table.insertRow();
        for (let c = 0; c < wide; c += 1) tr.insertCell();
    }
    table.id = "plain";
    table.addEventListener("fill", ({ detail }) => detail.split("\\n").forEach((line, r) => {
        line.split("\\t").forEach((one, c) => { table.rows[r].cells[c].textContent = one; });
    }));
    document.body.append(table); }"""
PLAIN = """text => { document.getElementById("plain").dispatchEvent(new CustomEvent("fill", { detail: text })); }"""
"""By an event, as pasting is: what the DevTools run themselves is not counted as script."""
_numbers = count(1)


def run(db: str, quick: bool) -> Iterator[Line]:
    """Paste, then save."""
    _, schools = world.tree(3)
    school = schools[2]
    client = world.client(school, "school_clerk")
    line = _pasted(db, client, times=3 if quick else 9)
    if line:
        yield line
    form = registry.get("teacher")

    def ours() -> None:
        rows = [{"id": None, "version": None, "cells": _cells(form)} for _ in range(ROWS)]
        answer = client.post(ADDRESS, json.dumps({"rows": rows}), content_type="application/json")
        if answer.status_code != 200:
            raise SystemExit(answer.content.decode())

    def plain() -> None:
        now, values = timezone.now(), {column.name: None for column in form.stored}
        values |= {"birth": dt.date(1990, 1, 1), "address": "g1.1." + "x" * 90, "name": "谭红霞"}
        Teacher.unscoped.bulk_create(
            Teacher(
                school=school, created_at=now, updated_at=now, **values | {"number": f"P{next(_numbers):06d}"}
            )
            for _ in range(ROWS)
        )

    taken = alternately({"ours": ours, "plain": plain}, times=3 if quick else 9, clock=time.process_time)
    yield Line(
        "grid.save", db, taken["ours"],
        floor="bulk_create of as many rows, nothing checked", floor_s=taken["plain"], target="<= 1.5 s",
        note="processor time of the request: 200 new teachers, validated, encrypted, with history and search",
    )  # fmt: skip


def _cells(form: Any) -> dict[str, str]:
    """A new teacher: the form's examples, a number and an ID number of his own."""
    n = next(_numbers)
    birth = dt.date(1975, 1, 1) + dt.timedelta(days=n)
    own = {
        "number": f"G{n:06d}",
        "birth": birth.isoformat(),
        "sex": "女",
        "id_number": make_id_number("450103", birth, 2),
        "graduated": "2000-06",
    }
    typed = {
        column.name: str(column.example)
        for column in form.stored
        if column.typed and not column.ref and column.example not in (None, "")
    }
    return typed | own


def _pasted(db: str, client: Any, times: int) -> Line | None:
    """The line of pasting, or None where there is no browser."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop beside us
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    with sync_playwright() as driver:
        program = executable(driver)
        if program is None:
            say("no browser, nothing is pasted")
            return None
        server.daemon = True
        server.start()
        server.is_ready.wait()
        browser = driver.chromium.launch(executable_path=program)
        try:
            return _timed(db, browser.new_page(), f"http://127.0.0.1:{server.port}", client, times)
        finally:
            browser.close()
            server.terminate()


def _timed(db: str, page: Page, url: str, client: Any, times: int) -> Line:
    """Paste into the open grid and take it back, and beside it write into a plain table."""
    page.context.add_cookies(
        [{"name": one.key, "value": one.value, "url": url} for one in client.cookies.values()]
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.goto(url + ADDRESS)
    page.evaluate(TABLE, [ROWS, WIDE])
    text = "\n".join("\t".join(f"{r}文{c}" for c in range(WIDE)) for r in range(ROWS))

    def script() -> float:
        found = devtools.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in found if one["name"] == "ScriptDuration")

    def paste() -> None:
        page.locator("#grid .cell-box").focus()
        page.keyboard.press("Control+Home")
        page.evaluate(PASTE, text)

    taken = {
        "ours": median(paste, times=times, clock=script, before=lambda: page.keyboard.press("Control+z")),
        "plain": median(lambda: page.evaluate(PLAIN, text), times=times, clock=script),
    }
    return Line(
        "grid.paste", db, taken["ours"],
        floor="3,200 texts split and written into a plain table", floor_s=taken["plain"], target="<= 1 s",
        note="time in scripts as Chromium counts it: 200 rows of 16 items, with new rows, marks and undo",
    )  # fmt: skip
