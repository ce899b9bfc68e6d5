"""The uploaded workbook with marks: wrong cells coloured and commented, a sheet that lists all problems.

Everything else stays as it was uploaded: drop-downs, code tables, widths, formulas, pictures, other sheets. Marks of an
earlier round are taken away first.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from zhijiao.kit.numbers import whole_number, whole_numbers
from zhijiao.workbooks.book import Place, letter
from zhijiao.workbooks.comments import Notes
from zhijiao.workbooks.markup import DAMAGED, FileRefused, elements, place_of
from zhijiao.workbooks.package import Package, Part
from zhijiao.workbooks.patches import Patch, before_end, prefix_of, text_sheet, walk, xml_text
from zhijiao.workbooks.style_marks import StyleMarks

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AFTER_NOTES = frozenset(
    {
        "legacyDrawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

#: Row, position, kind of mark (wrong or twice), comment; no comment if empty.
Mark = tuple[int, int, str, str]


def mark(
    data: bytes,
    sheet: str,
    marks: Sequence[Mark],
    title: str,
    listed: Sequence[Sequence[Any]],
    widths: Sequence[int],
) -> bytes:
    """The workbook with marks in one sheet, and another sheet of texts.

    Raises:
        FileRefused: it is written in a way that cannot be changed in place.
    """
    package = Package(data)
    part = next((part for part in package.sheets if part.name == sheet), None)
    if part is None:
        raise FileRefused(DAMAGED)
    made = _Marked(package)
    made.mark(part, marks)
    made.list_problems(title, text_sheet(listed, widths))
    return made.packed()


class _Marked:
    """A package being changed: only parts that change are kept apart."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._changed: dict[str, bytes] = {}

    def read(self, path: str) -> bytes:
        """A part as it stands."""
        return self._changed[path] if path in self._changed else self._package.read(path)

    def mark(self, part: Part, marks: Sequence[Mark]) -> None:
        """Colour and comment the cells of a sheet."""
        styles = StyleMarks(self.read(self._package.styles) if self._package.styles else b"")
        sheet = _SheetMarks(
            self.read(part.path), styles, {(row, place): kind for row, place, kind, _ in marks}
        )
        if self._package.styles:
            self._changed[self._package.styles] = styles.applied()
        said = {(row, place): text for row, place, _, text in marks if text}
        self._comment(part, sheet, said)
        self._changed[part.path] = sheet.patch.applied()

    def _comment(self, part: Part, sheet: "_SheetMarks", said: dict[Place, str]) -> None:
        folder, name = posixpath.split(part.path)
        path = posixpath.join(folder, "_rels", name + ".rels")
        relations = self.read(path)
        found = {
            facts.get("Type", "").rpartition("/")[2]: posixpath.normpath(
                posixpath.join(folder, facts.get("Target", ""))
            )
            if not facts.get("Target", "").startswith("/")
            else facts["Target"].lstrip("/")
            for _, facts in elements(relations, {"Relationship"})
        }
        notes_at, shapes_at = found.get("comments"), found.get("vmlDrawing")
        if notes_at and shapes_at:
            notes = Notes(self.read(notes_at), self.read(shapes_at))
            self._changed[notes_at], self._changed[shapes_at] = notes.with_ours(said)
            return
        if not said:
            return
        if notes_at or shapes_at or sheet.has_notes:
            return  # shapes without comments, or the other way round: the list says it all
        stem = self._free("xl/comments_marks%d.xml")
        shapes = self._free("xl/drawings/vmlDrawing_marks%d.vml")
        self._changed[stem], self._changed[shapes] = Notes(b"", b"").with_ours(said)
        self._relate(path, relations, "rIdMarkNotes", "comments", "/" + stem)
        self._relate(path, self.read(path), "rIdMarkShapes", "vmlDrawing", "/" + shapes)
        self._declare(stem, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")
        self._declare_vml()
        sheet.point_to_notes("rIdMarkShapes")

    def list_problems(self, title: str, xml: bytes) -> None:
        """A sheet of this name with this content; one of an earlier round gives way."""
        earlier = next((part for part in self._package.sheets if part.name == title), None)
        if earlier is not None:
            self._changed[earlier.path] = xml
            return
        path = self._free("xl/worksheets/marks%d.xml")
        self._changed[path] = xml
        self._declare(path, _SHEET_TYPE)
        relations = self._package.relations
        self._relate(relations, self.read(relations), "rIdMarkList", "worksheet", "/" + path)
        said = [facts.get("sheetId", "") for _, facts in elements(self._package.workbook, {"sheet"})]
        taken = whole_numbers(said)
        number = max(taken, default=0) + 1
        self._changed[self._package.path] = before_end(
            self._package.workbook,
            "sheets",
            lambda prefix: (
                f'<{prefix}sheet xmlns:mk="{OFFICE}" name="{xml_text(title)}" sheetId="{number}" mk:id="rIdMarkList"/>'
            ),
        )

    def packed(self) -> bytes:
        """The package with what has changed."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for path in self._package.names():
                if not path.endswith("/"):
                    copy.writestr(path, self.read(path))
            for path in self._changed.keys() - set(self._package.names()):
                copy.writestr(path, self._changed[path])
        return out.getvalue()

    def _free(self, pattern: str) -> str:
        """A name that no part has."""
        taken = {name.lower() for name in self._package.names()}
        return next(pattern % n for n in range(1, 10_000) if (pattern % n).lower() not in taken)

    def _relate(self, path: str, relations: bytes, name: str, kind: str, target: str) -> None:
        if not relations.strip():
            relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        self._changed[path] = before_end(
            relations,
            "Relationships",
            lambda prefix: f'<{prefix}Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>',
        )

    def _declare(self, path: str, kind: str) -> None:
        types = "[Content_Types].xml"
        self._changed[types] = before_end(
            self.read(types),
            "Types",
            lambda prefix: f'<{prefix}Override PartName="/{path}" ContentType="{kind}"/>',
        )

    def _declare_vml(self) -> None:
        types = "[Content_Types].xml"
        known = {facts.get("Extension", "").lower() for _, facts in elements(self.read(types), {"Default"})}
        if "vml" not in known:
            kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
            self._changed[types] = before_end(
                self.read(types),
                "Types",
                lambda prefix: f'<{prefix}Default Extension="vml" ContentType="{kind}"/>',
            )


class _SheetMarks:
    """A worksheet whose cells get other styles; cells that are not there are put in."""

    def __init__(self, xml: bytes, styles: StyleMarks, kinds: dict[Place, str]) -> None:
        self.patch = Patch(xml)
        self.has_notes = False
        self._styles = styles
        self._kinds = kinds
        self._places: dict[int, list[int]] = {}
        for row, place in sorted(kinds):
            self._places.setdefault(row, []).append(place)
        self._columns: list[tuple[int, int, int]] = []
        self._row = self._place = 0
        self._root_end = self._after_notes = -1
        self._prefix = ""
        walk(xml, self._start, self._end)

    def point_to_notes(self, relation: str) -> None:
        """Name the shapes of the comments."""
        at = self._after_notes if self._after_notes >= 0 else self._root_end
        said = f'<{self._prefix}legacyDrawing xmlns:mk="{OFFICE}" mk:id="{relation}"/>'
        self.patch.insert(at, said.encode())

    def _start(self, name: str, facts: dict[str, str], at: int, depth: int) -> None:
        if depth == 0:
            self._prefix = prefix_of(self.patch.xml, at)
        elif depth == 1:
            self.has_notes = self.has_notes or name == "legacyDrawing"
            if name in _AFTER_NOTES and self._after_notes < 0 and self._row:
                self._after_notes = at
        elif name == "col" and depth == 2:
            said = whole_numbers(facts.get(key, "") for key in ("min", "max", "style"))
            if len(said) == 3:
                self._columns.append((said[0], said[1], said[2]))
        elif name == "row" and depth == 2:
            self._row = int(facts["r"]) if "r" in facts else self._row + 1
            self._place = -1
        elif name == "c" and depth == 3:
            self._cell(facts, at)

    def _cell(self, facts: dict[str, str], at: int) -> None:
        said = facts.get("r")
        match = _ADDRESS.fullmatch(said.upper()) if said else None
        place = place_of(match[1]) if match else self._place + 1
        self._fill_up(place, at)
        self._place = place
        style = whole_number(facts.get("s")) or 0
        waiting = self._places.get(self._row)
        kind = ""
        if waiting and waiting[0] == place:
            kind = self._kinds[self._row, waiting.pop(0)]
        new = self._styles.marked(style, kind) if kind else self._styles.unmarked(style)
        if new != style:
            self.patch.attribute(at, "s", str(new))

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 0:
            self._root_end = at
        elif name == "row" and depth == 2 and self.patch.xml[at : at + 2] == b"</":
            self._fill_up(1 << 20, at)

    def _fill_up(self, before: int, at: int) -> None:
        """Put in the marked cells of this row that stand before a position and are not there."""
        waiting = self._places.get(self._row, [])
        while waiting and waiting[0] < before:
            place = waiting.pop(0)
            base = next((style for low, high, style in self._columns if low <= place + 1 <= high), 0)
            style = self._styles.marked(base, self._kinds[self._row, place])
            self.patch.insert(at, f'<{self._prefix}c r="{letter(place)}{self._row}" s="{style}"/>'.encode())
