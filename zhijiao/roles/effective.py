"""有效权限: stacked roles shown as one tree, each form and action with the roles that grant it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.identity.actions import ACTIONS, USERS
from zhijiao.identity.gate import manage
from zhijiao.identity.models import PrivacyLevel, Role, User
from zhijiao.identity.privacy_confirmations import without_effect
from zhijiao.identity.requests import ActorRequest
from zhijiao.roles.explain import FORM_ACTIONS, READING_ACTIONS, Holder, holders, reasons, row_reason
from zhijiao.roles.permission_tree import TreeLine, outline


@manage(USERS, never_cache=True)
def rights(request: ActorRequest, pk: int) -> HttpResponse:
    """What a user of the node may do in effect, form by form."""
    user = User.objects.select_related("org").filter(org=request.actor.org_id, pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不属于本单位。")
    (holder,) = holders([user])
    actions = FORM_ACTIONS if holder.actor.is_school else READING_ACTIONS
    rows = [(line, _cells(holder, line, actions)) for line in outline()]
    idle = {role for _, role in without_effect((user.pk, role) for role in user.roles.all())}
    used = {name for _, cells in rows for cell in cells for name in cell}
    names = dict.fromkeys([*(name for name, _ in holder.single), row_reason(holder.actor), *holder.private])
    context = {
        "edited": user,
        "title": "用户管理-校内" if holder.actor.is_school else "用户管理-本级",
        "roles": [_named(role, idle) for role in user.roles.all()],
        "privacy": PrivacyLevel(holder.actor.privacy).label,
        "actions": [ACTIONS[action] for action in actions],
        "rows": rows,
        "numbers": {name: number for number, name in enumerate(filter(used.__contains__, names), 1)},
        "forms": sum(any(cells) for _, cells in rows),
    }
    return render(request, "roles/rights.html", context)


def _named(role: Role, idle: set[int]) -> str:
    """The role's name, and that it does not act yet."""
    return f"{role.name}（等待主管部门确认）" if role.pk in idle else role.name


def _cells(holder: Holder, line: TreeLine, actions: tuple[str, ...]) -> list[list[str]]:
    """For each action what grants it on the line's form; nothing for lines that are no form."""
    return [reasons(holder, line.form, action) if line.form is not None else [] for action in actions]
