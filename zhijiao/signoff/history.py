"""The history of a submission as somebody may read it, and the way up with who has settled it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.signoff.models import Submission, SubmissionStep
from zhijiao.signoff.standing import labels
from zhijiao.signoff.workflow import LOCKING, Act, State


@dataclass(frozen=True)
class StepLine:
    """One step in words."""

    label: str
    who: str
    at: datetime
    reason: str
    forms: str
    revision: int


@dataclass(frozen=True)
class WayPoint:
    """A station of the way up: who, whether it is done, waits now or comes later, and who did it when."""

    name: str
    state: str
    note: str
    at: datetime | None = None


def steps_of(submission: Submission) -> list[SubmissionStep]:
    """All steps, the latest first; one query."""
    if submission.pk is None:
        return []
    return list(SubmissionStep.objects.filter(submission=submission).order_by("-pk"))


def lines(actor: Actor, steps: Sequence[SubmissionStep]) -> list[StepLine]:
    """Steps in words; of forms the actor may not see, neither the name nor what was said."""
    shown, everything = {form.key for form in access.menu_forms(actor)}, sees_everything(actor)
    return [_line(step, shown, everything) for step in steps]


def sees_everything(actor: Actor) -> bool:
    """Whether the actor may be told of all forms at once: how far they are, what is wrong with them."""
    return access.sees_every_form(actor) and not access.sees_own_rows_only(actor)


def _line(step: SubmissionStep, shown: set[str], everything: bool) -> StepLine:
    seen = [key for key in step.forms if key in shown]
    hidden = len(seen) < len(step.forms) or (step.act == Act.FAIL and not everything)
    who = f"{step.org_name} {step.actor_name}" if step.actor_id else step.actor_name
    role = f"（{step.role}）" if step.role else ""
    return StepLine(
        Act(step.act).label, who + role, step.at, "" if hidden else step.reason, labels(seen), step.revision
    )


def way_of(school: Org, submission: Submission, steps: Sequence[SubmissionStep]) -> list[WayPoint]:
    """From the school to the ministry: where the present revision has been; one query."""
    accepted = {
        step.org_id: step for step in steps if step.act == Act.ACCEPT and step.revision == submission.revision
    }
    names = dict(Org.objects.filter(pk__in=school.ancestors_ids()).values_list("pk", "name"))
    points = [_school_point(school, submission)]
    for pk in reversed(school.ancestors_ids()):
        step = accepted.get(pk)
        if step is not None:
            points.append(WayPoint(names[pk], "done", f"{step.actor_name} 审核通过", step.at))
        elif submission.waits_at_id == pk:
            points.append(WayPoint(names[pk], "wait", "待审核"))
        else:
            points.append(WayPoint(names[pk], "todo", ""))
    return points


def _school_point(school: Org, submission: Submission) -> WayPoint:
    """Where the school itself stands."""
    if submission.state == State.RETURNED:
        return WayPoint(school.name, "back", "已退回，修改后重新签字")
    if submission.state in LOCKING and submission.state != State.SIGNING:
        return WayPoint(school.name, "done", f"{submission.signer_name} 签字上报", submission.signed_at)
    return WayPoint(school.name, "doing", State(submission.state).label)
