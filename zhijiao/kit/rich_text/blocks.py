"""The kinds of blocks that a rich text consists of, made of any markup: paragraphs, headings, lists, quotes, tables.

Headings have two ranks, because pages, PDF and Word have the higher ones themselves.
"""

from collections.abc import Iterable
from html import escape

from zhijiao.kit.numbers import whole_number
from zhijiao.kit.rich_text import pasted_lists
from zhijiao.kit.rich_text.nodes import Node

HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
TITLES = frozenset({"msotitle", "msosubtitle"})
INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "sub": "sub", "sup": "sup"}
LISTS = ("ul", "ol")
BLOCKS = frozenset(
    {"p", "div", "blockquote", "table", "ul", "ol", "li", "center", "section", "article", "main", "header"}
    | {"footer", "figure", "figcaption", "pre", "address", "tbody", "thead", "tfoot", "tr", "td", "th", "dl"}
    | {"dt", "dd", "hr", "form", "fieldset", "details", "summary", "nav", "aside", "caption", *HEADINGS}
)
MOST_SPAN = 20
_UNSEEN = frozenset("\u200b\ufeff")


def canonical(root: Node) -> str:
    """The markup of a tree in the few kinds of blocks."""
    return _Writer().all(root)


class _Writer:
    """Writes blocks one after another; text outside of any block becomes a paragraph."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._lists: list[str] = []

    def all(self, root: Node) -> str:
        """Everything inside an element."""
        self._children(root)
        self._end_line()
        self._close_lists(0)
        return "".join(self._done)

    def _children(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, str) or child.tag not in BLOCKS:
                if isinstance(child, Node) and any(True for _ in child.find(*BLOCKS)):
                    self._children(child)
                else:
                    self._line.append(_inline([child]))
            else:
                self._end_line()
                self._block(child)

    def _block(self, node: Node) -> None:
        level = pasted_lists.level_of(node)
        if level:
            self._item(node, level)
            return
        if node.tag in BLOCKS and "".join(self._line).strip():
            self._end_line()
        self._close_lists(0)
        if node.tag in HEADINGS or node.attrs.get("class", "").lower() in TITLES:
            self._put(HEADINGS.get(node.tag, "h3"), _inline(node.children))
        elif node.tag in LISTS:
            self._done.append(_list(node))
        elif node.tag == "table":
            self._done.append(_table(node))
        elif node.tag == "blockquote":
            self._put("blockquote", _Writer().all(node))
        elif any(True for _ in node.find(*BLOCKS)):
            self._children(node)
            self._end_line()
        else:
            self._put("p", _inline(node.children))

    def _item(self, node: Node, level: int) -> None:
        """An item of a word processor's list; lists open and close as its level asks."""
        words = _inline(node.children).strip()
        if not _filled(words):
            return
        kind = "ol" if pasted_lists.is_numbered(node) else "ul"
        self._close_lists(level)
        if len(self._lists) == level and self._lists[-1] != kind:
            self._close_lists(level - 1)
        if len(self._lists) == level:
            self._done.append("</li>")
        while len(self._lists) < level:
            self._done.append(f"<{kind}>")
            self._lists.append(kind)
            if len(self._lists) < level:
                self._done.append("<li>")
        self._done.append(f"<li>{words}")

    def _close_lists(self, level: int) -> None:
        while len(self._lists) > level:
            self._done.append(f"</li></{self._lists.pop()}>")

    def _end_line(self) -> None:
        words, self._line = "".join(self._line), []
        if _filled(words):
            self._close_lists(0)
            self._put("p", words)

    def _put(self, tag: str, inside: str) -> None:
        if _filled(inside):
            self._done.append(f"<{tag}>{inside.strip()}</{tag}>")


def _filled(markup: str) -> bool:
    """Whether there is anything to see."""
    return any(not sign.isspace() and sign not in _UNSEEN for sign in markup.replace("<br>", ""))


def _inline(children: Iterable[Node | str]) -> str:
    """Text with the marks that are kept inside a line."""
    return "".join(_piece(child) for child in children)


def _piece(child: Node | str) -> str:
    if isinstance(child, str):
        return escape(" ".join(_words(child)), quote=False)
    if child.tag in ("br", "img"):
        return "<br>" if child.tag == "br" else _tag("img", child, ("src", "alt"))
    if pasted_lists.is_mark(child):
        return ""
    inside = _inline(child.children)
    if not _filled(inside):
        return inside if inside.isspace() else ""
    begin, end = _marks(child)
    return f"{begin}{inside}{end}"


def _marks(node: Node) -> tuple[str, str]:
    """What stands before and after the words of an element."""
    if node.tag in INLINE:
        return f"<{INLINE[node.tag]}>", f"</{INLINE[node.tag]}>"
    if node.tag == "a" and node.attrs.get("href"):
        return _tag("a", node, ("href",)), "</a>"
    return "", ""


def _words(text: str) -> list[str]:
    """The words of a text; a blank before the first and after the last one stays."""
    text = text.replace("\xa0", " ").translate({8203: None, 65279: None, 0: None})
    words = text.split()
    if not words:
        return ["", ""] if text else []
    return [*([""] if text[:1].isspace() else []), *words, *([""] if text[-1:].isspace() else [])]


def _tag(tag: str, node: Node, names: Iterable[str]) -> str:
    kept = "".join(f' {name}="{escape(node.attrs[name])}"' for name in names if node.attrs.get(name))
    return f"<{tag}{kept}>"


def _list(node: Node) -> str:
    """A list with its items; a list that stands beside items instead of in one joins the one before."""
    items: list[str] = []
    for child in node.elements():
        if child.tag in LISTS:
            if inner := _list(child):
                items[-1:] = [(items[-1] if items else "") + inner]
        elif child.tag == "li" and (inside := _item_of(child)):
            items.append(inside)
    return f"<{node.tag}>{''.join(f'<li>{item}</li>' for item in items)}</{node.tag}>" if items else ""


def _item_of(node: Node) -> str:
    """An item: its words, and the lists inside."""
    words = [child for child in node.children if isinstance(child, str) or child.tag not in LISTS]
    inner = "".join(_list(child) for child in node.elements() if child.tag in LISTS)
    lines = _lines(words)
    return lines + inner if _filled(lines) or inner else ""


def _lines(children: Iterable[Node | str]) -> str:
    """The words of blocks as lines of one block."""
    lines, line = [], ""
    for child in children:
        if isinstance(child, Node) and (child.tag in BLOCKS or any(True for _ in child.find(*BLOCKS))):
            lines += [line, _lines(child.children)]
            line = ""
        else:
            line += _piece(child)
    return "<br>".join(each.strip() for each in [*lines, line] if _filled(each))


def _table(node: Node) -> str:
    """A table with its rows; one inside a cell is given as the text of its cells."""
    rows = []
    for row in _rows(node):
        cells = [
            f"<{cell.tag}{_spans(cell)}>{_lines(cell.children)}</{cell.tag}>"
            for cell in row.elements()
            if cell.tag in ("td", "th")
        ]
        if cells:
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>" if rows else ""


def _rows(node: Node) -> list[Node]:
    """The rows of a table, without those of a table inside."""
    found = []
    for child in node.elements():
        if child.tag == "tr":
            found.append(child)
        elif child.tag != "table":
            found += _rows(child)
    return found


def _spans(cell: Node) -> str:
    """How many rows and columns a cell covers, where these are numbers that a page can draw."""
    said = ""
    for name in ("colspan", "rowspan"):
        text = cell.attrs.get(name, "")
        if is_span(text):
            said += f' {name}="{text}"'
    return said


def is_span(text: str) -> bool:
    """Whether a text says how many cells one covers, within reason."""
    return (whole_number(text, MOST_SPAN) or 0) > 1
