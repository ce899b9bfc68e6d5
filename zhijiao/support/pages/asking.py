"""Asking, for those who are signed in, and what they have asked."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actor import Actor
from zhijiao.identity.builtin_roles import role_names
from zhijiao.identity.gate import GET_POST, member
from zhijiao.identity.requests import ActorRequest, MemberRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.notices.site_urls import is_inside
from zhijiao.signin.sessions import device_of
from zhijiao.support import staff, talking
from zhijiao.support.forms import AskForm
from zhijiao.support.models import Conversation
from zhijiao.support.talking import Asked, Picture, Refused
from zhijiao.workbooks.markup import FileRefused

SHOWN = 20


@dataclass(frozen=True)
class MinePage:
    """What somebody has asked, newest first."""

    found: list[Conversation]
    subjects: dict[int, str]
    below: int | None
    first: bool
    is_staff: bool


@dataclass(frozen=True)
class AskPage:
    """A question, with what is sent along."""

    form: AskForm
    page: str
    roles: str
    browser: str
    answered_by: str
    refused: str = ""


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """One's own conversations."""
    actor, below = acting(request), whole_number(request.GET.get("below"))
    rows = Conversation.objects.filter(asker=request.user.pk).select_related("org", "handler").order_by("-pk")
    found = list((rows if below is None else rows.filter(pk__lt=below))[: SHOWN + 1])
    shown = found[:SHOWN]
    further = shown[-1].pk if len(found) > SHOWN else None
    page = MinePage(
        shown, talking.subjects_of(shown), further, first=below is None, is_staff=staff.is_staff(actor)
    )
    return render_page(request, "support/list.html", page)


@member(methods=GET_POST, never_cache=True, large=True)
def new(request: MemberRequest) -> HttpResponse:
    """Ask a question; page, roles and browser go along and are shown before."""
    actor, form = acting(request), AskForm.of(request)
    page, roles, browser = page_of(request), "、".join(role_names(actor.roles)), browser_of(request)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            asked = Asked(given["subject"], given["text"], page, roles, browser, sent_picture(request))
            made = talking.ask(request.user, asked)
        except (FileRefused, Refused) as why:
            refused = str(why)
        else:
            messages.success(request, "问题已提交。有答复时铃铛会提醒您。")
            return HttpResponseRedirect(reverse("support:read", args=[made.pk]))
    handler = staff.first_handler(request.user.org, request.user.pk)
    drawn = AskPage(form, page, roles, browser, handler.name, refused)
    return render_page(request, "support/new.html", drawn, 422 if form.errors or refused else 200)


def acting(request: MemberRequest) -> Actor:
    """The actor; whoever has not changed the initial password, or has no role, asks as a guest (404)."""
    actor = cast("ActorRequest", request).actor
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。没有角色时可以在登录页点“在线支持”。")
    return actor


def page_of(request: HttpRequest) -> str:
    """The page that somebody asks about: its path without the query, which may hold what he searched for."""
    given = request.POST.get("from") or request.GET.get("from") or ""
    path = given.partition("?")[0].partition("#")[0]
    return path if is_inside(path) else ""


def browser_of(request: HttpRequest) -> str:
    """Browser and system in a few words."""
    return device_of(request.META.get("HTTP_USER_AGENT", "")[:400])


def sent_picture(request: HttpRequest) -> Picture | None:
    """The picture that was sent along, judged. FileRefused says why it cannot be taken."""
    sent = request.FILES.get("picture")
    return None if sent is None else talking.judged(sent.read())
