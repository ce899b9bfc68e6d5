"""职责分离: accounts that join duties, settled one by one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.orgs.models import Org
from zhijiao.users import joined_duties


@manage(USERS)
def account_list(request: ActorRequest) -> HttpResponse:
    """The accounts in the care of the node that join duties, those still to be settled first."""
    org = Org.objects.get(pk=request.actor.org_id)
    found = sorted(joined_duties.in_care_of(org), key=lambda each: (each.kept, not each.forbidden))
    context = {"org": org, "accounts": found, "own": request.user.pk}
    return render(request, "users/joined_duties.html", context)


@manage(USERS, methods=POST)
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a role away, or let the account keep them all with a reason."""
    joined = joined_duties.account(Org.objects.get(pk=request.actor.org_id), pk)
    if joined is None:
        raise Http404("没有这个账号，或不由本单位管理，或已不再兼有应当分开的职责。")
    name = f"“{joined.user.real_name}”（{joined.user.username}）"
    try:
        if request.POST.get("step") == "keep":
            joined_duties.keep(joined, request.user, request.POST.get("reason", ""))
            messages.success(request, f"已同意{name}兼任，理由已记入审计日志。")
        else:
            role = joined_duties.take_away(joined, whole_number(request.POST.get("role")) or 0, request.user)
            messages.success(request, f"已去掉{name}的角色“{role.name}”，权限即时生效。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return HttpResponseRedirect(reverse("users:duties"))
