"""Every kind of page is judged by axe, and photographed: a new view without an address in such a test fails here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from tools import page_kinds
from zhijiao.selfcheck.addresses import addresses

pytestmark = pytest.mark.once
TESTS = Path(__file__).parent.parent

NEEDS_MORE = {
    "restructure:resume": "for a closed place alone; the template of restructure:close",
    "restructure:sheet_check": "for a sheet that was sent; a table of problems as elsewhere",
    "signin:app_drop": "for who has an authenticator; the template of signin:second_step_off",
    "signin:recovery_codes": "the same",
}
"""Pages that are judged by their twins."""


def words(file: Path) -> Iterator[str]:
    """The texts of a file; what stands between braces is a 1."""
    tree, parts = ast.parse(file.read_text(encoding="utf-8")), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def shown(text: str) -> str:
    """The kind of page at an address, or the kind that is named; empty where it is neither."""
    if "/" not in text:
        return text
    try:
        return resolve(text[text.index("/") :].partition("?")[0]).view_name
    except Resolver404:
        return ""


def test_axe_judges_every_kind_of_page():
    judging = [file for file in TESTS.rglob("test_*.py") if "axe" in file.read_text(encoding="utf-8")]
    assert len(judging) > 5
    judged = {shown(text) for file in judging if file != Path(__file__) for text in words(file)}
    assert sorted(page_kinds.pages() - judged - set(NEEDS_MORE)) == []


def test_what_is_no_page_can_be_read():
    readable = {each.name for each in addresses() if each.gate and "GET" in each.gate.methods}
    assert sorted((page_kinds.NOT_PAGES | set(NEEDS_MORE)) - readable) == []
