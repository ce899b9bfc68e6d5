"""The desk of those who write: drafts, what was published, who has read it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.announcements import attached, publishing
from zhijiao.announcements import receipts as counting
from zhijiao.announcements.forms import AnnouncementForm, WithdrawForm
from zhijiao.announcements.models import Announcement, AnnouncementFile
from zhijiao.announcements.pages.reader import acting
from zhijiao.attachments.kinds import endings, words
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Denied, grantor, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.workbooks.markup import FileRefused

SHOWN = 30
State = Announcement.State


@dataclass(frozen=True)
class EditPage:
    """A draft with its boxes and files."""

    form: AnnouncementForm
    found: Announcement | None
    files: list[AnnouncementFile]
    refused: str = ""
    accept: str = endings(attached.ACCEPTED)
    kinds: str = words(attached.ACCEPTED)
    most: int = attached.MOST


@dataclass(frozen=True)
class ReceiptsPage:
    """Who has read an announcement."""

    found: Announcement
    numbers: counting.Numbers
    lines: list[counting.NodeLine]
    further: str
    unread: bool
    name: str
    first: bool


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """Everything of the own node, newest first."""
    actor = _author(request)
    below = whole_number(request.GET.get("below"))
    found = Announcement.objects.filter(org=actor.org_id).defer("body").order_by("-pk")
    rows = list((found if below is None else found.filter(pk__lt=below))[: SHOWN + 1])
    context = {
        "found": rows[:SHOWN],
        "below": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
        "first": below is None,
    }
    return render(request, "announcements/desk.html", context)


@member(methods=GET_POST, never_cache=True)
def new(request: MemberRequest) -> HttpResponse:
    """Begin a draft."""
    actor, org = _author(request), request.user.org
    form = AnnouncementForm.of(request, org=org) if request.method == "POST" else AnnouncementForm.blank(org)
    if request.method == "POST" and form.is_valid():
        made = publishing.draft(actor, org, form.wording())
        messages.success(request, "草稿已保存。可以添加附件，核对后发布。")
        return HttpResponseRedirect(reverse("announcements:edit", args=[made.pk]))
    page = EditPage(form, None, [])
    return render_page(request, "announcements/edit.html", page, 422 if form.errors else 200)


@member(methods=GET_POST, never_cache=True)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a draft; what is published already is shown instead."""
    actor = _author(request)
    found = _own(actor, pk)
    if found.state != State.DRAFT:
        messages.info(request, "已发布的通知不能修改。需要更正时请点“发布新版”。")
        return HttpResponseRedirect(reverse("announcements:read", args=[pk]))
    if request.method != "POST":
        return _edit_page(request, found, AnnouncementForm.showing(found))
    form = AnnouncementForm.of(request, org=found.org)
    if not form.is_valid():
        return _edit_page(request, found, form, status=422)
    try:
        publishing.change(actor, pk, form.shown_version, form.wording())
    except publishing.NotPossible as refused:
        return _edit_page(request, found, form, refused=str(refused), status=409)
    messages.success(request, "草稿已保存。")
    return HttpResponseRedirect(reverse("announcements:edit", args=[pk]))


@member(methods=POST, large=True)
def attach(request: MemberRequest, pk: int) -> HttpResponse:
    """Attach a file to a draft."""
    actor = _author(request)
    found = _own(actor, pk)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise FileRefused("没有选择文件，请选择后再上传。")
        file = attached.attach(actor, pk, sent.name or "", sent.read())
    except (FileRefused, publishing.NotPossible) as refused:
        if found.state != State.DRAFT:
            return _done(request, pk, error=str(refused))
        form = AnnouncementForm.showing(found)
        return _edit_page(request, found, form, refused=f"附件没有上传：{refused}", status=422)
    return _done(request, pk, f"已添加附件“{file.name}”。", to="announcements:edit")


@member(methods=POST)
def remove_file(request: MemberRequest, pk: int, number: str) -> HttpResponse:
    """Take a file off a draft."""
    actor = _author(request)
    return _try(request, pk, lambda: attached.remove(actor, pk, number), "附件已移除。", "announcements:edit")


@member(methods=POST)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a draft before those it is addressed to."""
    actor, version = _author(request), whole_number(request.POST.get("version")) or 0
    return _try(request, pk, lambda: publishing.publish(actor, pk, version), "已发布。", "announcements:read")


@member(methods=POST)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a published one back, with the reason."""
    actor, form = _author(request), WithdrawForm.of(request)
    if not form.is_valid():
        _own(actor, pk)
        return _done(request, pk, error=f"没有撤回：{form.first_error()}")
    reason = form.cleaned_data["reason"]
    return _try(request, pk, lambda: publishing.withdraw(actor, pk, reason), "已撤回。", "announcements:read")


@member(methods=POST)
def revise(request: MemberRequest, pk: int) -> HttpResponse:
    """Begin the next edition of a published one."""
    actor = _author(request)
    _own(actor, pk)
    try:
        made = publishing.revise(actor, pk)
    except publishing.NotPossible as refused:
        return _done(request, pk, error=str(refused))
    return _done(
        request, made.pk, "已建立新版草稿。发布后替换原通知，收到的人需要重新阅读。", to="announcements:edit"
    )


@member(methods=POST)
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = _author(request)
    _own(actor, pk)
    try:
        publishing.discard(actor, pk)
    except publishing.NotPossible as refused:
        return _done(request, pk, error=str(refused))
    messages.success(request, "草稿已删除。")
    return HttpResponseRedirect(reverse("announcements:desk"))


@member(never_cache=True)
def receipts(request: MemberRequest, pk: int) -> HttpResponse:
    """Who has read it, by node in the order of the tree."""
    found = _own(_author(request), pk)
    if found.state == State.DRAFT:
        raise Http404("草稿还没有发布，没有阅读情况。")
    unread, name = request.GET.get("view") == "unread", request.GET.get("q", "").strip()[:100]
    after = request.GET.get("after", "")
    after = after if after.startswith(found.org.path) and len(after) <= 200 and "\x00" not in after else ""
    name = name.replace("\x00", "")
    lines, further = counting.lines(found, unread=unread, after=after, name=name, most=SHOWN)
    page = ReceiptsPage(
        found, counting.numbers(found), lines, further, unread=unread, name=name, first=not after
    )
    return render_page(request, "announcements/receipts.html", page)


def _author(request: MemberRequest) -> Actor:
    actor = acting(request)
    if not publishing.may_publish(actor):
        right = (
            "发布通知公告（系统管理员或校领导）"
            if actor.is_school
            else "发布通知公告（系统管理员或审核用户）"
        )
        raise Denied("您没有发布通知公告的权限，没有做任何改动。", right=right, grantor=grantor(actor.org_id))
    return actor


def _own(actor: Actor, pk: int) -> Announcement:
    try:
        return publishing.own(actor, pk)
    except Announcement.DoesNotExist:
        raise Http404("本单位没有这条通知，可能已被删除。") from None


def _try(request: MemberRequest, pk: int, act: Callable[[], object], done: str, to: str) -> HttpResponse:
    """Do something with an announcement of one's own, and say what came of it."""
    try:
        act()
    except Announcement.DoesNotExist:
        raise Http404("本单位没有这条通知，可能已被删除。") from None
    except publishing.NotPossible as refused:
        return _done(request, pk, error=str(refused))
    return _done(request, pk, done, to=to)


def _done(
    request: MemberRequest, pk: int, done: str = "", *, error: str = "", to: str = "announcements:read"
) -> HttpResponse:
    if error:
        messages.error(request, error)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse(to, args=[pk]))


def _edit_page(
    request: MemberRequest,
    found: Announcement,
    form: AnnouncementForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    page = EditPage(form, found, list(found.files.defer("content")), refused=refused)
    return render_page(request, "announcements/edit.html", page, status)
