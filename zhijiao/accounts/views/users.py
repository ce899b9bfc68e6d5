"""用户管理: the accounts of one's own node."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhijiao.accounts import services
from zhijiao.accounts.actions import USERS
from zhijiao.accounts.builtin import SCHOOL_ADMIN
from zhijiao.accounts.forms import UserForm
from zhijiao.accounts.gate import manage
from zhijiao.accounts.models import Role, User
from zhijiao.accounts.pages import Page
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.privacy.mask import mask


@manage(USERS)
def user_list(request: HttpRequest) -> HttpResponse:
    """The node's accounts, by name, role and state."""
    org = _org(request)
    found = org.users.select_related("org").prefetch_related("roles")
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        found = found.filter(Q(username__icontains=wanted) | Q(real_name__icontains=wanted))
    role = request.GET.get("role", "")
    if role.isascii() and role.isdigit():
        found = found.filter(roles=role[:18])
    state = request.GET.get("state", "")
    if state in ("on", "off"):
        found = found.filter(is_active=state == "on")
    context = {
        "org": org,
        "page": Page(found.order_by("username"), request.GET),
        "roles": _shown_roles(org),
        "asked": {"q": wanted, "role": role, "state": state},
    }
    return render(request, "accounts/users.html", context)


@manage(USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_user(request: HttpRequest) -> HttpResponse:
    """Add an account; its initial password is shown once, in the answer."""
    org = _org(request)
    form = UserForm.of(request, roles=services.assignable_roles(org))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user, password = services.create_user(
                org,
                data["username"],
                data["real_name"],
                data["roles"],
                row_role=data["row_role"],
                sex=data["sex"],
                email=data["email"],
                phone=data["phone"],
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _show_password(request, user, password, "账号已建立")
    return _form_page(request, form, org, None)


@manage(USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an account of one's own node."""
    org = _org(request)
    user = _user(org, pk)
    held = list(user.roles.all())
    assignable = services.assignable_roles(org)
    issued = [role for role in held if role not in assignable]
    phone = services.shown_phone(user)
    initial = {
        "real_name": user.real_name,
        "sex": user.sex,
        "email": user.email,
        "roles": [role for role in held if role not in issued],
        "row_role": user.row_role,
    }
    form = UserForm.of(
        request,
        initial=initial,
        roles=assignable,
        former=user,
        phone_shown=mask("phone", phone) if phone else "",
    )
    form.fields["roles"].required = not issued
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.update_user(
                user,
                real_name=data["real_name"],
                sex=data["sex"],
                email=data["email"],
                phone=data["phone"] or None,
                roles=[*data["roles"], *issued],
                row_role=data["row_role"],
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已保存“{user.real_name}”，权限即时生效。")
            return HttpResponseRedirect(reverse("accounts:users"))
    return _form_page(request, form, org, user, issued)


@manage(USERS)
@require_POST
def switch_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Enable or disable an account."""
    user = _user(_org(request), pk)
    active = request.POST.get("active") == "1"
    try:
        services.set_active(user, active)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        done = "已启用" if active else "已禁用"
        messages.success(request, f"{done}“{user.real_name}”（{user.username}）。")
    return HttpResponseRedirect(reverse("accounts:users"))


@manage(USERS)
@never_cache
@require_POST
def reset_user_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new initial password, shown once, in the answer."""
    user = _user(_org(request), pk)
    if user.pk == request.user.pk:
        messages.error(request, "不能重置自己的密码，请用右上角的“修改登录密码”。")
        return HttpResponseRedirect(reverse("accounts:users"))
    if user.roles.filter(org=None, key=SCHOOL_ADMIN).exists():
        messages.error(request, "系统管理员（校）账号由主管部门签发，请联系主管部门重置密码。")
        return HttpResponseRedirect(reverse("accounts:users"))
    return _show_password(request, user, services.reset_password(user), "密码已重置")


def _org(request: HttpRequest) -> Org:
    return Org.objects.get(pk=request.actor.org_id)


def _user(org: Org, pk: int) -> User:
    """An account of the node; for all others there is no such page."""
    user = User.objects.select_related("org").filter(org=org, pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不属于本单位。")
    return user


def _shown_roles(org: Org):
    own = Role.objects.filter(org=org)
    return (Role.objects.filter(org=None, level=org.level) | own).order_by("position", "id")


def _portals(user: User) -> str:
    """Names of the portals the account signs in at."""
    return "、".join(sorted({role.get_portal_display() for role in user.roles.all()}))


def _form_page(request, form: UserForm, org: Org, user: User | None, issued=()) -> HttpResponse:
    context = {"form": form, "org": org, "edited": user, "issued": issued}
    return render(request, "accounts/user_form.html", context, status=422 if form.errors else 200)


def _show_password(request, user: User, password: str, title: str) -> HttpResponse:
    context = {
        "title": title,
        "issued_user": user,
        "password": password,
        "back": ("返回用户列表", reverse("accounts:users")),
        "crumb": "用户管理",
        "portals": _portals(user),
    }
    return render(request, "accounts/issued.html", context)
