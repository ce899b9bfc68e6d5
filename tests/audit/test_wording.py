"""Whatever an entry of the audit log holds has a Chinese name."""

import ast

from tests.house import sources
from zhijiao.audit.wording import LABELS, in_words


def keys_written() -> set[str]:
    """The keys of every dict that is written down where `detail` is handed over."""
    given = (
        each.value
        for path in sources.code()
        for each in ast.walk(sources.tree(path))
        if isinstance(each, ast.keyword) and each.arg == "detail"
    )
    dicts = (part for value in given for part in ast.walk(value) if isinstance(part, ast.Dict))
    keys = (key for each in dicts for key in each.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant)}


def test_every_fact_has_a_name():
    written = keys_written()
    assert "rows" in written
    assert written - set(LABELS) == set()


def test_steps_and_papers_are_told_in_chinese():
    detail = {"number": "XC001", "version": 2, "edition": 1, "year": 2020, "rows_of_other_forms": 9}
    assert [label for label, _ in in_words(detail)] == ["编号", "版本", "版次", "年度", "其他表单条数"]
