"""Reading the lock file: name, version, hashes and askers of every package, as `uv pip compile` writes them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = "zhijiao"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_ASKER = re.compile(r"(?:via |  )([A-Za-z0-9._-]+)(?: \(pyproject\.toml(:[a-z]+)?\))?$")


@dataclass(frozen=True)
class Pin:
    """One locked package. ``askers`` are the packages that need it; a group of the project as "zhijiao:test"."""

    name: str
    version: str
    marker: str = ""
    hashes: tuple[str, ...] = ()
    askers: tuple[str, ...] = field(default=())


def read(path: Path) -> list[Pin]:
    """The packages of a lock file, in its order.

    Raises:
        ValueError: a line pins no version, so that nothing can be said of what will be installed.
    """
    pins: list[Pin] = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", path.read_text("utf-8")):
        head = block.split("\\\n")[0].split("\n")[0]
        if not head or head.startswith("#"):
            continue
        pins.append(_pin(head, block))
    return pins


def run_time(pins: list[Pin]) -> set[str]:
    """Names of the packages that the program itself needs, directly or by way of others."""
    needed: set[str] = set()
    left = [pin.name for pin in pins if PROJECT in pin.askers]
    while left:
        name = left.pop()
        if name not in needed:
            needed.add(name)
            left += [pin.name for pin in pins if name in pin.askers]
    return needed


def _pin(head: str, block: str) -> Pin:
    wanted = Requirement(head.strip())
    exact = [part.version for part in wanted.specifier if part.operator == "=="]
    if len(exact) != 1:
        raise ValueError(f"{head.strip()[:60]}: no version is pinned")
    comments = [line.strip().removeprefix("#") for line in block.split("\n") if line.strip().startswith("#")]
    askers = [found for line in comments if (found := _ASKER.search(line))]
    return Pin(
        canonicalize_name(wanted.name),
        exact[0],
        str(wanted.marker or ""),
        tuple(_HASH.findall(block)),
        tuple(_asker(found) for found in askers),
    )


def _asker(found: re.Match[str]) -> str:
    return canonicalize_name(found[1]) + (found[2] or "")
