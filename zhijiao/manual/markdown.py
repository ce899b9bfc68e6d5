"""Markdown as blocks. What the manual has no block for is refused with its line, so that nothing is lost in silence."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from zhijiao.manual.text import Block, Grid, Head, Items, Listing, Note, Para, Shot, Span, Spans, words

PICTURE = "picture:"
_ANCHOR = re.compile(r"\s*\{#([a-z0-9-]+)\}$")
_GAPS = re.compile(r"\s+")


class Unreadable(ValueError):
    """A chapter that cannot be read, with the line and what to do."""


def blocks_of(source: str) -> tuple[Block, ...]:
    """The blocks of a text.

    Raises:
        Unreadable: it has something that the manual has no block for.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return tuple(_block(node) for node in SyntaxTreeNode(parser.parse(source)).children)


def anchor_of(title: str) -> str:
    """The anchor of a heading that names none itself."""
    return _GAPS.sub("-", title.strip())


def _block(node: SyntaxTreeNode) -> Block:
    makers = {
        "heading": _head,
        "paragraph": _para,
        "bullet_list": _items,
        "ordered_list": _items,
        "table": _grid,
        "blockquote": _note,
        "fence": _listing,
        "code_block": _listing,
    }
    make = makers.get(node.type)
    if make is None:
        raise Unreadable(f"第 {_line(node)} 行：手册不支持“{node.type}”")
    return make(node)


def _line(node: SyntaxTreeNode) -> int:
    known = node
    while known.map is None and known.parent is not None:
        known = known.parent
    return known.map[0] + 1 if known.map else 0


def _head(node: SyntaxTreeNode) -> Head:
    level, text = int(node.tag[1]), words(_spans(node))
    if not 2 <= level <= 4:
        raise Unreadable(f"第 {_line(node)} 行：标题只用 ## 至 ####，章名写在开头")
    named = _ANCHOR.search(text)
    title = text[: named.start()] if named else text
    return Head(level, title, named[1] if named else anchor_of(title))


def _para(node: SyntaxTreeNode) -> Para | Shot:
    inline = node.children[0].children if node.children else []
    pictures = [child for child in inline if child.type == "image"]
    if not pictures:
        return Para(_spans(node))
    address, said = str(pictures[0].attrs["src"]), pictures[0].content
    if len(inline) > 1 or not address.startswith(PICTURE) or not said.strip():
        raise Unreadable(f"第 {_line(node)} 行：图片单独成段，写作 ![说明](picture:名称)")
    return Shot(address.removeprefix(PICTURE), said)


def _items(node: SyntaxTreeNode) -> Items:
    items = tuple(tuple(_block(child) for child in item.children) for item in node.children)
    return Items(node.type == "ordered_list", items)


def _grid(node: SyntaxTreeNode) -> Grid:
    rows = [tuple(_spans(cell) for cell in row.children) for part in node.children for row in part.children]
    return Grid(rows[0], tuple(rows[1:]))


def _note(node: SyntaxTreeNode) -> Note:
    return Note(tuple(_block(child) for child in node.children))


def _listing(node: SyntaxTreeNode) -> Listing:
    return Listing(node.content.rstrip("\n"))


def _spans(node: SyntaxTreeNode) -> Spans:
    """The text of a block, neighbours of one look put together."""
    joined: list[Span] = []
    for inline in node.children:
        for span in _inline(inline.children, Span("")):
            last = joined[-1] if joined else None
            if last and (last.bold, last.code, last.target) == (span.bold, span.code, span.target):
                joined[-1] = Span(last.text + span.text, span.bold, span.code, span.target)
            else:
                joined.append(span)
    return tuple(joined)


def _inline(nodes: Sequence[SyntaxTreeNode], look: Span) -> Iterator[Span]:
    for node in nodes:
        if node.type == "text":
            yield Span(node.content, look.bold, look.code, look.target)
        elif node.type == "code_inline":
            yield Span(node.content, look.bold, True, look.target)
        elif node.type in ("strong", "em"):
            yield from _inline(node.children, Span("", True, look.code, look.target))
        elif node.type == "link":
            yield from _inline(
                node.children, Span("", look.bold, look.code, _target(str(node.attrs["href"])))
            )
        elif node.type == "hardbreak":
            yield Span("\n", look.bold, look.code, look.target)
        elif node.type != "softbreak":  # Chinese has no blanks between words, so a line's end is none
            raise Unreadable(f"第 {_line(node)} 行：手册不支持“{node.type}”")


def _target(address: str) -> str:
    """A link as it was written: the parser has put signs in place of Chinese."""
    return address if address.startswith("https:") else unquote(address)
