"""Accessibility: runs axe-core on a page and fails on what it finds."""

from functools import cache
from pathlib import Path

RUN = "options => axe.run(document, options).then(results => results.violations)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
CONTRAST = "color-contrast"
AT_REST = """
() => Promise.allSettled(document.getAnimations()
  .filter(each => each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity)
  .map(each => each.finished))
"""
"""Waits for what fades in or out: half faded, no text is easy to read."""
RUN_ON_UNSEEN = """
async known => {
  const styled = element => {
    const place = ["TR", "LI"].includes(element.tagName)
      ? [...element.parentElement.children].indexOf(element) % 2 : "";
    const names = [...element.attributes].map(each => each.name).sort();
    return [element.tagName, element.className, names, element.getAttribute("style"), place].join(" ");
  };
  const seen = new Set(known), unseen = [];
  for (const element of document.querySelectorAll("body, body *")) {
    const written = [...element.childNodes].some(each => each.nodeType === Node.TEXT_NODE && each.data.trim());
    if (!(written || element.matches("input, textarea, select")) || !element.checkVisibility()) continue;
    let path = "";
    for (let each = element; each; each = each.parentElement) path += styled(each) + "/";
    if (!seen.has(path)) { seen.add(path); unseen.push([path, element]); }
  }
  const rule = { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"], preload: false };
  const elements = unseen.map(([, element]) => element);
  const found = elements.length ? await axe.run({ include: elements }, rule) : { violations: [] };
  return { paths: unseen.map(([path]) => path), violations: found.violations };
}
"""
"""Judges the contrast of the texts whose path of styles is not among those known, one of each; returns both."""


@cache
def script() -> str:
    """Return the source of axe-core, which axe-playwright-python brings along."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(
    page, tags: list[str] | None = None, rules: list[str] | None = None, without: tuple[str, ...] = ()
) -> list[dict]:
    """Return what axe-core finds on the page, one dict per rule.

    `rules` names some instead of all with the tags; `without` leaves rules out of these.
    """
    _load(page)
    options: dict = {"resultTypes": ["violations"], "preload": False}
    options["runOnly"] = (
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": tags or TAGS}
    )
    options["rules"] = {rule: {"enabled": False} for rule in without}
    return page.evaluate(RUN, options)


class Contrast:
    """The contrast of texts, judged once for every way they are styled: three quarters of axe's time go there.

    Two texts are styled alike when tags, classes, style and the names of attributes agree from the text up to the
    root, and odd and even rows of tables and lists.
    """

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def violations(self, page, look: str) -> list[dict]:
        """Return what is hard to read among the texts not yet seen in this look, a theme and a width."""
        _load(page)
        known = self._known.setdefault(look, [])
        found = page.evaluate(RUN_ON_UNSEEN, known)
        known.extend(found["paths"])
        return found["violations"]


def _load(page) -> None:
    """Bring axe into the page and the page to rest: a message that leaves while axe looks must not fade under it."""
    page.emulate_media(reduced_motion="reduce")
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(script())
    page.evaluate(AT_REST)


def assert_no_violations(page, ignore: tuple[str, ...] = ()) -> None:
    """Fail with rule, place and advice of every violation; `ignore` names rules with a known reason."""
    found = [rule for rule in violations(page) if rule["id"] not in ignore]
    lines = [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at {node['target']}"
        for rule in found
        for node in rule["nodes"][:5]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)
