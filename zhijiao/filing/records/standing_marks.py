"""Saying that figures of schools have changed (counters, declarations, findings): one statement of the transaction."""

from collections.abc import Iterable

from zhijiao.filing.models import StandingMark


def mark(schools: Iterable[int]) -> None:
    """Have the standing of schools worked out anew, soon after the transaction."""
    StandingMark.objects.bulk_create([StandingMark(school_id=pk) for pk in sorted(set(schools))])
