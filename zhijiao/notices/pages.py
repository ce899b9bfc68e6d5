"""我的消息: the inbox of whoever asks. Opening a message marks it read and leads to what it is about."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.identity.gate import POST, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.notices.keeping import KEPT
from zhijiao.notices.models import InboxItem
from zhijiao.notices.site_urls import is_inside

SHOWN = 30


@dataclass(frozen=True)
class InboxPage:
    """A page of messages, newest first. Pages are cut by number, so that none costs more than the first."""

    items: list[InboxItem]
    unread_only: bool
    #: Below which number the next page begins; None on the last.
    below: int | None
    #: Whether this is the first page, with the newest messages.
    first: bool
    #: The newest message shown: what 全部标为已读 goes up to, so that what came since stays unread.
    newest: int
    kept_days: int = KEPT.days


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """The messages of whoever asks, newest first; those not read yet alone with `unread=1`."""
    acting(request)
    unread_only, below = request.GET.get("unread") == "1", whole_number(request.GET.get("below"))
    found = InboxItem.objects.filter(user=request.user.pk).select_related("message").order_by("-pk")
    if unread_only:
        found = found.filter(read_at=None)
    if below is not None:
        found = found.filter(pk__lt=below)
    items = list(found[: SHOWN + 1])
    shown = items[:SHOWN]
    page = InboxPage(
        items=shown,
        unread_only=unread_only,
        below=shown[-1].pk if len(items) > SHOWN else None,
        first=below is None,
        newest=shown[0].pk if shown else 0,
    )
    return render_page(request, "notices/list.html", page)


@member(methods=POST)
def open_message(request: MemberRequest, pk: int) -> HttpResponse:
    """Mark a message read, and go to what it is about; back to the list where it is about nothing else."""
    acting(request)
    item = InboxItem.objects.filter(user=request.user.pk, pk=pk).select_related("message").first()
    if item is None:
        raise Http404("没有这条消息，可能已按期清理。")
    InboxItem.objects.filter(pk=pk, user=request.user.pk, read_at=None).update(read_at=timezone.now())
    url = item.message.url
    return HttpResponseRedirect(url if is_inside(url) else reverse("notices:list"))


@member(methods=POST)
def read_all(request: MemberRequest) -> HttpResponse:
    """Mark all messages read, up to the newest one that the page has shown."""
    acting(request)
    until = whole_number(request.POST.get("until"))
    unread = InboxItem.objects.filter(user=request.user.pk, read_at=None)
    done = unread.filter(pk__lte=until).update(read_at=timezone.now()) if until else 0
    if done:
        messages.success(request, f"已将 {done} 条消息标为已读。")
    else:
        messages.info(request, "没有未读消息。")
    return HttpResponseRedirect(reverse("notices:list"))


def acting(request: MemberRequest) -> None:
    """Whoever has not changed the initial password, or has no role, has nothing to read yet (404)."""
    if request.actor is None or not request.actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
