"""通知公告 as those read it who are addressed. What is not addressed to one's node is not there."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.announcements import attached, publishing, reading
from zhijiao.announcements.audience import in_words
from zhijiao.announcements.models import Announcement, AnnouncementFile
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import POST, member
from zhijiao.identity.requests import ActorRequest, MemberRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.plain_text import Piece, paragraphs

SHOWN, PINNED = 20, 10
ABSENT = "没有这条通知，或不是发给贵单位的。"
State = Announcement.State


@dataclass(frozen=True)
class ListPage:
    """Announcements for whoever asks: the pinned ones first, then from the newest on."""

    found: list[Announcement]
    view: str
    below: int | None
    first: bool
    may_publish: bool


@dataclass(frozen=True)
class ReadPage:
    """One announcement as it is read."""

    found: Announcement
    text: list[list[list[Piece]]]
    files: list[AnnouncementFile]
    audience: str
    #: Whether the reader has still to confirm.
    asks: bool
    #: The edition that has taken its place.
    newer: int | None
    #: Whether the reader is one of those who wrote it.
    is_own: bool


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """What is addressed to the node of whoever asks: current, unread, or expired."""
    actor = acting(request)
    view, below = request.GET.get("view", ""), whole_number(request.GET.get("below"))
    rows = reading.expired(request.user) if view == "expired" else reading.current(request.user)
    rows = reading.with_receipt(rows, request.user).defer("body")
    if view == "unread":
        rows = rows.filter(Q(was_read=False) | Q(must_read=True, was_confirmed=False))
    pinned = list(rows.filter(pinned=True).order_by("-published_at", "-pk")[:PINNED]) if below is None else []
    others = rows.exclude(pk__in=[row.pk for row in pinned])
    found = list(_below(others, below).order_by("-published_at", "-pk")[: SHOWN + 1])
    shown = found[:SHOWN]
    page = ListPage(
        found=[*pinned, *shown],
        view=view if view in ("unread", "expired") else "",
        below=shown[-1].pk if len(found) > SHOWN else None,
        first=below is None,
        may_publish=publishing.may_publish(actor),
    )
    return render_page(request, "announcements/list.html", page)


def _below(rows: QuerySet[Announcement], below: int | None) -> QuerySet[Announcement]:
    """Rows after the one that the last page ended with."""
    if below is None:
        return rows
    at = Announcement.objects.filter(pk=below).values_list("published_at", flat=True).first()
    if at is None:
        return rows.none()
    return rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=below))


@member(never_cache=True)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """One announcement; opening it is what makes it read."""
    actor = acting(request)
    found, addressed = _find(request, actor, pk)
    files = list(found.files.defer("content"))
    rules = list(found.audience.select_related("node").order_by("pk")[:2001])
    was_read, was_confirmed = reading.states(found, request.user)
    counts = addressed and found.state == State.PUBLISHED
    if counts and not was_read and request.viewing is None:
        reading.note_read(found, request.user)
        _one_less(request)
    newer = found.successors.filter(state=State.PUBLISHED).values_list("pk", flat=True).first()
    page = ReadPage(
        found=found,
        text=paragraphs(found.body) if _shows(found, actor) else [],
        files=files if _shows(found, actor) else [],
        audience=in_words(found, rules),
        asks=counts and found.must_read and not was_confirmed,
        newer=newer,
        is_own=found.org_id == actor.org_id and publishing.may_publish(actor),
    )
    return render_page(request, "announcements/read.html", page)


@member(methods=POST)
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that one has read what must be read."""
    found, addressed = _find(request, acting(request), pk)
    if not addressed or found.state != State.PUBLISHED:
        messages.error(request, "这条通知已经撤回或有了新版，不用确认。")
    else:
        reading.confirm(found, request.user)
        messages.success(request, f"已确认阅读“{found.title}”。")
    return HttpResponseRedirect(reverse("announcements:list"))


@member(never_cache=True)
def download(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """A file of an announcement, for whoever may read it."""
    actor = acting(request)
    found, _ = _find(request, actor, pk)
    file = found.files.filter(number=number).first() if _shows(found, actor) else None
    if file is None:
        raise Http404("这条通知没有这个附件，可能已被移除。")
    return attached.sent(file)


def acting(request: MemberRequest) -> Actor:
    """The actor; whoever has not changed the initial password, or has no role, has nothing to read yet (404)."""
    actor = cast("ActorRequest", request).actor
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
    return actor


def _find(request: MemberRequest, actor: Actor, pk: int) -> tuple[Announcement, bool]:
    """An announcement addressed to the reader's node, or of that node for those who write; and whether addressed."""
    found = reading.addressed(request.user).filter(pk=pk).first()
    if found is not None:
        return found, True
    own = Announcement.objects.filter(pk=pk, org=actor.org_id).select_related("org").first()
    if own is None or not publishing.may_publish(actor):
        raise Http404(ABSENT)
    return own, False


def _shows(found: Announcement, actor: Actor) -> bool:
    """Whether the text is shown: of a withdrawn one only to those who wrote it."""
    own = found.org_id == actor.org_id and publishing.may_publish(actor)
    return own or found.state in (State.PUBLISHED, State.REPLACED)


def _one_less(request: MemberRequest) -> None:
    """The number on this very page is the one after reading."""
    number = getattr(request.user, "unread_announcements", 0)
    request.user.unread_announcements = max(0, number - 1)  # type: ignore[attr-defined]  # carried with the account
