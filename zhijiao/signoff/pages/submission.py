"""The page of one submission: of the school itself, and as an authority opens it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.catalogue.matrix import Round, module_titles
from zhijiao.filing.pages.context import school_of
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.password_forms import ProofForm
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import Box
from zhijiao.orgs.models import Org
from zhijiao.quality import visibility
from zhijiao.quality.rule import Severity
from zhijiao.rounds.completeness import Progress, progress
from zhijiao.signoff import authority_acts, blockers, duties, history
from zhijiao.signoff.deadlines import is_late, last_days
from zhijiao.signoff.models import Submission
from zhijiao.signoff.pages.asked import filing_of
from zhijiao.signoff.round_locks import is_over
from zhijiao.signoff.standing import ReturnedForm, outstanding, returned_forms, submission_of
from zhijiao.signoff.workflow import EDITABLE, HANDED_IN, Act, State, may


@dataclass(frozen=True, kw_only=True)
class SubmissionPage:
    """Where a submission stands, what keeps it from being signed, what can be done, what has been done."""

    school: Org
    #: Whether the reader works in the school.
    own: bool
    round: Round
    submission: Submission
    state: State
    editable: bool
    #: What went wrong last, for who signs and those who may see every form.
    message: str
    last_day: date
    late: bool
    #: None for those who may not see every form.
    progress: Progress | None
    #: Findings that wait, by class, and explanations that wait for review.
    findings: list[tuple[Severity, int]]
    explained: int
    checked_at: Any
    blockers: list[blockers.Blocker]
    returned: list[ReturnedForm]
    #: Keys of the forms the reader may change.
    may_change: set[str]
    way: list[history.WayPoint]
    steps: list[history.StepLine]
    signs: bool
    password: list[Box]
    may_withdraw: bool
    #: What an authority may do now, and why not what it may not.
    settles: bool
    reopens: bool
    not_now: str
    #: Whether the round is over for the school, so that nothing is sent back any more.
    final: bool
    #: Forms that can be sent back, by module.
    sendable: list[tuple[str, list[tuple[str, str]]]]
    error: str
    typed: dict[str, str]
    chosen: list[str]
    query: str


def show(
    request: ActorRequest, error: str = "", form: ProofForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw the page, with what was wrong with a step and what was typed."""
    actor, filing = request.actor, filing_of(request)
    school = school_of(request, actor)
    submission = submission_of(school, filing)
    steps = history.steps_of(submission)
    everything = history.sees_everything(actor)
    standing = progress(school, filing) if everything else None
    signs = duties.is_principal(actor, school)
    editable = submission.state in EDITABLE
    (last_day,) = last_days([school], filing).values()
    waiting = visibility.waiting(actor, school, filing)
    returned = returned_forms(outstanding(submission), filing)
    shown = {each.key for each in access.menu_forms(actor)}
    drawn = SubmissionPage(
        school=school,
        own=actor.is_school,
        round=filing,
        submission=submission,
        state=State(submission.state),
        editable=editable,
        message=submission.message if editable and (everything or signs) else "",
        last_day=last_day,
        late=is_late(submission, last_day),
        progress=standing,
        findings=[(level, waiting.get(level, 0)) for level in Severity],
        explained=waiting.get("explained", 0),
        checked_at=waiting["checked_at"],
        blockers=blockers.blockers(school, filing, standing, returned) if signs and editable else [],
        returned=[each for each in returned if each.row.form in shown],
        may_change={each.key for each in access.forms(actor, "change")} if actor.is_school else set(),
        way=history.way_of(school, submission, steps),
        steps=history.lines(actor, steps),
        signs=signs,
        password=(form or ProofForm()).boxes("password"),
        may_withdraw=signs and may(Act.WITHDRAW, submission.state) and not is_over(school, filing),
        error=error,
        typed={key: str(request.POST[key]) for key in request.POST if key.startswith("reason")},
        chosen=request.POST.getlist("form"),
        query="" if actor.is_school else f"?school={school.pk}",
        **_settling(request, school, submission, filing),
    )
    return render_page(request, "signoff/submission.html", drawn, status=status)


def _settling(request: ActorRequest, school: Org, submission: Submission, filing: Round) -> dict[str, Any]:
    """What an authority may do with a submission."""
    actor = request.actor
    nothing = {"settles": False, "reopens": False, "not_now": "", "sendable": [], "final": False}
    if not duties.is_auditor(actor) or submission.state not in HANDED_IN:
        return nothing
    why = authority_acts.not_the_turn(actor, submission)
    reopens = bool(
        submission.state == State.ACCEPTED
        and why
        and not authority_acts.against_reopening(actor, school, submission)
    )
    final = is_over(school, filing)
    if why:
        return nothing | {"reopens": reopens and not final, "not_now": why}
    return nothing | {"settles": True, "sendable": sendable_forms(filing), "final": final}


def back(request: ActorRequest) -> HttpResponseRedirect:
    """To the page of the submission."""
    path, school = reverse("signoff:home"), whole_number(request.GET.get("school", ""))
    own = request.actor.is_school or school is None
    return HttpResponseRedirect(path if own else f"{path}?school={school}")


def sendable_forms(filing: Round) -> list[tuple[str, list[tuple[str, str]]]]:
    """Forms of a round that can be sent back, by module: keys and labels."""
    titles, forms = module_titles(), registry.forms()
    found: dict[str, dict[str, str]] = {}
    for place in filing.places:
        form = forms.get(place.form)
        if form is not None and not form.is_summary:
            found.setdefault(titles[place.module], {}).setdefault(form.key, form.label)
    return [(title, list(listed.items())) for title, listed in found.items()]
