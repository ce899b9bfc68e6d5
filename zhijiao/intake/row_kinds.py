"""Filled rows below the header that are no data: notes, totals, signatures, the header again."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zhijiao.kit.text import fold

NOTE, TOTAL, SIGNATURE, HEADER, ASIDE = "note", "total", "signature", "header", "aside"
#: What a clerk is told of each kind.
SAID = {
    NOTE: "是说明文字",
    TOTAL: "是合计行",
    SIGNATURE: "是落款（填表人、日期等）",
    HEADER: "重复了表头",
    ASIDE: "只在本表以外的列有内容",
}
_NOTE = re.compile(r"^(说明|注意|注|备注|填表说明|填写说明|示例)\s*\d*\s*[：:]")
_TOTAL = re.compile(r"^(合计|总计|小计|共计|累计|总数|平均|平均值|总人数)([：:（(].*)?$")
_SIGNATURE = re.compile(
    r"^((填表|制表|填报|经办|审核|审批|复核|核对|统计|打印|报送)(人员?|单位|部门|日期|时间)"
    r"|(单位|部门|学校)?负责人|(分管|主管|单位|学校)?领导|校长|联系人|联系电话|日期|单位|学校|公章|盖章|签字|签名|签章)"
    r"([（(](签字|签名|盖章|公章|签章)[)）])?([：:].*)?$"
)


def is_blank(cells: Iterable[Any]) -> bool:
    """Whether a row holds nothing but blanks."""
    return all(map(_is_empty, cells))


def _is_empty(cell: Any) -> bool:
    return cell is None or isinstance(cell, str) and not cell.strip()


class FoldedOnce(dict[str, str]):
    """Texts of a sheet and their folded forms: columns repeat their values."""

    def __missing__(self, text: str) -> str:
        folded = self[text] = fold(text)
        return folded


def kind_of(
    row: Sequence[Any], places: Sequence[int], header: Mapping[int, str], folded: Mapping[str, str]
) -> str:
    """What a filled row is if it is no data; empty if it is.

    Args:
        row: its cells.
        places: positions of the columns that are read.
        header: folded header texts by position.
        folded: folded form of each text, a :class:`FoldedOnce` that serves all rows of the sheet.
    """
    if is_blank(row[place] for place in places if place < len(row)):
        return ASIDE
    filled = [(place, cell) for place, cell in enumerate(row) if not _is_empty(cell)]
    first = fold(filled[0][1]) if isinstance(filled[0][1], str) else ""
    if len(filled) == 1 and _NOTE.match(first):
        return NOTE
    same = sum(
        1 for place, cell in filled if type(cell) is str and place in header and header[place] == folded[cell]
    )
    if same >= max(2, len(places) // 2):
        return HEADER
    if 2 * len(filled) > max(len(places), 4):
        return ""
    bare = first.replace(" ", "")
    words = sum(1 for _, cell in filled if isinstance(cell, str))
    if _TOTAL.match(bare) and words <= 3:
        return TOTAL
    closed = "：" in bare or ":" in bare
    return SIGNATURE if _SIGNATURE.match(bare) and (closed or len(filled) <= 3) else ""


def said_of(kinds: Mapping[str, Sequence[int]]) -> list[str]:
    """A sentence for each kind of row that was left out, with the numbers of its rows."""
    sentences = []
    for kind, numbers in kinds.items():
        shown = "、".join(map(str, numbers[:5])) + (f"等 {len(numbers)} " if len(numbers) > 5 else " ")
        sentences.append(f"第 {shown}行{SAID[kind]}，不是数据，没有读取。")
    return sentences
