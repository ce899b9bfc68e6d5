"""有效权限: stacked roles shown as one tree, each form and action with the roles that grant it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhijiao.accounts.actions import ACTIONS, USERS
from zhijiao.accounts.gate import manage
from zhijiao.accounts.models import PrivacyLevel, User
from zhijiao.roles.explain import FORM_ACTIONS, READING_ACTIONS, Holder, holders, reasons, row_reason
from zhijiao.roles.outline import Line, outline


@manage(USERS)
@never_cache
@require_safe
def rights(request: HttpRequest, pk: int) -> HttpResponse:
    """What a user of the node may do in effect, form by form."""
    user = User.objects.select_related("org").filter(org=request.actor.org_id, pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不属于本单位。")
    (holder,) = holders([user])
    actions = FORM_ACTIONS if holder.actor.is_school else READING_ACTIONS
    rows = [(line, _cells(holder, line, actions)) for line in outline()]
    used = {name for _, cells in rows for cell in cells for name in cell}
    names = dict.fromkeys([*(name for name, _ in holder.single), row_reason(holder.actor), *holder.private])
    context = {
        "edited": user,
        "title": "用户管理-校内" if holder.actor.is_school else "用户管理-本级",
        "roles": list(user.roles.all()),
        "privacy": PrivacyLevel(holder.actor.privacy).label,
        "actions": [ACTIONS[action] for action in actions],
        "rows": rows,
        "numbers": {name: number for number, name in enumerate(filter(used.__contains__, names), 1)},
        "forms": sum(any(cells) for _, cells in rows),
    }
    return render(request, "roles/rights.html", context)


def _cells(holder: Holder, line: Line, actions: tuple[str, ...]) -> list[list[str]]:
    """For each action what grants it on the line's form; nothing for lines that are no form."""
    form: Any = line.form
    return [reasons(holder, form, action) if form is not None else [] for action in actions]
