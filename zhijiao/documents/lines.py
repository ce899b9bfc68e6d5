"""Breaking text into lines as Chinese is set: no line begins with a closing mark or ends with an opening one."""

import re
from collections.abc import Iterator, Sequence

from zhijiao.documents.document import Run
from zhijiao.documents.typeface import width

Line = list[Run]

_NEVER_FIRST = frozenset("，。、；：？！）》】」』〉”’％‰℃…—·,.;:?!)]}%")
_NEVER_LAST = frozenset("（《【「『〈“‘([{￥$№")
_UNITS = re.compile(r"[A-Za-z0-9_@#&+\-/\\'.,:%]+| +|\n|.", re.S)


def broken(runs: Sequence[Run], room: float, size: float, first: float = 0.0) -> list[Line]:
    """Lines of runs in `room` points; the first line is `first` points shorter. There is at least one."""
    lines: list[list[tuple[str, bool]]] = [[]]
    used = first
    for unit, bold in _units(runs, room, size):
        wide = width(unit, size)
        if unit == "\n":
            lines.append([])
            used = 0.0
        elif used + wide <= room + 0.01:
            lines[-1].append((unit, bold))
            used += wide
        elif not unit.isspace():
            lines.append([*_taken_down(lines[-1], unit), (unit, bold)])
            used = sum(width(text, size) for text, _ in lines[-1])
    return [_joined(line) for line in lines]


def broken_text(text: str, room: float, size: float) -> list[str]:
    """Lines of one text."""
    return ["".join(run.text for run in line) for line in broken([Run(text)], room, size)]


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of it as there is room for."""
    if width(text[:2000], size) <= room:
        return text[:2000]
    left = room - width("…", size)
    for number, letter in enumerate(text):
        left -= width(letter, size)
        if left < 0:
            return text[:number] + "…"
    return text


def _units(runs: Sequence[Run], room: float, size: float) -> Iterator[tuple[str, bool]]:
    """Words and characters; a word that is longer than a line comes in letters."""
    for run in runs:
        for unit in _UNITS.findall(run.text):
            pieces = unit if len(unit) > 1 and width(unit, size) > room else (unit,)
            yield from ((piece, run.bold) for piece in pieces)


def _taken_down(line: list[tuple[str, bool]], unit: str) -> list[tuple[str, bool]]:
    """What has to leave the end of a line together with the unit that begins the next one."""
    taken: list[tuple[str, bool]] = []
    if unit[0] in _NEVER_FIRST and len(line) > 2:
        taken.insert(0, line.pop())
        if taken[0][0][0] in _NEVER_FIRST and len(line) > 2:
            taken.insert(0, line.pop())
    while len(line) > 1 and line[-1][0][-1] in _NEVER_LAST:
        taken.insert(0, line.pop())
    return taken


def _joined(line: list[tuple[str, bool]]) -> Line:
    joined: Line = []
    for text, bold in line:
        if joined and joined[-1].bold == bold:
            joined[-1] = Run(joined[-1].text + text, bold)
        else:
            joined.append(Run(text, bold))
    return joined
