"""Signing in again within a page whose session is gone, so that nothing typed is lost."""

from django.http import HttpResponse

from zhijiao.identity.gate import GET_POST, public
from zhijiao.identity.requests import GatedRequest
from zhijiao.signin import pending_login
from zhijiao.signin.session_clock import quiet
from zhijiao.signin.views.answers import InPage
from zhijiao.signin.views.second_step import OVER, judge, send_again
from zhijiao.signin.views.sign_in import attempt


@public(methods=GET_POST, never_cache=True)
@quiet
def sign_in(request: GatedRequest, portal: str) -> HttpResponse:
    """The dialog's part for the next step. Captcha, limits and second step are those of the sign-in page."""
    answers = InPage(portal)
    if request.method != "POST":
        return answers.ask(request)
    step = request.POST.get("step", "")
    if step == "password":
        return attempt(request, portal, answers)
    half = pending_login.read(request.session)
    if half is None:
        pending_login.drop(request.session)
        return answers.ask(request, request.POST.get("username", ""), errors=[OVER])
    if step == "mail":
        _, said = send_again(request, half)
        return answers.code_wrong(request, half, "", said)
    return judge(request, half, request.POST.get("code", ""), answers)
