"""用户管理: the accounts of one's own node."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, throttle
from zhijiao.identity.actions import USERS
from zhijiao.identity.custom_roles import shown_roles
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import User
from zhijiao.identity.privacy_confirmations import without_effect
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.signin import other_ways, second_step
from zhijiao.users import services
from zhijiao.users.forms import UserForm
from zhijiao.users.views.account_pages import AccountPage, IssuedPage, account_page, issued_page


@manage(USERS)
def user_list(request: ActorRequest) -> HttpResponse:
    """The node's accounts, by name, role and state."""
    org = org_of(request)
    found = org.users.select_related("org").prefetch_related("roles")
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        found = found.filter(Q(username__icontains=wanted) | Q(real_name__icontains=wanted))
    role = request.GET.get("role", "")
    if (wanted_role := whole_number(role)) is not None:
        found = found.filter(roles=wanted_role)
    state = request.GET.get("state", "")
    if state in ("on", "off"):
        found = found.filter(is_active=state == "on")
    page = page_of(found.order_by("username"), request.GET)
    context = {
        "org": org,
        "page": page,
        "locked": throttle.locked_names([user.username for user in page]),
        "idle": without_effect((user.pk, held) for user in page for held in user.roles.all()),
        "roles": shown_roles(org),
        "asked": {"q": wanted, "role": role, "state": state},
    }
    return render(request, "users/users.html", context)


@manage(USERS, methods=GET_POST, never_cache=True)
def add_user(request: ActorRequest) -> HttpResponse:
    """Add an account; its initial password is shown once, in the answer."""
    org = org_of(request)
    form = UserForm.of(request, roles=services.assignable_roles(org), level=org.level)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user, password = services.create_user(
                org, data["username"], data["real_name"], data["roles"], **form.facts(), by=request.user
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _show_password(request, user, password, "账号已建立")
    return _form_page(request, form, org, None)


@manage(USERS, methods=GET_POST, never_cache=True)
def edit_user(request: ActorRequest, pk: int) -> HttpResponse:
    """Change an account of one's own node."""
    org = org_of(request)
    user = user_of(org, pk)
    held = list(user.roles.all())
    assignable = services.assignable_roles(org)
    issued = [role for role in held if role not in assignable]
    rights = {"roles": [role for role in held if role not in issued], "row_role": user.row_role}
    initial = {**initial_facts(user), **rights}
    form = UserForm.of(request, initial=initial, roles=assignable, former=user, level=org.level)
    form.fields["roles"].required = not issued
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.update_user(user, by=request.user, **changes(form), roles=[*data["roles"], *issued])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"已保存“{user.real_name}”，权限即时生效。")
            return HttpResponseRedirect(reverse("users:list"))
    return _form_page(request, form, org, user, issued)


@manage(USERS, methods=POST)
def switch_user(request: ActorRequest, pk: int) -> HttpResponse:
    """Enable or disable an account."""
    user = user_of(org_of(request), pk)
    active = request.POST.get("active") == "1"
    try:
        services.set_active(user, active)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        done = "已启用" if active else "已禁用"
        messages.success(request, f"{done}“{user.real_name}”（{user.username}）。")
    return HttpResponseRedirect(reverse("users:list"))


@manage(USERS, methods=POST, never_cache=True)
def reset_user_password(request: ActorRequest, pk: int) -> HttpResponse:
    """Give an account a new initial password, shown once, in the answer."""
    user = user_of(org_of(request), pk)
    if user.pk == request.user.pk:
        messages.error(request, "不能重置自己的密码，请用右上角的“修改登录密码”。")
        return HttpResponseRedirect(reverse("users:list"))
    if user.is_system:
        messages.error(request, "系统账号没有密码，凭令牌使用接口；令牌在“接口令牌”中签发和吊销。")
        return HttpResponseRedirect(reverse("users:list"))
    if services.is_issued_above(user):
        messages.error(request, "系统管理员（校）账号由主管部门签发，请联系主管部门重置密码。")
        return HttpResponseRedirect(reverse("users:list"))
    password, again = services.reset_password(user, request.user)
    if again:
        messages.warning(request, "该账号的隐私授权须由主管部门重新确认后才生效。")
    return _show_password(request, user, password, "密码已重置")


@manage(USERS, methods=POST)
def delete_user(request: ActorRequest, pk: int) -> HttpResponse:
    """Delete an account that may be deleted; what it entered stays."""
    user = user_of(org_of(request), pk)
    name = f"“{user.real_name}”（{user.username}）"
    try:
        services.delete_user(user, by=request.user)
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, f"已删除{name}，其录入的数据保留。")
    return HttpResponseRedirect(reverse("users:list"))


@manage(USERS, methods=POST)
def unlock_user(request: ActorRequest, pk: int) -> HttpResponse:
    """Let an account that was locked after too many failures sign in again."""
    user = user_of(org_of(request), pk)
    throttle.release(user.username)
    account_events.log_account_event(Event.UNLOCK, user, "解锁账号")
    messages.success(request, f"已解锁“{user.real_name}”（{user.username}），现在可以登录。")
    return HttpResponseRedirect(reverse("users:list"))


@manage(USERS, methods=POST)
def forget_app(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a lost telephone out of an account; its owner sets up another at the next sign-in."""
    user = user_of(org_of(request), pk)
    if user.pk == request.user.pk:
        messages.error(request, "本人的身份验证器请在右上角“账号安全”中管理。")
        return HttpResponseRedirect(reverse("users:list"))
    second_step.forget_app(user)
    messages.success(
        request, f"已清除“{user.real_name}”（{user.username}）的身份验证器和恢复码，请本人重新设置。"
    )
    return HttpResponseRedirect(reverse("users:edit", args=[user.pk]))


@manage(USERS, methods=POST)
def reset_data_password(request: ActorRequest, pk: int) -> HttpResponse:
    """Take away a data password its owner has forgotten; only the owner sets a new one."""
    user = user_of(org_of(request), pk)
    name = f"“{user.real_name}”（{user.username}）"
    if user.pk == request.user.pk:
        messages.error(request, "不能重置自己的数据密码，请联系主管部门的系统管理员。")
    elif services.reset_data_password(user, request.actor.name):
        messages.success(request, f"已重置{name}的数据密码，已通知本人，由本人登录后重新设置。")
    else:
        messages.info(request, f"{name}没有设置数据密码，无须重置。")
    return HttpResponseRedirect(reverse("users:edit", args=[user.pk]))


def initial_facts(user: User) -> dict:
    """What the page of an account shows at first, its rights aside."""
    return {
        "real_name": user.real_name,
        "sex": user.sex,
        "email": user.email,
        "document_type": user.document_type,
        "second_step": "1" if user.second_step else "0",
    }


def changes(form: UserForm) -> dict:
    """What the page asks to change; an empty private box keeps what is stored."""
    facts = {"real_name": form.cleaned_data["real_name"], **form.facts()}
    kept = {name: facts[name] or None for name in ("phone", "document_number")}
    return {**facts, **kept}


def org_of(request: ActorRequest) -> Org:
    """The node whose accounts an administrator looks after."""
    return Org.objects.get(pk=request.actor.org_id)


def user_of(org: Org, pk: int) -> User:
    """An account of the node; for all others there is no such page."""
    user = User.objects.select_related("org").filter(org=org, pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不属于本单位。")
    return user


def _portals(user: User) -> str:
    """Names of the portals the account signs in at."""
    return "、".join(sorted({role.get_portal_display() for role in user.roles.all()}))


def _form_page(request, form: UserForm, org: Org, user: User | None, issued=()) -> HttpResponse:
    drawn = AccountPage(
        form=form,
        org=org,
        edited=user,
        issued=issued,
        has_app=user is not None and second_step.has_app(user),
        data_password_url=reverse("users:data_password", args=[user.pk])
        if user is not None and data_password.is_set(user)
        else "",
        bindings_url=reverse("users:bindings", args=[user.pk])
        if user is not None and other_ways.ways()
        else "",
        area=second_step.area_above(org),
        back_url=reverse("users:list"),
    )
    return account_page(request, drawn)


def _show_password(request, user: User, password: str, title: str) -> HttpResponse:
    drawn = IssuedPage(
        title=title,
        issued_user=user,
        password=password,
        back=("返回用户列表", reverse("users:list")),
        crumb="用户管理",
        portals=_portals(user),
    )
    return issued_page(request, drawn)
