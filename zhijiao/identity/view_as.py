"""以此角色查看: an administrator looks at the business portal as a role or a user of the node sees it, read only.

The session remembers as whom. For pages of the business portal the middleware puts an actor with that role's view
rights in the administrator's place: at the administrator's own node, without private data. Nothing can be posted
meanwhile but queries and leaving. It ends after half an hour, with the session, or with the right to it.
"""

from collections.abc import Iterable
from dataclasses import replace
from time import time
from typing import Any, cast

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import USERS, VIEW
from zhijiao.identity.actor import BUSINESS, Actor, DataRole
from zhijiao.identity.custom_roles import shown_roles
from zhijiao.identity.models import Role, RowRole, User
from zhijiao.identity.requests import ActorRequest, MemberRequest, Viewing
from zhijiao.identity.rights import rights_of
from zhijiao.orgs.models import Org

SECONDS = 30 * 60
_SESSION = "view_as"


class NothingToSee(Exception):
    """The role or user cannot see a single page of the business portal."""


def begin_role(request: ActorRequest, role: Role, rows: str) -> None:
    """Look as a role with a data role does. Raises NothingToSee."""
    org = request.user.org
    label = f"角色“{role.name}”、数据角色“{RowRole(rows).label}”"
    _begin(request, label, _role_actor(request.actor, org, role.pk, rows), {"role": role.pk, "rows": rows})


def begin_user(request: ActorRequest, user: User) -> None:
    """Look as a user of one's own node does. Raises NothingToSee."""
    label = f"用户“{user.real_name}”（{user.username}）"
    _begin(request, label, _user_actor(request.actor, user.pk), {"user": user.pk})


def end(request: MemberRequest, how: str = "退出") -> bool:
    """Stop looking; false if nobody was."""
    noted = request.session.pop(_SESSION, None)
    if noted is None:
        return False
    _tell(request, noted["label"], how)
    return True


def viewed_as(request: ActorRequest) -> Viewing | None:
    """As whom the administrator of a session looks at the business portal now; None for everybody else."""
    noted, actor = request.session.get(_SESSION), request.actor
    if not noted:
        return None
    left = noted["until"] - time()
    if left <= 0 or noted["by"] != actor.user_id or not actor.may(USERS):
        end(request, "超时" if left <= 0 else "中止")
        return None
    if "user" in noted:
        seen = _user_actor(actor, noted["user"])
    else:
        seen = _role_actor(actor, request.user.org, noted["role"], noted["rows"])
    if seen is None:
        end(request, "中止")
        return None
    return Viewing(noted["label"], seen, max(1, round(left / 60)))


def _begin(request: ActorRequest, label: str, seen: Actor | None, facts: dict[str, Any]) -> None:
    if seen is None or not seen.may_somewhere(VIEW):
        raise NothingToSee(label)
    until = time() + SECONDS
    request.session[_SESSION] = {**facts, "label": label, "until": until, "by": request.actor.user_id}
    _tell(request, label, "开始")


def _role_actor(actor: Actor, org: Org, role_id: int, rows: str) -> Actor | None:
    roles = shown_roles(org).filter(pk=role_id).prefetch_related("grants")
    return _seen(actor, roles, rows, actor.user_id)


def _user_actor(actor: Actor, user_id: int) -> Actor | None:
    user = User.objects.filter(pk=user_id, org_id=actor.org_id, is_active=True).first()
    if user is None:
        return None
    return _seen(actor, user.roles.prefetch_related("grants"), user.row_role, user.pk)


def _seen(actor: Actor, roles: Iterable[Role], rows: str, user_id: int | None) -> Actor | None:
    """The administrator with the view rights of roles instead of the own; None if they open no business page."""
    rights = rights_of(role for role in roles if role.portal == BUSINESS)
    if BUSINESS not in rights.portals:
        return None
    return replace(
        actor,
        user_id=user_id,
        portals=rights.portals,
        roles=rights.roles,
        grants=frozenset(grant for grant in rights.grants if grant[1] == VIEW),
        data_role=cast("DataRole", rows),
        privacy="none",
        unlocked_until=None,
        read_only=True,
    )


def _tell(request: MemberRequest, label: str, how: str) -> None:
    record(Event.VIEW_AS, org=request.user.org_id, subject=label, detail={"done": how}, user=request.user)
