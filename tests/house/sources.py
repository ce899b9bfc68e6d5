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
    paths = (path for path in _own() if path.name.endswith(suffixes or ("",)))
    return tuple(sorted(path for path in paths if path.is_file() and path.is_relative_to(under)))


@cache
def _own() -> tuple[Path, ...]:
    """Ask git; in an unpacked archive take everything but what is made on the spot."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return tuple(ROOT / name for name in listed.stdout.split("\0") if name)
    made = {".venv", "var", "build", "__pycache__", ".ruff_cache", ".import_linter_cache"}
    return tuple(path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts))


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
