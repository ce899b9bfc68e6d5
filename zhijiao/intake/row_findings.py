"""What is said of a row as a whole: one sentence where the checks would say the same of twenty cells.

And the question that only a person can answer: whether two keys that differ by case mean the same.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from zhijiao.filing.schema.columns.base import Column, labels
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.frame import WRONG, Frame, Problem
from zhijiao.intake import staged_cells
from zhijiao.workbooks.book import letter

MOST_SHIFTED = 1000
MOST_KEPT = 20_000
"""Problems that a batch keeps one by one: a page reads them all, and nobody more than the first of each kind."""
LEAST_KEPT = 3
"""Problems that each row keeps in any case."""
_FEW_CELLS = 3
_CODED = re.compile("[0-9A-Za-z]")
_MANY_GAPS = 4
_TOO_FEW = 4
Validated = Callable[[dict[str, list]], Frame]


def summarise(frame: Frame, positions: dict[str, int], validated: Validated) -> None:
    """Put one problem in the place of many, where a row holds almost nothing or has slipped by a column.

    Args:
        frame: the rows as judged.
        positions: where each column stands in the sheet.
        validated: judges other cells in the place of some rows'.
    """
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in frame.problems:
        by_row[problem.row].append(problem)
    order = sorted(positions, key=positions.__getitem__)
    instead: dict[int, Problem] = {}
    for i, problems in by_row.items():
        if found := _almost_empty(frame, i, problems, order):
            instead[i] = found
    least = max(_TOO_FEW, len(order) // 4)
    many = {i: found for i, found in by_row.items() if len(found) >= least and i not in instead}
    if many and len(many) <= MOST_SHIFTED:
        instead |= _slipped(frame, many, order, positions, validated)
    if instead:
        frame.problems = [problem for problem in frame.problems if problem.row not in instead]
        frame.problems += instead.values()
        frame._wrong -= {place for place in frame._wrong if place[0] in instead}
        frame._wrong |= {(problem.row, problem.column) for problem in instead.values()}


def _almost_empty(frame: Frame, i: int, problems: list[Problem], order: list[str]) -> Problem | None:
    """A row of a few cells in which nearly everything required is missing."""
    gaps = [problem for problem in problems if problem.code == "required"]
    filled = [name for name in order if frame.raw[name][i] not in (None, "")]
    if len(gaps) < _MANY_GAPS or len(filled) > max(_FEW_CELLS, len(order) // 8) or _has_key(frame, i):
        return None
    column = frame.form.columns[filled[0] if filled else order[0]]
    named = "、".join(problem.label for problem in gaps[:3])
    return _at(
        frame,
        i,
        column,
        f"这一行只填了 {len(filled)} 项，缺少{named}等 {len(gaps)} 个必填项",
        "不是数据的（如落款、合计），请删去这一行；是数据的，请补齐",
        "scant",
    )


def _has_key(frame: Frame, i: int) -> bool:
    """Whether the row names a record: then it is one with gaps, each of which is worth a message.

    A key without any letter or digit where the worked example has some is none: 以上名单已核对.
    """
    for column in frame.form.key_columns:
        cells = frame.raw.get(column.name)
        text = as_text(cells[i]) if cells is not None else "0"
        if text is None or _CODED.search(str(column.example or "")) and not _CODED.search(text):
            return False
    return True


def _slipped(
    frame: Frame,
    many: dict[int, list[Problem]],
    order: list[str],
    positions: dict[str, int],
    validated: Validated,
) -> dict[int, Problem]:
    """Rows that are right once their cells are moved by one column from some place on."""
    first = {
        i: min((order.index(p.column) for p in many[i] if p.column in positions), default=0) for i in many
    }
    rows, starts = list(first), list(first.values())
    found: dict[int, Problem] = {}
    for step, word in ((1, "右"), (-1, "左")):
        raw: dict[str, list] = {name: [] for name in order}
        for i, start in zip(rows, starts, strict=True):
            for name, cell in zip(order, _moved([frame.raw[n][i] for n in order], start, step), strict=True):
                raw[name].append(cell)
        judged = validated(raw)
        left: dict[int, int] = defaultdict(int)
        for problem in judged.problems:
            left[problem.row] += 1
        for at, (i, start) in enumerate(zip(rows, starts, strict=True)):
            if i not in found and 4 * left[at] <= len(many[i]):
                column = frame.form.columns[order[start]]
                where = f"从 {letter(positions[column.name])} 列“{column.label}”起，内容整体向{word}错了一列"
                found[i] = _at(
                    frame,
                    i,
                    column,
                    where,
                    f"请把这一行从该列起向{'左' if step > 0 else '右'}移一列",
                    "slipped",
                )
    return found


def _moved(cells: list, start: int, step: int) -> list:
    """Cells moved back by one from `start` on."""
    if step > 0:
        return [*cells[:start], *cells[start + 1 :], None]
    return [*cells[:start], None, *cells[start:-1]]


def limited(by_row: dict[int, list[Problem]]) -> dict[int, list[Problem]]:
    """As many problems of each row as a batch may keep; the last of them says how many there are besides."""
    if sum(map(len, by_row.values())) <= MOST_KEPT:
        return by_row
    most = max(LEAST_KEPT, MOST_KEPT // len(by_row))
    return {
        i: found if len(found) <= most else [*found[:most], _besides(found[most], len(found) - most)]
        for i, found in by_row.items()
    }


def _besides(first: Problem, number: int) -> Problem:
    """That a row has more problems than are listed."""
    said = f"这一行从这一项起另有 {number} 处问题，没有逐一列出"
    remedy = "同样的错误太多，请先改正列出的各处，再上传时会继续指出"
    return Problem(first.row, first.column, first.label, "", said, remedy, "besides")


def _at(frame: Frame, i: int, column: Column, message: str, remedy: str, code: str) -> Problem:
    return Problem(i, column.name, column.label, frame.shown(i, column), message, remedy, code)


def case_questions(frame: Frame) -> list[str]:
    """Keys that differ from another row's, or from a stored record's, by nothing but case."""
    columns = frame.form.key_columns
    texts = [column for column in columns if not column.ref and column.stored]
    if not texts or any(column.private for column in columns):
        return []
    keys = staged_cells.key_texts(frame)
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for i, key in enumerate(keys):
        if key and frame.status[i] != WRONG:
            spelled[key.lower()].setdefault(key, i)
    named = labels([column.name for column in columns], frame.form)
    questions = []
    for found in spelled.values():
        if len(found) > 1:
            listed = "、".join(f"{frame.place(i)}“{key}”" for key, i in found.items())
            questions.append(f"{listed}的{named}只有大小写不同，请核对是否为同一个。")
    return questions + [
        f"{frame.place(i)}的{named}“{key}”与正式库中的“{stored}”只有大小写不同，请核对是否为同一个。"
        for key, i, stored in _stored_otherwise(frame, spelled)
    ]


def _stored_otherwise(frame: Frame, spelled: dict[str, dict[str, int]]) -> Iterable[tuple[str, int, str]]:
    """(key, row, stored key) of new rows whose key is stored in another spelling; one query, single keys only."""
    columns = frame.form.key_columns
    if len(columns) != 1:
        return
    name = columns[0].attname
    known = {key for found in spelled.values() for key in found}
    if not any(key.lower() != key.upper() for key in known):
        return
    rows = frame.form.model.unscoped.filter(school_id=frame.school_id).values_list(name, flat=True)
    for stored in rows.iterator(chunk_size=5000):
        text = str(stored)
        for key, i in spelled.get(text.lower(), {}).items():
            if key != text and frame.ids[i] is None:
                yield key, i, text
