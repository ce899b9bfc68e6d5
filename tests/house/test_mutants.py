"""The tool behind `make mutants`: which changes it makes, and what it leaves alone."""

import ast
from pathlib import Path

from tests.house.sources import ROOT
from tests.mutants import session
from tests.mutants.__main__ import changes_of, equivalent, groups
from tests.mutants.changes import changes

CODE = '''
"""A module."""
TERM = 9
WIDE = frozenset({"a", "b"})


@atomic
def act(rows: "x", limit=2):
    """Says what it does."""
    if not rows or limit >= 12:
        raise ValueError("no rows", 3)
    found = rows.filter(school=1, state="open")
    log(f"{found} 1", message="没有")
    for row in found:
        continue
    return found if limit else None
'''


def made(code: str) -> dict[str, str]:
    """Each change of a file with the file as it then is."""
    tree, found = ast.parse(code), {}
    for change in changes(tree):
        with change.made():
            found[change.key] = ast.unparse(tree)
    assert ast.unparse(tree) == ast.unparse(ast.parse(code)), "the tree is as it was"
    return found


def test_the_changes_of_a_small_file():
    assert set(made(CODE)) == {
        "(module): 9 → 10",
        "(module): {'a', 'b'} → {'b'}",
        "(module): {'a', 'b'} → {'a'}",
        "(module): 'a' → 'ax'",
        "(module): 'b' → 'bx'",
        "(module): @atomic act → (no decorator)",
        "act: 2 → 3",
        "act: not rows or limit >= 12 → not rows and limit >= 12",
        "act: not rows or limit >= 12 → limit >= 12",
        "act: not rows or limit >= 12 → not rows",
        "act: not rows → rows",
        "act: limit >= 12 → limit > 12",
        "act: limit >= 12 → limit < 12",
        "act: raise ValueError('no rows', 3) → pass",
        "act: rows.filter(school=1, state='open') → rows",
        "act: rows.filter(school=1, state='open') → rows.exclude(school=1, state='open')",
        "act: rows.filter(school=1, state='open') → rows.filter(state='open')",
        "act: rows.filter(school=1, state='open') → rows.filter(school=1)",
        "act: 1 → 2",
        "act: 'open' → 'openx'",
        "act: log(f'{found} 1', message='没有') → pass",
        "act: log(f'{found} 1', message='没有') → log(f'{found} 1')",
        "act: continue → break",
        "act: return found if limit else None → return None",
        "act: found if limit else None → found",
        "act: found if limit else None → None",
        "act: limit → not limit",
    }


def test_every_change_is_one_and_the_rest_stays():
    whole = ast.unparse(ast.parse(CODE))
    for key, code in made(CODE).items():
        assert code != whole, key
        assert abs(len(code.splitlines()) - len(whole.splitlines())) <= 1, key


def test_equal_changes_of_a_function_are_told_apart():
    assert set(made("def f(a):\n    g(a, 1)\n    h(a, 1)\n")) >= {"f: 1 → 2", "f: 1 → 2 #2"}


def test_targets_and_tests_are_there():
    for group in groups():
        for path in (*group["targets"], *group["tests"]):
            assert (ROOT / path).exists(), path


def test_what_is_argued_equivalent_can_be_made_and_says_why():
    for (file, key), because in equivalent().items():
        assert key in {change.key for change in changes_of(file)}, (file, key)
        assert len(because) > 20, (file, key)


class Told(Exception):
    def __init__(self, words):
        super().__init__("，".join(words))
        self.words = words


def test_a_function_is_exchanged_even_if_it_no_longer_calls_super():
    function, kept = Told.__init__, Told.__init__.__code__
    source = (
        Path(__file__).read_text(encoding="utf-8").replace('super().__init__("，".join(words))', "pass", 1)
    )
    live = {(kept.co_qualname, kept.co_firstlineno): [function]}
    try:
        session._exchange(compile(source, __file__, "exec"), live)
        assert (str(Told(["甲"])), Told(["甲"]).words) == ("['甲']", ["甲"])
    finally:
        function.__code__ = kept
    assert str(Told(["甲", "乙"])) == "甲，乙"


def test_a_default_shows_on_all_lines_of_its_function():
    found = {change.key: change for change in changes(ast.parse(CODE))}
    lines = CODE.splitlines()
    last = lines.index("    return found if limit else None") + 1
    assert [found[key].last for key in ("act: 2 → 3", "(module): @atomic act → (no decorator)")] == [
        last,
        last,
    ]
