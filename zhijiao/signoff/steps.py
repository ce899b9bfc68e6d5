"""Writing a step down: the history of the submission, and the audit log, which is told no words."""

from collections.abc import Sequence

from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import counters
from zhijiao.identity.actor import Actor
from zhijiao.identity.builtin_roles import role_names
from zhijiao.orgs.models import Org
from zhijiao.signoff.locking import refresh
from zhijiao.signoff.models import Submission, SubmissionStep
from zhijiao.signoff.pushed import push_step
from zhijiao.signoff.workflow import TABLE, Act, after

PROGRAM = "系统"


def move(
    actor: Actor | None,
    school: Org,
    submission: Submission,
    filing: Round,
    act: Act,
    *,
    reason: str = "",
    forms: Sequence[str] = (),
) -> SubmissionStep:
    """Take a step: state, revision, history, locks, audit, webhooks. The caller's transaction holds ``submission``.

    The caller has asked who may; whether the state allows it is asked here once more.
    """
    state = after(act, submission.state, submission.signed_from)
    step = _note(actor, school, submission, act, reason, forms)
    submission.state, submission.message = state, reason if actor is None else ""
    submission.version += 1
    if TABLE[act].new_revision:
        submission.revision += 1
        submission.waits_at, submission.accepted_level = None, ""
    submission.save()
    counters.mark_moved([school.pk])
    if act is not Act.REROUTE:
        refresh(school, submission, filing)
    push_step(school, submission, step)
    return step


def _note(
    actor: Actor | None, school: Org, submission: Submission, act: Act, reason: str, forms: Sequence[str]
) -> SubmissionStep:
    """A row of the history, and an entry of the audit log."""
    org = school if actor is None or actor.org_id == school.pk else Org.objects.get(pk=actor.org_id)
    step = SubmissionStep.objects.create(
        submission=submission,
        school=school,
        revision=submission.revision,
        act=act,
        at=timezone.now(),
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else PROGRAM,
        role="、".join(role_names(actor.roles))[:60] if actor else "",
        org=org,
        org_name=org.name,
        level=org.level,
        reason=reason,
        forms=list(forms),
    )
    detail = {"done": act.label, "round": submission.round, "revision": submission.revision}
    if forms:
        detail["forms"] = list(forms)
    record(Event.SUBMISSION, org=school, subject=f"{submission.round} 上报", detail=detail)
    return step
