"""What the worker does for rounds: telling everybody of a change."""

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import job
from zhijiao.rounds import announcing


@job("通知填报轮次变动", retry_after=(30, 300, 3600))
def tell_of_round(announcement_id: int) -> RunAgain | None:
    """Tell some nodes, then let others work; the row knows how far it is."""
    return RunAgain() if announcing.go_on(announcement_id) else None
