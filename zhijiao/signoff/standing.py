"""Where submissions stand: lookups that acts, pages and boards share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from zhijiao.catalogue.matrix import Round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import period_locks
from zhijiao.filing.schema import registry
from zhijiao.kit.periods import Period
from zhijiao.kit.statements import statement
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import path_ids
from zhijiao.signoff.models import FormReturn, Submission, SubmissionStep
from zhijiao.signoff.workflow import Act, Authority, State


class Impossible(ValueError):
    """The step does not fit, or something stands against it; the message is for the user."""


class StaleSubmission(Impossible):
    """Somebody else has taken a step since the page was drawn."""


def submission_of(school: Org, filing: Round) -> Submission:
    """The submission of a school, unsaved where it was never signed; one query."""
    found = _submission(school.pk, filing.key)
    return found[0] if found else Submission(school=school, round=filing.key)


@statement
def _submission(school: int, filing: str) -> QuerySet[Submission]:
    return Submission.objects.filter(school_id=school, round=filing).select_related("waits_at")


def hold(school: Org, filing: Round) -> tuple[Org, Submission]:
    """The school and its submission, made if missing, as they are now; nobody else acts on them or writes meanwhile.

    Everybody takes the locks in this order: the turnstile of the writers, the school, the submission.
    """
    period_locks.hold(school)
    no_key = connection.features.has_select_for_no_key_update
    school = Org.objects.select_for_update(no_key=no_key).get(pk=school.pk)
    Submission.objects.bulk_create([Submission(school=school, round=filing.key)], ignore_conflicts=True)
    submission = Submission.objects.select_for_update().get(school=school, round=filing.key)
    submission.school = school
    return school, submission


def authorities_above(school: Org) -> list[Authority]:
    """The nodes above a school, the lowest first; one query."""
    levels = dict(Org.objects.filter(pk__in=school.ancestors_ids()).values_list("pk", "level"))
    return [Authority(pk, levels[pk]) for pk in reversed(path_ids(school.path)[:-1])]


def accepted_by(submission: Submission) -> set[int]:
    """Ids of the authorities that have accepted the present revision; one query."""
    steps = SubmissionStep.objects.filter(submission=submission, revision=submission.revision, act=Act.ACCEPT)
    return set(steps.values_list("org_id", flat=True))


def outstanding(submission: Submission) -> list[FormReturn]:
    """Forms sent back that the school has not signed again, in the order of the menu."""
    if submission.pk is None or submission.state == State.MERGED:
        return []
    found = FormReturn.objects.filter(
        school_id=submission.school_id, submission=submission, mended_at__isnull=True
    )
    order = {key: place for place, key in enumerate(registry.forms())}
    return sorted(found, key=lambda each: (order.get(each.form, len(order)), each.pk))


@dataclass(frozen=True)
class ReturnedForm:
    """A form sent back, and since when the school has done something about it."""

    row: FormReturn
    label: str
    #: When the form was last changed since, or an answer given; None while nothing has been done.
    done_at: Any
    changed: bool


def returned_forms(rows: Sequence[FormReturn], filing: Round) -> list[ReturnedForm]:
    """What became of forms sent back: a later change of their records, or an answer, is what mends them; one query."""
    changed = _last_changes(rows, filing)
    made = []
    for row in rows:
        at = changed.get((row.school_id, row.form))
        later = at is not None and at > row.returned_at
        made.append(
            ReturnedForm(row, label_of(row.form), at if later else row.answered_at, changed=bool(later))
        )
    return made


def _last_changes(rows: Sequence[FormReturn], filing: Round) -> dict[tuple[int, str], Any]:
    """When the forms were last written to in the round's years, from the counters."""
    if not rows:
        return {}
    counted = FilingCount.objects.filter(
        school__in={row.school_id for row in rows}, form__in={row.form for row in rows}
    )
    found: dict[tuple[int, str], Any] = {}
    for school_id, form, year, at in (
        counted.order_by().values_list("school_id", "form", "year").annotate(at=Max("updated_at"))
    ):
        if year == year_of(form, filing):
            found[school_id, form] = at
    return found


def year_of(form_key: str, filing: Round) -> int:
    """The year under which a form counts in a round; 0 for standing ones."""
    form = registry.forms().get(form_key)
    if form is None or form.period is Period.STANDING:
        return 0
    return filing.calendar_from.year if form.period is Period.CALENDAR_YEAR else filing.academic_year


def label_of(form_key: str) -> str:
    """What a form is called; its key where it is no longer there."""
    form = registry.forms().get(form_key)
    return form.label if form else form_key


def named(filing: Round) -> str:
    """A round as people call it."""
    return f"{filing.title}（{filing.academic_year}学年）"


def labels(keys: Iterable[str]) -> str:
    """Names of forms in one line."""
    return "、".join(label_of(key) for key in keys)
