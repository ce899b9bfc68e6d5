"""Rules of the house that no linter knows. A file on an allow-list is there for the reason beside it."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, calls, code, files, name, outside, places, tree, uses

UNSCOPED = {
    "zhijiao/exchange/attached_files.py": "files of a school's records on their way to the ministry",
    "zhijiao/exchange/reading.py": "all records of a school for a package, read by the program itself",
    "zhijiao/filing/schema/base_records.py": "defines it",
    "zhijiao/filing/records/access.py": "the gate itself",
    "zhijiao/filing/records/received.py": "records that a province says are another school's now",
}
"""Who may query records without saying for whom. The rest of the engine must name schools in the same breath:
`unscoped.filter(school_id=…)`."""


MARKUP = {
    "zhijiao/config/jinja.py": "helpers of the templates",
    "zhijiao/config/template_code.py": "macros and joined text as compiled templates make them",
    "zhijiao/kit/rich_text/sanitise.py": "rich text, which it has just cleaned",
    "zhijiao/filing/pages/row_html.py": "rows of lists, each value escaped into one format",
}
"""Who may declare text to be markup."""

RAW_SQL = {
    "zhijiao/kit/statements.py": "texts that the ORM has compiled, with other values bound",
    "zhijiao/audit/triggers.py": "triggers of the audit log, per database",
    "zhijiao/kit/postgresql/base.py": "compiled texts whose plans are kept",
    "zhijiao/kit/bulk.py": "bulk writes per database",
    "zhijiao/kit/machines.py": "rows that go to another machine",
    "zhijiao/sharding/cluster.py": "catalogues of a cluster, which no model knows",
    "zhijiao/search/finder.py": "name search per database",
    "zhijiao/snapshots/triggers.py": "triggers of snapshots, per database",
    "zhijiao/search/text_index.py": "keeping and asking the index of long texts, per database",
    "zhijiao/search/index.py": "keeping the index of the name search, per database",
}
"""Who may speak SQL; names of tables and columns come from the models there."""

DIGITS = {
    "zhijiao/kit/numbers.py": "reads numbers of requests",
    "zhijiao/search/terms.py": "a piece of ASCII",
}
"""Who may ask a text whether it is digits."""

MARKING = {
    "zhijiao/identity/gate.py": "the marks themselves",
}
"""Who may restrict the methods of a view or forbid to keep its answer; elsewhere the view's mark says so."""

DJANGOS_MARKS = {"require_http_methods", "require_GET", "require_POST", "require_safe", "never_cache"}
SQL_CALLS = {"execute", "executemany", "copy", "raw", "extra", "RawSQL"}
ENGINE = (
    "zhijiao/filing/",
    "zhijiao/intake/",
    "zhijiao/search/",
    "zhijiao/api/",
    "zhijiao/quality/",
    "zhijiao/restructure/",
)
MOST_NAMES = 8
"""Names in the dictionary of a page of forms at most; those of a `**` count as one."""

MOST_LINES = 400
"""Lines of a file at most, blank lines, comments and docstrings included; code tables and styles are no code."""


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


@pytest.mark.parametrize(
    "allowed",
    [
        UNSCOPED,
        MARKUP,
        RAW_SQL,
        MARKING,
        DIGITS,
    ],
)
def test_allow_lists_name_files_that_are_there(allowed):
    assert {path for path in allowed if not (PACKAGE.parent / path).exists()} == set()


def test_records_are_queried_for_somebody():
    found = [place for path in outside(UNSCOPED) for place in places(path, _wide_queries(path))]
    assert not found, f"unscoped reads across schools; go through filing.records.access: {found}"


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


def test_one_decorator_marks_a_view():
    found = [
        place
        for path in outside(MARKING)
        for word in DJANGOS_MARKS
        for place in places(path, uses(path, word))
    ]
    assert not found, f"say it to the mark: methods=POST, never_cache=True: {found}"


def test_templates_escape_everything():
    pages = files(".html", ".jinja", ".txt", under=PACKAGE)
    found = [name(page) for page in pages if "/templates/" in name(page) and _unescaped(page)]
    assert not found, f"|safe or autoescape false: {found}"


def _unescaped(page: Path) -> bool:
    text = page.read_text(encoding="utf-8").replace(" ", "")
    return "|safe" in text or "autoescapefalse" in text


def test_templates_carry_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [page for page in files(".html", under=PACKAGE) if "/templates/" in name(page)]
    found = [
        f"{name(page)}: {hit.group()}" for page in pages for hit in inline.finditer(page.read_text("utf-8"))
    ]
    assert not found, f"the content security policy forbids it: {found}"


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


def test_files_stay_short():
    long = {name(path): len(path.read_text("utf-8").splitlines()) for path in code()}
    assert {file: count for file, count in long.items() if count > MOST_LINES} == {}


def test_numbers_of_requests_are_read_in_one_place():
    found = []
    for path in outside(DIGITS):
        found += places(path, calls(path, {"isdigit", "isdecimal", "isnumeric"}))
        found += places(path, (call for call in calls(path, {"int", "float"}) if _reads_request(call)))
    assert not found, f"int() and isdigit() do not agree on digits; use kit.numbers.whole_number: {found}"


def _reads_request(call: ast.Call) -> bool:
    sent = {"GET", "POST", "COOKIES", "META", "headers", "body"}
    return any(getattr(node, "attr", "") in sent for argument in call.args for node in ast.walk(argument))


def test_modules_hold_declarations_alone():
    """Declarations, summaries, judgements, preparations, rules; beside them functions that judge a text alone."""
    allowed = {
        "__init__.py", "apps.py", "models.py", "summaries.py", "judgements.py", "preparations.py", "rules.py",
    }  # fmt: skip
    found = [
        name(path)
        for path in code()
        if "/modules/" in name(path)
        and path.name not in allowed
        and path.parent.name not in ("models", "rules", "summaries")
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
    classes = Classes(code())
    found = []
    for path in code():
        module = tree(path)
        if not ast.get_docstring(module) and module.body:
            found.append(name(path))
        found += places(path, _undocumented(module, classes))
    assert not found, f"no docstring: {found}"


class Classes:
    """The classes of some files by name: what they inherit from, and which of their methods are documented."""

    def __init__(self, paths):
        self.bases, self.documented = {}, {}
        for node in (
            each for path in paths for each in ast.walk(tree(path)) if isinstance(each, ast.ClassDef)
        ):
            names = {ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases}
            self.bases.setdefault(node.name, set()).update(names)
            methods = {
                each.name for each in node.body if isinstance(each, FUNCTIONS) and ast.get_docstring(each)
            }
            self.documented.setdefault(node.name, set()).update(methods)

    def says(self, class_name: str, method: str) -> bool:
        """Whether a class above the one named documents the method."""
        above = self.bases.get(class_name, set()) - {class_name}
        return any(method in self.documented.get(base, ()) or self.says(base, method) for base in above)


FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _undocumented(parent: ast.AST, classes: Classes):
    for node in parent.body:
        if not isinstance(node, (ast.ClassDef, *FUNCTIONS)):
            continue
        if node.name.startswith("_") or node.name in {"Meta", "Filing"}:
            continue
        inherited = isinstance(parent, ast.ClassDef) and classes.says(parent.name, node.name)
        if not ast.get_docstring(node) and not inherited and not _overrides(node):
            yield node
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node, classes)


def _overrides(node: ast.AST) -> bool:
    """Tell methods that Django calls by name; their meaning is Django's."""
    return node.name in {"add_arguments", "handle", "ready", "deconstruct", "get_queryset", "save", "clean"}


def test_pages_with_much_to_say_are_drawn_from_a_dataclass():
    found = [place for path in code() for place in places(path, _wide_contexts(path))]
    assert not found, f"name the fields in a dataclass and draw it with render_page: {found}"


def _wide_contexts(path: Path):
    """Yield the calls of render whose context is a dictionary of more than eight names."""
    for function in ast.walk(tree(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        dicts = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign | ast.AugAssign) and isinstance(node.value, ast.Dict)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render" and len(node.args) > 2:
                given = node.args[2]
                given = dicts.get(given.id) if isinstance(given, ast.Name) else given
                if isinstance(given, ast.Dict) and len(given.keys) > MOST_NAMES:
                    yield node
