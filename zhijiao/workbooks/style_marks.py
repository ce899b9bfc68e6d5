"""Styles of marked cells: as the cell was, with another ground."""

from zhijiao.kit.numbers import whole_number
from zhijiao.workbooks.patches import Patch, prefix_of, walk, xml_text

GROUNDS = {"wrong": "FFFDE0E0", "twice": "FFFFF2CC"}
_OURS = frozenset(GROUNDS.values())


class StyleMarks:
    """The styles of a workbook, with new ones added at their ends. Without usable styles, cells stay as they are."""

    def __init__(self, xml: bytes) -> None:
        self._patch = Patch(xml)
        self._section = ""
        self._fills: list[str] = []
        self._styles: list[dict[str, str]] = []
        self._children: list[str] = []
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}
        self._new: list[str] = []
        if xml.strip():
            walk(xml, self._start, self._end)
        self._usable = {"fills", "cellXfs"} <= self._ends.keys()
        self._prefix = prefix_of(xml, self._ends["fills"]) if self._usable else ""

    def _start(self, name: str, facts: dict[str, str], at: int, depth: int) -> None:
        if depth == 1:
            self._section = name
            self._starts[name] = at
        elif self._section == "fills" and name == "fill" and depth == 2:
            self._fills.append("")
        elif self._section == "fills" and name == "fgColor" and self._fills:
            self._fills[-1] = facts.get("rgb", "").upper()
        elif self._section == "cellXfs" and name == "xf" and depth == 2:
            self._styles.append(facts)
            self._children.append("")
        elif self._section == "cellXfs" and depth == 3 and name in ("alignment", "protection"):
            said = "".join(f' {key}="{xml_text(value)}"' for key, value in facts.items() if ":" not in key)
            self._children[-1] += f"<%s{name}{said}/>"

    def _end(self, name: str, at: int, depth: int) -> None:
        if depth == 1 and self._patch.xml[at : at + 2] == b"</":
            self._ends[name] = at

    def marked(self, style: int, kind: str) -> int:
        """The style of a marked cell."""
        ground = len(self._fills) + list(GROUNDS).index(kind)
        return self._with_ground(self.unmarked(style), kind, ground)

    def unmarked(self, style: int) -> int:
        """The style of a cell whose mark of an earlier round goes."""
        facts = self._styles[style] if style < len(self._styles) else {}
        fill = whole_number(facts.get("fillId"))
        ours = fill is not None and bool(_OURS.intersection(self._fills[fill : fill + 1]))
        return self._with_ground(style, "", 0) if ours else style

    def _with_ground(self, style: int, kind: str, fill: int) -> int:
        if not self._usable:
            return style
        if (style, kind) not in self._made:
            facts = (self._styles[style] if style < len(self._styles) else {}) | {"fillId": str(fill)}
            children = self._children[style] if style < len(self._children) else ""
            facts["applyFill"] = "1" if fill else "0"
            said = "".join(f' {key}="{xml_text(value)}"' for key, value in facts.items() if ":" not in key)
            inner = children.replace("%s", self._prefix)
            self._made[style, kind] = len(self._styles)
            self._styles.append(facts)
            self._children.append(children)
            self._new.append(f"<{self._prefix}xf{said}>{inner}</{self._prefix}xf>")
        return self._made[style, kind]

    def applied(self) -> bytes:
        """The styles with what has been added."""
        if not self._usable or not self._new:
            return self._patch.xml
        p = self._prefix
        grounds = "".join(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
            for colour in GROUNDS.values()
        )
        self._patch.insert(self._ends["fills"], grounds.encode())
        self._patch.insert(self._ends["cellXfs"], "".join(self._new).encode())
        for section, count in (("fills", len(self._fills) + len(GROUNDS)), ("cellXfs", len(self._styles))):
            self._patch.attribute(self._starts[section], "count", str(count))
        return self._patch.applied()
