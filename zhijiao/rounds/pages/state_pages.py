"""Opening, closing and reopening a round: first what it means, then the act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.catalogue.matrix import current_round, problems
from zhijiao.catalogue.models import MadeRound, RoundState
from zhijiao.identity.actions import ORGS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Level, Org
from zhijiao.rounds.deadlines import days_in_words
from zhijiao.rounds.differences import differences
from zhijiao.rounds.models import Grant
from zhijiao.rounds.pages.shown_round import ShownRound, sent_version, shown_round
from zhijiao.rounds.round_changes import Overtaken
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.rounds.round_rights import make_or_404
from zhijiao.rounds.round_states import close_round, open_round, reopen_round


@dataclass(frozen=True)
class Step:
    """A change of state: its name, from which state, and what does it."""

    label: str
    wanted: RoundState
    act: Callable[[Actor, str, int], MadeRound]


STEPS = {
    "open": Step("开启", RoundState.DRAFT, open_round),
    "close": Step("关闭", RoundState.OPEN, close_round),
    "reopen": Step("重新开启", RoundState.CLOSED, reopen_round),
}


@dataclass(frozen=True, kw_only=True)
class StatePage:
    """What a change of state will mean."""

    shown: ShownRound
    step: Step
    meaning: list[str]
    reasons: list[str]
    possible: bool


@manage(ORGS, methods=GET_POST)
def state(request: ActorRequest, key: str, step: str) -> HttpResponse:
    """Say what a change of state means; do it when it is posted."""
    make_or_404(request.actor)
    shown, wanted = shown_round(request.actor, key), STEPS.get(step)
    if wanted is None:
        raise Http404("没有这种操作。")
    reasons, status = _hindrances(shown, wanted), 200
    if request.method == "POST":
        try:
            row = wanted.act(request.actor, key, sent_version(request.POST.get("version")))
        except RoundRefused as refused:
            reasons, status = refused.reasons, 409 if isinstance(refused, Overtaken) else 422
        else:
            messages.success(request, f"“{row.title}”已{wanted.label}，正在通知各级")
            return HttpResponseRedirect(reverse("rounds:round", args=[key]))
    drawn = StatePage(
        shown=shown,
        step=wanted,
        meaning=_meaning(shown, step),
        reasons=reasons,
        possible=not reasons or status == 409,
    )
    return render_page(request, "rounds/state.html", drawn, status=status)


def _hindrances(shown: ShownRound, step: Step) -> list[str]:
    """Why the change cannot be made now."""
    if shown.state is not step.wanted:
        return [f"“{shown.filing.title}”{shown.state.label}，不能{step.label}。"]
    return list(problems(shown.filing))


def _meaning(shown: ShownRound, step: str) -> list[str]:
    """What will be different afterwards, a sentence each."""
    filing, nodes = shown.filing, Org.objects.active()
    schools = nodes.filter(level=Level.SCHOOL).count()
    told = f"将通知 {schools} 所学校和 {nodes.count() - schools} 个主管部门。"
    if step == "close":
        waiting = Grant.objects.filter(round=filing.key, state=Grant.State.ASKED).count()
        return [
            "关闭后学校不能再提交，已提交的可以审核通过，不能再退回；已获延期的学校在延期内、已获解锁的表单在解锁期内不受影响。",
            "填报时点的统计数据以今天为准，不再变动。",
            f"仍有 {waiting} 件延期、解锁申请等待审批；关闭后不能再批延期，可以改批解锁。",
            "日常记录不受影响，仍可继续填写。",
            told,
        ]
    latest = current_round()
    if filing.key >= latest.key:
        lead = f"登录后默认进入“{filing.title}”" + (
            f"，不再是“{latest.title}”。" if filing.key != latest.key else "。"
        )
    else:
        lead = f"默认进入的仍是“{latest.title}”，本轮次在学年菜单中选择。"
    changed = len(differences(shown.base, filing)) if shown.base else 0
    source = [f"与“{shown.base.title}”相比，填报要求有 {changed} 处不同。"] if shown.base else []
    return [lead, days_in_words(filing), *source, told]
