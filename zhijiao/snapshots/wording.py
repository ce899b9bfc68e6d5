"""What snapshots are called."""

from django.utils import timezone

from zhijiao.catalogue import matrix
from zhijiao.snapshots.models import Snapshot


def title(snapshot: Snapshot) -> str:
    """Round and revision."""
    return f"{round_title(snapshot.round)} 第 {snapshot.revision} 版"


def round_title(key: str) -> str:
    """A round by its key; the key itself for one that is no longer known."""
    return matrix.filing_round(key).title if key in matrix.round_keys() else key


def taken(snapshot: Snapshot) -> str:
    """When it was taken, in words."""
    return f"{timezone.localtime(snapshot.taken_at):%Y-%m-%d %H:%M}"
