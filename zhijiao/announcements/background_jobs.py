"""What the worker does for announcements."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.announcements.models import Audience
from zhijiao.jobs.declare import SWEEP, job


@job("收起过期的通知公告", every=timedelta(hours=6), priority=SWEEP)
def close_expired() -> None:
    """Close the rules of announcements whose time is over, so that no page has to look at them any more."""
    over = Audience.objects.filter(open=True, announcement__expires_on__lt=timezone.localdate())
    Audience.objects.filter(pk__in=over.values("pk")).update(open=False)
