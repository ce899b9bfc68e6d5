"""Ask Lighthouse about every kind of page: `python tools/lighthouse.py [--performance] [web:home filing:list …]`.

Accessibility and best practices of every kind; with --performance that too, the middle of three runs. The demo is
served as in production: collected, fingerprinted and compressed files. What Lighthouse said goes to var/lighthouse,
one file for each kind; a line for each kind goes to the terminal, with what keeps it from the full number. LIGHTHOUSE
is the command, by default `npx lighthouse`; the settings are its own, a telephone on a slow line.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from typing import Any

from demo_site import ROOT, Site, running
from page_kinds import Found, kinds
from playwright.sync_api import sync_playwright

FOLDER = ROOT / "var" / "lighthouse"
COMMAND = shlex.split(os.environ.get("LIGHTHOUSE", "npx lighthouse"))
ALWAYS = ("accessibility", "best-practices")
PERFORMANCE = "performance"
RUNS = 3
"""How often performance is measured: other work on the machine shows in single runs."""
PORT = "9333"


def main() -> None:
    """Serve, find, ask, and tell."""
    named = [word for word in sys.argv[1:] if not word.startswith("--")]
    asked = (*ALWAYS, PERFORMANCE) if "--performance" in sys.argv else ALWAYS
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with running(as_in_production=True) as site:
        found, _ = kinds(site)
        browser = _browser()
        try:
            for each in found:
                if not named or each.kind in named:
                    _tell(each, _judge(site, each, asked))
        finally:
            browser.terminate()
            browser.wait(30)


def _browser() -> subprocess.Popen[bytes]:
    """One browser for all pages, which Lighthouse steers through its port."""
    from tests.browser import executable

    with sync_playwright() as playwright:
        path = executable(playwright)
    flags = [
        "--headless",
        "--no-sandbox",
        f"--remote-debugging-port={PORT}",
        f"--user-data-dir={FOLDER / 'browser'}",
    ]
    return subprocess.Popen(
        [str(path), *flags, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _judge(site: Site, each: Found, asked: tuple[str, ...]) -> dict[str, Any]:
    """What Lighthouse says; of several runs the one with the middle number."""
    runs = [_run(site, each, asked) for _ in range(RUNS if PERFORMANCE in asked else 1)]
    if PERFORMANCE not in asked:
        return runs[0]
    return sorted(runs, key=_speed)[len(runs) // 2]


def _speed(report: dict[str, Any]) -> float:
    return float(report["categories"][PERFORMANCE]["score"] or 0)


def _run(site: Site, each: Found, asked: tuple[str, ...]) -> dict[str, Any]:
    file = FOLDER / f"{each.kind.replace(':', '-')}.json"
    quick = [] if PERFORMANCE in asked else ["--throttling-method=provided", "--disable-full-page-screenshot"]
    headers = json.dumps({"Cookie": "; ".join(f"{n}={v}" for n, v in site.cookies(each.who).items())})
    subprocess.run(
        [
            *(*COMMAND, site.url + each.address, f"--port={PORT}", "--quiet", "--output=json", *quick),
            *(f"--output-path={file}", f"--only-categories={','.join(asked)}", f"--extra-headers={headers}"),
        ],
        check=True,
    )
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return report


def _tell(each: Found, report: dict[str, Any]) -> None:
    numbers = {key: round((part["score"] or 0) * 100) for key, part in report["categories"].items()}
    short = [
        f"{audit['id']}: {_places(audit) or audit.get('displayValue', '')}"
        for key, part in report["categories"].items()
        for audit in (report["audits"][ref["id"]] for ref in part["auditRefs"] if ref["weight"])
        if audit["score"] is not None and audit["score"] < (0.9 if key == PERFORMANCE else 1)
    ]
    sys.stdout.write(f"{each.kind} {each.address} {numbers} {'; '.join(short)}\n")
    sys.stdout.flush()


def _places(audit: dict[str, Any]) -> str:
    items = (audit.get("details") or {}).get("items", [])[:3]
    return ", ".join(item["node"]["selector"] for item in items if "node" in item)


if __name__ == "__main__":
    main()
