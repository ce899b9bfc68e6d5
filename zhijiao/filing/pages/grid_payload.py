"""What the script of the grid sends: rows, the versions they were read at, the cells touched."""

from dataclasses import dataclass
from typing import Any

from zhijiao.filing.pages.context import FormContext
from zhijiao.kit.sent_json import read_sent

#: Rows of one request; the page sends more in pieces, so that none keeps the server for long.
MOST_ROWS = 500
#: Rows that the page holds at once.
MOST_OPEN = 5000
LARGEST_ID = 2**63 - 1


class Malformed(ValueError):
    """What was sent is not what the grid sends."""


@dataclass(frozen=True)
class SentRow:
    """One row as sent: the record (None: a new one), the version it was read at, the cells touched."""

    id: int | None
    version: int | None
    cells: dict[str, str]


def parse_rows(ctx: FormContext, body: bytes) -> list[SentRow]:
    """The rows sent, if they are well formed.

    Raises:
        Malformed: anything the grid itself would not send.
        Http404: a record that this school never had.
    """
    try:
        posted = read_sent(body)
        rows = [SentRow(row.get("id"), row.get("version"), dict(row["cells"])) for row in posted["rows"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Malformed("提交的内容不完整，请刷新页面后重试。") from None
    if len(rows) > MOST_ROWS:
        raise Malformed(f"一次最多保存 {MOST_ROWS} 行，现有 {len(rows)} 行有改动，请分几次保存，或改用导入。")
    known = {column.name for column in ctx.typed_columns}
    for row in rows:
        texts = all(value is None or isinstance(value, str) for value in row.cells.values())
        if (
            not (row.id is None or (is_record_number(row.id) and is_record_number(row.version)))
            or not texts
            or not row.cells
            or row.cells.keys() - known
        ):
            raise Malformed("提交的内容与表单不符，表单可能已调整，请刷新页面后重试。")
    ids = [row.id for row in rows if row.id is not None]
    if len(set(ids)) != len(ids):
        raise Malformed("同一条记录提交了两次，请刷新页面后重试。")
    if not rows:
        raise Malformed("没有需要保存的改动。")
    return rows


def parse_numbers(body: bytes) -> list[int]:
    """Numbers of the records whose lines the page asks for.

    Raises:
        Malformed: anything the grid itself would not send.
    """
    try:
        numbers = list(read_sent(body)["ids"])
    except (ValueError, TypeError, KeyError):
        numbers = []
    if not 0 < len(numbers) <= MOST_ROWS or not all(map(is_record_number, numbers)):
        raise Malformed("提交的内容不完整，请刷新页面后重试。")
    return numbers


def is_record_number(value: Any) -> bool:
    """Whether a JSON value may be the id or version of a record."""
    return type(value) is int and 0 < value <= LARGEST_ID
