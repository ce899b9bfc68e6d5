"""Whatever an entry of the audit log holds has a Chinese name."""

import ast

from tests.house import sources
from zhijiao.audit.wording import LABELS, in_words
from zhijiao.filing.schema.registry import distinct_label, get


def keys_written() -> set[str]:
    """The keys of every dict that is written down where `detail` is named or handed over, or told of a file."""
    given = (
        each.value for path in sources.code() for each in ast.walk(sources.tree(path)) if goes_there(each)
    )
    dicts = (part for value in given for part in ast.walk(value) if isinstance(part, ast.Dict))
    keys = (key for each in dicts for key in each.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant)}


def goes_there(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in ("detail", "told")
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == "detail" for target in node.targets
    )


def test_every_fact_has_a_name():
    written = keys_written()
    assert "rows" in written
    assert written - set(LABELS) == set()


def test_forms_are_told_by_what_they_are_called():
    told = dict(in_words({"revision": 1, "forms": ["income", "全部"]}))
    assert told == {"版次": "1", "表单": f"{distinct_label(get('income'))}、全部"}


def test_steps_and_papers_are_told_in_chinese():
    detail = {"number": "XC001", "version": 2, "edition": 1, "year": 2020, "rows_of_other_forms": 9}
    assert [label for label, _ in in_words(detail)] == ["编号", "版本", "版次", "年度", "其他表单条数"]
