"""Roles that a node makes for itself: 角色管理. Built-in roles are never changed here.

Every change draws a new stamp for all users of the role, so that it acts on their next click, and is told to the audit
log. Which forms exist is not known here; whoever calls has checked that grants name forms that do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from zhijiao.accounts.actions import (
    ADD,
    AUDIT,
    CHANGE,
    DELETE,
    EXPORT,
    IMPORT,
    REVIEW,
    SUBMIT,
    VIEW,
)
from zhijiao.accounts.actor import BUSINESS, EVERY_FORM, module_scope
from zhijiao.accounts.builtin import BUILTIN_ROLES
from zhijiao.accounts.models import Role, RoleGrant, RowRole, User, new_stamp
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.kit.text import fold, match_key
from zhijiao.orgs.models import Level, Org

NAME_LENGTH = 20
NOTE_LENGTH = 100
#: More would be a mistake, and their list would no longer be readable.
MOST_ROLES = 100
_MOST_NAMED = 5
_SCHOOL_WORK = (VIEW, ADD, CHANGE, DELETE, EXPORT, REVIEW, AUDIT, SUBMIT)
_READING = (VIEW, EXPORT, AUDIT)
_RESERVED = {match_key(word) for role in BUILTIN_ROLES for word in (role.key, role.name)}

Grant = tuple[str, str]
"""Scope (form key, "module:<name>" or "*") and action."""


class Stale(Exception):
    """Somebody else has changed the role meanwhile; the message says who."""


@dataclass(frozen=True)
class Draft:
    """What an administrator wants a role to be."""

    name: str
    note: str
    grants: frozenset[Grant]


def grantable(level: str, portal: str) -> tuple[str, ...]:
    """Actions that own roles of a level may hold at a portal, in the order of the tree.

    Authorities never write. Accounts, schools and private data stay with the built-in roles, whose rules (one
    administrator, one principal, data password) hang on them. At the manage portal that leaves uploading, for schools.
    """
    if portal != BUSINESS:
        return (IMPORT,) if level == Level.SCHOOL else ()
    return _SCHOOL_WORK if level == Level.SCHOOL else _READING


def row_roles(level: str) -> list[tuple[str, str]]:
    """Data roles that users of a level may have. Authorities enter no records, so none are their own."""
    return [choice for choice in RowRole.choices if level == Level.SCHOOL or choice[0] != RowRole.OWN]


def own_roles(org: Org):
    """Roles the node has made."""
    return Role.objects.filter(org=org).order_by("position", "id")


def shown_roles(org: Org):
    """Roles an administrator of the node sees: the built-in ones of its level, then its own."""
    return (Role.objects.filter(org=None, level=org.level) | Role.objects.filter(org=org)).order_by(
        F("org").asc(nulls_first=True), "position", "id"
    )


def essential(grants: Iterable[Grant], modules: dict[str, str]) -> frozenset[Grant]:
    """Grants without those that a wider one holds already. `modules` gives the module of each form key."""
    found = frozenset(grants)

    def held(scope: str, action: str) -> bool:
        if scope == EVERY_FORM:
            return False
        module = modules.get(scope)
        return (EVERY_FORM, action) in found or (
            module is not None and (module_scope(module), action) in found
        )

    return frozenset(grant for grant in found if not held(*grant))


def with_view(grants: Iterable[Grant]) -> frozenset[Grant]:
    """Grants at the business portal, with 查看 wherever something else is granted."""
    found = frozenset(grants)
    return found | {(scope, VIEW) for scope, action in found if action != VIEW}


@transaction.atomic
def create_role(org: Org, portal: str, draft: Draft, by: str) -> Role:
    """Make a role for the node. Raises ValidationError by field: `name`, `note`, `grants`."""
    org = Org.objects.select_for_update().get(pk=org.pk)
    if own_roles(org).count() >= MOST_ROLES:
        raise ValidationError(f"自定义角色最多 {MOST_ROLES} 个，请先删除不用的角色。")
    name, note = _checked(org, draft, portal, None)
    role = Role.objects.create(
        org=org, key=name, name=name, note=note, portal=portal, level=org.level, changed_by=by
    )
    _store(role, draft.grants)
    _tell(role, "新增角色", after=draft)
    return role


@transaction.atomic
def update_role(role: Role, version: int, draft: Draft, by: str) -> None:
    """Change a role of a node. Raises ValidationError by field, and Stale if it is no longer at `version`."""
    org = Org.objects.select_for_update().get(pk=role.org_id)
    role.refresh_from_db()
    if role.version != version:
        raise Stale(f"“{role.changed_by}”刚刚修改了这个角色")
    before = Draft(role.name, role.note, grants_of(role))
    name, note = _checked(org, draft, role.portal, role)
    role.key = role.name = name
    role.note, role.changed_by, role.version = note, by, version + 1
    role.save(update_fields=["key", "name", "note", "changed_by", "version"])
    if draft.grants != before.grants:
        role.grants.all().delete()
        _store(role, draft.grants)
    User.objects.filter(roles=role).update(stamp=new_stamp())
    _tell(role, "修改角色", before=before, after=draft)


@transaction.atomic
def delete_role(role: Role) -> None:
    """Delete a role of a node that nobody holds. Raises ValidationError that says who does."""
    Org.objects.select_for_update().get(pk=role.org_id)
    holders = list(role.users.values_list("real_name", "username")[: _MOST_NAMED + 1])
    if holders:
        named = "、".join(f"{name}（{username}）" for name, username in holders[:_MOST_NAMED])
        more = "等" if len(holders) > _MOST_NAMED else ""
        raise ValidationError(f"{named}{more}正在使用角色“{role.name}”，请先为他们换用其他角色，再删除。")
    _tell(role, "删除角色", before=Draft(role.name, role.note, grants_of(role)))
    role.delete()


def grants_of(role: Role) -> frozenset[Grant]:
    """What a role grants."""
    return frozenset((grant.form, grant.action) for grant in role.grants.all())


def _checked(org: Org, draft: Draft, portal: str, former: Role | None) -> tuple[str, str]:
    """Name and note as they are stored."""
    name, note = fold(draft.name), fold(draft.note)
    problems = {}
    if not name:
        problems["name"] = "请填写角色名称。"
    elif len(name) > NAME_LENGTH:
        problems["name"] = f"角色名称最多 {NAME_LENGTH} 个字，请缩短。"
    elif match_key(name) in _RESERVED:
        problems["name"] = f"“{name}”是系统内置角色，请换一个名称。"
    elif own_roles(org).filter(name__iexact=name).exclude(pk=former and former.pk).exists():
        problems["name"] = f"已有名为“{name}”的角色，请换一个名称。"
    if len(note) > NOTE_LENGTH:
        problems["note"] = f"说明最多 {NOTE_LENGTH} 个字，请缩短。"
    refused = {action for _, action in draft.grants} - set(grantable(org.level, portal))
    if refused:
        problems["grants"] = "勾选的操作不能授予这类角色，请刷新页面后重新勾选。"
    elif not draft.grants:
        problems["grants"] = "请至少勾选一项权限。"
    if problems:
        raise ValidationError(problems)
    return name, note


def _store(role: Role, grants: frozenset[Grant]) -> None:
    RoleGrant.objects.bulk_create(
        [RoleGrant(role=role, form=form, action=action) for form, action in sorted(grants)]
    )


def _tell(role: Role, what: str, before: Draft | None = None, after: Draft | None = None) -> None:
    """An entry of the audit log, with the grants before and after in words that stay readable."""
    detail = {
        word: {"name": draft.name, "note": draft.note, "grants": plain(draft.grants)}
        for word, draft in (("before", before), ("after", after))
        if draft is not None
    }
    record(Event.ROLE, org=role.org_id, subject=f"{what}“{role.name}”", detail=detail)


def plain(grants: Iterable[Grant]) -> list[str]:
    """Grants as texts such as `module:safety:view`, in order."""
    return sorted(f"{scope}:{action}" for scope, action in grants)
