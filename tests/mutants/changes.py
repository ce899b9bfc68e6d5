"""The small changes: every place of a source file where one could be made, and the file with one of them made.

What is left alone: annotations, docstrings, the wording of messages (any text with a Chinese character in it, all that
is said in a `raise`, f-strings), and numbers above nine, which are sizes and terms that nobody promises to the unit.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

COMPARED = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TWINS = {"filter": "exclude", "exclude": "filter", "any": "all", "all": "any", "min": "max", "max": "min"}
LINKS = {"filter", "exclude", "order_by", "distinct"}
"""Methods of a query set that can be left out of a chain."""
KEPT_DECORATORS = {"dataclass", "property", "classmethod", "staticmethod", "contextmanager", "cache"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LARGEST = 9


@dataclass
class Change:
    """One change: in which function (empty: outside of any), from what to what, and on which lines it shows."""

    where: str
    before: str
    after: str
    first: int
    last: int
    slot: tuple[Any, str, int | None]
    new: Any
    outer: ast.AST | None = None
    key: str = field(default="")

    @contextmanager
    def made(self) -> Iterator[None]:
        """Make the change in the tree for a moment."""
        parent, name, place = self.slot
        old = getattr(parent, name) if place is None else getattr(parent, name)[place]
        _put(self.slot, self.new)
        try:
            yield
        finally:
            _put(self.slot, old)


def changes(tree: ast.Module) -> list[Change]:
    """All changes of a file, each with a key that outlives other changes of the file."""
    found = list(_Walk().module(tree))
    seen: Counter = Counter()
    for change in found:
        key = f"{change.where or '(module)'}: {change.before} → {change.after}"
        seen[key] += 1
        change.key = key if seen[key] == 1 else f"{key} #{seen[key]}"
    return found


def _put(slot: tuple[Any, str, int | None], new: Any) -> None:
    parent, name, place = slot
    if place is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[place] = new


def _text(node: ast.AST) -> str:
    said = " ".join(ast.unparse(node).split())
    return said if len(said) <= 90 else f"{said[:60]} … {said[-25:]}"


class _Walk:
    """Goes through a tree and remembers the function, the class and the statement it is in."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.outer: ast.AST | None = None
        self.statement: ast.stmt | None = None

    def module(self, tree: ast.Module) -> Iterator[Change]:
        yield from self._body(tree, "body")

    def _body(self, parent: ast.AST, name: str) -> Iterator[Change]:
        for place, node in enumerate(getattr(parent, name)):
            if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal):
                continue
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue  # a docstring
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                continue
            before, self.statement = self.statement, node
            yield from self._statement(node, (parent, name, place))
            self.statement = before

    def _statement(self, node: ast.stmt, slot: tuple) -> Iterator[Change]:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield from self._definition(node)
            return
        yield from self._instead(node, slot, _statements(node))
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "exc", "cause", "msg") or isinstance(node, ast.Delete):
                continue
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                yield from self._body(node, name)
            elif isinstance(value, list) and value and isinstance(value[0], ast.ExceptHandler):
                for handler in value:
                    yield from self._body(handler, "body")
            else:
                yield from self._field(node, name, value)

    def _definition(self, node: Any) -> Iterator[Change]:
        for place, decorator in enumerate(node.decorator_list):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if getattr(called, "attr", getattr(called, "id", "")) not in KEPT_DECORATORS:
                rest = [d for n, d in enumerate(node.decorator_list) if n != place]
                named = f"@{_text(decorator)} {node.name}"
                yield _of(node, self._change((node, "decorator_list", None), rest, named, "(no decorator)"))
        self.names.append(node.name)
        if isinstance(node, FUNCTIONS):
            for name in ("defaults", "kw_defaults"):
                for change in self._field(node.args, name, getattr(node.args, name)):
                    yield _of(node, change)
            before, self.outer = self.outer, self.outer or node
            yield from self._body(node, "body")
            self.outer = before
        else:
            yield from self._body(node, "body")
        self.names.pop()

    def _field(self, parent: ast.AST, name: str, value: Any) -> Iterator[Change]:
        values = enumerate(value) if isinstance(value, list) else [(None, value)]
        for place, child in values:
            if isinstance(child, ast.expr):
                yield from self._expression(child, (parent, name, place))
            elif isinstance(child, ast.comprehension | ast.keyword | ast.withitem | ast.match_case):
                for inner, deeper in ast.iter_fields(child):
                    yield from self._field(child, inner, deeper)

    def _expression(self, node: ast.expr, slot: tuple) -> Iterator[Change]:
        if isinstance(node, ast.JoinedStr):
            return
        yield from self._instead(node, slot, _expressions(node, slot, self.outer is None))
        if isinstance(node, ast.Compare):
            for place, operator in enumerate(node.ops):
                for other in COMPARED.get(type(operator), ()):
                    with Change("", "", "", 0, 0, (node, "ops", place), other()).made():
                        after = _text(node)
                    yield self._change((node, "ops", place), other(), _text(node), after)
        for name, value in ast.iter_fields(node):
            if not (isinstance(node, ast.Dict) and name == "keys"):
                yield from self._field(node, name, value)

    def _instead(self, node: ast.AST, slot: tuple, others: Iterator[ast.AST]) -> Iterator[Change]:
        for other in others:
            ast.copy_location(other, node)
            ast.fix_missing_locations(other)
            yield self._change(slot, other, _text(node), _text(other))

    def _change(self, slot: tuple, new: Any, before: str, after: str) -> Change:
        first, last = _lines(self.statement)
        return Change(".".join(self.names), before, after, first, last, slot, new, self.outer)


def _of(node: Any, change: Change) -> Change:
    """A change of a decorator or a default, which shows wherever the function or class itself is run."""
    change.last = node.end_lineno
    return change


def _lines(node: Any) -> tuple[int, int]:
    """The lines of a statement itself, without those of the statements in it."""
    inner = [child.lineno for name in ("body", "handlers") for child in getattr(node, name, ())]
    return node.lineno, max(node.lineno, min(inner) - 1) if inner else node.end_lineno


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    """What may stand in the place of a statement."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) or isinstance(node, ast.Raise):
        yield ast.Pass()
    elif isinstance(node, ast.AugAssign):
        yield ast.Pass()
        if type(node.op) in COMPUTED:
            yield ast.AugAssign(node.target, COMPUTED[type(node.op)](), node.value)
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript):
        yield ast.Pass()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _expressions(node: ast.expr, slot: tuple, outside: bool) -> Iterator[ast.AST]:
    """What may stand in the place of an expression."""
    parent, name, _ = slot
    for kind, others in KINDS.items():
        if isinstance(node, kind):
            yield from others(node)
    is_test = name in ("test", "ifs") and not isinstance(parent, ast.Assert)
    if is_test and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)
    if isinstance(node, ast.Set | ast.Tuple | ast.List) and isinstance(
        node.ctx if hasattr(node, "ctx") else ast.Load(), ast.Load
    ):
        plain = all(isinstance(each, ast.Constant | ast.Attribute | ast.Name) for each in node.elts)
        if plain and len(node.elts) > 1 and (outside or isinstance(parent, ast.Compare | ast.Call)):
            yield from _shorter(node, "elts")


def _shorter(node: Any, name: str) -> Iterator[Any]:
    items = getattr(node, name)
    for place in range(len(items)):
        rest = [item for n, item in enumerate(items) if n != place]
        yield type(node)(**{**dict(ast.iter_fields(node)), name: rest})


def _logic(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    for shorter in _shorter(node, "values"):
        yield shorter if len(shorter.values) > 1 else shorter.values[0]


def _negation(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand


def _sum(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in COMPUTED:
        yield ast.BinOp(node.left, COMPUTED[type(node.op)](), node.right)


def _choice(node: ast.IfExp) -> Iterator[ast.AST]:
    yield node.body
    yield node.orelse


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int) and value <= LARGEST:
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value.isascii():
        yield ast.Constant(value + "x")
    elif isinstance(value, bytes):
        yield ast.Constant(value + b"x")


def _call(node: ast.Call) -> Iterator[ast.AST]:
    called = node.func
    word = getattr(called, "attr", getattr(called, "id", ""))
    if word in LINKS and isinstance(called, ast.Attribute):
        yield called.value
    if word in TWINS:
        other = TWINS[word]
        func = (
            ast.Name(other, ast.Load())
            if isinstance(called, ast.Name)
            else ast.Attribute(called.value, other, ast.Load())
        )
        yield ast.Call(func, node.args, node.keywords)
    if word not in LINKS or len(node.keywords) > 1 or node.args:
        yield from _shorter(node, "keywords")


def _dict(node: ast.Dict) -> Iterator[ast.AST]:
    for place in range(len(node.keys)):
        rest = [n for n in range(len(node.keys)) if n != place]
        yield ast.Dict([node.keys[n] for n in rest], [node.values[n] for n in rest])


KINDS: dict[type, Callable[[Any], Iterator[ast.AST]]] = {
    ast.BoolOp: _logic,
    ast.UnaryOp: _negation,
    ast.BinOp: _sum,
    ast.IfExp: _choice,
    ast.Constant: _constant,
    ast.Call: _call,
    ast.Dict: _dict,
}
