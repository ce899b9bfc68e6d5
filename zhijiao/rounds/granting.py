"""延期 and 解锁: a school asks, an authority above it decides, gives unasked, or takes back.

Each step is one transaction.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round, filing_round
from zhijiao.catalogue.round_files import short
from zhijiao.filing.records import access, counters
from zhijiao.filing.schema import registry
from zhijiao.identity import gate
from zhijiao.identity.actions import AUDIT, CHANGE, SUBMIT
from zhijiao.identity.actor import Actor
from zhijiao.identity.holders import holders
from zhijiao.identity.models import User
from zhijiao.identity.rights import actors_of
from zhijiao.kit.machines import held
from zhijiao.notices.inbox import tell_users
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import covers
from zhijiao.rounds.deadlines import deadlines_of
from zhijiao.rounds.grants import WHOLE_SCHOOL, unlocked_until
from zhijiao.rounds.models import Grant
from zhijiao.webhooks.outbox import emit

LONGEST = timedelta(days=366)
MOST_ASKED = 50
"""Requests of one school that may wait at a time."""

State, Kind = Grant.State, Grant.Kind


class NotGrantable(ValueError):
    """It cannot be granted or asked for; the message says why and what to do."""


def may_grant(actor: Actor, form: str = WHOLE_SCHOOL) -> bool:
    """Whether the actor decides over a form of the schools below it, or over whole schools."""
    if actor.is_school or actor.read_only:
        return False
    if form == WHOLE_SCHOOL:
        return actor.may(AUDIT)
    found = registry.forms().get(form)
    return found is not None and access.holds(actor, found, AUDIT)


def may_ask(actor: Actor, form: str = WHOLE_SCHOOL) -> bool:
    """Whether the actor may ask for something in the name of its school: who fills in, checks or submits."""
    if not actor.is_school or actor.read_only:
        return False
    found = registry.forms().get(form)
    if form != WHOLE_SCHOOL:
        return found is not None and any(access.holds(actor, found, each) for each in (CHANGE, AUDIT, SUBMIT))
    return any(actor.may(each) for each in (CHANGE, AUDIT, SUBMIT))


@transaction.atomic
def give(
    actor: Actor, school: Org, filing: Round, forms: Sequence[str], kind: str, until: date, reason: str
) -> list[Grant]:
    """Grant something to a school unasked, for some forms or for all of them (:data:`WHOLE_SCHOOL`).

    Raises:
        gate.Denied: the actor has no such right over the school.
        NotGrantable: it cannot be granted.
    """
    if not forms:
        raise NotGrantable("请选择全校，或至少一张表单。")
    Org.objects.select_for_update().get(pk=school.pk)
    for form in forms:
        _require(actor, school, form)
        _check(school, filing, form, kind, until, reason)
    now = timezone.now()
    made = Grant.objects.bulk_create(
        Grant(
            school=school,
            round=filing.key,
            form=form,
            kind=kind,
            until=until,
            reason=reason,
            state=State.GRANTED,
            **_decision(actor, now),
        )
        for form in dict.fromkeys(forms)
    )
    for grant in made:
        _tell(grant, "授予")
    return made


@transaction.atomic
def ask(actor: Actor, school: Org, filing: Round, form: str, kind: str, until: date, reason: str) -> Grant:
    """Ask the authorities above for something.

    Raises:
        gate.Denied: the actor may not ask in the name of the school.
        NotGrantable: it cannot be granted, or waits already.
    """
    if not (may_ask(actor, form) and actor.org_id == school.pk):
        raise gate.denied(actor, SUBMIT)
    Org.objects.select_for_update().get(pk=school.pk)
    _check(school, filing, form, kind, until, reason)
    waiting = Grant.objects.filter(school=school, round=filing.key, state=State.ASKED)
    same = [each for each in waiting if (each.form, each.kind) == (form, kind)]
    if same:
        raise NotGrantable(f"{label_of(form)}的{Kind(kind).label}申请已在等待审批，请先撤回再重新申请。")
    if len(waiting) >= MOST_ASKED:
        raise NotGrantable(f"等待审批的申请已有 {MOST_ASKED} 件，请等审批后再申请，或申请全校。")
    grant = Grant.objects.create(
        school=school,
        round=filing.key,
        form=form,
        kind=kind,
        until=until,
        reason=reason,
        state=State.ASKED,
        asked_by=actor.user_id,
        asker=actor.name,
        asked_at=timezone.now(),
    )
    _tell(grant, "申请")
    return grant


@transaction.atomic
def decide(actor: Actor, grant_id: int, *, agree: bool, until: date | None = None, answer: str = "") -> Grant:
    """Grant what was asked for, if need be until another day, or refuse it with a reason.

    Raises:
        gate.Denied: the actor has no such right over the school.
        NotGrantable: it was decided meanwhile, or cannot be granted.
    """
    grant = _held(grant_id)
    _require(actor, grant.school, grant.form)
    if grant.state != State.ASKED:
        raise NotGrantable(f"这件申请{grant.get_state_display()}，请刷新页面查看。")
    if agree:
        grant.until = until or grant.until
        _check(grant.school, filing_round(grant.round), grant.form, grant.kind, grant.until, grant.reason)
    elif not answer:
        raise NotGrantable("不同意请写明理由，学校会看到。")
    grant.answer = _short(answer)
    grant.state = State.GRANTED if agree else State.REFUSED
    for name, value in _decision(actor, timezone.now()).items():
        setattr(grant, name, value)
    grant.save()
    _tell(grant, "同意" if agree else "不同意")
    return grant


@transaction.atomic
def withdraw(actor: Actor, grant_id: int) -> Grant:
    """Take back what was granted, or a request of one's own school.

    Raises:
        gate.Denied: somebody higher has granted it, or the actor has no right to it.
        NotGrantable: there is nothing left to take back.
    """
    grant = _held(grant_id)
    if grant.state == State.ASKED:
        if not (actor.org_id == grant.school_id and may_ask(actor, grant.form)):
            raise gate.denied(actor, SUBMIT)
    else:
        _require(actor, grant.school, grant.form)
        if grant.authority is None or not covers(actor.org_path, grant.authority.path):
            raise gate.Denied(f"这件{grant.get_kind_display()}由{grant.authority}授予，只能由其撤销。")
    if grant.state not in (State.ASKED, State.GRANTED):
        raise NotGrantable(f"这件{grant.get_kind_display()}{grant.get_state_display()}，没有可撤的。")
    grant.state, grant.withdrawer, grant.withdrawn_at = State.WITHDRAWN, actor.name, timezone.now()
    grant.save()
    _tell(grant, "撤销")
    return grant


def label_of(form: str) -> str:
    """A form by name, or 全校."""
    found = registry.forms().get(form)
    return f"“{found.label}”" if found else "全校"


def _held(grant_id: int) -> Grant:
    """A grant, held until the end of the transaction."""
    return held(Grant.objects.filter(pk=grant_id).select_related("school", "authority"), of=("self",)).get()


def _require(actor: Actor, school: Org, form: str) -> None:
    if not (actor.covers(school.path) and may_grant(actor, form)):
        raise gate.denied(actor, AUDIT, "" if form == WHOLE_SCHOOL else registry.forms()[form].label)


def _check(school: Org, filing: Round, form: str, kind: str, until: date, reason: str) -> None:
    """Refuse what would have no effect, has no reason, or lasts too long."""
    today = timezone.localdate()
    if kind not in Kind.values:
        raise NotGrantable("请选择延期或解锁。")
    if not _short(reason):
        raise NotGrantable("请写明事由。")
    if not today <= until <= today + LONGEST:
        raise NotGrantable(f"截止日期应在今天（{today}）与 {today + LONGEST} 之间，不能是 {until}。")
    if kind == Kind.EXTENSION:
        if not filing.is_open:
            raise NotGrantable(f"“{filing.title}”已关闭，不能延期；需要补正时请改用解锁。")
        present = deadlines_of(filing, [school])[school.pk].of(form)
        if until <= present:
            raise NotGrantable(f"现在的截止日期已是 {present}，延期应晚于它。")
        return
    unlocked = unlocked_until(school, filing, form)
    if unlocked is not None and until <= unlocked:
        raise NotGrantable(
            f"{label_of(form)}已解锁至 {unlocked}，不用重复解锁；要改早的，请先撤销再重新解锁。"
        )


def _short(text: str) -> str:
    try:
        return short(text.strip())[:200]
    except ValueError as error:
        raise NotGrantable(f"{error}。") from error


def _decision(actor: Actor, now: object) -> dict[str, object]:
    return {
        "authority_id": actor.org_id,
        "decided_by": actor.user_id,
        "decider": actor.name,
        "decided_at": now,
    }


def _tell(grant: Grant, done: str) -> None:
    """Put the step into the audit log, and tell the other side of it; the school has another deadline now."""
    detail = {
        "done": f"{done}{grant.get_kind_display()}",
        "round": grant.round,
        "until": grant.until.isoformat(),
    }
    record(Event.GRANT, org=grant.school_id, subject=label_of(grant.form), detail=detail)
    counters.mark_moved([grant.school_id])
    _push(grant, asked=done == "申请")
    what = f"{label_of(grant.form)}{grant.get_kind_display()}至 {grant.until}"
    if done == "申请":
        parent = Org.objects.get(children=grant.school_id)
        address = f"{reverse('rounds:grants')}?school={grant.school_id}"
        people, title = holders(parent, AUDIT), f"{grant.school.name}申请{what}"
        tell_users(_who_see(people, grant.form), title=title, text="请审批。", url=address, mail=True)
    elif grant.authority_id is not None:
        people = holders(grant.school, SUBMIT) | holders(grant.school, CHANGE)
        title = f"主管部门{done}：{what}"
        tell_users(_who_see(people, grant.form), title=title, url=reverse("rounds:grants"), mail=True)


def _push(grant: Grant, *, asked: bool) -> None:
    """Let other systems know."""
    told = {
        "round": grant.round,
        "grant": grant.pk,
        "kind": str(grant.kind),
        "form": "" if grant.form == WHOLE_SCHOOL else grant.form,
        "until": grant.until.isoformat(),
        "state": str(grant.state),
    }
    page = f"{reverse('rounds:grants')}?school={grant.school_id}"
    emit("grant.asked" if asked else "grant.decided", grant.school, told, page=page)


def _who_see(people: QuerySet[User], key: str) -> list[int]:
    """Those who may see the form that a message names, all of them where it names none; the gate's own answer."""
    users, form = list(people.select_related("org")), registry.forms().get(key)
    if form is None:
        return [user.pk for user in users]
    actors = actors_of(users)
    return [user.pk for user, actor in zip(users, actors, strict=True) if access.holds(actor, form, "view")]
