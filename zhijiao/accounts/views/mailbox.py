"""The mailbox of a demo: mail that would have been sent. Installations that send mail have no such page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhijiao.accounts.gate import public
from zhijiao.accounts.sign_in_models import SentMail

_SHOWN = 50


@public
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest messages, newest first."""
    if not settings.MAILBOX:
        raise Http404("本系统已配置邮件服务器，没有演示信箱。")
    return render(request, "accounts/mailbox.html", {"letters": SentMail.objects.all()[:_SHOWN]})
