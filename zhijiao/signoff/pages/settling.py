"""What an authority posts: settling one submission, or several of the list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.orgs.models import Org
from zhijiao.signoff import authority_acts, duties
from zhijiao.signoff.pages.asked import filing_of, version_of
from zhijiao.signoff.pages.submission import show
from zhijiao.signoff.standing import Impossible

MOST_AT_ONCE = 50
DONE = {
    "accept": "已审核通过",
    "return": "已退回全部表单",
    "return_forms": "已退回所选表单",
    "reopen": "已退回重报",
}


@business("audit", methods=POST)
def settle(request: ActorRequest) -> HttpResponse:
    """Accept, send back or reopen one submission."""
    actor, filing = request.actor, filing_of(request)
    duties.require_auditor(actor)
    school = access.school(actor, request.GET.get("school", ""))
    version, reason = version_of(request), request.POST.get("reason", "")
    step = request.POST.get("step", "")
    try:
        if step == "accept":
            authority_acts.accept(actor, school, filing, version)
        elif step == "return":
            authority_acts.give_back(actor, school, filing, version, reason)
        elif step == "return_forms":
            authority_acts.give_back(actor, school, filing, version, "", _forms(request))
        elif step == "reopen":
            authority_acts.reopen(actor, school, filing, version, reason)
        else:
            raise Http404("没有这种处理方式。")
    except Impossible as refusal:
        return show(request, str(refusal), status=422)
    messages.success(request, f"{school.name}：{DONE[step]}")
    return HttpResponseRedirect(f"{reverse('signoff:home')}?school={school.pk}")


def _forms(request: ActorRequest) -> dict[str, str]:
    """The forms ticked, each with its reason.

    Raises:
        Impossible: none is ticked.
    """
    chosen = request.POST.getlist("form")
    if not chosen:
        raise Impossible("请先勾选要退回的表单，并逐张填写理由。")
    return {key: request.POST.get(f"reason-{key}", "") for key in chosen}


@business("audit", methods=POST)
def settle_many(request: ActorRequest) -> HttpResponse:
    """Accept or send back the schools ticked; each for itself."""
    actor, filing = request.actor, filing_of(request)
    duties.require_auditor(actor)
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    if step not in ("accept", "return"):
        raise Http404("没有这种处理方式。")
    chosen = _chosen(request)
    schools = {each.pk: each for each in access.schools(actor).filter(pk__in=chosen)}
    if len(schools) != len(chosen):
        raise Http404("有的学校不在您的管理范围内，请返回列表重新勾选。")
    if not chosen or len(chosen) > MOST_AT_ONCE:
        messages.error(request, f"请勾选 1 至 {MOST_AT_ONCE} 所学校。")
        return _list(request)

    def act(school: Org, version: int) -> Any:
        if step == "accept":
            return authority_acts.accept(actor, school, filing, version)
        return authority_acts.give_back(actor, school, filing, version, reason)

    _tell(request, step, authority_acts.settle_many(schools, chosen, act))
    return _list(request)


def _tell(request: ActorRequest, step: str, settled: list[authority_acts.Settled]) -> None:
    """What became of each school."""
    refused = [each for each in settled if each.refusal]
    if done := len(settled) - len(refused):
        messages.success(request, f"{DONE[step]} {done} 所学校")
    for each in refused:
        messages.error(request, f"{each.school.name}没有办理：{each.refusal}")


def _chosen(request: ActorRequest) -> dict[int, int]:
    """Ids of the schools ticked, with the version each was drawn from.

    Raises:
        Http404: something else was sent.
    """
    chosen = {}
    for pair in request.POST.getlist("school"):
        pk, _, version = pair.partition(":")
        number, read = whole_number(pk), whole_number(version)
        if number is None or read is None:
            raise Http404("没有这样的学校。")
        chosen[number] = read
    return chosen


def _list(request: ActorRequest) -> HttpResponseRedirect:
    """Back to the list as it was."""
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("signoff:home") + (f"?{query}" if query else ""))
