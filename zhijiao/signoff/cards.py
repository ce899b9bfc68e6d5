"""What 我的工作台 says of sign-off: to a school what keeps it from signing, to an authority who waits for it."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds.completeness import Progress
from zhijiao.signoff import duties, history
from zhijiao.signoff.blockers import Blocker, blockers
from zhijiao.signoff.models import AreaReport, Submission, SubmissionStep
from zhijiao.signoff.standing import ReturnedForm, outstanding, returned_forms, submission_of
from zhijiao.signoff.workflow import EDITABLE, Act, State

SHOWN = 5
RECENT = timedelta(days=1)
QUIET = (Act.SIGN, Act.MEND, Act.REROUTE)
"""Steps that concern nobody above the school."""


@dataclass(frozen=True)
class SchoolCard:
    """A school's own: where the submission stands, what came back, what keeps it from being signed."""

    submission: Submission
    returned: list[ReturnedForm]
    #: Whether the reader signs, and there is something to sign.
    signs: bool
    blockers: list[Blocker]

    @property
    def state(self) -> State:
        """The state of the submission."""
        return State(self.submission.state)


def school_card(actor: Actor, standing: Progress) -> SchoolCard:
    """What the workbench of a school says of sign-off; at most five queries, for most readers one."""
    school, filing = standing.school, standing.round
    submission = submission_of(school, filing)
    rows = outstanding(submission) if submission.state == State.RETURNED else []
    returned = returned_forms(rows, filing)
    shown = {form.key for form in access.menu_forms(actor)}
    signs = duties.is_principal(actor, school) and submission.state in EDITABLE
    return SchoolCard(
        submission,
        [each for each in returned if each.row.form in shown],
        signs,
        blockers(school, filing, standing, returned) if signs else [],
    )


@dataclass(frozen=True)
class AreaCard:
    """An authority's own: who waits for it, who is behind, what has happened since yesterday, its own report."""

    settles: bool
    waiting: list[Submission]
    more_waiting: bool
    behind: list[Org]
    recent: list[tuple[Org, history.StepLine]]
    report: AreaReport | None


def area_card(actor: Actor, filing: Round) -> AreaCard:
    """What the workbench of an authority says of sign-off; five queries, none of which counts."""
    settles = duties.is_auditor(actor)
    waiting = list(
        Submission.objects.filter(waits_at=actor.org_id, round=filing.key)
        .select_related("school")
        .order_by("signed_at", "pk")[: SHOWN + 1]
    )
    handed_in = Submission.objects.filter(round=filing.key).exclude(state__in=EDITABLE)
    behind = access.schools(actor).active().exclude(pk__in=handed_in.values("school_id"))
    steps = list(
        SubmissionStep.objects.filter(
            at__gte=timezone.now() - RECENT,
            submission__round=filing.key,
            school__path__under=actor.org_path,
        )
        .exclude(act__in=QUIET)
        .select_related("school")
        .order_by("-at", "-pk")[: SHOWN * 2]
    )
    told = history.lines(actor, steps)
    return AreaCard(
        settles,
        waiting[:SHOWN],
        len(waiting) > SHOWN,
        list(behind.order_by("path")[:SHOWN]),
        [(step.school, line) for step, line in zip(steps, told, strict=True)],
        AreaReport.objects.filter(org=actor.org_id, round=filing.key).first(),
    )
