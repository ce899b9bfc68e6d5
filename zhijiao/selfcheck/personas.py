"""The people who go: every built-in role at a school and above it, and strangers from elsewhere.

They are made inside a transaction that is always undone, and cannot sign in: they have no password.
"""

from dataclasses import dataclass, field

from zhijiao.identity import privacy_confirmations
from zhijiao.identity.builtin_roles import AUTHORITY_ROLES, SCHOOL_ROLES, BuiltinRole
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.services import create_org

OWN, ABOVE, ELSEWHERE, NOWHERE = "本校", "辖区内", "辖区外", ""
ANONYMOUS, FRESH, NO_ROLE, OTHER_FORM, STACK = (
    "未登录者",
    "初始密码",
    "无角色",
    "只授权了别的表单",
    "全部角色",
)
NO_SUCH_FORM = "no_such_form"
_RANK = {"none": 0, "view": 1, "manage": 2}


@dataclass(frozen=True)
class Persona:
    """Somebody, with what the table of built-in roles says he may do; nothing here is read from the program's gates.

    `state` is one of ANONYMOUS, FRESH, NO_ROLE, OTHER_FORM or "" for people whose roles count.
    """

    label: str
    place: str
    org: Org | None = None
    user: User | None = None
    roles: tuple[BuiltinRole, ...] = ()
    state: str = ""
    #: Whether the data password has been entered.
    unlocked: bool = False
    portals: frozenset[str] = field(init=False)
    actions: frozenset[str] = field(init=False)
    privacy: str = field(init=False)

    def __post_init__(self) -> None:
        elsewhere = self.state == OTHER_FORM
        put = object.__setattr__
        put(self, "portals", frozenset({"business"} if elsewhere else (role.portal for role in self.roles)))
        actions = {action for role in self.roles for action in role.actions}
        put(
            self,
            "actions",
            frozenset({"view", "add", "change", "delete", "export"} if elsewhere else actions),
        )
        put(
            self, "privacy", max((role.privacy for role in self.roles), key=_RANK.__getitem__, default="none")
        )

    @property
    def account(self) -> User:
        """The account of somebody who has one."""
        if self.user is None:
            raise LookupError(f"{self.label} has no account")
        return self.user

    @property
    def full_label(self) -> str:
        """Which kind of person, and from which node."""
        return f"{self.label}（{self.place}）" if self.place else self.label

    @property
    def is_school(self) -> bool:
        """Whether he belongs to a school."""
        return self.org is not None and self.org.is_school


@dataclass(frozen=True)
class Cast:
    """Everybody who goes. Things asked for belong to ``clerk`` and ``admin`` of the school; ``stack`` is its user with
    all roles, ``stranger`` that of another school, and ``other_form`` was granted a form that does not exist.
    """

    people: tuple[Persona, ...]
    clerk: Persona
    admin: Persona
    stack: Persona
    stranger: Persona
    other_form: Persona

    @property
    def few(self) -> tuple[Persona, ...]:
        """Those who differ where roles do not count."""
        states = tuple(person for person in self.people if person.state)
        return (*states, self.clerk, self.admin, self.stack, self.stranger)

    @property
    def signed_in(self) -> list[Persona]:
        """Everybody who has an account."""
        return [person for person in self.people if person.user is not None]


def gather(school: Org) -> Cast:
    """Make everybody around a school, in the current transaction."""
    maker = _Maker()
    own = [maker.person(school, OWN, role) for role in SCHOOL_ROLES]
    by_key = {person.roles[0].key: person for person in own}
    stack = maker.person(school, OWN, *SCHOOL_ROLES, label=STACK)
    special = [
        Persona(ANONYMOUS, NOWHERE, state=ANONYMOUS),
        maker.person(school, OWN, SCHOOL_ROLES[0], state=FRESH),
        maker.person(school, OWN, state=NO_ROLE),
        maker.person(school, OWN, state=OTHER_FORM),
    ]
    above = [
        maker.person(node, ABOVE, role)
        for node in Org.objects.filter(pk__in=school.ancestors_ids()).order_by("path")
        for role in AUTHORITY_ROLES
        if role.level == node.level
    ]
    strangers = [maker.stranger(node) for node in _foreign_branch()]
    people = (*special, *own, stack, *above, *strangers)
    return Cast(people, by_key["school_clerk"], by_key["school_admin"], stack, strangers[-1], special[-1])


def _foreign_branch() -> list[Org]:
    """A province, city, county and school that do not exist elsewhere, under the one ministry."""
    node, branch = Org.objects.get(parent=None), []
    for level, name, code in (
        (Level.PROVINCE, "自检省教育厅", "990000"),
        (Level.CITY, "自检市教育局", "990100"),
        (Level.COUNTY, "自检县教育局", "990101"),
        (Level.SCHOOL, "自检学校", "9900000001"),
    ):
        kind = "other" if level == Level.SCHOOL else ""
        node = create_org(node, level, name, code, kind)
        branch.append(node)
    return branch


class _Maker:
    """Makes the accounts of the personas; none has a password."""

    def __init__(self) -> None:
        self._roles = {role.key: role for role in Role.objects.filter(org=None)}
        self._made = 0

    def person(self, org: Org, place: str, *roles: BuiltinRole, label: str = "", state: str = "") -> Persona:
        self._made += 1
        user = User(
            org=org,
            username=f"selfcheck.{org.pk}.{self._made}",
            real_name="自检",
            must_change_password=state == FRESH,
            row_role="granted" if state == OTHER_FORM else "all",
        )
        user.set_unusable_password()
        user.save(force_insert=True)
        held = [self._roles[role.key] for role in roles]
        if state == OTHER_FORM:
            held = [self._other_form(org)]
        user.roles.set(held)
        privacy_confirmations.confirm_all(user, by="自检")
        name = label or state or roles[0].name
        return Persona(name, place, org, user, roles, state, unlocked=label.endswith(STACK) and org.is_school)

    def stranger(self, org: Org) -> Persona:
        """Somebody of another part of the tree who holds every role of his level."""
        roles = SCHOOL_ROLES if org.is_school else [r for r in AUTHORITY_ROLES if r.level == org.level]
        return self.person(org, ELSEWHERE, *roles, label=f"{org.get_level_display()}级{STACK}")

    def _other_form(self, org: Org) -> Role:
        facts = {"name": "自检", "portal": "business", "level": org.level}
        role = Role.objects.create(org=org, key="自检", **facts)
        actions = ("view", "add", "change", "delete", "export")
        RoleGrant.objects.bulk_create(
            RoleGrant(role=role, form=NO_SUCH_FORM, action=action) for action in actions
        )
        return role
