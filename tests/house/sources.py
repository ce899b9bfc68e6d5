"""The project's own files, as the rules of the house read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "zhijiao"


@cache
def files(*suffixes: str, under: Path = ROOT) -> tuple[Path, ...]:
    """Return the files that belong to the project (known to git or about to be), by ending."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    paths = (ROOT / name for name in listed if name.endswith(suffixes or ("",)) and name)
    return tuple(sorted(path for path in paths if path.is_file() and path.is_relative_to(under)))


def code() -> list[Path]:
    """Return the Python files of the package without tests and migrations."""
    skipped = {"tests", "migrations"}
    return [
        path for path in files(".py", under=PACKAGE) if not skipped & set(path.relative_to(PACKAGE).parts)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return the file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """Return the path as the rules and their messages write it."""
    return path.relative_to(ROOT).as_posix()


def places(path: Path, nodes) -> list[str]:
    """Return "file:line" of each node."""
    return [f"{name(path)}:{node.lineno}" for node in nodes]
