"""登录安全: locked accounts and addresses of one's node, and whether its people need a second step."""

import ipaddress

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import account_events, throttle
from zhijiao.identity.actions import ORGS, USERS
from zhijiao.identity.administrators import administrators_below
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.orgs.models import Org
from zhijiao.signin import second_step


@manage(USERS)
def overview(request: ActorRequest) -> HttpResponse:
    """Who is locked out now, how this address stands, and the switch of the second step."""
    org = Org.objects.get(pk=request.actor.org_id)
    users = {user.username: user for user in _people(org)}
    address = throttle.client_address(request)
    context = {
        "org": org,
        "locked": [users[name] for name in sorted(throttle.locked_names(list(users)))],
        "address": address,
        "strict": throttle.is_strict(address),
        "any_address": request.actor.may(ORGS),
        "area": second_step.area_above(org),
    }
    return render(request, "users/locks.html", context)


@manage(USERS, methods=POST)
def unlock(request: ActorRequest, pk: int) -> HttpResponse:
    """Unlock an account of one's own node or an administrator one level down."""
    user = _people(Org.objects.get(pk=request.actor.org_id)).filter(pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不在您的管理范围内。")
    throttle.release(user.username)
    account_events.log_account_event(Event.UNLOCK, user, "解锁账号")
    messages.success(request, f"已解锁“{user.real_name}”（{user.username}），现在可以登录。")
    return HttpResponseRedirect(reverse("users:locks"))


@manage(USERS, methods=POST)
def free_address(request: ActorRequest) -> HttpResponse:
    """Forget the failures of the address one sits at; authorities may name another."""
    address = throttle.client_address(request)
    typed = request.POST.get("address", "").strip()
    if typed and request.actor.may(ORGS):
        try:
            address = str(ipaddress.ip_address(typed))
        except ValueError:
            messages.error(request, f"“{typed[:45]}”不是 IP 地址，例：203.0.113.8，请重新输入。")
            return HttpResponseRedirect(reverse("users:locks"))
    if not throttle.is_strict(address):
        messages.info(request, f"地址 {address} 现在没有限制，无须解除。")
        return HttpResponseRedirect(reverse("users:locks"))
    throttle.release_address(address)
    record(Event.UNLOCK, subject=address, detail={"done": "解除网络地址限制"})
    messages.success(request, f"已解除对地址 {address} 的限制。")
    return HttpResponseRedirect(reverse("users:locks"))


@manage(USERS, methods=POST)
def switch_area(request: ActorRequest) -> HttpResponse:
    """Ask for a second step at one's node and everything below it, or no longer."""
    org = Org.objects.get(pk=request.actor.org_id)
    on = request.POST.get("on") == "1"
    second_step.switch_area(org, on)
    where = "本校" if org.is_school else "本级及辖区内所有单位"
    said = f"已为{where}开启二步验证，各账号下次登录起生效。" if on else f"已关闭{where}的统一二步验证。"
    messages.success(request, said)
    return HttpResponseRedirect(reverse("users:locks"))


def _people(org: Org):
    """Accounts of the node, and the administrators it looks after."""
    own = User.objects.filter(org=org).select_related("org")
    return own if org.is_school else own | administrators_below(org)
