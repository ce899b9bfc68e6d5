"""Reading an uploaded workbook in a process of its own, so that no file can hurt the program that asks.

The process knows nothing but the file: no keys, no database. It has a limit of memory and of time; if it dies, the file
is refused with a sentence. What it hands back is taken for data: nothing in it can call anything.
"""

import logging
from collections.abc import Collection
from typing import Any

from zhijiao.kit import bare_process
from zhijiao.workbooks.book import Book
from zhijiao.workbooks.markup import HURTS, FileRefused

SECONDS = 13
log = logging.getLogger(__name__)

_TAKEN = {
    ("zhijiao.workbooks.book", "Book"),
    ("zhijiao.workbooks.book", "Sheet"),
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta")),
}
PROGRAM = bare_process.BareProgram("zhijiao.workbooks.child", ("python_calamine",), frozenset(_TAKEN))


def read_book(
    data: bytes, file_name: str = "", *, only: Collection[str] | None = None, skip: Collection[str] = ()
) -> Book:
    """An uploaded workbook.

    Args:
        data: the file.
        file_name: as the browser names it; empty if the name says nothing.
        only: names of the sheets whose cells are wanted; None for all. The others are named and not read.
        skip: names of sheets that are never read.

    Raises:
        FileRefused: the file cannot be taken; says why and what to do.
    """
    book: Book = run_in_child(
        "read", data, file_name=file_name, only=None if only is None else tuple(only), skip=tuple(skip)
    )
    return book


def run_in_child(what: str, data: bytes, **how: Any) -> Any:
    """Let a process of its own do something with a file.

    Raises:
        FileRefused: the file is refused, or has killed the process.
    """
    try:
        refused, result = bare_process.run(PROGRAM, what, data, SECONDS, **how)
    except bare_process.ChildDied as died:
        log.warning("reading a workbook %s", died)
        raise FileRefused(HURTS) from None
    if refused:
        raise FileRefused(refused)
    return result
