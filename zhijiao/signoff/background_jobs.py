"""Freezing what has been signed, and taking up signatures whose job was lost."""

from datetime import timedelta

from zhijiao.jobs.declare import MAIL, SWEEP, job
from zhijiao.signoff import freezing


@job("封存并提交上报", priority=MAIL, cancellable=False)
def freeze(submission_id: int, revision: int) -> None:
    """Check a signed school once more, freeze its data and submit it."""
    freezing.freeze(submission_id, revision)


@job("接续未完成的封存", every=timedelta(minutes=5), priority=SWEEP)
def take_up() -> None:
    """See that every signature has a job."""
    freezing.take_up()
