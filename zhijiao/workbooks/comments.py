"""Comments of a sheet: ours are added to those that are there, and taken away when a new round begins."""

import re

from zhijiao.kit.numbers import whole_number
from zhijiao.workbooks.book import Place, letter
from zhijiao.workbooks.patches import Patch, before_end, walk, xml_text

AUTHOR = "校验结果"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EMPTY = f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
_NO_SHAPES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    b'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_NOTE_AT = re.compile(rb"<x:Row>\s*(\d{1,7})\s*</x:Row>\s*<x:Column>\s*(\d{1,5})\s*</x:Column>")


class Notes:
    """The comments of a sheet and the shapes that show them."""

    def __init__(self, comments: bytes, shapes: bytes) -> None:
        self._comments = comments or _EMPTY
        self._shapes = shapes or _NO_SHAPES

    def with_ours(self, said: dict[Place, str]) -> tuple[bytes, bytes]:
        """Comments and shapes with these of ours and without those of an earlier round; others' stay."""
        authors, others = self._without_ours()
        ours = {place: text for place, text in said.items() if f"{letter(place[1])}{place[0]}" not in others}
        if not ours:
            return self._comments, self._shapes
        self._comments = before_end(
            self._comments, "authors", lambda prefix: f"<{prefix}author>{AUTHOR}</{prefix}author>"
        )
        self._comments = before_end(
            self._comments,
            "commentList",
            lambda p: "".join(
                f'<{p}comment ref="{letter(place)}{row}" authorId="{authors}"><{p}text><{p}t xml:space="preserve">'
                f"{xml_text(text)}</{p}t></{p}text></{p}comment>"
                for (row, place), text in sorted(ours.items())
            ),
        )
        drawn = "".join(_shape(n, row, place) for n, (row, place) in enumerate(sorted(ours), 1))
        cut = self._shapes.rindex(b"</xml>") if b"</xml>" in self._shapes else len(self._shapes)
        self._shapes = self._shapes[:cut] + drawn.encode() + self._shapes[cut:]
        return self._comments, self._shapes

    def _without_ours(self) -> tuple[int, set[str]]:
        """Take our earlier comments away; the number of authors, and the cells with comments of others."""
        names = _author_names(self._comments)
        patch = Patch(self._comments)
        others: set[str] = set()
        gone: set[str] = set()
        begun: list[tuple[int, str]] = []

        def start(name: str, facts: dict[str, str], at: int, _depth: int) -> None:
            if name == "comment":
                author = whole_number(facts.get("authorId"))
                ours = author is not None and names[author : author + 1] == [AUTHOR]
                (gone if ours else others).add(facts.get("ref", ""))
                begun.append((at if ours else -1, facts.get("ref", "")))

        def end(name: str, at: int, _depth: int) -> None:
            if name == "comment" and begun:
                first, _ = begun.pop()
                if first >= 0:
                    patch.changes.append((first, self._comments.index(b">", at) + 1, b""))

        walk(self._comments, start, end)
        self._comments = patch.applied()
        if gone:
            self._shapes = _SHAPE.sub(
                lambda shape: b"" if _ref_of(shape[0]) in gone else shape[0], self._shapes
            )
        return len(names), others


def _author_names(comments: bytes) -> list[str]:
    inner = re.search(rb"<(?:\w+:)?authors\b[^>]*>(.*?)</(?:\w+:)?authors>", comments, re.DOTALL)
    found = re.findall(rb"<(?:\w+:)?author\b[^>]*?(?:/>|>([^<]*)</)", inner[1]) if inner else []
    return [name.decode("utf-8", "replace") for name in found]


def _ref_of(shape: bytes) -> str:
    match = _NOTE_AT.search(shape)
    return f"{letter(int(match[2]))}{int(match[1]) + 1}" if match else ""


def _shape(number: int, row: int, place: int) -> str:
    """A hidden box beside the cell."""
    return (
        f'<v:shape id="_mark_{number}" type="#_x0000_t202" style="position:absolute;width:240pt;height:60pt;'
        'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox '
        'style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{place + 1}, 15, {max(row - 2, 0)}, 10, {place + 4}, 15, {row + 2}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{place}</x:Column></x:ClientData></v:shape>"
    )
