"""Telling other systems (事件推送) of steps of submissions and of reports of areas, in the transaction of the step."""

from urllib.parse import urlencode

from django.urls import reverse

from zhijiao.orgs.models import Org
from zhijiao.signoff.models import AreaReport, AreaReportStep, Submission, SubmissionStep
from zhijiao.signoff.workflow import Act
from zhijiao.webhooks.outbox import emit

_OF_SUBMISSIONS = {
    Act.FREEZE: "submission.submitted",
    Act.WITHDRAW: "submission.withdrawn",
    Act.ACCEPT: "submission.accepted",
    Act.RETURN: "submission.returned",
    Act.REOPEN: "submission.reopened",
    Act.MERGE: "submission.merged",
}
_OF_AREAS = {AreaReportStep.Act.REPORT: "area.reported", AreaReportStep.Act.RETURN: "area.returned"}


def push_step(school: Org, submission: Submission, step: SubmissionStep) -> None:
    """A step of a submission; those that stay inside the school, or change nothing for others, are not told."""
    kind = _OF_SUBMISSIONS.get(Act(step.act))
    if kind is None:
        return
    told = {
        "round": submission.round,
        "revision": step.revision,
        "state": str(submission.state),
        "by": {"id": step.org_id, "level": str(step.level)},
        "forms": list(step.forms),
    }
    emit(kind, school, told, page=f"{reverse('signoff:home')}?{urlencode({'school': school.pk})}")


def push_area(report: AreaReport, act: AreaReportStep.Act, by: Org) -> None:
    """A step of the report of an area."""
    told = {
        "round": report.round,
        "state": str(report.state),
        "schools": report.schools,
        "settled": report.settled,
        "by": {"id": by.pk, "level": str(by.level)},
    }
    emit(_OF_AREAS[act], report.org, told, page=reverse("signoff:area"))
