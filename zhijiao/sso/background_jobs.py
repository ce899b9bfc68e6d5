"""Throwing away what coming back from providers leaves behind."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.jobs.declare import SWEEP, job
from zhijiao.sso.journeys import VALID_SECONDS
from zhijiao.sso.models import SpentState


@job("清理已用的统一身份认证登录请求", every=timedelta(hours=1), priority=SWEEP)
def clear_spent() -> None:
    """Forget states of journeys that are over anyway."""
    SpentState.objects.filter(used_at__lt=timezone.now() - 2 * timedelta(seconds=VALID_SECONDS)).delete()
