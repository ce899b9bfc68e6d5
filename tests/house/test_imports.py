"""The import graph: no circle anywhere, not even inside a package, and every package named in the layers."""

import ast
import tomllib
from graphlib import CycleError, TopologicalSorter

from tests.house.sources import PACKAGE, ROOT, code, tree


def module(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def graph():
    """Modules and what each imports, inside functions and for type checkers too."""
    files = {module(path): path for path in code()}
    found = {name: set() for name in files}
    for name, path in files.items():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("zhijiao"):
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= {each if each in files else node.module for each in inner}
            elif isinstance(node, ast.Import):
                found[name] |= {alias.name for alias in node.names if alias.name in files}
    return found


def test_no_module_imports_itself_by_way_of_others():
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        raise AssertionError(" → ".join(error.args[1])) from None


def test_the_layers_name_every_package():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(each["layers"] for each in contracts if each["name"].startswith("Layers"))
    named = {word.split(".")[1] for line in layers for word in line.replace("|", " ").split()}
    there = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert named == there
