"""The one decision about markup: what of it is kept. Asked on every way in, and once more on the way out.

The library decides first and last; in between whatever was pasted is brought into the kinds of blocks of
:mod:`zhijiao.kit.rich_text.blocks`. What is clean stays as it is.
"""

import re
from collections.abc import Callable
from itertools import islice

import nh3
from markupsafe import Markup

from zhijiao.kit.rich_text import blocks
from zhijiao.kit.rich_text.nodes import Node, read
from zhijiao.kit.text import fold_lines

PICTURE = re.compile(r"/pictures/([0-9a-f]{32})/")
"""The address of a picture of ours, with its number. No other picture is shown."""
LONGEST = 1_000_000
"""Characters of markup looked at; a picture that was pasted along comes as text."""
MOST_MARKS = 16_000
"""Signs < and & looked at, many times what a text has. Reading takes time as the square of how deep elements stand in
one another.
"""
BEGINS_BLOCK = re.compile(r"\s*<(p|h[1-6]|ul|ol|blockquote|table|div|img)[\s>]", re.IGNORECASE)
_KEPT = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "br"}
_KEPT |= {"strong", "em", "sub", "sup", "a", "img"}
_READ = _KEPT | blocks.BLOCKS - {"form", "fieldset", "details", "summary", "nav"} | {"span", "b", "i"}
_GONE = {
    "script",
    "style",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "noscript",
    "textarea",
    "xml",
    "title",
}
_LINK = re.compile(r"(https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)

_reader = nh3.Cleaner(
    tags=_READ,
    clean_content_tags=_GONE,
    attributes={tag: {"style", "class"} for tag in _READ}
    | {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    url_schemes={"http", "https", "mailto", "data"},
    link_rel=None,
)


def _allowed(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "href":
        return value if _LINK.fullmatch(value) else None
    if name in ("colspan", "rowspan"):
        return value if blocks.is_span(value) else None
    return value


_last = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_GONE,
    attributes={
        "a": {"href"},
        "img": {"src", "alt"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener noreferrer",
)
PictureTaker = Callable[[str], str]
"""Takes the source of a pasted picture and gives the address of ours, or nothing."""


def clean(markup: str, take: PictureTaker | None = None) -> str:
    """What is kept of any markup; nothing where there is nothing to see. Cleaning twice changes nothing."""
    root = read(_reader.clean(_within_reason(markup)))
    _settle(root, take)
    return _last.clean(blocks.canonical(root))


def show(stored: str | None) -> Markup:
    """What is sent to a browser of a stored text, whoever has written it; pages do not escape it again."""
    return Markup(_last.clean(stored or ""))  # noqa: S704  this is the one place that decides


def _within_reason(markup: str) -> str:
    """As much of some markup as is looked at."""
    markup = markup[:LONGEST]
    marks = (found.start() for found in re.finditer("[<&]", markup))
    return markup[: next(islice(marks, MOST_MARKS, None), LONGEST)]


def _settle(node: Node, take: PictureTaker | None) -> None:
    """Leave the pictures that are ours, or become so, and the links that only lead somewhere."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "img":
            source = child.attrs.get("src", "")
            ours = source if PICTURE.fullmatch(source) else take(source) if take else ""
            if not ours:
                continue
            child.attrs["src"] = ours
        elif isinstance(child, Node):
            if not _LINK.fullmatch(child.attrs.get("href", "")):
                child.attrs.pop("href", None)
            _settle(child, take)
        kept.append(child)
    node.children = kept


def of_cell(text: str) -> str:
    """The markup of what a page, a sheet or a program sends: markup if it begins like a block, else lines."""
    if BEGINS_BLOCK.match(text):
        return clean(text)
    lines = (line.strip() for line in fold_lines(text).splitlines())
    return clean("".join(f"<p>{nh3.clean_text(line)}</p>" for line in lines if line))


def pictures_in(stored: str | None) -> list[str]:
    """Numbers of the pictures of a text."""
    return PICTURE.findall(stored or "")
