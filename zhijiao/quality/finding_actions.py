"""What people do about findings: schools explain, reviewers accept or send back. Every step is kept."""

import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import filing_round
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.kit.machines import held
from zhijiao.kit.text import fold_lines
from zhijiao.notices.inbox import tell_user
from zhijiao.quality import finding_sync, rule_registry, school_checks
from zhijiao.quality.models import WAITING, Finding, FindingEvent, FindingState, MatchVerdict
from zhijiao.quality.rule import Severity

LONGEST = 500
SHORTEST = 4
PRIVATE = re.compile(r"\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9}")
"""Numbers of ID cards, bank cards and mobile phones."""

ACTIONS = {
    "explain": (FindingState.EXPLAINED, FindingEvent.Step.EXPLAINED),
    "dismiss": (FindingState.DISMISSED, FindingEvent.Step.DISMISSED),
    "accept": (FindingState.ACCEPTED, FindingEvent.Step.ACCEPTED),
    "reopen": (FindingState.REOPENED, FindingEvent.Step.REOPENED),
    "hand": (FindingState.OPEN, FindingEvent.Step.HANDED),
    "clear": (FindingState.CLEARED, FindingEvent.Step.CLEARED),
    "turn": (FindingState.RESOLVED, FindingEvent.Step.TURNED),
}
SCHOOL_STEPS = ("explain", "dismiss")
BY_DEPARTMENTS = {
    FindingState.REFERRED: ["hand", "clear", "turn"],
    FindingState.CLEARED: ["hand", "turn"],
    FindingState.OPEN: ["clear", "turn"],
    FindingState.REOPENED: ["clear", "turn"],
}
"""What a department above all schools concerned may decide about a match between them, by its state."""


class Impossible(ValueError):
    """The step does not fit the finding, or its words do not do; the message is for the user."""


class StaleFinding(Impossible):
    """Somebody else, or a new check, has changed the finding since the page was drawn."""


def possible(actor: Actor, finding: Finding) -> list[str]:
    """The steps this actor may take on the finding as it stands."""
    form, level = registry.get(finding.form), Severity(finding.level)
    steps = []
    if actor.is_school and access.can(actor, form, "change"):
        if level is Severity.EXPERIENCE and finding.state in (*WAITING, FindingState.EXPLAINED):
            steps.append("explain")
        if level is Severity.HINT and finding.state in WAITING:
            steps.append("dismiss")
    if access.can(actor, form, "audit"):
        if finding.state == FindingState.EXPLAINED:
            steps.append("accept")
        if finding.state in (FindingState.EXPLAINED, FindingState.ACCEPTED, FindingState.DISMISSED):
            steps.append("reopen")
        if _is_above(actor, finding):
            steps += BY_DEPARTMENTS.get(FindingState(finding.state), [])
    return steps


def _is_above(actor: Actor, finding: Finding) -> bool:
    """Whether the finding is a match between schools that all lie below the actor."""
    above = finding.referred_to
    return above is not None and not actor.is_school and actor.covers(above.path)


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
    current = list(held(Finding.objects.filter(pk__in=read)).order_by("pk"))
    if any(finding.version != read[finding.pk] for finding in current) or len(current) != len(read):
        raise StaleFinding("校验结果刚被更新，请核对最新情况后再处理；您填写的内容已保留。")
    for finding in current:
        if step not in possible(actor, finding):
            raise Impossible(_why_not(step, finding))
    if step == "accept" and _explained_by(actor, current):
        raise Impossible("不能认可本人提交的说明，请由另一名审核人员或主管部门审核。")
    _write(actor, current, step, text)


def _write(actor: Actor, current: Sequence[Finding], step: str, text: str) -> None:
    """Put findings into their next state, with history, counters and audit."""
    state, told = ACTIONS[step]
    now = timezone.now()
    if step == "turn":
        _turn(actor, current)
    change = {"state": state, "version": F("version") + 1}
    if step == "explain":
        change |= {"explanation": text, "explainer": actor.name, "explained_at": now}
    if step == "hand":
        change["told"] = True
    Finding.objects.filter(pk__in=[finding.pk for finding in current]).update(**change)
    if step == "reopen":
        _tell_explainers(actor, current)
    who = {"at": now, "actor_id": actor.user_id, "actor_name": actor.name}
    FindingEvent.objects.bulk_create(
        FindingEvent(school_id=finding.school_id, finding=finding, step=told, text=text, **who)
        for finding in current
    )
    for school_id, round_key in {(finding.school_id, finding.round) for finding in current}:
        finding_sync.count(filing_round(round_key), [school_id])
    for school_id, key in sorted({(finding.school_id, finding.rule) for finding in current}):
        record(
            Event.RULES,
            org=school_id,
            subject=f"{told.label}校验结果：{rule_registry.rules()[key].title}",
            detail={"rule": key, "step": step, "findings": sum(each.rule == key for each in current)},
        )


ANSWERS = (FindingEvent.Step.EXPLAINED, FindingEvent.Step.DISMISSED)


def _tell_explainers(actor: Actor, current: Sequence[Finding]) -> None:
    """A message to everybody whose word on a finding, the last that was given, comes back; not to who sends it back."""
    given = FindingEvent.objects.filter(finding__in=current, step__in=ANSWERS).order_by("pk")
    last = dict(given.values_list("finding_id", "actor_id"))
    by: dict[int, list[Finding]] = {}
    for finding in current:
        user_id = last.get(finding.pk)
        if user_id is not None and user_id != actor.user_id:
            by.setdefault(user_id, []).append(finding)
    for user_id, theirs in by.items():
        first, many = theirs[0], len(theirs) > 1
        title = rule_registry.rules()[first.rule].title
        tell_user(
            user_id,
            title=f"您说明的校验结果被退回：{title}" + (f"等 {len(theirs)} 条" if many else ""),
            text="请查看退回理由，更正数据或重新说明。",
            url=reverse("quality:list") if many else reverse("quality:finding", args=[first.pk]),
        )


def _explained_by(actor: Actor, current: Sequence[Finding]) -> bool:
    """Whether the last explanation of one of the findings is the actor's own."""
    explained = FindingEvent.objects.filter(finding__in=current, step=FindingEvent.Step.EXPLAINED)
    last = dict(explained.order_by("pk").values_list("finding_id", "actor_id"))
    return actor.user_id is not None and actor.user_id in last.values()


def _turn(actor: Actor, current: Sequence[Finding]) -> None:
    """The other school is in doubt: its record gets the finding, at once handed down, and this one's is closed."""
    for finding in current:
        others = {(other[0], other[2]) for other in finding.others}
        verdicts = MatchVerdict.objects.filter(rule=finding.rule, link=finding.link)
        verdicts.delete()
        MatchVerdict.objects.bulk_create(
            MatchVerdict(
                rule=finding.rule,
                link=finding.link,
                school_id=school_id,
                decided_at=timezone.now(),
                decided_by=actor.name,
            )
            for school_id in {school for school, _ in others}
        )
        filing = filing_round(finding.round)
        school_checks.compare(rule_registry.rules()[finding.rule], filing, {finding.link})
        turned = [
            row
            for row in Finding.objects.filter(rule=finding.rule, link=finding.link, round=finding.round)
            if (row.school_id, row.record_id) in others and row.state == FindingState.REFERRED
        ]
        if turned:
            _write(actor, turned, "hand", "")


def _why_not(step: str, finding: Finding) -> str:
    if step == "explain" and finding.level == Severity.LOGIC:
        return "逻辑校验必须改正数据，不能用说明代替。请更正后重新校验。"
    if finding.state == FindingState.REFERRED:
        return "这条结果涉及另一所学校，由两校共同的上级主管部门核对。"
    if finding.state == FindingState.RESOLVED:
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
