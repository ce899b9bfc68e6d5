"""What the school posts: the signature, a withdrawal, an answer to a form sent back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from zhijiao.filing.pages.context import school_of
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import POST, business
from zhijiao.identity.password_forms import ProofForm
from zhijiao.identity.password_proof import is_password_right
from zhijiao.identity.requests import ActorRequest
from zhijiao.signoff import duties, school_acts
from zhijiao.signoff.pages.asked import filing_of, version_of
from zhijiao.signoff.pages.submission import back, show
from zhijiao.signoff.standing import Impossible, submission_of
from zhijiao.signoff.workflow import State


@business("view")
def state(request: ActorRequest) -> HttpResponse:
    """How far freezing is, asked for again and again by the page that waits; then the page itself is drawn anew."""
    school = school_of(request, request.actor)
    submission = submission_of(school, filing_of(request))
    if submission.state == State.SIGNING:
        return render(request, "signoff/_freezing.html", {"query": back(request).url.partition("?")[2]})
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


@business("submit", methods=POST)
def sign(request: ActorRequest) -> HttpResponse:
    """The principal's signature, with the sign-in password as proof that it is he."""
    school, filing = school_of(request, request.actor), filing_of(request)
    duties.require_principal(request.actor, school)
    form = ProofForm.of(request)
    if not (form.is_valid() and is_password_right(request, form, label="登录密码")):
        return show(request, "请输入正确的登录密码后再签字。", form, status=422)
    try:
        school_acts.sign(request.actor, school, filing, version_of(request))
    except Impossible as refusal:
        return show(request, str(refusal), status=422)
    messages.success(request, "已签字，系统正在核对并封存数据，完成后自动上报。")
    return back(request)


@business("submit", methods=POST)
def withdraw(request: ActorRequest) -> HttpResponse:
    """Take the submission back, as long as nobody has accepted it."""
    school, filing = school_of(request, request.actor), filing_of(request)
    try:
        reason = request.POST.get("reason", "")
        school_acts.withdraw(request.actor, school, filing, version_of(request), reason)
    except Impossible as refusal:
        return show(request, str(refusal), status=422)
    messages.success(request, "已撤回，可以修改后重新签字；原来的快照仍然保留。")
    return back(request)


@business("change", methods=POST)
def answer(request: ActorRequest, form: FormLike) -> HttpResponse:
    """Say of a form sent back that it needs no change, and why."""
    school, filing = school_of(request, request.actor), filing_of(request)
    try:
        school_acts.answer(request.actor, school, filing, form, request.POST.get(f"reason-{form.key}", ""))
    except Impossible as refusal:
        return show(request, str(refusal), status=422)
    messages.success(request, f"“{form.label}”：已记录核对情况，校长重新签字后一并上报。")
    return back(request)
