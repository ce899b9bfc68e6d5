"""The process that reads one uploaded workbook and ends; see `reading`.

Nothing here or below may import Django: the process starts in a few hundredths of a second and knows no secrets.
"""

import sys
from collections.abc import Callable
from typing import Any

from zhijiao.kit import bare_child
from zhijiao.workbooks import marking
from zhijiao.workbooks.book import Book, Sheet
from zhijiao.workbooks.cells import sheet_of
from zhijiao.workbooks.formats import formats_of
from zhijiao.workbooks.markup import HURTS, FileRefused
from zhijiao.workbooks.measure import unpack_worksheet
from zhijiao.workbooks.package import Package


def read(data: bytes, file_name: str, only: tuple[str, ...] | None, skip: tuple[str, ...]) -> Book:
    """The workbook with the cells asked for. A sheet that cannot be read says so and hinders no other."""
    package = Package(data, file_name)
    formats = formats_of(package.style_xml)
    sheets = []
    for part in package.sheets:
        wanted = only is None or part.name.lower() in {name.lower() for name in only}
        if not wanted or part.name in skip:
            sheets.append(Sheet(part.name, part.hidden))
            continue
        try:
            sheets.append(sheet_of(package, unpack_worksheet(package, part, formats)))
        except FileRefused as refused:
            sheets.append(Sheet(part.name, part.hidden, refused=str(refused)))
    return Book(sheets, package.epoch1904)


ACTS: dict[str, Callable[..., Any]] = {"read": read, "mark": marking.mark}

if __name__ == "__main__":
    sys.exit(bare_child.serve(ACTS, FileRefused, HURTS))
