"""Lists of word processors: what is copied from them has paragraphs that are styled as items, and no lists."""

import re

from zhijiao.kit.rich_text.nodes import Node

_ITEM = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"[（(]?([0-9０-９]+|[a-zA-Z]+|[一二三四五六七八九十百]+)[.)）、．]+|[0-9]+|[①-⑳]")
"""A letter alone is a bullet of a font of symbols."""
DEEPEST = 4


def level_of(node: Node) -> int:
    """How deep in a list a paragraph stands that is an item of one; 0 for any other."""
    if node.tag not in ("p", "div") and not node.tag.startswith("h"):
        return 0
    found = _ITEM.search(node.attrs.get("style", ""))
    return min(int(found[1]), DEEPEST) if found else 0


def is_mark(node: Node) -> bool:
    """Whether an element is the bullet or number that a word processor has drawn in front of an item."""
    return bool(_MARK.search(node.attrs.get("style", "")))


def is_numbered(node: Node) -> bool:
    """Whether the mark of an item is a number."""
    mark = next((each for each in node.find("span") if is_mark(each)), None)
    text = "".join(mark.text().split()) if mark else ""
    return bool(_NUMBERED.fullmatch(text))
