"""Plain text as paragraphs of pieces, some of them links. A template draws them, so that nothing has to be trusted."""

import re
from dataclasses import dataclass

_LINK = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.\-]*(?::\d{1,5})?(?:/[A-Za-z0-9._~%!$&*+=:@/?#\-]*)?")
_TAIL = ".,!?:;"


@dataclass(frozen=True)
class Piece:
    """Words, or a link that shows where it leads."""

    text: str
    is_link: bool = False


def paragraphs(text: str) -> list[list[list[Piece]]]:
    """Paragraphs (parted by empty lines) of lines of pieces."""
    parted = re.split(r"\n[ \t\u3000]*\n+", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return [[_pieces(line) for line in paragraph.split("\n")] for paragraph in parted if paragraph.strip()]


def _pieces(line: str) -> list[Piece]:
    made, end = [], 0
    for match in _LINK.finditer(line):
        link = match[0].rstrip(_TAIL)
        if match.start() > end:
            made.append(Piece(line[end : match.start()]))
        made.append(Piece(link, is_link=True))
        end = match.start() + len(link)
    if end < len(line):
        made.append(Piece(line[end:]))
    return made
