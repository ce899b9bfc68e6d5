"""What people do about findings: schools explain, reviewers accept or send back. Every step is kept."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import filing_round
from zhijiao.filing import access, registry
from zhijiao.kit.text import fold_lines
from zhijiao.quality import book, ledger
from zhijiao.quality.models import WAITING, Finding, FindingEvent, State
from zhijiao.quality.rule import Level

LONGEST = 500
SHORTEST = 4
PRIVATE = re.compile(r"\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9}")
"""Numbers of ID cards, bank cards and mobile phones."""

ACTIONS = {
    "explain": (State.EXPLAINED, FindingEvent.Step.EXPLAINED),
    "dismiss": (State.DISMISSED, FindingEvent.Step.DISMISSED),
    "accept": (State.ACCEPTED, FindingEvent.Step.ACCEPTED),
    "reopen": (State.REOPENED, FindingEvent.Step.REOPENED),
}
SCHOOL_STEPS = ("explain", "dismiss")


class Impossible(ValueError):
    """The step does not fit the finding, or its words do not do; the message is for the user."""


class Stale(Impossible):
    """Somebody else, or a new check, has changed the finding since the page was drawn."""


def possible(actor: Actor, finding: Finding) -> list[str]:
    """The steps this actor may take on the finding as it stands."""
    form, level = registry.get(finding.form), Level(finding.level)
    steps = []
    if actor.is_school and access.can(actor, form, "change"):
        if level is Level.EXPERIENCE and finding.state in (*WAITING, State.EXPLAINED):
            steps.append("explain")
        if level is Level.HINT and finding.state in WAITING:
            steps.append("dismiss")
    if access.can(actor, form, "audit"):
        if finding.state == State.EXPLAINED:
            steps.append("accept")
        if finding.state in (State.EXPLAINED, State.ACCEPTED, State.DISMISSED):
            steps.append("reopen")
    return steps


@transaction.atomic
def act(actor: Actor, chosen: Sequence[tuple[Finding, int]], step: str, text: str) -> None:
    """Take a step on findings of one school that the actor may see, all or none; each with the version it was read at.

    Raises:
        access.Denied: the right is missing for one of the forms.
        Stale: a finding has changed since it was read.
        Impossible: the step does not fit a class or state, or the words are missing or tell private numbers.
    """
    for key in {finding.form for finding, _ in chosen}:
        access.require(actor, registry.get(key), "change" if step in SCHOOL_STEPS else "audit")
    text = _words(step, text)
    read = {finding.pk: version for finding, version in chosen}
    current = list(Finding.objects.select_for_update().filter(pk__in=read).order_by("pk"))
    if any(finding.version != read[finding.pk] for finding in current) or len(current) != len(read):
        raise Stale("校验结果刚被更新，请核对最新情况后再处理；您填写的内容已保留。")
    for finding in current:
        if step not in possible(actor, finding):
            raise Impossible(_why_not(step, finding))
    _write(actor, current, step, text)


def _write(actor: Actor, current: Sequence[Finding], step: str, text: str) -> None:
    """Put findings into their next state, with history, counters and audit."""
    state, told = ACTIONS[step]
    now = timezone.now()
    change = {"state": state, "version": F("version") + 1}
    if step == "explain":
        change |= {"explanation": text, "explainer": actor.name, "explained_at": now}
    Finding.objects.filter(pk__in=[finding.pk for finding in current]).update(**change)
    who = {"at": now, "actor_id": actor.user_id, "actor_name": actor.name}
    FindingEvent.objects.bulk_create(
        FindingEvent(finding=finding, step=told, text=text, **who) for finding in current
    )
    for school_id, round_key in {(finding.school_id, finding.round) for finding in current}:
        ledger.count(filing_round(round_key), [school_id])
    for school_id, key in sorted({(finding.school_id, finding.rule) for finding in current}):
        record(
            Event.RULES,
            org=school_id,
            subject=f"{told.label}校验结果：{book.rules()[key].title}",
            detail={"rule": key, "step": step, "findings": sum(each.rule == key for each in current)},
        )


def _why_not(step: str, finding: Finding) -> str:
    if step == "explain" and finding.level == Level.LOGIC:
        return "逻辑校验必须改正数据，不能用说明代替。请更正后重新校验。"
    if finding.state == State.RESOLVED:
        return "这条校验结果已消除，无须处理。"
    return f"目前状态为“{finding.get_state_display()}”，不能进行这一步。请刷新后查看。"


def _words(step: str, text: str) -> str:
    """The words of a step, folded; needed to explain and to send back."""
    text = fold_lines(text)
    if step in ("explain", "reopen") and len(text) < SHORTEST:
        what = "情况说明" if step == "explain" else "退回理由"
        raise Impossible(f"请填写{what}，不少于 {SHORTEST} 个字。")
    if len(text) > LONGEST:
        raise Impossible(f"最多 {LONGEST} 个字，现有 {len(text)} 个，请删减。")
    if PRIVATE.search(text):
        raise Impossible(
            "说明中不要写身份证号、银行卡号或手机号码，请删去后再提交；需要指明人员时写学号或工号。"
        )
    return text
