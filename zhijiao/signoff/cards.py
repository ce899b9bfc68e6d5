"""What 我的工作台 says of sign-off: to a school what keeps it from signing, to an authority who waits for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.kit.statements import statement
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
    waiting = _waiting.cut(0, SHOWN + 1, actor.org_id, filing.key)
    steps = _steps.cut(0, SHOWN * 2, timezone.now() - RECENT, filing.key, area=actor.org_path)
    told = history.lines(actor, steps)
    return AreaCard(
        settles,
        waiting[:SHOWN],
        len(waiting) > SHOWN,
        _behind.cut(0, SHOWN, filing.key, area=actor.scope),
        [(step.school, line) for step, line in zip(steps, told, strict=True)],
        next(iter(_report(actor.org_id, filing.key)), None),
    )


@statement
def _waiting(node: int, filing: str) -> QuerySet[Submission]:
    found = Submission.objects.filter(waits_at_id=node, round=filing).select_related("school")
    return found.order_by("signed_at", "pk")


@statement
def _behind(filing: str, *, area: str) -> QuerySet[Org]:
    handed_in = Submission.objects.filter(round=filing).exclude(state__in=EDITABLE)
    behind = access.schools_under(area).active().exclude(pk__in=handed_in.values("school_id"))
    return behind.order_by("path")


@statement
def _steps(since: datetime, filing: str, *, area: str) -> QuerySet[SubmissionStep]:
    found = SubmissionStep.objects.filter(at__gte=since, submission__round=filing, school__path__under=area)
    return found.exclude(act__in=QUIET).select_related("school").order_by("-at", "-pk")


@statement
def _report(node: int, filing: str) -> QuerySet[AreaReport]:
    return AreaReport.objects.filter(org_id=node, round=filing)
