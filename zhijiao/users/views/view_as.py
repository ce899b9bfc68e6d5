"""以此角色查看: beginning and leaving. What is seen in between is decided by the middleware."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity import view_as
from zhijiao.identity.actions import USERS
from zhijiao.identity.custom_roles import row_roles, shown_roles
from zhijiao.identity.gate import POST, manage, member
from zhijiao.identity.models import RowRole, User
from zhijiao.identity.requests import ActorRequest


@manage(USERS, methods=POST, harmless=True)
def as_role(request: ActorRequest, pk: int) -> HttpResponse:
    """Look at the business portal as a role of the node sees it."""
    role = shown_roles(request.user.org).filter(pk=pk).first()
    if role is None:
        raise Http404("没有这个角色，或不属于本单位。")
    rows = request.POST.get("rows", "")
    rows = rows if rows in dict(row_roles(role.level)) else RowRole.GRANTED.value
    try:
        view_as.begin_role(request, role, rows)
    except view_as.NothingToSee as nothing:
        return _nothing(request, nothing, reverse("roles:list"))
    return HttpResponseRedirect("/")


@manage(USERS, methods=POST, harmless=True)
def as_user(request: ActorRequest, pk: int) -> HttpResponse:
    """Look at the business portal as a user of the node sees it."""
    user = User.objects.filter(org=request.user.org_id, pk=pk).first()
    if user is None:
        raise Http404("没有这个用户，或不属于本单位。")
    try:
        view_as.begin_user(request, user)
    except view_as.NothingToSee as nothing:
        return _nothing(request, nothing, reverse("users:list"))
    return HttpResponseRedirect("/")


@member(methods=POST, harmless=True)
def leave(request: ActorRequest) -> HttpResponse:
    """Back to being an administrator."""
    if view_as.end(request):
        messages.success(request, "已退出以此角色查看。")
    return HttpResponseRedirect(reverse("web:manage_home"))


def _nothing(request: ActorRequest, nothing: view_as.NothingToSee, back: str) -> HttpResponse:
    messages.error(request, f"{nothing}在业务端没有查看权限，没有可看的页面。")
    return HttpResponseRedirect(back)
