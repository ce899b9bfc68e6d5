"""One conversation, for who asked and for who answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.attachments.kinds import KINDS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import POST, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.plain_text import Piece, paragraphs
from zhijiao.signin import login
from zhijiao.signin.session_clock import quiet
from zhijiao.support import handling, talking, visiting
from zhijiao.support.forms import RATINGS, RateForm, SayForm
from zhijiao.support.models import CannedAnswer, Conversation, SupportFile, SupportMessage
from zhijiao.support.pages.asking import acting, sent_picture
from zhijiao.support.talking import Refused, Voice
from zhijiao.workbooks.markup import FileRefused

ABSENT = "没有这个对话，或不由您和贵单位处理。"
Line = tuple[SupportMessage, list[list[list[Piece]]]]


@dataclass(frozen=True)
class TalkPage:
    """A conversation as one side sees it."""

    found: Conversation
    subject: str
    lines: list[Line]
    #: "asker", "staff" (may answer) or "reader" (its node has handed it on).
    side: str
    me: int | None
    messages_url: str
    canned: list[CannedAnswer] = field(default_factory=list)
    typed: str = ""
    refused: str = ""
    ratings: list[tuple[str, str]] = field(default_factory=lambda: RATINGS)


@member(never_cache=True)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """The whole conversation."""
    actor = acting(request)
    return _page(request, actor, _find(actor, pk))


@quiet
@member(never_cache=True)
def messages_since(request: MemberRequest, pk: int) -> HttpResponse:
    """The messages, if there are others than the page shows; a page asks again and again, and mostly gets nothing."""
    found = _find(acting(request), pk)
    return newer(request, found)


@member(methods=POST, large=True)
def say(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something, as asker or in answer."""
    actor = acting(request)
    found = _find(actor, pk)
    form = SayForm.of(request)
    if not form.is_valid():
        return _page(request, actor, found, refused=form.first_error(), status=422)
    text = form.cleaned_data["text"]
    try:
        picture = sent_picture(request)
        if found.asker_id == actor.user_id:
            talking.say_as_asker(pk, Voice("asker", actor.name, actor.user_id), text, picture)
        else:
            with transaction.atomic():
                handling.say(actor, pk, text, picture)
                _write_to_guest(request, pk)
    except FileRefused as refused:
        return _page(request, actor, found, refused=f"没有发送：{refused}", status=422)
    except Refused as refused:
        return _page(request, actor, found, refused=str(refused), status=409)
    return HttpResponseRedirect(f"{reverse('support:read', args=[pk])}#last")


@member(never_cache=True)
def picture(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """A picture of a message, as a file in which nothing can act."""
    found = _find(acting(request), pk)
    file = SupportFile.objects.filter(message__conversation=found, message__number=number).first()
    if file is None:
        raise Http404("这条消息没有图片。")
    kind = KINDS[file.kind]
    response = HttpResponse(talking.picture_of(file), content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="support-{pk}-{number}.{kind.ending}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@member(methods=POST)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close the conversation."""
    actor = acting(request)
    return attempt(request, pk, lambda: handling.close(actor, pk), "对话已关闭。")


@member(methods=POST)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Open it again."""
    actor = acting(request)
    return attempt(request, pk, lambda: handling.reopen(actor, pk), "对话已重新打开。")


@member(methods=POST)
def rate(request: MemberRequest, pk: int) -> HttpResponse:
    """Say how satisfied one is."""
    actor, form = acting(request), RateForm.of(request)
    if not form.is_valid():
        _find(actor, pk)
        messages.error(request, form.first_error())
        return HttpResponseRedirect(reverse("support:read", args=[pk]))
    rating, words = int(form.cleaned_data["rating"]), form.cleaned_data["words"]
    return attempt(request, pk, lambda: handling.rate(pk, actor.person, rating, words), "谢谢您的评价。")


def attempt(request: MemberRequest, pk: int, act: Callable[[], object], done: str) -> HttpResponse:
    """Do something with a conversation, and say what came of it."""
    try:
        act()
    except Conversation.DoesNotExist:
        raise Http404(ABSENT) from None
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("support:read", args=[pk]))


def newer(request: HttpRequest, found: Conversation) -> HttpResponse:
    """The messages as a part of the page; 204 if the page has them all (htmx leaves it as it is), 304 for others."""
    tag = f'"{found.pk}-{found.last_number}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    if request.GET.get("seen") == str(found.last_number):
        return HttpResponse(status=204, headers={"ETag": tag})
    response = render(request, "support/_messages.html", {"found": found, "lines": lines_of(found)})
    response["ETag"] = tag
    return response


def lines_of(found: Conversation) -> list[Line]:
    """The messages, parted into pieces that a template draws."""
    return [(row, paragraphs(text)) for row, text in talking.messages_of(found)]


def _find(actor: Actor, pk: int) -> Conversation:
    found = handling.seen_by(actor).filter(pk=pk).first()
    if found is None:
        raise Http404(ABSENT)
    return found


def _page(
    request: MemberRequest, actor: Actor, found: Conversation, *, refused: str = "", status: int = 200
) -> HttpResponse:
    answers = handling.answers(actor, found)
    side = "asker" if found.asker_id == actor.user_id else "staff" if answers else "reader"
    canned = list(CannedAnswer.objects.filter(org=actor.org_id)) if side == "staff" else []
    page = TalkPage(
        found=found,
        subject=talking.subject_of(found),
        lines=lines_of(found),
        side=side,
        me=actor.user_id,
        messages_url=reverse("support:messages", args=[found.pk]),
        canned=canned,
        typed=request.POST.get("text", "") if refused else "",
        refused=refused,
    )
    return render_page(request, "support/talk.html", page, status)


def _write_to_guest(request: MemberRequest, pk: int) -> None:
    found = Conversation.objects.get(pk=pk)
    if found.asker_id is None and found.email:
        visiting.send_link(found, login.site(request), "您的提问有新答复。")
