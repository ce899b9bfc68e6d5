"""下级管理员: the administrators an authority looks after, managed like its own users; replacing them is 签发."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijiao.accounts import data_password, second_step, services, throttle
from zhijiao.accounts.actions import USERS
from zhijiao.accounts.forms import UserForm
from zhijiao.accounts.gate import manage
from zhijiao.accounts.models import User
from zhijiao.accounts.pages import Page
from zhijiao.accounts.views.users import changes, initial_facts
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org


@manage(USERS)
@require_safe
def admin_list(request: HttpRequest) -> HttpResponse:
    """Administrators of the departments one step down and of the schools of the area."""
    org = _org(request)
    found = services.administrators_below(org)
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        people = Q(username__icontains=wanted) | Q(real_name__icontains=wanted)
        found = found.filter(people | Q(org__name__icontains=wanted) | Q(org__code__startswith=wanted))
    state = request.GET.get("state", "")
    if state in ("on", "off"):
        found = found.filter(is_active=state == "on")
    page = Page(found.order_by("org__path", "username"), request.GET)
    context = {
        "org": org,
        "page": page,
        "locked": throttle.locked_names([user.username for user in page.rows]),
        "asked": {"q": wanted, "state": state},
    }
    return render(request, "accounts/below.html", context)


@manage(USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_admin(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of an administrator below; roles come with the office."""
    org = _org(request)
    user = _user(org, pk)
    form = UserForm.of(request, initial=initial_facts(user), former=user)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_user(user, **changes(form), roles=list(user.roles.all()), row_role=user.row_role)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已保存“{user.real_name}”（{user.org.name}）。")
            return HttpResponseRedirect(reverse("accounts:admins_below"))
    context = {
        "form": form,
        "org": org,
        "edited": user,
        "issued": [],
        "has_app": False,
        "data_password_url": reverse("accounts:admin_below_data_password", args=[user.pk])
        if data_password.is_set(user)
        else "",
        "area": second_step.area_above(user.org),
        "back_url": reverse("accounts:admins_below"),
    }
    return render(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


@manage(USERS)
@require_POST
def switch_admin(request: HttpRequest, pk: int) -> HttpResponse:
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
    return HttpResponseRedirect(reverse("accounts:admins_below"))


@manage(USERS)
@require_POST
def reset_data_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a data password that an administrator below has forgotten."""
    user = _user(_org(request), pk)
    if data_password.reset(user, request.actor.name):
        said = f"已重置“{user.real_name}”（{user.org.name}）的数据密码，已通知本人，由本人登录后重新设置。"
        messages.success(request, said)
    else:
        messages.info(request, f"“{user.real_name}”没有设置数据密码，无须重置。")
    return HttpResponseRedirect(reverse("accounts:admin_below_edit", args=[user.pk]))


def _org(request: HttpRequest) -> Org:
    org = Org.objects.get(pk=request.actor.org_id)
    if org.is_school:
        raise Http404("学校没有下级单位。")
    return org


def _user(org: Org, pk: int) -> User:
    user = services.administrators_below(org).filter(pk=pk).first()
    if user is None:
        raise Http404("没有这个管理员账号，或不在您的管理范围内。")
    return user
