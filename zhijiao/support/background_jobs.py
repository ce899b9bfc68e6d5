"""What the worker does for 在线支持."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import SWEEP, job
from zhijiao.support.models import Conversation

KEPT = timedelta(days=365)
PIECE = 200


@job("清理一年前关闭的在线支持", every=timedelta(days=1), priority=SWEEP)
def forget_closed() -> RunAgain | None:
    """Throw away a piece of the conversations that were closed a year ago."""
    old = Conversation.objects.filter(state=Conversation.State.CLOSED, moved_at__lt=timezone.now() - KEPT)
    piece = list(old.order_by("moved_at").values_list("pk", flat=True)[:PIECE])
    Conversation.objects.filter(pk__in=piece).delete()
    return RunAgain() if len(piece) == PIECE else None
