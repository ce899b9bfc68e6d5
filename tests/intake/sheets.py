"""Workbooks made by hand, down to the XML where no program would write such a thing."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from tests.intake.conftest import book, example, teacher
from zhijiao.filing.schema import registry
from zhijiao.intake import workbook


def rows_of(*rows: dict[str, Any], form_key: str = "teacher") -> list[list[Any]]:
    """Header and rows of a form as plain lists."""
    form = registry.get(form_key)
    headers = workbook.headers(form)
    names = [c.name for c in workbook.template_columns(form)]
    return [[headers[name] for name in names], *([row.get(name) for name in names] for row in rows)]


def plain(*lines: list[Any], sheet: str = "Sheet1", change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook without any mark, as a clerk's own program writes it."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    for line in lines:
        page.append(line)
    if change:
        change(page)
    return saved(made)


def saved(made: Any) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def edited(data: bytes, change: Callable[[Any], None], sheet: str = "Sheet1") -> bytes:
    """A workbook opened and saved again by another program."""
    made = openpyxl.load_workbook(BytesIO(data))
    change(made[sheet])
    return saved(made)


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package with some of its parts replaced."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def sheet_xml(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A package with the XML of its first sheet replaced."""

    def replace(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])

    return repacked(data, replace)


def good() -> bytes:
    """One good teacher in a template."""
    return book("teacher", teacher(1))


def column_of(name: str, form_key: str = "teacher") -> int:
    """Place of an item in the template, from 1."""
    form = registry.get(form_key)
    return [c.name for c in workbook.template_columns(form)].index(name) + 1


__all__ = [
    "book", "column_of", "edited", "example", "good", "plain", "repacked", "rows_of", "saved", "sheet_xml", "teacher",
]  # fmt: skip
