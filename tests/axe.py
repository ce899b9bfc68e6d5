"""Accessibility: runs axe-core on a page and fails on what it finds."""

from functools import cache
from pathlib import Path

RUN = "options => axe.run(document, options).then(results => results.violations)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@cache
def script() -> str:
    """Return the source of axe-core, which axe-playwright-python brings along."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page, tags: list[str] | None = None, rules: list[str] | None = None) -> list[dict]:
    """Return what axe-core finds on the page, one dict per rule; `rules` names some instead of all with the tags."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(script())
    run_only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags or TAGS}
    return page.evaluate(RUN, {"runOnly": run_only, "resultTypes": ["violations"], "preload": False})


def assert_no_violations(page, ignore: tuple[str, ...] = ()) -> None:
    """Fail with rule, place and advice of every violation; `ignore` names rules with a known reason."""
    found = [rule for rule in violations(page) if rule["id"] not in ignore]
    lines = [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at {node['target']}"
        for rule in found
        for node in rule["nodes"][:5]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)
