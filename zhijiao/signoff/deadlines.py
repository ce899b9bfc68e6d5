"""Whether a school was, or is, late."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.rounds.deadlines import deadlines_of
from zhijiao.signoff.models import Submission


def last_days(schools: Sequence[Org], filing: Round) -> dict[int, date]:
    """The last day on which each school may submit in time, extensions counted; one query."""
    return {pk: found.of() for pk, found in deadlines_of(filing, schools).items()}


def is_late(submission: Submission | None, last_day: date, today: date | None = None) -> bool:
    """Whether it came, or would come now, after the last day; what counts is the first signature."""
    first = submission.first_signed_at if submission else None
    return (timezone.localdate(first) if first else today or timezone.localdate()) > last_day
