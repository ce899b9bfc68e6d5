"""Drafting the reports of a month when its day has come, and taking figures anew."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.jobs.declare import REPORT, job
from zhijiao.monthly import months, reporting


@job("生成月报草稿", every=timedelta(hours=6), priority=REPORT)
def draft_reports() -> None:
    """Make the drafts of this month from the fourth day on; also later, if nothing ran on that day."""
    if timezone.localdate().day >= months.DRAFT_DAY:
        reporting.draft_all(months.this_month())


@job("月报重新取数", priority=REPORT, retry_after=(30,))
def take_figures(report_id: int) -> None:
    """Take the figures of one report anew."""
    reporting.take_figures(report_id)
