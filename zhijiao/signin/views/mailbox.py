"""The mailbox of a demo: mail that would have been sent. Installations that send mail have no such page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhijiao.identity.gate import public
from zhijiao.signin.models import SentMail

_SHOWN = 50


@public(never_cache=True)
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest messages, newest first."""
    if not settings.MAILBOX:
        raise Http404("本系统已配置邮件服务器，没有演示信箱。")
    return render(request, "signin/mailbox.html", {"letters": SentMail.objects.all()[:_SHOWN]})
