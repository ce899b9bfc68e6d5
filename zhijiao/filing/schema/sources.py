"""Where an item comes from: a standard's item, a document that lists it, a policy behind it, or this project.

The text of ``source=`` says which, by its shape and by `catalogue/standards/documents.csv`; the last two are said to be
so wherever the source is shown.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum

from zhijiao.catalogue.standards_data import documents, funding_rows, standard_items
from zhijiao.filing.schema.columns.base import Column, FormLike

OURS = "项目扩展"
_ITEM = re.compile(r"(JY/T 100[25]-2012) ([A-Z]+\d+) ([A-Z]+)")
_ROW = re.compile(r"教育经费统计基表 (基\d-\d) 第(\d+)行")
_PART = re.compile(r" (?=第[一二三四五六七八九十百]+|基\d-\d|[A-Z]{2,}\d*$)")
_LEAD = re.compile(r"^(其中：|减：|附：|附\d+ |（\d+）)+")


class SourceKind(StrEnum):
    """How far a source goes."""

    ITEM = "item"
    LISTED = "listed"
    POLICY = "policy"
    OURS = "ours"


def document_of(source: str) -> str:
    """The document of a source, without article, part or table."""
    return _PART.split(source, maxsplit=1)[0]


def source_kind(source: str) -> SourceKind:
    """What kind of source a text names; a document that is not registered counts as a policy."""
    if _ITEM.fullmatch(source):
        return SourceKind.ITEM
    if source in ("", OURS):
        return SourceKind.OURS
    document = documents().get(document_of(source))
    return SourceKind(document.kind) if document else SourceKind.POLICY


def source_words(source: str) -> str:
    """The source as people read it: of a policy and of this project's own items it says so."""
    kind = source_kind(source)
    if kind is SourceKind.POLICY:
        return f"{source}（政策依据，文件未列出本项）"
    return f"{OURS}（本系统自定）" if kind is SourceKind.OURS and source else source


def doubt_of(column: Column) -> str:
    """What nobody has compared yet: of the item itself, else of the document it cites."""
    document = documents().get(document_of(column.source))
    return column.facts.doubt or (document.doubt if document else "")


def source_problems(form: FormLike) -> Iterator[str]:
    """Sources of a form that name an item its standard does not have, or a document that is not registered."""
    for column in form.columns.values():
        place, source = f"{form.key}.{column.name}（{column.label}）", column.source
        if match := _ITEM.fullmatch(source):
            standard, table, item = match.groups()
            items = standard_items()[standard].get(table)
            if items is None:
                yield f"{place}：{standard} 没有数据表 {table}，请核对来源“{source}”。"
            elif item not in items:
                near = "、".join(get_close_matches(item, items)) or "无"
                yield f"{place}：{standard} 的 {table} 没有数据项 {item}（相近的有：{near}），请核对来源。"
        elif match := _ROW.fullmatch(source):
            yield from _row_problems(place, column.label, *match.groups())
        elif source not in ("", OURS) and document_of(source) not in documents():
            yield f"{place}：来源“{source}”的文件没有登记，请在 catalogue/standards/documents.csv 中补上。"


def _row_problems(place: str, label: str, table: str, row: str) -> Iterator[str]:
    """A row that the return does not have, or words otherwise; what it says of kindergartens may be left out."""
    name = funding_rows().get(table, {}).get(row)
    if name is None:
        yield f"{place}：教育经费统计基表 {table} 没有第 {row} 行，请核对来源。"
    elif _LEAD.sub("", name).split("/")[0] not in label:
        yield f"{place}：{table} 第 {row} 行作“{name}”，请按报表用语改写名称。"


def unlike_names(form: FormLike) -> Iterator[str]:
    """Items whose label shares no character with the name the standard gives: worth a look, often right."""
    for column in form.columns.values():
        if match := _ITEM.fullmatch(column.source):
            standard, table, item = match.groups()
            name = standard_items()[standard].get(table, {}).get(item, "")
            if name and not set(name) & set(column.label):
                yield f"{form.key}.{column.name}：“{column.label}”，标准作“{name}”（{column.source}）"
