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
    made = {".venv", "var", "build", "__pycache__", ".ruff_cache", ".mypy_cache", ".import_linter_cache"}
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


def calls(path: Path, names: set[str]):
    """Yield the calls of functions or methods of these names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            if getattr(called, "attr", getattr(called, "id", None)) in names:
                yield node


def uses(path: Path, word: str):
    """Yield every place where the identifier is used."""
    for node in ast.walk(tree(path)):
        if getattr(node, "attr", None) == word or getattr(node, "id", None) == word:
            yield node


def texts(path: Path, word: str):
    """Yield every place where the word stands as a text, as for `getattr`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and node.value == word:
            yield node


def reads(path: Path, word: str):
    """Yield every place where an attribute of this name is used."""
    return (node for node in uses(path, word) if isinstance(node, ast.Attribute))


def outside(allowed: dict[str, str]) -> list[Path]:
    """Return the package's files that are not on the list."""
    return [path for path in code() if name(path) not in allowed]
