"""Reading a clean rich text: as plain lines, as a number of characters, as a sequence of blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhijiao.kit.rich_text.nodes import Node, read


@dataclass(frozen=True)
class Block:
    """A block for those who draw it: heading (of a rank), paragraph, item (of a depth, with its mark), quote, table,
    picture (its number is in its address).
    """

    kind: str
    text: str = ""
    rank: int = 0
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(stored: str | None) -> list[Block]:
    """The blocks of a text in their order."""
    return [] if not stored else [block for node in read(stored).elements() for block in _of(node)]


def lines_of(stored: str | None) -> list[str]:
    """The text line by line; the cells of a row stand between bars."""
    lines: list[str] = []
    for block in blocks_of(stored):
        if block.kind == "table":
            lines += [" | ".join(row) for row in block.rows]
        elif block.kind != "picture":
            lines += (block.mark + block.text).splitlines()
    return [line for line in lines if line.strip()]


def plain(stored: str | None) -> str:
    """The text without marks, line by line."""
    return "\n".join(lines_of(stored))


def count(stored: str | None) -> int:
    """How many characters a text has, as people count: no blanks, no line ends, no marks of items."""
    words = ("".join(block.text + "".join(map("".join, block.rows)) for block in blocks_of(stored))).split()
    return len("".join(words))


def only_paragraphs(stored: str) -> bool:
    """Whether lines say everything that the text says."""
    return all(
        node.tag == "p" and all(isinstance(child, str) for child in node.children)
        for node in read(stored).elements()
    )


def _of(node: Node) -> Iterator[Block]:
    if node.tag in ("h3", "h4"):
        yield Block("heading", node.text().strip(), rank=int(node.tag[1]) - 2)
    elif node.tag in ("ul", "ol"):
        yield from _items(node, 0)
    elif node.tag == "table":
        rows = (tuple(cell.text().strip() for cell in row.elements()) for row in node.find("tr"))
        yield Block("table", rows=tuple(rows))
        yield from _pictures(node)
    elif node.tag == "blockquote":
        for child in node.elements():
            yield from (
                Block("quote", each.text) if each.kind == "paragraph" else each for each in _of(child)
            )
    else:
        if node.text().strip():
            yield Block("paragraph", node.text().strip())
        yield from _pictures(node)


def _items(node: Node, depth: int) -> Iterator[Block]:
    for number, item in enumerate(node.elements(), 1):
        words = "".join(
            child if isinstance(child, str) else child.text()
            for child in item.children
            if isinstance(child, str) or child.tag not in ("ul", "ol")
        )
        mark = f"{number}. " if node.tag == "ol" else "• "
        yield Block("item", words.strip(), rank=depth, mark="　" * depth + mark)
        for child in item.elements():
            if child.tag in ("ul", "ol"):
                yield from _items(child, depth + 1)
            else:
                yield from _pictures(child)


def _pictures(node: Node) -> Iterator[Block]:
    found = [node] if node.tag == "img" else node.find("img")
    for each in found:
        yield Block("picture", each.attrs.get("alt", ""), mark=each.attrs.get("src", ""))
