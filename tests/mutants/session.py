"""One run of pytest that never ends a test of its own: it prepares a database in memory and forks from there.

First a child runs every test as it is and says which lines of the targets each of them reaches and how long it takes.
Then one child per change makes the change in its own memory and runs the tests that reach it, the quickest first, until
one fails. A child costs no start, no import and no migration; what it breaks is gone with it.
"""

import ast
import contextlib
import gc
import os
import pickle
import resource
import signal
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.changes import Change, changes

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20
"""Seconds of CPU, beside three times what the tests take unchanged, after which a child counts as lost in a loop."""
MOST_WALL = 1800
LOST, NOBODY = "(came to no end, or could not be loaded)", ""
"""What has noticed a change, where it is not the name of a test."""


@dataclass
class Reach:
    """What a test reaches in the unchanged program, and how long it takes."""

    passed: bool
    seconds: float
    lines: dict[str, set[int]] = field(default_factory=dict)


@dataclass
class Runner:
    """A plugin of pytest that runs changes instead of tests.

    `todo` says which changes of a file to run, `told` hears of each: "killed", "survived", "unreached" (no test comes
    there) or "untried" (it stands outside of functions, in a file that cannot be loaded twice).
    """

    targets: Sequence[str]
    todo: Callable[[str, list[Change]], list[Change]]
    told: Callable[[str, Change, str], None]
    budget: float
    kept: Path
    reach: dict[str, Reach] = field(default_factory=dict)
    killers: dict[str, dict[str, None]] = field(default_factory=dict)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config) -> None:
        """Keep the database in memory, so that a fork copies it."""
        from django.db import connection

        if connection.vendor != "sqlite":
            raise pytest.UsageError("changes are tried on SQLite: leave DATABASE_URL empty")
        connection.settings_dict["TEST"]["NAME"] = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session) -> bool:
        """Prepare, measure, then try one change after the other."""
        if session.testsfailed or not session.items:
            raise session.Failed("the tests that guard the targets could not be collected")
        items = session.items
        start = time.monotonic()
        _prepare(items)
        again = self._measure(items)
        items = sorted(items, key=self._order)
        failing = [
            item.nodeid for item in items if not self.reach[item.nodeid].passed & again[item.nodeid].passed
        ]
        if failing:
            print(f"left out, they fail unchanged: {', '.join(failing)}", flush=True)
        print(f"{len(items)} tests, measured in {time.monotonic() - start:.0f} s", flush=True)
        for target in self.targets:
            self._try_all(target, [item for item in items if item.nodeid not in failing])
        return True

    def _measure(self, items: list) -> dict[str, Reach]:
        """Reach of all tests, and how they fare in the order of their use; from an earlier run if it fits."""
        with contextlib.suppress(FileNotFoundError):
            self.reach, again = pickle.loads(self.kept.read_bytes())
            return again
        self.reach = _in_child(lambda: _measured(items, {str(ROOT / name) for name in self.targets}))
        again = _in_child(lambda: _measured(sorted(items, key=self._order), set()))
        for name, reach in self.reach.items():
            reach.seconds = again[name].seconds  # not slowed by noting lines
        self.kept.parent.mkdir(exist_ok=True)
        self.kept.write_bytes(pickle.dumps((self.reach, again)))
        return again

    def _order(self, item) -> tuple[bool, float]:
        """Quickest first, tests with real transactions last: they empty the database."""
        return _commits(item), self.reach[item.nodeid].seconds

    def _try_all(self, target: str, items: list) -> None:
        path = ROOT / target
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        todo = self.todo(target, changes(tree))
        if not todo:
            return
        work = _Target(path, tree, _functions(str(path)))
        loads = not any(change.outer is None for change in todo) or self._is_harmless(work, items, None)
        if not self._is_harmless(work, items, tree):
            raise pytest.UsageError(f"{target}: its tests fail unchanged when they are run by themselves")
        for change in todo:
            guards = self._guards(items, str(path), change)
            if not guards or change.outer is None and not loads:
                self.told(target, change, "untried" if guards else "unreached")
                continue
            with change.made():
                killer = self._killer(work, change, guards)
            self.killers.setdefault(change.where, {}).pop(killer, None)
            self.killers[change.where][killer] = None
            self.told(target, change, "killed" if killer else "survived")

    def _is_harmless(self, work: "_Target", items: list, outer: ast.AST | None) -> bool:
        """Whether nothing fails when the code takes its own place, in functions or (without `outer`) as a module.

        Without this proof a test that fails for another reason would count as having noticed every change.
        """
        nothing = Change("", "", "", 0, sys.maxsize, (None, "", None), None, outer)
        return self._killer(work, nothing, self._guards(items, str(work.path), nothing)) == NOBODY

    def _killer(self, work: "_Target", change: Change, guards: list) -> str:
        """The test that notices a change."""
        code = compile(work.tree, str(work.path), "exec")
        allowed = PATIENCE + 3 * sum(self.reach[item.nodeid].seconds for item in guards)
        return _in_child(lambda: _tried(code, change, work, guards), allowed)

    def _guards(self, items: list, path: str, change: Change) -> list:
        """Tests that reach the lines of a change, as many as the budget allows.

        Those that have noticed changes of the same function go first, the latest of them at the head; of a change that
        every test reaches (a default, a decorator), those that run the function go before the others.
        """
        found = [
            item
            for item in items
            if path in self.reach[item.nodeid].lines
            and (change.outer is None or self._runs(item, path, change))
        ]
        proven = [*self.killers.get(change.where, ())][::-1]
        place = {name: number for number, name in enumerate(proven)}
        found.sort(
            key=lambda item: (
                _commits(item),
                place.get(item.nodeid, len(place)),
                not self._runs(item, path, change),
            )
        )
        spent, chosen = 0.0, []
        for item in found:
            spent += self.reach[item.nodeid].seconds
            if chosen and spent > self.budget:
                break
            chosen.append(item)
        return chosen

    def _runs(self, item, path: str, change: Change) -> bool:
        """Whether a test reaches the lines of a change."""
        return any(change.first <= line <= change.last for line in self.reach[item.nodeid].lines[path])


def _commits(item) -> bool:
    """Whether a test empties the database afterwards."""
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


def _passes(item, following) -> bool:
    """Run a test; `following` says which fixtures are to stand afterwards. What is not its own goes first."""
    item.session._setupstate.teardown_exact(item)
    return all(not report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def _prepare(items: list) -> None:
    """Run one test with a database, so that what lasts for the session stands, and nothing else."""
    first = next(item for item in items if "db" in item.fixturenames and not _commits(item))
    other = next(item for item in items if item.path != first.path)
    if not _passes(first, other):
        raise pytest.UsageError(f"{first.nodeid} fails as it is")


def _measured(items: list, files: set[str]) -> dict[str, Reach]:
    found = {}
    ordered = sorted(items, key=_commits)
    for item, following in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
        reach = found[item.nodeid] = Reach(True, 0)
        start = time.process_time()
        with _traced(files, reach.lines):
            reach.passed = _passes(item, following)
        reach.seconds = time.process_time() - start
    return found


@contextlib.contextmanager
def _traced(files: set[str], lines: dict[str, set[int]]) -> Iterator[None]:
    """Note the lines of some files that are reached meanwhile, in threads as well."""

    def local(frame, event, _):
        if event == "line":
            lines[frame.f_code.co_filename].add(frame.f_lineno)
        return local

    def tracer(frame, event, _):
        name = frame.f_code.co_filename
        if name not in files:
            return None
        lines.setdefault(name, set()).add(frame.f_lineno)
        return local

    threading.settrace(tracer)
    sys.settrace(tracer)
    try:
        yield
    finally:
        sys.settrace(None)
        threading.settrace(None)


@dataclass
class _Target:
    """A file, its tree, and its functions that are alive."""

    path: Path
    tree: ast.Module
    live: dict[tuple[str, int], list[types.FunctionType]]


def _tried(code: types.CodeType, change: Change, work: _Target, guards: list) -> str:
    """Make the change in this process and run its guards; what cannot even be loaded counts as noticed."""
    try:
        if change.outer is None:
            _load_anew(code, work.path, change)
        else:
            _exchange(code, work.live)
    except Exception:
        return LOST
    for item, following in zip(guards, [*guards[1:], guards[-1]], strict=True):
        if not _passes(item, following):
            return item.nodeid
    return NOBODY


def _functions(path: str) -> dict[tuple[str, int], list[types.FunctionType]]:
    """The functions of a file that are alive, decorated ones included, by name and line."""
    found: dict[tuple[str, int], list] = {}
    for each in gc.get_objects():
        if type(each) is types.FunctionType and each.__code__.co_filename == path:
            found.setdefault((each.__code__.co_qualname, each.__code__.co_firstlineno), []).append(each)
    return found


def _exchange(code: types.CodeType, live: dict) -> None:
    """Give every living function of the file its code of the changed file; whoever holds the function is served."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            for function in live.get((constant.co_qualname, constant.co_firstlineno), ()):
                free = function.__code__.co_freevars
                if constant.co_freevars in ((), free):  # what no longer calls super() still gets its class
                    function.__code__ = constant.replace(co_freevars=free)
            _exchange(constant, live)


def _load_anew(code: types.CodeType, path: Path, change: Change) -> None:
    """Run the changed file as a module and put what came out differently in the place of what it replaces."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    former = vars(sys.modules[name]).copy()
    fresh = types.ModuleType(name)
    fresh.__file__ = str(path)
    exec(code, vars(fresh))
    own = change.where.split(".")[0]
    for key, new in vars(fresh).items():
        old = former.get(key)
        if isinstance(old, type) and old.__module__ == name:
            if key == own:
                _remake(old, new)
        elif isinstance(old, types.FunctionType) and old.__module__ == name:
            if key == own or change.before.startswith("@") and change.before.endswith(f" {key}"):
                _rebind(key, old, new)
        elif not key.startswith("__") and not isinstance(old, types.ModuleType) and old != new:
            _rebind(key, old, new)


def _remake(old: type, new: type) -> None:
    """Give a class the attributes of its changed self; it stays the class that everybody knows."""
    for key, value in vars(new).items():
        own = key not in ("__dict__", "__weakref__", "__module__", "__slots__", "__doc__")
        if own and not isinstance(value, types.MemberDescriptorType):
            type.__setattr__(old, key, value)


def _rebind(key: str, old: object, new: object) -> None:
    """Put something else in a name's place wherever it was imported."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("zhijiao", "tests") and vars(module).get(key) is old:
            setattr(module, key, new)


def _in_child(work: Callable, allowed: float = MOST_WALL):
    """The result of some work in a fork of this process; LOST if it came to no end in the seconds allowed."""
    with tempfile.TemporaryFile() as kept, open(os.devnull, "w") as nowhere:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_CPU, (int(allowed), int(allowed)))
            try:
                pickle.dump(work(), kept)
                kept.flush()
            finally:
                os._exit(0)
        _await(pid)
        kept.seek(0)
        try:
            return pickle.load(kept)
        except EOFError:
            return LOST


def _await(pid: int) -> None:
    """Wait for a child; end it and what it started when it takes too long."""
    end = time.monotonic() + MOST_WALL
    while not os.waitpid(pid, os.WNOHANG)[0]:
        if time.monotonic() > end:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
        time.sleep(0.01)
