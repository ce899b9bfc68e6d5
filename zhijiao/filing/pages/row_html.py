"""Rows of a list as HTML: one format per page, filled once per row.

A template takes a step per cell, which for twenty rows of ten columns is most of what a page costs. All values pass
`escape` here; what the format itself is made of is escaped when it is put together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template import engines
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from zhijiao.filing.pages.table import ColumnHead

DASH = Markup('<span class="t-3">—</span>')
Link = tuple[str, str] | None


class ListRow(NamedTuple):
    """One record: its number in the list, what names it, how many items it lacks, its version, texts of the cells."""

    id: int
    number: int
    name: str
    gaps: int
    version: int
    texts: list[str]


def _fixed(text: object) -> str:
    """Escaped text as a part of a format."""
    return str(escape(text)).replace("%", "%%")


def _cell(head: "ColumnHead", editable: bool, view: Link) -> str:
    """One cell, with a place for its text; the heading of the row links to the record."""
    edit = f' data-edit="{_fixed(head.name)}" tabindex="-1"' if editable else ""
    if head.main:
        link = _href(view)
        return f'<th role="rowheader" scope="row" class="main {_fixed(head.css)}"{edit}><a {link}>%s</a></th>'
    return f'<td role="cell" class="{_fixed(head.css)}" data-label="{_fixed(head.label)}"{edit}>%s</td>'


def _href(link: Link) -> str:
    """The address of a row, with a place for its number."""
    before, after = link or ("", "")
    return f'href="{_fixed(before)}%d{_fixed(after)}"'


def draw(
    rows: Iterable[ListRow],
    heads: Sequence["ColumnHead"],
    edits: Collection[str],
    selects: bool,
    links: Mapping[str, Link],
    may_edit: bool,
    may_delete: object,
) -> Markup:
    """The rows, with what their reader may do with them."""
    engine: Any = engines["jinja2"]
    icon = engine.env.globals["icon"]("circle-check-fill")
    complete = f'<span class="st st-done">{icon}完整</span>'
    button = '<a class="btn btn-text btn-sm" {} aria-label="{}">{}</a>'
    acts = [button.format(_href(links["view"]), "查看 %s", "查看")]
    if links.get("dossier"):
        acts.append(button.format(_href(links["dossier"]), "%s的综合档案", "档案"))
    if may_edit and links.get("edit"):
        acts.append(button.format(_href(links["edit"]), "编辑 %s", "编辑"))
    if may_delete:
        acts.append(
            '<button class="btn btn-text btn-sm is-bad" type="submit" form="del" name="id" value="%d" '
            'aria-label="删除 %s">删除</button>'
        )
    tick = (
        '<td role="cell" class="tick pin-l pin-l0"><input class="form-check-input" type="checkbox" form="sel" '
        'name="id" value="%d" aria-label="选择 %s"></td>'
        if selects
        else ""
    )
    form = "".join(
        (
            '<tr role="row" data-id="%d" data-version="%d" data-number="%d">',
            tick,
            '<td role="cell" class="r t-3 hide-s pin-l pin-l1">%d</td>',
            *(_cell(head, head.name in edits, links["view"]) for head in heads),
            '<td role="cell" data-label="资料">%s</td><td role="cell" class="act pin-r">',
            *acts,
            "</td></tr>\n",
        )
    )
    main, width = next((n for n, head in enumerate(heads) if head.main), None), len(heads)
    drawn = []
    for pk, number, name, gaps, version, texts in rows:
        who = (pk, escape(name))
        cells: list[Any] = [escape(text) if text else DASH for text in texts[:width]]
        if main is not None:
            cells[main : main + 1] = [pk, escape(texts[main]) if texts[main] else "—"]
        state = f'<span class="badge-soft warn">缺 {gaps:d} 项</span>' if gaps else complete
        drawn.append(
            form % (pk, version, number, *(who if selects else ()), number, *cells, state, *who * len(acts))
        )
    return Markup("".join(drawn))  # noqa: S704  every value was escaped above
