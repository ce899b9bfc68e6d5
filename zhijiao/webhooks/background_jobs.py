"""事件推送 in the background; below `NORMAL`, since a slow receiver may keep a worker for some seconds."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import REPORT, SWEEP, job
from zhijiao.webhooks import sending


@job("事件推送", priority=REPORT, retry_after=(60, 600))
def push(subscription_id: int) -> RunAgain | None:
    """Send what waits for a subscription, a piece at a time."""
    return sending.push(subscription_id)


@job("重试事件推送", every=timedelta(minutes=1), priority=SWEEP)
def sweep() -> None:
    """Go on where something waits and nobody works."""
    sending.sweep()


@job("清理事件推送记录", every=timedelta(days=1), priority=SWEEP)
def forget_old() -> None:
    """Throw away what is old."""
    sending.forget_old()
