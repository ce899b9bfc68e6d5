"""Roles that a node makes for itself: 角色管理. Built-in roles are never changed here.

Every change draws a new stamp for all users of the role, so that it acts on their next click, and is told to the audit
log. Which forms exist is not known here; whoever calls has checked that grants name forms that do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue import matrix
from zhijiao.identity import duties
from zhijiao.identity.actions import ACTIONS, ADD, AUDIT, CHANGE, DELETE, EXPORT, IMPORT, REVIEW, SUBMIT, VIEW
from zhijiao.identity.actor import BUSINESS, EVERY_FORM, module_scope
from zhijiao.identity.builtin_roles import BUILTIN_ROLES
from zhijiao.identity.models import Role, RoleGrant, RowRole, User, new_stamp
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


class StaleRole(Exception):
    """Somebody else has changed the role meanwhile; the message says who."""


@dataclass(frozen=True)
class RoleDraft:
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


def own_roles(org: Org) -> QuerySet[Role]:
    """Roles the node has made."""
    return Role.objects.filter(org=org).order_by("position", "id")


def shown_roles(org: Org) -> QuerySet[Role]:
    """Roles an administrator of the node sees: the built-in ones of its level, then its own."""
    return (Role.objects.filter(org=None, level=org.level) | Role.objects.filter(org=org)).order_by(
        F("org").asc(nulls_first=True), "position", "id"
    )


def without_redundant(grants: Iterable[Grant], modules: dict[str, str]) -> frozenset[Grant]:
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
def create_role(org: Org, portal: str, draft: RoleDraft, by: str) -> Role:
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
def update_role(role: Role, version: int, draft: RoleDraft, by: User) -> None:
    """Change a role of a node. Raises ValidationError by field, and StaleRole if it is no longer at `version`.

    Nobody changes what a role of his own grants, and no change gives an administrator a part in the work itself.
    """
    org = _held_org(role)
    role.refresh_from_db()
    if role.version != version:
        raise StaleRole(f"“{role.changed_by}”刚刚修改了这个角色")
    before = RoleDraft(role.name, role.note, grants_of(role))
    name, note = _checked(org, draft, role.portal, role)
    role.key = role.name = name
    role.note, role.changed_by, role.version = note, by.real_name, version + 1
    role.save(update_fields=["key", "name", "note", "changed_by", "version"])
    if draft.grants != before.grants:
        _check_holders(role, draft, by)
        role.grants.all().delete()
        _store(role, draft.grants)
    User.objects.filter(roles=role).update(stamp=new_stamp())
    _tell(role, "修改角色", before=before, after=draft)


@transaction.atomic
def delete_role(role: Role) -> None:
    """Delete a role of a node that nobody holds. Raises ValidationError that says who does."""
    _held_org(role)
    holders = list(role.users.values_list("real_name", "username")[: _MOST_NAMED + 1])
    if holders:
        named = "、".join(f"{name}（{username}）" for name, username in holders[:_MOST_NAMED])
        more = "等" if len(holders) > _MOST_NAMED else ""
        raise ValidationError(f"{named}{more}正在使用角色“{role.name}”，请先为他们换用其他角色，再删除。")
    _tell(role, "删除角色", before=RoleDraft(role.name, role.note, grants_of(role)))
    role.delete()


def _check_holders(role: Role, draft: RoleDraft, by: User) -> None:
    """What the role will grant must be right for everybody who holds it."""
    if role.users.filter(pk=by.pk).exists():
        raise ValidationError(
            {
                "grants": "您自己持有这个角色，不能修改它的权限，请由本单位另一名系统管理员修改，或新建一个角色。"
            }
        )
    added = duties.duties_in(action for _, action in draft.grants)
    for holder in role.users.prefetch_related("roles__grants"):
        held = duties.duties_of(holder.roles.all())
        if pairs := duties.newly_forbidden(held, held | added):
            labels = "、".join(duties.LABELS[pair.second] for pair in pairs)
            raise ValidationError(
                {
                    "grants": f"“{holder.real_name}”（{holder.username}）持有这个角色，同时管理账号或学校，"
                    f"不能再负责{labels}。请去掉这些操作，或先为其换用其他角色。"
                }
            )


def _held_org(role: Role) -> Org:
    """The node that made a role, locked until the transaction ends; a built-in role has none (DoesNotExist)."""
    return Org.objects.select_for_update().get(pk=role.org_id or 0)


def grants_of(role: Role) -> frozenset[Grant]:
    """The grants of a role of one's own making."""
    return frozenset((grant.form, grant.action) for grant in role.grants.all())


def _checked(org: Org, draft: RoleDraft, portal: str, former: Role | None) -> tuple[str, str]:
    """Name and note as they are stored."""
    name, note = fold(draft.name), fold(draft.note)
    problems = {}
    if not name:
        problems["name"] = "请填写角色名称。"
    elif len(name) > NAME_LENGTH:
        problems["name"] = f"角色名称最多 {NAME_LENGTH} 个字，请缩短。"
    elif match_key(name) in _RESERVED:
        problems["name"] = f"“{name}”是系统内置角色，请换一个名称。"
    elif own_roles(org).filter(name__iexact=name).exclude(pk=former.pk if former else 0).exists():
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


def _tell(role: Role, what: str, before: RoleDraft | None = None, after: RoleDraft | None = None) -> None:
    """An entry of the audit log, with the grants before and after in words that stay readable."""
    detail = {
        word: {"name": draft.name, "note": draft.note, "grants": grants_as_text(draft.grants)}
        for word, draft in (("before", before), ("after", after))
        if draft is not None
    }
    record(Event.ROLE, org=role.org_id, subject=f"{what}“{role.name}”", detail=detail)


def grants_as_text(grants: Iterable[Grant]) -> list[str]:
    """Grants as texts such as `module:safety:view`, in order."""
    return sorted(f"{scope}:{action}" for scope, action in grants)


def grants_in_words(texts: Iterable[str]) -> str:
    """Such texts as people read them, by place of the menu: 安全管理（查看、新增）；教师基本信息（修改）."""
    labels = {EVERY_FORM: "全部栏目"} | {place.form: " / ".join(place.path[1:]) for place in matrix.places()}
    labels |= {module_scope(module): title for module, title in matrix.module_titles().items()}
    found: dict[str, list[str]] = {}
    for text in texts:
        scope, _, action = text.rpartition(":")
        found.setdefault(labels.get(scope, scope), []).append(ACTIONS.get(action, action))
    order = list(ACTIONS.values())
    return "；".join(
        f"{place}（{'、'.join(sorted(actions, key=lambda each: order.index(each) if each in order else 99))}）"
        for place, actions in found.items()
    )
