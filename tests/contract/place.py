"""The place where every form is put to the test: a filled school among others, and people of every kind around it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from tests import sample
from tests.accounts.places import Tree, plant
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.orgs.models import Org

FAR = 7
"""The row that the neighbouring school has; its keys and private values occur nowhere else."""
ROWS = 3

SCHOOL_ROLES = (
    "school_clerk",
    "school_supervisor",
    "school_principal",
    "data_reviewer",
    "privacy_viewer",
    "privacy_manager",
    "school_admin",
    "school_reader",
)
TRUSTED = "+privacy"
"""What the names of people end with who hold the right to private data besides their role; private forms want it."""
GRANTED_ELSEWHERE = "granted_elsewhere"
"""Somebody of the school whose only role is for a form that does not exist, and who sees granted forms only."""


OPENED = ("view", "edit")
"""Pages of a private form that show its private values while it is open."""


@dataclass
class Place:
    """Records by form key: of the school, and of the neighbour; people by what they are.

    ``broken`` says of a form whose example does not pass why; all other forms are tested nevertheless. ``seen`` keeps
    pages as a clerk saw them, by address; ``sessions`` are open sessions of the people.
    """

    tree: Tree
    ids: dict[str, list[int]] = field(default_factory=dict)
    neighbours: dict[str, list[int]] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def school(self) -> Org:
        """The school whose every form is filled."""
        return self.tree.school

    @property
    def sister(self) -> Org:
        """The neighbour: run by the province, with a row per form."""
        return self.tree.sister


def is_private(form) -> bool:
    """Whether all of a form is private data (纪检工作)."""
    return getattr(getattr(form, "declaration", None), "private_form", False)


def secrets(form, number) -> set[str]:
    """Private values of the first rows; short ones, and names that every code table has, would be found by accident."""
    rows = [sample.row(form, i) for i in range(number)]
    return {
        str(made[c.name])
        for made in rows
        for c in form.private_columns
        if c.table is None and len(str(made[c.name] or "")) > 5
    }


def build() -> Place:
    """Make the place in the current transaction."""
    place = Place(plant())
    here, there = set(), set()
    for form in registry.registry().records:
        try:
            place.ids[form.key] = sample.fill(place.school, form, ROWS, entered=here)
            place.neighbours[form.key] = sample.fill(place.sister, form, first=FAR, entered=there)
        except AssertionError as error:
            place.broken[form.key] = str(error)
    tree = place.tree
    for role in SCHOOL_ROLES:
        place.people[role] = sample.user(tree.school, role)
    place.people["school_clerk" + TRUSTED] = sample.user(tree.school, "school_clerk", "privacy_manager")
    # an administrator holds no right to private data; private forms are uploaded by somebody else
    place.people["school_admin" + TRUSTED] = sample.uploader(tree.school)
    place.people["neighbour"] = sample.user(tree.sister, "school_clerk")
    place.people["neighbour" + TRUSTED] = sample.user(tree.sister, "school_clerk", "privacy_manager")
    place.people["foreigner"] = sample.user(tree.foreign, "school_clerk")
    for level in ("ministry", "province", "city", "county"):
        place.people[f"{level}_leader"] = sample.user(getattr(tree, level), f"{level}_leader")
        place.people[f"{level}_admin"] = sample.user(getattr(tree, level), f"{level}_admin")
    place.people["elsewhere_leader"] = sample.user(tree.elsewhere, "province_leader")
    place.people["nobody"] = sample.user(tree.school)
    place.people[GRANTED_ELSEWHERE] = _granted_elsewhere(tree.school)
    for who, user in place.people.items():
        client = Client()
        client.force_login(user)
        place.sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return place


def _granted_elsewhere(school: Org) -> User:
    role = Role.objects.create(org=school, key="保卫科", name="保卫科", portal="business", level="school")
    for action in ("view", "add", "change", "delete", "export"):
        RoleGrant.objects.create(role=role, form="no_such_form", action=action)
    user = sample.user(school, row_role="granted")
    user.roles.add(role)
    return user
