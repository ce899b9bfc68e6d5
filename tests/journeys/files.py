"""Filling downloaded templates, and dropping files onto a page."""

import base64
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests import sample
from zhijiao.filing.schema import registry
from zhijiao.intake import workbook
from zhijiao.kit.identity import make_id_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DROP = """
(zone, file) => {
  const bytes = Uint8Array.from(atob(file.content), letter => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], file.name, { type: file.type }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}
"""


class Workbook:
    """A downloaded template being filled in."""

    def __init__(self, template: Path, form_key: str) -> None:
        self._book = load_workbook(template)
        self._sheet = self._book.worksheets[0]
        places = {cell.value: cell.column for cell in self._sheet[1]}
        headers = workbook.headers(registry.get(form_key))
        self._places = {name: places[header] for name, header in headers.items() if header in places}

    def type(self, rows: list[dict[str, Any]]) -> "Workbook":
        """Type rows below the header."""
        for number, row in enumerate(rows, 2):
            for name, value in row.items():
                if value is not None:
                    self.put(number, name, value)
        return self

    def put(self, number: int, name: str, value: Any) -> None:
        """Type one cell of a sheet row."""
        self._sheet.cell(number, self._places[name]).value = value

    def save(self, target: Path) -> Path:
        """Save under a name."""
        self._book.save(target)
        return target


def fill(template: Path, target: Path, form_key: str, rows: list[dict[str, Any]]) -> Path:
    """Type rows into a downloaded template and save it under another name."""
    return Workbook(template, form_key).type(rows).save(target)


def teachers(count: int) -> list[dict[str, Any]]:
    """Teachers with numbers, names and identity cards of their own."""
    example = sample.row("teacher")
    made = []
    for i in range(count):
        birth = date(1965, 1, 1) + timedelta(days=5 * (i // 2))
        own = {
            "number": f"{10001 + i}",
            "name": f"{'韦黄覃陆梁'[i % 5]}{'明红志文海'[i // 5 % 5]}{'霞兰远君燕'[i // 25 % 5]}",
            "birth": birth.isoformat(),
            "graduated": f"{birth.year + 22}-06",
            "party_joined": f"{birth.year + 20}-06-20",
            "id_number": make_id_number("450103", birth, 2 + 2 * (i % 2)),
            "former_name": None,
            "remarks": None,
        }
        made.append(example | {name: value for name, value in own.items() if name in example})
    return made


def students(count: int) -> list[dict[str, Any]]:
    """The sample students."""
    return [sample.row("student", i) for i in range(count)]


def drop(page, file: Path) -> None:
    """Let a file fall onto the page's drop zone, as one dragged from the desktop."""
    content = base64.b64encode(file.read_bytes()).decode()
    page.locator("[data-drop]").evaluate(DROP, {"content": content, "name": file.name, "type": XLSX})
