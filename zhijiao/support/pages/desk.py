"""The desk of those who answer: the queue, taking on, handing on, and answers kept for next time."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Denied, grantor, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.support import handling, staff, talking
from zhijiao.support.forms import CannedForm, HandForm
from zhijiao.support.models import CannedAnswer, Conversation
from zhijiao.support.pages.asking import acting
from zhijiao.support.pages.talk import attempt

SHOWN, MOST_CANNED = 30, 100
State = Conversation.State
VIEWS = (
    ("", "待答复"),
    ("mine", "由我答复"),
    ("answered", "已答复"),
    ("closed", "已关闭"),
    ("handed", "已转出"),
)


@dataclass(frozen=True)
class DeskPage:
    """The conversations that the node handles; those waiting longest first."""

    found: list[Conversation]
    subjects: dict[int, str]
    view: str
    views: tuple[tuple[str, str], ...]
    after: int | None
    first: bool


@dataclass(frozen=True)
class CannedPage:
    """Answers kept for next time."""

    found: list[CannedAnswer]
    form: CannedForm


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """The queue of the actor's node."""
    actor = _staff(request)
    view, after = request.GET.get("view", ""), whole_number(request.GET.get("after"))
    view = view if view in dict(VIEWS) else ""
    newest_first = view in ("closed", "handed", "answered")
    found = _chosen(actor, view)
    if after is not None:
        found = found.filter(pk__lt=after) if newest_first else found.filter(pk__gt=after)
    rows = list(found.order_by("-pk" if newest_first else "pk")[: SHOWN + 1])
    shown = rows[:SHOWN]
    further = shown[-1].pk if len(rows) > SHOWN else None
    page = DeskPage(shown, talking.subjects_of(shown), view, VIEWS, further, first=after is None)
    return render_page(request, "support/desk.html", page)


def _chosen(actor: Actor, view: str) -> QuerySet[Conversation]:
    """The conversations of one of the views."""
    if view == "handed":
        return handling.handed_on(actor)
    rows = handling.queue(actor)
    if view == "mine":
        return rows.filter(assigned_to=actor.user_id).exclude(state=State.CLOSED)
    return rows.filter(state={"": State.WAITING, "answered": State.ANSWERED, "closed": State.CLOSED}[view])


@member(methods=POST)
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a conversation on."""
    actor, shown = acting(request), whole_number(request.POST.get("shown"))
    return attempt(request, pk, lambda: handling.take(actor, pk, shown), "已由您答复。")


@member(methods=POST)
def hand_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand a conversation to the level above, with the reason."""
    actor, form = acting(request), HandForm.of(request)
    if not form.is_valid():
        if not handling.seen_by(actor).filter(pk=pk).exists():
            raise Http404("没有这个对话，或不由您和贵单位处理。")
        messages.error(request, f"没有转交：{form.first_error()}")
        return HttpResponseRedirect(reverse("support:read", args=[pk]))
    reason = form.cleaned_data["reason"]
    return attempt(request, pk, lambda: handling.hand_up(actor, pk, reason), "已转交上级。")


@member(methods=GET_POST, never_cache=True)
def canned(request: MemberRequest) -> HttpResponse:
    """The answers that the node keeps; a new one, or a new text for one of the same name."""
    actor, form = _staff(request), CannedForm.of(request)
    kept = CannedAnswer.objects.filter(org=actor.org_id)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if kept.exclude(title=given["title"]).count() >= MOST_CANNED:
            form.add_error("title", f"最多 {MOST_CANNED} 条常用答复，请先删除不用的。")
        else:
            facts = {"text": given["text"], "by": actor.name}
            CannedAnswer.objects.update_or_create(org_id=actor.org_id, title=given["title"], defaults=facts)
            messages.success(request, f"常用答复“{given['title']}”已保存。")
            return HttpResponseRedirect(reverse("support:canned"))
    return render_page(
        request, "support/canned.html", CannedPage(list(kept), form), 422 if form.errors else 200
    )


@member(methods=POST)
def delete_canned(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw a kept answer away."""
    actor = _staff(request)
    found = CannedAnswer.objects.filter(org=actor.org_id, pk=pk).first()
    if found is None:
        raise Http404("没有这条常用答复，可能已被删除。")
    found.delete()
    messages.success(request, "已删除。")
    return HttpResponseRedirect(reverse("support:canned"))


def _staff(request: MemberRequest) -> Actor:
    actor = acting(request)
    if not staff.is_staff(actor):
        right = "答复在线支持（系统管理员）" if actor.is_school else "答复在线支持（系统管理员或审核用户）"
        raise Denied("您没有答复在线支持的权限。", right=right, grantor=grantor(actor.org_id))
    return actor
