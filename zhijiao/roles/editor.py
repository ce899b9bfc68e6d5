"""The boxes of the role editor: which actions each line of the tree offers, and what a page posts of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from zhijiao.identity.actions import ACTIONS, EXPORT, VIEW
from zhijiao.identity.actor import BUSINESS, EVERY_FORM, module_scope
from zhijiao.identity.custom_roles import Grant, grantable, with_view, without_redundant
from zhijiao.roles.permission_tree import ALL, FORM, MODULE, TreeLine, modules_of_forms, outline

_OF_SUMMARIES = (VIEW, EXPORT)


@dataclass(frozen=True)
class Box:
    """One box: granted by itself, or covered by the box of its module or of all forms."""

    value: str
    label: str
    own: bool
    covered: bool


@dataclass(frozen=True)
class Row:
    """A line with its boxes, one place per action of the table's head; None where the action is not offered.

    `has` and `of` count the forms below a module on which something is granted.
    """

    line: TreeLine
    boxes: tuple[Box | None, ...]
    has: int = 0
    of: int = 0


@dataclass(frozen=True)
class GrantTable:
    """The whole tree: actions with their names, rows, and how much is granted."""

    actions: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    forms: int
    rights: int


class UnknownGrant(ValueError):
    """A box was posted that the page does not offer."""


def table(level: str, portal: str, grants: Iterable[Grant]) -> GrantTable:
    """The tree for roles of a level at a portal, with `grants` ticked."""
    granted, actions = frozenset(grants), grantable(level, portal)
    rows = [Row(line, tuple(_box(line, action, granted) for action in actions)) for line in outline()]
    ticked = [sum(bool(box and (box.own or box.covered)) for box in row.boxes) for row in rows]
    of_forms = [count for row, count in zip(rows, ticked, strict=True) if row.line.kind == FORM]
    return GrantTable(
        tuple((action, ACTIONS[action]) for action in actions),
        tuple(_counted(rows, ticked)),
        sum(count > 0 for count in of_forms),
        sum(of_forms),
    )


def read(values: Iterable[str], level: str, portal: str) -> frozenset[Grant]:
    """The grants that posted boxes mean, without superfluous ones, with 查看 wherever something else is granted.

    Raises:
        UnknownGrant: a box that this page does not offer, such as a form that does not exist.
    """
    found = set()
    offered = _offered(level, portal)
    for value in values:
        scope, _, action = value.rpartition(":")
        if (scope, action) not in offered:
            raise UnknownGrant(value[:60])
        found.add((scope, action))
    grants = with_view(found) if portal == BUSINESS else frozenset(found)
    return without_redundant(grants, modules_of_forms())


def grantable_part(grants: Iterable[Grant], level: str, portal: str) -> frozenset[Grant]:
    """Those of another role's grants that an own role may hold."""
    return frozenset(grants) & _offered(level, portal)


def grants_in_words(grants: Iterable[Grant]) -> list[str]:
    """Grants in words, in the order of the tree."""
    wanted, found = frozenset(grants), []
    for line in outline():
        said = "、".join(
            ACTIONS[action] for action in ACTIONS if line.scope and (line.scope, action) in wanted
        )
        if said:
            found.append(f"{line.label}：{said}")
    return found


def _offered(level: str, portal: str) -> frozenset[Grant]:
    actions = grantable(level, portal)
    return frozenset(
        (line.scope, action) for line in outline() if line.scope for action in actions if _fits(line, action)
    )


def _fits(line: TreeLine, action: str) -> bool:
    """Whether the action means anything there: a summary is computed and never written."""
    return line.form is None or not line.form.is_summary or action in _OF_SUMMARIES


def _box(line: TreeLine, action: str, granted: frozenset[Grant]) -> Box | None:
    if not line.scope or not _fits(line, action):
        return None
    return Box(
        f"{line.scope}:{action}",
        f"{line.label} {ACTIONS[action]}",
        (line.scope, action) in granted,
        any((scope, action) in granted for scope in _wider(line)),
    )


def _wider(line: TreeLine) -> tuple[str, ...]:
    """Scopes that hold what the line's own holds, and more."""
    if line.kind == ALL:
        return ()
    return (EVERY_FORM,) if line.form is None else (EVERY_FORM, module_scope(line.form.module))


def _counted(rows: list[Row], ticked: list[int]) -> Iterable[Row]:
    """The rows, modules with the number of their forms and of those on which something is granted."""
    module: dict[str, str] = {}
    for row in rows:
        line = row.line
        module[line.id] = line.id if line.kind == MODULE else module.get(line.parent, "")
    for row in rows:
        if row.line.kind != MODULE:
            yield row
            continue
        mine = [
            count
            for other, count in zip(rows, ticked, strict=True)
            if other.line.kind == FORM and module[other.line.id] == row.line.id
        ]
        yield Row(row.line, row.boxes, sum(count > 0 for count in mine), len(mine))
