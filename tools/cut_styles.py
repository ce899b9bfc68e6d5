"""Leave out of a style sheet what no page of ours can use: rules about classes that are not on a list."""

from __future__ import annotations

import re

CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
NEGATED = re.compile(r":not\([^)]*\)")
COMMA = re.compile(r",(?![^(]*\))")
"""Between two selectors, not inside the brackets of one."""
NAME_OF_FRAMES = re.compile(r"animation(?:-name)?:([^;}]*)")


def cut(sheet: str, kept: set[str]) -> str:
    """The rules of a minified sheet whose classes are all among ``kept``, in their order; frames that these name."""
    head, rules = _split(sheet)
    short = head + "".join(_cut(selector, body, kept) for selector, body in rules)
    named = set(re.findall(r"[\w-]+", " ".join(NAME_OF_FRAMES.findall(short))))
    frames = "@keyframes "
    wanted = [
        (s, b) for s, b in _split(short)[1] if not s.startswith(frames) or s.removeprefix(frames) in named
    ]
    return head + "".join(_text(s, b) for s, b in wanted) + "\n"


def _cut(selector: str, body: str, kept: set[str]) -> str:
    if selector.startswith("@media"):
        inner = "".join(_cut(each, rule, kept) for each, rule in _split(body)[1])
        return _text(selector, inner) if inner else ""
    if selector.startswith("@"):
        return _text(selector, body)
    usable = [each for each in COMMA.split(selector) if set(CLASS.findall(NEGATED.sub("", each))) <= kept]
    return _text(",".join(usable), body) if usable else ""


def _text(selector: str, body: str) -> str:
    return f"{selector}{{{body}}}"


def _split(sheet: str) -> tuple[str, list[tuple[str, str]]]:
    """The head before the first rule (the notice of the licence, the character set), and the rules of one level."""
    head = re.match(r"(?:\s*/\*.*?\*/|\s*@charset[^;]*;)*\s*", sheet, re.DOTALL)
    at = head.end() if head else 0
    rules, depth, start, opened = [], 0, at, at
    for found in re.finditer(r"[{}]", sheet[at:]):
        place = at + found.start()
        depth += 1 if found.group() == "{" else -1
        if depth == 1 and found.group() == "{":
            opened = place
        elif depth == 0:
            rules.append((sheet[start:opened].strip(), sheet[opened + 1 : place]))
            start = place + 1
    return sheet[:at], rules
