"""Tables that are no form, such as findings of rules or the audit log, as files of the same kind as a form's export."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from zhijiao.workbooks.writing import WRITERS


class TableHead:
    """A column of a file: what the writers ask of one."""

    align_right = False

    def __init__(self, label: str) -> None:
        self.label = label


def write_table(out: BinaryIO, fmt: str, heads: Sequence[str], rows: Iterable[list[Any]]) -> None:
    """Write a workbook or csv."""
    WRITERS[fmt](out, tuple(map(TableHead, heads)), rows)
