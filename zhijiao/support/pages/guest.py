"""Asking without being signed in: captcha, limits, and a mailed link that leads back to the conversation."""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import throttle
from zhijiao.identity.gate import GET_POST, POST, public
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.signin import captcha, login
from zhijiao.signin.session_clock import quiet
from zhijiao.signin.views.answers import captcha_box
from zhijiao.signin.views.sign_in import WRONG_CAPTCHA
from zhijiao.support import handling, talking, visiting
from zhijiao.support.forms import RATINGS, GuestForm, RateForm, SayForm
from zhijiao.support.models import TEXT, Conversation
from zhijiao.support.pages.asking import browser_of, page_of
from zhijiao.support.pages.talk import Line, lines_of, newer
from zhijiao.support.suggesting import suggested
from zhijiao.support.talking import Asked, Refused, Voice

_KEY = "support_link"
SHUT = "提问过于频繁，没有提交。请稍后再试，或联系本单位系统管理员。"


@dataclass(frozen=True)
class VisitPage:
    """A conversation as its asker sees it who is not signed in."""

    found: Conversation
    subject: str
    lines: list[Line]
    messages_url: str
    typed: str = ""
    refused: str = ""
    ratings: list[tuple[str, str]] = field(default_factory=lambda: RATINGS)
    days: int = field(default=visiting.VALID.days)


@public(methods=POST, never_cache=True, harmless=True)
def suggest(request: HttpRequest) -> HttpResponse:
    """Sections of 常见问题 that fit what is being typed; posted, so that no log keeps it."""
    question = f"{request.POST.get('subject', '')} {request.POST.get('text', '')}"[: TEXT + 100]
    return render(request, "support/_suggested.html", {"found": suggested(question)})


@public(methods=GET_POST, never_cache=True)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask by captcha; the answer is the same whether or not the school named is one of ours."""
    form, captcha_error, refused = GuestForm.of(request), "", ""
    page, browser = page_of(request), browser_of(request)
    if request.method == "POST":
        if not captcha.accept(request.POST.get("captcha_name", ""), request.POST.get("captcha", "")):
            captcha_error = WRONG_CAPTCHA
        if form.is_valid() and not captcha_error:
            given = form.cleaned_data
            if _begins(given["email"], request):
                _ask(request, given, Asked(given["subject"], given["text"], page, "未登录", browser))
                return render(
                    request, "support/sent.html", {"email": given["email"], "days": visiting.VALID.days}
                )
            refused = SHUT
    context = {"form": form, "captcha": captcha_box(), "captcha_error": captcha_error, "refused": refused}
    context |= {"page": page, "browser": browser}
    return render(request, "support/ask.html", context, status=422 if request.method == "POST" else 200)


@public(never_cache=True)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address into the session, so that it appears in no further address."""
    if visiting.opened_by(token) is None:
        return render(request, "support/link_over.html", status=410)
    request.session[_KEY] = visiting.digest(token)
    return HttpResponseRedirect(reverse("support:visit"))


@public(methods=GET_POST, never_cache=True)
def visit(request: HttpRequest) -> HttpResponse:
    """The conversation of the link, saying more, and how satisfied one is."""
    found = visiting.still_open(request.session.get(_KEY, ""))
    if found is None:
        return render(request, "support/link_over.html", status=410)
    refused = ""
    if request.method == "POST":
        refused = _rated(request, found) if "rating" in request.POST else _said(request, found)
        if not refused:
            return HttpResponseRedirect(f"{reverse('support:visit')}#last")
    drawn = VisitPage(
        found,
        talking.subject_of(found),
        lines_of(found),
        reverse("support:visit_messages"),
        typed=request.POST.get("text", ""),
        refused=refused,
    )
    return render_page(request, "support/visit.html", drawn, 422 if refused else 200)


def _said(request: HttpRequest, found: Conversation) -> str:
    """Say what was posted; why not, where it cannot be said."""
    form = SayForm.of(request)
    if not form.is_valid():
        return form.first_error()
    try:
        talking.say_as_asker(found.pk, Voice("asker", found.asker_name), form.cleaned_data["text"])
    except Refused as why:
        return str(why)
    return ""


def _rated(request: HttpRequest, found: Conversation) -> str:
    """Keep the rating that was posted; why not, where it cannot be kept."""
    form = RateForm.of(request)
    if not form.is_valid():
        return form.first_error()
    try:
        handling.rate(found.pk, None, int(form.cleaned_data["rating"]), form.cleaned_data["words"])
    except Refused as why:
        return str(why)
    return ""


@quiet
@public(never_cache=True)
def messages_since(request: HttpRequest) -> HttpResponse:
    """The messages, if there are others than the page shows."""
    found = visiting.still_open(request.session.get(_KEY, ""))
    if found is None:
        return render(request, "support/link_over.html", status=410)
    return newer(request, found)


def _begins(email: str, request: HttpRequest) -> bool:
    """Count a question; false if this mailbox or this address has asked too often."""
    return throttle.begin_mail(f"support:{email}", f"support:{throttle.client_address(request)}")


@transaction.atomic
def _ask(request: HttpRequest, given: dict[str, str], asked: Asked) -> None:
    org = _named(given["school"]) or Org.objects.filter(parent=None).order_by("pk").first()
    if org is None:  # an installation without a single node has nobody to answer
        return
    made = talking.ask_as_guest(org, given["name"], given["email"], asked)
    visiting.send_link(made, login.site(request), "您的提问已收到。")


def _named(word: str) -> Org | None:
    """The node of that name or code, if exactly one is meant."""
    word = word.strip()
    if not word:
        return None
    found = list(Org.objects.active().filter(name=word)[:2]) or list(
        Org.objects.active().filter(code=word)[:2]
    )
    return found[0] if len(found) == 1 else None
