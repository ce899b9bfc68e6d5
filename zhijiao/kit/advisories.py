"""Known vulnerabilities from a file, compared with what is delivered. Nothing is fetched.

Read are records of OSV (https://ossf.github.io/osv-schema/): one, a list, {"vulns": [...]}, or a zip of them as
osv.dev offers it for each ecosystem; and what `pip-audit --format json` writes.
"""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

PYPI, NPM = "PyPI", "npm"


@dataclass(frozen=True)
class Delivered:
    """A package of ours: its ecosystem (PyPI, npm), name and version."""

    ecosystem: str
    name: str
    version: str


@dataclass(frozen=True)
class Hit:
    """An advisory that concerns a package. ``sure`` is false where its versions could not be compared with ours."""

    package: Delivered
    id: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]
    sure: bool = True


def hits(path: Path, delivered: Iterable[Delivered]) -> list[Hit]:
    """What the file says of the packages, each advisory once per package.

    Raises:
        ValueError: the file is none of the kinds that are read.
    """
    ours = {(each.ecosystem, _name(each.ecosystem, each.name)): each for each in delivered}
    found: dict[tuple[Delivered, str], Hit] = {}
    for content in _contents(path):
        for hit in _of(content, ours):
            found.setdefault((hit.package, hit.id), hit)
    return sorted(found.values(), key=lambda hit: (hit.package.name, hit.id))


def _contents(path: Path) -> Iterator[Any]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    if name.endswith(".json"):
                        yield json.loads(archive.read(name))
        else:
            yield json.loads(path.read_bytes())
    except (ValueError, RecursionError, zipfile.BadZipFile, OSError) as error:
        raise ValueError(f"{path.name}: {type(error).__name__}") from None


def _of(content: Any, ours: dict[tuple[str, str], Delivered]) -> Iterator[Hit]:
    if isinstance(content, dict) and isinstance(content.get("dependencies"), list):
        yield from _audited(content["dependencies"], ours)
        return
    records = content.get("vulns", [content]) if isinstance(content, dict) else content
    if not isinstance(records, list):
        raise ValueError("neither OSV records nor a result of pip-audit")
    for record in records:
        if not isinstance(record, dict) or "id" not in record:
            raise ValueError("a record without id")
        if not record.get("withdrawn"):
            yield from _recorded(record, ours)


def _audited(dependencies: list[Any], ours: dict[tuple[str, str], Delivered]) -> Iterator[Hit]:
    """What pip-audit found, as far as it looked at the versions that we deliver."""
    for each in dependencies:
        package = ours.get((PYPI, _name(PYPI, str(each.get("name", "")))))
        if package is None or str(each.get("version")) != package.version:
            continue
        for found in each.get("vulns", ()):
            aliases, fixed = (tuple(map(str, found.get(key, ()))) for key in ("aliases", "fix_versions"))
            yield Hit(package, str(found["id"]), aliases, _line(found.get("description")), fixed)


def _recorded(record: dict[str, Any], ours: dict[tuple[str, str], Delivered]) -> Iterator[Hit]:
    for affected in record.get("affected", ()):
        about = affected.get("package", {})
        ecosystem = str(about.get("ecosystem", "")).partition(":")[0]
        package = ours.get((ecosystem, _name(ecosystem, str(about.get("name", "")))))
        concerned = package and _concerns(package.version, affected)
        if package and concerned is not False:
            summary = _line(record.get("summary") or record.get("details"))
            aliases = tuple(map(str, record.get("aliases", ())))
            yield Hit(package, str(record["id"]), aliases, summary, _fixed(affected), sure=bool(concerned))


def _concerns(version: str, affected: dict[str, Any]) -> bool | None:
    """Whether a version is among those affected; None where that cannot be told."""
    if version in affected.get("versions", ()):
        return True
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") in ("ECOSYSTEM", "SEMVER")]
    try:
        return any(_within(Version(version), each.get("events", ())) for each in ranges)
    except InvalidVersion:
        return None


def _within(version: Version, events: Iterable[dict[str, str]]) -> bool:
    """OSV's rule: the last event at or before the version decides; after `last_affected` it is over."""
    marks = []
    for event in events:
        for kind, text in event.items():
            if kind in ("introduced", "fixed", "last_affected"):
                marks.append((Version("0.dev0" if text == "0" else text), kind))
    concerned = False
    for mark, kind in sorted(marks, key=lambda pair: pair[0]):
        if kind == "introduced" and mark <= version:
            concerned = True
        elif (kind == "fixed" and mark <= version) or (kind == "last_affected" and mark < version):
            concerned = False
    return concerned


def _fixed(affected: dict[str, Any]) -> tuple[str, ...]:
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") != "GIT"]
    return tuple(event["fixed"] for each in ranges for event in each.get("events", ()) if "fixed" in event)


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())[:200]


def _name(ecosystem: str, name: str) -> str:
    return canonicalize_name(name) if ecosystem == PYPI else name
