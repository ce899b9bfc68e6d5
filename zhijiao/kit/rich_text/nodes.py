"""Markup as a tree, read by a parser that takes anything; deeper nesting than people write is flattened."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 40
"""Elements inside one another; whatever stands deeper loses its own mark and keeps its text."""
VOID = frozenset({"br", "img", "hr", "col"})


@dataclass
class Node:
    """An element; texts stand among the children as they are."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def elements(self) -> Iterator["Node"]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Node))

    def text(self) -> str:
        """All text inside; a line break counts as one."""
        if self.tag == "br":
            return "\n"
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def find(self, *tags: str) -> Iterator["Node"]:
        """Elements of these kinds at any depth, in their order."""
        for child in self.elements():
            if child.tag in tags:
                yield child
            yield from child.find(*tags)


class _Reader(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, unless it stands too deep."""
        made = Node(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._open[-1].children.append(made)
        elif len(self._open) < DEEPEST:
            self._open[-1].children.append(made)
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself is empty."""
        self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and what was left open inside."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Text belongs to the element that is open."""
        self._open[-1].children.append(data)


def read(markup: str) -> Node:
    """The tree of some markup; its root has no tag."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.root
