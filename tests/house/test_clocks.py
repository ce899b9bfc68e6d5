"""No test asserts how long something took: that says how busy the machine is. `tests.work` counts instead.

`tests/demo/test_cost.py` alone judges a time: of the processor, not of the clock, because that is what is promised.
"""

import ast
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, places, tree

CLOCKS = {"time", "perf_counter", "monotonic", "process_time", "thread_time", "default_timer"}
CLOCKS |= {f"{name}_ns" for name in CLOCKS}
ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_test_asserts_a_time_on_the_clock():
    tests = [path for path in files(".py") if _is_test(path.relative_to(ROOT))]
    found = [place for path in tests for place in places(path, timed_asserts(tree(path)))]
    assert not found, f"count calls, queries or rounds (tests.work): {found}"


def _is_test(path: Path) -> bool:
    return "tests" in path.parts and path.parts[0] != "bench"


def timed_asserts(module: ast.Module) -> list[ast.Assert]:
    """The assertions that something read off a clock is less or more than something else."""
    bodies = [node for node in ast.walk(module) if isinstance(node, FUNCTIONS)] or [module]
    found = {}
    for body in bodies:
        read = _names_of_readings(body)
        for node in ast.walk(body):
            if isinstance(node, ast.Assert) and any(_compares(part, read) for part in ast.walk(node.test)):
                found[node.lineno] = node
    return [found[line] for line in sorted(found)]


def _compares(node: ast.AST, read: set[str]) -> bool:
    ordered = isinstance(node, ast.Compare) and any(isinstance(each, ORDERED) for each in node.ops)
    return ordered and _reads(node, read)


def _reads(node: ast.AST, names: set[str]) -> bool:
    """Whether an expression asks a clock, or uses what was read off one."""
    return any(
        isinstance(part, ast.Name) and part.id in names or isinstance(part, ast.Call) and _is_clock(part)
        for part in ast.walk(node)
    )


def _is_clock(call: ast.Call) -> bool:
    asked = call.func
    if isinstance(asked, ast.Attribute):
        return (
            asked.attr in CLOCKS
            and isinstance(asked.value, ast.Name)
            and asked.value.id in ("time", "timeit")
        )
    return isinstance(asked, ast.Name) and asked.id in CLOCKS


def _names_of_readings(body: ast.AST) -> set[str]:
    """Names that hold a reading or what was computed from one, lists of them included."""
    names: set[str] = set()
    while True:
        more = names | {name for node in ast.walk(body) for name in _given(node, names)}
        if more == names:
            return names
        names = more


def _given(node: ast.AST, names: set[str]) -> set[str]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
        if node.value is None or not _reads(node.value, names):
            return set()
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return {target.id for target in targets if isinstance(target, ast.Name)}
    is_append = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("append", "add")
    if is_append and isinstance(node.func.value, ast.Name) and any(_reads(arg, names) for arg in node.args):
        return {node.func.value.id}
    return set()


@pytest.mark.parametrize(
    "body",
    [
        "assert time.perf_counter() - start < 1",
        "taken = time.monotonic() - start\n    assert taken < 1",
        "times.append(time.perf_counter() - start)\n    assert min(times) < 0.8",
        "start = time.time()\n    best = min(best, time.time() - start)\n    assert 0.2 > best",
        "assert (spent := monotonic()) and spent <= limit",
        "assert process_time_ns() < limit",
    ],
)
def test_asserted_times_are_seen(body):
    assert len(timed_asserts(ast.parse(f"def test_x():\n    {body}\n"))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "deadline = time.monotonic() + 9\n    while time.monotonic() < deadline:\n        pass",
        "assert calls(act) < 10",
        "assert entry.time() < noon",
        "kept = {'until': time()}\n    assert kept == session['unlocked']",
        "assert before <= record.created_at <= timezone.now()",
    ],
)
def test_what_is_counted_or_waited_for_is_not_one(body):
    assert timed_asserts(ast.parse(f"def test_x():\n    {body}\n")) == []
