"""The actor: a frozen statement of who is acting and what they may do. Every gate asks an actor, never a user."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from django.utils import timezone

from zhijiao.identity.actions import ACTIONS
from zhijiao.orgs.paths import covers

if TYPE_CHECKING:
    from django.http import HttpRequest

    from zhijiao.orgs.models import Org

BUSINESS = "business"
MANAGE = "manage"
PORTALS = (BUSINESS, MANAGE)
EVERY_FORM = "*"

DataRole = Literal["all", "granted", "own"]
Privacy = Literal["none", "view", "manage"]


def module_scope(module: str) -> str:
    """The word by which a grant names all forms of a module."""
    return f"module:{module}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, from which node of the tree, with which rights.

    `user_id` is None for the program itself. `grants` holds pairs (form key, "module:<name>" or "*"; action).
    `data_role` says whose rows: all rows, rows of granted forms, or only rows the user entered. What follows from it is
    decided in `filing.records.access`.
    `privacy` is the level the roles allow; it reveals nothing before the data password has been entered, which the
    middleware notes in `unlocked_until` for the actors of sessions alone. `stamp` changes with every change of rights.
    `token_id`, `forms` (None: all), `hidden` (form key, column) and `area` (a path) come from a program's token and
    narrow the rest; the node whose user acts stays the same.
    `read_only` is set while an administrator looks at the portal as somebody else: nothing may be written then.
    """

    user_id: int | None
    name: str
    org_id: int
    org_path: str
    level: str
    portals: frozenset[str]
    roles: tuple[str, ...]
    grants: frozenset[tuple[str, str]]
    data_role: DataRole
    privacy: Privacy
    stamp: int
    unlocked_until: datetime | None = None
    read_only: bool = False
    token_id: int | None = None
    forms: frozenset[str] | None = None
    hidden: frozenset[tuple[str, str]] = frozenset()
    area: str = ""

    @classmethod
    def system(cls, org: "Org") -> "Actor":
        """The program itself at a node, for commands and background work: may do everything at and below `org`."""
        return cls(
            user_id=None,
            name="系统",
            org_id=org.pk,
            org_path=org.path,
            level=org.level,
            portals=frozenset(PORTALS),
            roles=(),
            grants=frozenset((EVERY_FORM, action) for action in ACTIONS),
            data_role="all",
            privacy="manage",
            stamp=0,
        )

    @property
    def person(self) -> int:
        """The user who acts, for what is kept of people only; the program itself is none (ValueError)."""
        if self.user_id is None:
            raise ValueError("the program itself acts; nothing of its own is kept")
        return self.user_id

    @property
    def is_school(self) -> bool:
        """True if the actor belongs to a school."""
        return self.level == "school"

    @property
    def unlocked(self) -> bool:
        """True while private data is open to the actor: for some minutes after the data password; for the program."""
        if self.user_id is None:
            return True
        return self.unlocked_until is not None and timezone.now() < self.unlocked_until

    def unlocked_to(self, moment: datetime) -> "Actor":
        """The same actor with private data open until a moment."""
        return replace(self, unlocked_until=moment)

    @property
    def scope(self) -> str:
        """The path below which things may be seen."""
        return self.area or self.org_path

    def may(self, action: str, form: str = EVERY_FORM, module: str | None = None) -> bool:
        """True if a grant allows `action` on `form` (of `module`). With neither: allowed on every form."""
        if (EVERY_FORM, action) in self.grants or (form, action) in self.grants:
            return True
        return module is not None and (module_scope(module), action) in self.grants

    def may_somewhere(self, action: str) -> bool:
        """True if `action` is allowed on at least one form."""
        return any(granted == action for _, granted in self.grants)

    def sees(self, form: str, column: str) -> bool:
        """True unless the token hides the column; what a form may be seen at all is another question."""
        return (form, column) not in self.hidden

    def covers(self, path: str) -> bool:
        """True if the node at `path` is the actor's own or lies below it, and in the area that a token leaves."""
        return covers(self.scope, path)


def actor_of(request: "HttpRequest") -> Actor | None:
    """The actor of a request; None for somebody not signed in or not allowed to act yet."""
    return getattr(request, "actor", None)
