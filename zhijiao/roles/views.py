"""角色管理 in the manage portal: the list, the tree of one role, making, copying, changing and deleting own ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import custom_roles
from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import BUSINESS
from zhijiao.identity.custom_roles import Grant, RoleDraft, StaleRole
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import Portal, Role
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.roles import editor

MOST_HOLDERS = 50


@dataclass
class Typed:
    """What stands in the editor: as stored, as copied, or as typed and refused."""

    name: str = ""
    note: str = ""
    grants: frozenset[Grant] = frozenset()
    errors: dict[str, list[str]] = field(default_factory=dict)
    stale: str = ""


@manage(USERS)
def role_list(request: ActorRequest) -> HttpResponse:
    """The roles of the node: built-in ones and its own, with how many users hold each."""
    org = _org(request)
    return render(request, "roles/list.html", {"org": org, "roles": _counted(org)})


@manage(USERS, methods=GET_POST, never_cache=True)
def add(request: ActorRequest) -> HttpResponse:
    """Make a role, from nothing or from the grants of another one (`?from=`)."""
    org = _org(request)
    source = _role(org, request.GET["from"]) if request.GET.get("from") else None
    portal = _portal(org, source.portal if source else request.GET.get("portal", BUSINESS))
    if request.method != "POST":
        return _editor(request, org, None, portal, _copy(org, source) if source else Typed())
    typed = _typed(request, org, portal)
    if not typed.errors:
        try:
            made = custom_roles.create_role(org, portal, _draft(typed), by=request.actor.name)
        except ValidationError as error:
            _refuse(typed, error)
        else:
            messages.success(request, f"已新增角色“{made.name}”，可在用户管理中分配。")
            return HttpResponseRedirect(reverse("roles:list"))
    return _editor(request, org, None, portal, typed)


@manage(USERS, methods=GET_POST, never_cache=True)
def role(request: ActorRequest, pk: int) -> HttpResponse:
    """One role: a built-in one to read, an own one to change."""
    org = _org(request)
    shown = _role(org, pk)
    if request.method != "POST":
        return _editor(request, org, shown, shown.portal, _stored(shown))
    if shown.is_builtin:
        return _fixed(request, shown)
    typed = _typed(request, org, shown.portal)
    if not typed.errors:
        try:
            custom_roles.update_role(shown, _version(request), _draft(typed), by=request.user)
        except ValidationError as error:
            _refuse(typed, error)
        except StaleRole as stale:
            typed.stale = str(stale)
            return _editor(request, org, _role(org, pk), shown.portal, typed, status=409)
        else:
            messages.success(request, f"已保存角色“{shown.name}”，使用它的用户下一次点击起生效。")
            return HttpResponseRedirect(reverse("roles:list"))
    return _editor(request, org, shown, shown.portal, typed)


@manage(USERS, methods=POST)
def delete(request: ActorRequest, pk: int) -> HttpResponse:
    """Delete an own role that nobody holds."""
    shown = _role(_org(request), pk)
    if shown.is_builtin:
        return _fixed(request, shown)
    try:
        custom_roles.delete_role(shown)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"已删除角色“{shown.name}”。")
    return HttpResponseRedirect(reverse("roles:list"))


def _fixed(request: ActorRequest, shown: Role) -> HttpResponse:
    """The answer to an attempt at a built-in role: it stays as it is."""
    messages.error(
        request, f"“{shown.name}”是系统内置角色，不能修改或删除。需要不同的权限时，请复制为新角色。"
    )
    return HttpResponseRedirect(reverse("roles:role", args=[shown.pk]))


def _org(request: ActorRequest) -> Org:
    return Org.objects.get(pk=request.actor.org_id)


def _role(org: Org, pk: Any) -> Role:
    """A role that the node may see; for all others there is no such page."""
    known = whole_number(str(pk))
    roles = custom_roles.shown_roles(org).prefetch_related("grants")
    shown = None if known is None else roles.filter(pk=known).first()
    if shown is None:
        raise Http404("没有这个角色，或不属于本单位。")
    return shown


def _portal(org: Org, portal: str) -> str:
    """A portal at which the node can make roles."""
    if portal not in Portal.values or not custom_roles.grantable(org.level, portal):
        raise Http404("本单位不能在此端新建角色。")
    return portal


def _counted(org: Org) -> list[Role]:
    """Roles with `holders`, the number of users of the node that hold them."""
    counted = org.users.values_list("roles").annotate(number=Count("pk"))
    holders = dict(counted)
    shown = list(custom_roles.shown_roles(org))
    for one in shown:
        one.holders = holders.get(one.pk, 0)  # type: ignore[attr-defined]  # for the list's template
        copyable = bool(custom_roles.grantable(org.level, one.portal)) and one.privacy == "none"
        one.copyable = copyable  # type: ignore[attr-defined]  # likewise
    return shown


def _copy(org: Org, source: Role) -> Typed:
    grants = editor.grantable_part(custom_roles.grants_of(source), org.level, source.portal)
    return Typed(
        f"{source.name[: custom_roles.NAME_LENGTH - 2]}副本", source.note[: custom_roles.NOTE_LENGTH], grants
    )


def _stored(shown: Role) -> Typed:
    return Typed(shown.name, shown.note, custom_roles.grants_of(shown))


def _typed(request: ActorRequest, org: Org, portal: str) -> Typed:
    typed = Typed(request.POST.get("name", "")[:200], request.POST.get("note", "")[:500])
    try:
        typed.grants = editor.read(request.POST.getlist("g"), org.level, portal)
    except editor.UnknownGrant as unknown:
        typed.errors["grants"] = [f"没有“{unknown}”这项可以授予的权限，请刷新页面后重新勾选。"]
    return typed


def _draft(typed: Typed) -> RoleDraft:
    return RoleDraft(typed.name, typed.note, typed.grants)


def _refuse(typed: Typed, error: ValidationError) -> None:
    typed.errors |= error.message_dict


def _version(request: ActorRequest) -> int:
    return whole_number(request.POST.get("version")) or 0


@dataclass(frozen=True, kw_only=True)
class RolePage:
    """The page of a role: what stands in its boxes, and who holds it."""

    org: Org
    #: None for a new one.
    shown: Role | None
    #: Whether it is built in.
    fixed: bool
    typed: Typed
    fields: list[dict[str, Any]]
    wrong: Iterable[tuple[str, str]]
    portal: Portal
    table: editor.GrantTable
    #: How what was typed differs from what somebody else has saved.
    changed: list[tuple[str, list[str]]]
    roles: list[Role]
    holders: list[Any]
    most: int
    row_roles: list[tuple[str, str]]


def _editor(
    request: ActorRequest, org: Org, shown: Role | None, portal: str, typed: Typed, status: int = 200
) -> HttpResponse:
    """The page of a role. A refused one comes back with everything that was typed and ticked."""
    fixed = shown is not None and shown.is_builtin
    drawn = RolePage(
        org=org,
        shown=shown,
        fixed=fixed,
        typed=typed,
        fields=_fields(typed),
        wrong=_wrong(typed.errors),
        portal=Portal(portal),
        table=editor.table(org.level, portal, typed.grants),
        changed=_changed(shown, typed) if shown and typed.stale else [],
        roles=_counted(org),
        holders=_holders(org, shown),
        most=MOST_HOLDERS,
        row_roles=custom_roles.row_roles(org.level),
    )
    code = 422 if typed.errors and status == 200 else status
    return render_page(request, "roles/role.html", drawn, status=code)


def _changed(shown: Role, typed: Typed) -> list[tuple[str, list[str]]]:
    """How what was typed differs from the role as somebody else has left it."""
    theirs = custom_roles.grants_of(shown)
    found = [
        ("对方已勾选、您没有勾选", editor.grants_in_words(theirs - typed.grants)),
        ("您勾选、对方没有勾选", editor.grants_in_words(typed.grants - theirs)),
    ]
    if (shown.name, shown.note) != (typed.name, typed.note):
        found.append(("对方填写的名称和说明", [shown.name, shown.note or "（没有说明）"]))
    return [(label, texts) for label, texts in found if texts]


def _fields(typed: Typed) -> list[dict[str, Any]]:
    facts = (
        ("name", "角色名称", True, custom_roles.NAME_LENGTH, "例：招就办、保卫科主管。"),
        ("note", "说明", False, custom_roles.NOTE_LENGTH, "说明这个角色给谁用、管哪些栏目。"),
    )
    return [
        {
            "name": name,
            "label": label,
            "value": getattr(typed, name),
            "required": required,
            "maxlength": longest,
            "hint": hint,
            "errors": typed.errors.get(name, []),
            "widget": "text",
        }
        for name, label, required, longest, hint in facts
    ]


def _wrong(errors: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    labels = {"name": "角色名称", "note": "说明", "grants": "功能权限"}
    return [(name, labels[name]) for name in labels if name in errors]


def _holders(org: Org, shown: Role | None) -> list:
    if shown is None:
        return []
    return list(org.users.filter(roles=shown).order_by("username")[: MOST_HOLDERS + 1])
