"""What authorities do with submissions: accept, send back whole or form by form, have one made anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Level, Org
from zhijiao.signoff import area_falls, duties, telling, words
from zhijiao.signoff.models import FormReturn, Submission
from zhijiao.signoff.school_acts import check_version, refuse_if_over
from zhijiao.signoff.standing import Impossible, accepted_by, authorities_above, hold, label_of
from zhijiao.signoff.steps import move
from zhijiao.signoff.workflow import Act, State, may, standing_on

UPWARDS = (Level.COUNTY, Level.CITY, Level.PROVINCE, Level.MINISTRY)


@transaction.atomic
def accept(actor: Actor, school: Org, filing: Round, version: int) -> Submission:
    """Accept what a school has submitted and all below have accepted.

    Raises:
        access.Denied: the actor settles nothing.
        Impossible: it is not the actor's turn, or the actor has spoken for another level.
    """
    school, submission = _held(actor, school, filing, version, Act.ACCEPT)
    move(actor, school, submission, filing, Act.ACCEPT)
    set_way(school, submission)
    submission.save(update_fields=["state", "waits_at", "accepted_level"])
    telling.accepted(school, Org.objects.get(pk=actor.org_id), submission, filing)
    return submission


def set_way(school: Org, submission: Submission) -> None:
    """Work out anew where a submission waits and how far it has come; not saved."""
    way = standing_on(authorities_above(school), accepted_by(submission))
    submission.state, submission.accepted_level = way.state, way.accepted_level
    submission.waits_at_id = way.waits_at


@transaction.atomic
def give_back(
    actor: Actor,
    school: Org,
    filing: Round,
    version: int,
    reason: str,
    forms: Mapping[str, str] | None = None,
) -> Submission:
    """Send a submission back to the school: whole, or only some forms, each with its reason.

    Raises:
        access.Denied: the actor settles nothing.
        Impossible: it is not the actor's turn, reasons are missing, or a form is none of the round.
    """
    forms = _reasons(forms or {}, filing)
    if not forms:
        reason = words.reason(reason, "退回的理由")
    school, submission = _held(actor, school, filing, version, Act.RETURN)
    by, revision, now = Org.objects.get(pk=actor.org_id), submission.revision, timezone.now()
    FormReturn.objects.bulk_create(
        FormReturn(
            submission=submission, school=school, revision=revision, form=key, reason=why, org=by, org_name=by.name,
            actor_name=actor.name, returned_at=now,
        )
        for key, why in forms.items()
    )  # fmt: skip
    said = "；".join(f"{label_of(key)}：{why}" for key, why in forms.items()) or reason
    move(actor, school, submission, filing, Act.RETURN, reason=said[:500], forms=list(forms))
    telling.returned(school, by, filing, list(forms), "全部表单", said)
    area_falls.fall(actor, school, by, filing)
    return submission


def _reasons(forms: Mapping[str, str], filing: Round) -> dict[str, str]:
    """The forms to send back with their reasons; each must be one of the round, with records that can be mended."""
    known = registry.forms()
    mendable = {
        place.form for place in filing.places if place.form in known and not known[place.form].is_summary
    }
    if set(forms) - mendable:
        raise Impossible("所选表单不在本轮填报之列，请刷新页面后重新选择。")
    return {key: words.reason(why, f"退回“{label_of(key)}”的理由") for key, why in forms.items()}


@transaction.atomic
def reopen(actor: Actor, school: Org, filing: Round, version: int, reason: str) -> Submission:
    """Have a school make a new revision of what the actor's authority, or one below it, accepted last.

    Raises:
        access.Denied: the actor settles nothing.
        Impossible: it was not accepted, or by a higher authority.
    """
    reason = words.reason(reason, "退回重报的理由")
    school, submission = _held(actor, school, filing, version, Act.REOPEN)
    by, waited = Org.objects.get(pk=actor.org_id), submission.waits_at
    move(actor, school, submission, filing, Act.REOPEN, reason=reason)
    telling.returned(school, by, filing, (), "重新填报", reason)
    area_falls.fall(actor, school, by, filing)
    if waited is not None and waited.pk != by.pk:
        telling.withdrawn(school, waited, filing, reason)
    return submission


def _held(actor: Actor, school: Org, filing: Round, version: int, act: Act) -> tuple[Org, Submission]:
    """The submission, held, if the actor may take the step now.

    Raises:
        access.Denied, Impossible: as of the acts.
    """
    duties.require_auditor(actor)
    school, submission = hold(school, filing)
    if not actor.covers(school.path):
        raise Impossible(f"{school.name}已不在您的管理范围内，请刷新页面。")
    check_version(submission, version)
    if not may(act, submission.state):
        raise Impossible(f"目前状态为“{submission.get_state_display()}”，不能“{act.label}”。")
    why = (
        against_reopening(actor, school, submission) if act is Act.REOPEN else not_the_turn(actor, submission)
    )
    if why:
        raise Impossible(why)
    if act is not Act.ACCEPT:
        refuse_if_over(school, filing)
    duties.one_level_only(actor, submission)
    return school, submission


def not_the_turn(actor: Actor, submission: Submission) -> str:
    """Why it is not the actor's turn; empty if it is."""
    if submission.waits_at_id == actor.org_id:
        return ""
    if submission.waits_at is None:
        return "各级审核都已完成。"
    if actor.covers(submission.waits_at.path):
        return f"下级{submission.waits_at.name}还没有审核，审核后才轮到本级。"
    return f"本级已审核通过，现由{submission.waits_at.name}审核。"


def against_reopening(actor: Actor, school: Org, submission: Submission) -> str:
    """Why the actor cannot have it made anew: only the authority that accepted last can, or one above it."""
    order = [authority.pk for authority in authorities_above(school)]
    accepted = [pk for pk in order if pk in accepted_by(submission)]
    last = order.index(accepted[-1]) if accepted else -1
    if actor.org_id not in order or order.index(actor.org_id) < last:
        return "上级主管部门已审核通过，须由上级主管部门退回重报。"
    return ""


def settled_at(level: str, filing: Round) -> QuerySet[Submission]:
    """Submissions of a round that the authority of this level above the school has accepted."""
    return Submission.objects.filter(
        round=filing.key, state=State.ACCEPTED, accepted_level__in=levels_from(level)
    )


def levels_from(level: str) -> tuple[str, ...]:
    """A level and those above it: the values of `accepted_level` that say that it has accepted."""
    return UPWARDS[UPWARDS.index(Level(level)) :]


# Several at once -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Settled:
    """What became of one school in a settling of several."""

    school: Org
    refusal: str = ""


def settle_many(
    schools: Mapping[int, Org], chosen: Mapping[int, int], act: Callable[[Org, int], object]
) -> list[Settled]:
    """Take a step on several schools, each for itself; what cannot be done is told with its school.

    ``chosen`` gives the version that each school's submission was read at.
    """
    found = []
    for school_id, version in chosen.items():
        school = schools[school_id]
        try:
            act(school, version)
        except Impossible as refusal:
            found.append(Settled(school, str(refusal)))
        else:
            found.append(Settled(school))
    return found
