"""Rules of the house that no linter knows. A file on an allow-list is there for the reason beside it."""

import ast
import sys
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, code, files, name, places, tree

UNSCOPED = {
    "zhijiao/filing/records.py": "defines it",
    "zhijiao/filing/access.py": "the gate itself",
}
"""Who may query records without saying for whom. The rest of the engine must name schools in the same breath:
`unscoped.filter(school_id=…)`."""

FIELD_CLASSES = {
    "zhijiao/filing/records.py": "builds the model class from its declaration",
    "zhijiao/filing/registry.py": "tells declared fields from Django's own",
}
"""Who may ask a field for its class."""

MARKUP = {
    "zhijiao/config/jinja.py": "helpers of the templates",
}
"""Who may declare text to be markup."""

RAW_SQL = {
    "zhijiao/audit/guard.py": "triggers of the audit log, per database",
    "zhijiao/kit/bulk.py": "bulk writes per database",
    "zhijiao/search/finder.py": "name search per database",
    "zhijiao/search/index.py": "keeping the index of the name search, per database",
}
"""Who may speak SQL; names of tables and columns come from the models there."""

SQL_CALLS = {"execute", "executemany", "copy", "raw", "extra", "RawSQL"}
ENGINE = (
    "zhijiao/filing/",
    "zhijiao/intake/",
    "zhijiao/search/",
    "zhijiao/api/",
    "zhijiao/quality/",
    "zhijiao/restructure/",
)
ENGINE_LINES = {"zhijiao/intake/": 2_800, "zhijiao/filing/": 5_000}
"""Lines of code at most."""


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


def outside(allowed: dict[str, str]) -> list[Path]:
    """Return the package's files that are not on the list."""
    return [path for path in code() if name(path) not in allowed]


def is_sql_call(call: ast.Call) -> bool:
    """Tell raw SQL from namesakes: a cursor's or connection's call, or a query set's raw and extra."""
    called = call.func
    if isinstance(called, ast.Name):
        return called.id == "RawSQL"
    owner = called.value
    if called.attr in {"raw", "extra"}:
        return isinstance(owner, ast.Call) or getattr(owner, "attr", "") in {"objects", "unscoped"}
    word = getattr(owner, "attr", getattr(owner, "id", ""))
    return called.attr != "copy" and "cursor" in word or called.attr == "copy" and word == "cursor"


@pytest.mark.parametrize("allowed", [UNSCOPED, FIELD_CLASSES, MARKUP, RAW_SQL])
def test_allow_lists_name_files_that_are_there(allowed):
    assert {path for path in allowed if not (PACKAGE.parent / path).exists()} == set()


def test_records_are_queried_for_somebody():
    found = [place for path in outside(UNSCOPED) for place in places(path, _wide_queries(path))]
    assert not found, f"unscoped reads across schools; go through filing.access: {found}"


def _wide_queries(path: Path):
    """Yield the uses of `unscoped`, in the engine only those that do not name schools at once."""
    narrowed = set()
    if name(path).startswith(ENGINE):
        narrowed = {call.func.value for call in calls(path, {"filter"}) if _names_school(call)}
    return (node for node in uses(path, "unscoped") if node not in narrowed)


def _names_school(call: ast.Call) -> bool:
    words = [keyword.arg for keyword in call.keywords if keyword.arg]
    spread = (keyword.value for keyword in call.keywords if isinstance(keyword.value, ast.Dict))
    words += [key.value for item in spread for key in item.keys if isinstance(key, ast.Constant)]
    return any(word.startswith("school") for word in words)


def test_markup_is_made_in_one_place():
    found = [
        place for path in outside(MARKUP) for place in places(path, calls(path, {"Markup", "mark_safe"}))
    ]
    assert not found, f"let the template escape: {found}"


def test_templates_escape_everything():
    pages = files(".html", ".jinja", ".txt", under=PACKAGE)
    found = [name(page) for page in pages if "/templates/" in name(page) and _unescaped(page)]
    assert not found, f"|safe or autoescape false: {found}"


def _unescaped(page: Path) -> bool:
    text = page.read_text(encoding="utf-8").replace(" ", "")
    return "|safe" in text or "autoescapefalse" in text


def test_templates_carry_no_inline_script_or_style():
    import re

    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [page for page in files(".html", under=PACKAGE) if "/templates/" in name(page)]
    found = [
        f"{name(page)}: {hit.group()}" for page in pages for hit in inline.finditer(page.read_text("utf-8"))
    ]
    assert not found, f"the content security policy forbids it: {found}"


def test_behaviour_is_asked_of_columns_not_of_field_classes():
    found = []
    for path in outside(FIELD_CLASSES):
        if name(path).split("/")[1] in {"filing", "rounds", "web", "modules"}:
            found += places(path, (call for call in calls(path, {"isinstance"}) if _is_field(call.args[0])))
    assert not found, f"give the column class a method instead: {found}"


def _is_field(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", None)) == "field"


def test_sql_is_spoken_in_two_files():
    found = []
    for path in outside(RAW_SQL):
        found += places(path, (call for call in calls(path, SQL_CALLS) if is_sql_call(call)))
    assert not found, f"use the ORM, or add to kit.bulk or search: {found}"


def test_the_engine_names_no_form():
    keys = {"teacher", "student", "school_class", "major", "enterprise"}
    found = []
    for path in code():
        if not name(path).startswith("zhijiao/filing/"):
            continue
        compared = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Compare))
        found += places(path, (node for node in compared if _constants(node) & keys))
    assert not found, f"the engine treats every form alike: {found}"


def _constants(node: ast.Compare) -> set:
    return {item.value for item in [node.left, *node.comparators] if isinstance(item, ast.Constant)}


def test_the_engine_stays_small():
    lines = dict.fromkeys(ENGINE_LINES, 0)
    for path in code():
        part = next((part for part in ENGINE_LINES if name(path).startswith(part)), None)
        if part:
            lines[part] += code_lines(path)
    over = {part: count for part, count in lines.items() if count >= ENGINE_LINES[part]}
    assert not over, f"what can be said once? {over}"


def code_lines(path: Path) -> int:
    """Count the lines that hold code: no blank lines, comments or docstrings."""
    spoken = set()
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            spoken |= set(range(node.lineno, node.end_lineno + 1))
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return sum(
        1
        for number, line in lines
        if number not in spoken and line.strip() and not line.strip().startswith("#")
    )


def test_modules_hold_declarations_alone():
    """Declarations, summaries, judgements, rules; beside them functions that judge a text and know nothing more."""
    allowed = {"__init__.py", "apps.py", "models.py", "summaries.py", "judgements.py", "rules.py"}
    found = [
        name(path)
        for path in code()
        if "/modules/" in name(path)
        and path.name not in allowed
        and path.parent.name not in ("models", "rules")
        and imported(path) - sys.stdlib_module_names
    ]
    assert not found, f"behaviour belongs to the engine: {found}"


def test_modules_have_no_pages_of_their_own():
    """No view, URL, template, form class or script: Django is needed for the app's configuration alone."""
    others = [name(path) for path in files(under=PACKAGE / "modules") if path.suffix != ".py"]
    declared = [path for path in code() if "/modules/" in name(path) and path.name != "apps.py"]
    assert declared
    assert others + [name(path) for path in declared if "django" in imported(path)] == []


def imported(path: Path) -> set[str]:
    """Return the packages a file imports."""
    nodes = list(ast.walk(tree(path)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    return {word.partition(".")[0] for word in names}


def test_everything_public_says_what_it_is_for():
    found = []
    for path in code():
        module = tree(path)
        if not ast.get_docstring(module) and module.body:
            found.append(name(path))
        found += places(path, _undocumented(module))
    assert not found, f"no docstring: {found}"


def _undocumented(parent: ast.AST):
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in parent.body:
        if not isinstance(node, kinds) or node.name.startswith("_") or node.name in {"Meta", "Filing"}:
            continue
        if not ast.get_docstring(node) and not _overrides(node):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node)


def _overrides(node: ast.AST) -> bool:
    """Tell methods that Django calls by name; their meaning is Django's."""
    return node.name in {"add_arguments", "handle", "ready", "deconstruct", "get_queryset", "save", "clean"}
