"""Privacy roles in the background: what lapses, and what was granted while nobody was asked."""

from datetime import timedelta

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.users import privacy_grants


@job("隐私授权到期与补充申请", every=timedelta(hours=1), priority=SWEEP)
def tidy_privacy_grants() -> RunAgain | None:
    """A piece of each."""
    return RunAgain() if max(privacy_grants.lapse(), privacy_grants.ask_missing()) else None
