"""下级管理员: the administrators an authority looks after, managed like its own users; replacing them is 签发."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import administrators, throttle
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.signin import second_step
from zhijiao.users import services
from zhijiao.users.forms import UserForm
from zhijiao.users.views.account_pages import AccountPage, account_page
from zhijiao.users.views.accounts import changes, initial_facts


@manage(USERS)
def admin_list(request: ActorRequest) -> HttpResponse:
    """Administrators of the departments one step down and of the schools of the area."""
    org = _org(request)
    found = administrators.administrators_below(org)
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        people = Q(username__icontains=wanted) | Q(real_name__icontains=wanted)
        found = found.filter(people | Q(org__name__icontains=wanted) | Q(org__code__startswith=wanted))
    state = request.GET.get("state", "")
    if state in ("on", "off"):
        found = found.filter(is_active=state == "on")
    page = page_of(found.order_by("org__path", "username"), request.GET)
    context = {
        "org": org,
        "page": page,
        "locked": throttle.locked_names([user.username for user in page]),
        "asked": {"q": wanted, "state": state},
    }
    return render(request, "users/below.html", context)


@manage(USERS, methods=GET_POST, never_cache=True)
def edit_admin(request: ActorRequest, pk: int) -> HttpResponse:
    """Change the facts of an administrator below; roles come with the office."""
    org = _org(request)
    user = _user(org, pk)
    form = UserForm.of(request, initial=initial_facts(user), former=user)
    if request.method == "POST" and form.is_valid():
        try:
            held = list(user.roles.all())
            services.update_user(user, by=request.user, **changes(form), roles=held, row_role=user.row_role)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已保存“{user.real_name}”（{user.org.name}）。")
            return HttpResponseRedirect(reverse("users:admins_below"))
    drawn = AccountPage(
        form=form,
        org=org,
        edited=user,
        data_password_url=reverse("users:admin_below_data_password", args=[user.pk])
        if data_password.is_set(user)
        else "",
        area=second_step.area_above(user.org),
        back_url=reverse("users:admins_below"),
    )
    return account_page(request, drawn)


@manage(USERS, methods=POST)
def switch_admin(request: ActorRequest, pk: int) -> HttpResponse:
    """Enable or disable an administrator below."""
    user = _user(_org(request), pk)
    active = request.POST.get("active") == "1"
    try:
        services.set_active(user, active, from_above=True)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        done = "已启用" if active else "已禁用"
        messages.success(request, f"{done}“{user.real_name}”（{user.org.name}）。")
    return HttpResponseRedirect(reverse("users:admins_below"))


@manage(USERS, methods=POST)
def reset_data_password(request: ActorRequest, pk: int) -> HttpResponse:
    """Take away a data password that an administrator below has forgotten."""
    user = _user(_org(request), pk)
    if services.reset_data_password(user, request.actor.name):
        said = f"已重置“{user.real_name}”（{user.org.name}）的数据密码，已通知本人，由本人登录后重新设置。"
        messages.success(request, said)
    else:
        messages.info(request, f"“{user.real_name}”没有设置数据密码，无须重置。")
    return HttpResponseRedirect(reverse("users:admin_below_edit", args=[user.pk]))


def _org(request: ActorRequest) -> Org:
    org = Org.objects.get(pk=request.actor.org_id)
    if org.is_school:
        raise Http404("学校没有下级单位。")
    return org


def _user(org: Org, pk: int) -> User:
    user = administrators.administrators_below(org).filter(pk=pk).first()
    if user is None:
        raise Http404("没有这个管理员账号，或不在您的管理范围内。")
    return user
