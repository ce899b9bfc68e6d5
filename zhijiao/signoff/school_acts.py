"""What the school does: sign, withdraw, and answer for a form that was sent back."""

from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.orgs.models import Org
from zhijiao.signoff import duties, telling, words
from zhijiao.signoff.blockers import blockers
from zhijiao.signoff.models import FormReturn, Submission
from zhijiao.signoff.round_locks import is_over
from zhijiao.signoff.standing import Impossible, StaleSubmission, hold
from zhijiao.signoff.steps import move
from zhijiao.signoff.workflow import Act, State, may

_FREEZE = "zhijiao.signoff.background_jobs.freeze"
"""The job that freezes; named by its path, because it stands above this module."""


def check_version(submission: Submission, version: int) -> None:
    """Raises: StaleSubmission if a step was taken since the page was drawn."""
    if submission.version != version:
        raise StaleSubmission("上报的状态刚刚有变化，请核对最新情况后再办理。")


def refuse_if_over(school: Org, filing: Round) -> None:
    """Raises: Impossible if what would be taken back could not be handed in again."""
    if is_over(school, filing):
        raise Impossible(
            f"{filing.title}已经关闭，撤回或退回后学校不能再上报，没有办理；"
            "个别数据有误的可以解锁表单补正，确需重报的请教育部先重新开启本轮。"
        )


@transaction.atomic
def sign(actor: Actor, school: Org, filing: Round, version: int) -> Submission:
    """The principal's signature; the caller has seen his password. A job checks, freezes and submits.

    Raises:
        access.Denied: the actor does not sign for the school.
        Impossible: something stands against it.
    """
    duties.require_principal(actor, school)
    school, submission = hold(school, filing)
    check_version(submission, version)
    if not may(Act.SIGN, submission.state):
        raise Impossible(f"目前状态为“{submission.get_state_display()}”，不能签字。")
    duties.apart_from_entry(actor, school, filing)
    duties.one_level_only(actor, submission)
    if found := blockers(school, filing):
        raise Impossible(f"还有 {len(found)} 项没有处理，不能签字：{found[0].text}")
    submission.signed_from = submission.state
    submission.signer_id, submission.signer_name = actor.user_id, actor.name
    move(actor, school, submission, filing, Act.SIGN)
    start_freezing(submission)
    return submission


def start_freezing(submission: Submission) -> None:
    """Queue the job, unless one for this revision waits or runs."""
    name = f"signoff:{submission.pk}:{submission.revision}"
    enqueue_single(declared(_FREEZE), name, submission.pk, submission.revision)


@transaction.atomic
def withdraw(actor: Actor, school: Org, filing: Round, version: int, reason: str) -> Submission:
    """Take a submission back that nobody has accepted yet.

    Raises:
        access.Denied: the actor does not sign for the school.
        Impossible: it does not wait, or somebody has accepted it.
    """
    duties.require_principal(actor, school)
    reason = words.reason(reason, "撤回的原因")
    school, submission = hold(school, filing)
    if submission.state == State.ACCEPTED:
        raise Impossible("主管部门已经审核通过，不能撤回；确需修改的，请主管部门退回重报。")
    check_version(submission, version)
    if not may(Act.WITHDRAW, submission.state):
        raise Impossible(f"目前状态为“{submission.get_state_display()}”，没有可以撤回的上报。")
    refuse_if_over(school, filing)
    duties.one_level_only(actor, submission)
    org = submission.waits_at
    move(actor, school, submission, filing, Act.WITHDRAW, reason=reason)
    telling.withdrawn(school, org, filing, reason)
    return submission


@transaction.atomic
def answer(actor: Actor, school: Org, filing: Round, form: FormLike, text: str) -> FormReturn:
    """Say of a form sent back that it is right as it is, and why.

    Raises:
        access.Denied: the actor may not change the form.
        Impossible: the form was not sent back, or the words do not do.
    """
    access.require(actor, form, "change")
    text = words.reason(text, "核对情况")
    school, submission = hold(school, filing)
    row = FormReturn.objects.filter(
        school=school, submission=submission, form=form.key, mended_at__isnull=True
    ).first()
    if row is None or not may(Act.MEND, submission.state):
        raise Impossible(f"“{form.label}”没有被退回，或已经重新上报。")
    row.answer, row.answered_by, row.answered_at = text, actor.name, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    move(actor, school, submission, filing, Act.MEND, reason=text, forms=[form.key])
    return row
