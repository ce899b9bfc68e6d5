"""Columns, forms and the gate act: nobody else asks a column for its type, a form for its kind, an actor whose rows."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, calls, code, files, name, outside, places, reads, texts, tree, uses

COLUMNS = "zhijiao/filing/schema/columns/"

FIELD_CLASSES = {
    "zhijiao/filing/schema/base_records.py": "builds the model class from its declaration",
    "zhijiao/filing/schema/form.py": "tells declared fields from Django's own",
}
"""Who may ask a field for its class."""

COLUMN_TYPES = {
    "zhijiao/filing/schema/describe.py": "tells the type of each column in the catalogue",
    "zhijiao/filing/schema/summaries.py": "makes a column of the type that an item of a summary declares",
    "zhijiao/manual/markdown.py": "reads the types of nodes of a parsed text, which are no columns",
}
"""Who may read a type; columns themselves (`filing/schema/columns`) do not count."""

FORM_KINDS = {
    "zhijiao/filing/schema/columns/base.py": "declares it for all forms",
    "zhijiao/filing/schema/form.py": "says it of forms with records",
    "zhijiao/filing/schema/summaries.py": "says it of summaries",
    "zhijiao/filing/schema/describe.py": "tells it in the catalogue",
    "zhijiao/api/views.py": "tells it to programs",
}
"""Who may name the kind of a form."""

COLUMN_CLASSES = {
    "zhijiao/filing/schema/form.py": "picks the references out of its columns",
}
"""Who may ask a column for its class."""

DATA_ROLE = {
    "zhijiao/identity/actor.py": "declares it",
    "zhijiao/filing/records/access.py": "decides what follows from it",
}
"""Who may read the data role of an actor; everybody else asks there."""

LISTS = [FIELD_CLASSES, COLUMN_TYPES, FORM_KINDS, COLUMN_CLASSES, DATA_ROLE]


@pytest.mark.parametrize("allowed", LISTS)
def test_allow_lists_name_files_that_are_there(allowed):
    assert {path for path in allowed if not (PACKAGE.parent / path).exists()} == set()


def engine(allowed: dict[str, str]) -> list[Path]:
    """Return the package's files that stand on the columns and are not on the list."""
    return [path for path in outside(allowed) if not name(path).startswith(COLUMNS)]


def test_the_data_role_is_weighed_in_one_place():
    word = "data_role"
    found = [place for path in outside(DATA_ROLE) for place in places(path, uses(path, word))]
    found += [place for path in outside(DATA_ROLE) for place in places(path, texts(path, word))]
    found += [name(page) for page in files(".html", under=PACKAGE) if word in page.read_text("utf-8")]
    assert not found, f"ask filing.records.access what follows from it: {found}"


def test_behaviour_is_asked_of_columns_not_of_field_classes():
    found = []
    for path in outside(FIELD_CLASSES):
        if name(path).split("/")[1] in {"filing", "rounds", "web", "modules"}:
            found += places(path, (call for call in calls(path, {"isinstance"}) if _is_field(call.args[0])))
    assert not found, f"give the column class a method instead: {found}"


def _is_field(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", None)) == "field"


def test_columns_are_not_asked_for_their_type():
    found = [place for path in engine(COLUMN_TYPES) for place in places(path, reads(path, "type"))]
    found += [
        f"{name(page)}: {hit}"
        for page in files(".html", under=PACKAGE)
        for hit in re.findall(r"\w+\.type\b", page.read_text("utf-8"))
        if hit != "f.type"  # of a text box: tel, email
    ]
    assert not found, f"give the column a fact or a method instead: {found}"


def test_what_the_type_decides_is_not_compared_either():
    words = {"widget", "type_label", "span_widget"}
    found = []
    for path in engine({}):
        compared = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Compare))
        found += places(path, (node for node in compared if _attributes(node) & words))
    assert not found, f"give the column a fact or a method instead: {found}"


def _attributes(node: ast.AST) -> set[str]:
    return {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute)}


def test_columns_are_not_asked_for_their_class():
    found = []
    for path in engine(COLUMN_CLASSES):
        asked = (call for call in calls(path, {"isinstance", "issubclass"}) if _names_column(call.args[1]))
        compared = (
            node for node in ast.walk(tree(path)) if isinstance(node, ast.Compare) and _names_column(node)
        )
        found += places(path, [*asked, *compared])
    assert not found, f"give the column a fact or a method instead: {found}"


def _names_column(node: ast.AST) -> bool:
    """Tell whether a column class is named: `isinstance(column, RefColumn)`, `type(column).load is Column.load`."""
    words = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)} | _attributes(node)
    return bool(words & COLUMN_CLASS_NAMES)


def test_columns_have_whatever_they_may_be_asked_for():
    """A fact that only some columns have would be asked for with `getattr`: the base class has to have it."""
    found = []
    for path in engine({}):
        asked = (call for call in calls(path, {"getattr", "hasattr"}) if _literal(call) in COLUMN_FACTS)
        found += places(path, asked)
    assert not found, f"give all columns the fact: {found}"


def _literal(call: ast.Call) -> object:
    return call.args[1].value if isinstance(call.args[1], ast.Constant) else None


def _column_classes() -> list[ast.ClassDef]:
    return [
        node
        for path in code()
        if name(path).startswith(COLUMNS)
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and "Column" in node.name
    ]


def _facts(node: ast.ClassDef) -> set[str]:
    """Return the public names a class gives its objects: methods, class attributes, attributes set on itself."""
    found = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    found |= {item.attr for item in ast.walk(node) if isinstance(item, ast.Attribute) and _is_set(item)}
    for item in node.body:
        targets = getattr(item, "targets", [getattr(item, "target", None)])
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return {word for word in found if not word.startswith("_")}


def _is_set(node: ast.Attribute) -> bool:
    return isinstance(node.ctx, ast.Store) and getattr(node.value, "id", "") == "self"


COLUMN_CLASS_NAMES = {node.name for node in _column_classes()}


COLUMN_FACTS = {word for node in _column_classes() for word in _facts(node)}


def test_forms_are_not_asked_for_their_kind():
    word = "catalogue_kind"
    found = [place for path in outside(FORM_KINDS) for place in places(path, uses(path, word))]
    found += [place for path in outside(FORM_KINDS) for place in places(path, texts(path, word))]
    found += [name(page) for page in files(".html", under=PACKAGE) if word in page.read_text("utf-8")]
    assert not found, f"ask for is_summary, single or takes_rows: {found}"


def test_the_kind_of_a_form_is_told_and_not_compared():
    found = []
    for path in code():
        compared = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Compare))
        found += places(path, (node for node in compared if "catalogue_kind" in _attributes(node)))
    assert not found, f"ask for is_summary, single or takes_rows: {found}"


def test_no_form_is_of_any_type():
    """`form: Any` hides whether records may be asked for: FormLike or Form says it."""
    found = []
    for path in code():
        named = (node for node in ast.walk(tree(path)) if isinstance(node, ast.arg | ast.AnnAssign))
        found += places(path, (node for node in named if _is_form(node) and _is_any(node.annotation)))
    assert not found, f"say FormLike or Form: {found}"


def _is_form(node: ast.arg | ast.AnnAssign) -> bool:
    word = node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", "")
    return word in {"form", "forms", "target"}


def _is_any(annotation: ast.expr | None) -> bool:
    return annotation is not None and "Any" in {getattr(item, "id", "") for item in ast.walk(annotation)}
