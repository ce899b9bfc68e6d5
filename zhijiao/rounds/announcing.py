"""Telling everybody concerned that a round opens, closes or has other days; in the background, node after node."""

from django.db import transaction
from django.utils import timezone

from zhijiao.identity.actions import VIEW
from zhijiao.jobs.declare import declared
from zhijiao.notices.inbox import tell
from zhijiao.orgs.models import Org
from zhijiao.rounds.models import Announcement

NODES_AT_ONCE = 100
_TELL = "zhijiao.rounds.background_jobs.tell_of_round"


def announce(round_key: str, path: str, title: str, text: str) -> Announcement:
    """Have something told to all nodes at and below a path; call it in the transaction of what it tells of."""
    row = Announcement.objects.create(
        round=round_key, path=path, title=title[:120], text=text[:500], made_at=timezone.now()
    )
    declared(_TELL).enqueue(row.pk)
    return row


@transaction.atomic
def go_on(announcement_id: int) -> bool:
    """Tell the next nodes; whether there may be more."""
    row = Announcement.objects.select_for_update().get(pk=announcement_id)
    if row.ended_at is not None:
        return False
    nodes = Org.objects.subtree(row.path).active().filter(pk__gt=row.reached).order_by("pk")
    told = list(nodes[:NODES_AT_ONCE])
    for org in told:
        tell(org, VIEW, title=row.title, text=row.text, url="/")
        row.reached = org.pk
    if len(told) < NODES_AT_ONCE:
        row.ended_at = timezone.now()
    row.save(update_fields=["reached", "ended_at"])
    return row.ended_at is None
