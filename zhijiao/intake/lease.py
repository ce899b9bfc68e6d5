"""Who works on a batch: a lease that runs out by itself, so that another worker goes on after a crash.

Every write of a worker goes through its lease. A worker whose lease has run out and been taken, or whose batch has been
cancelled, finds out at its next write and stops without having changed anything further.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zhijiao.filing.models import ImportBatch

TERM = timedelta(seconds=60)
MOST_ATTEMPTS = 4
State = ImportBatch.State


class Lost(RuntimeError):
    """The batch is no longer ours."""


class Lease:
    """The right of one owner to work on one batch for a while."""

    def __init__(self, batch_id: int, owner: str) -> None:
        self.batch_id = batch_id
        self.owner = owner

    def keep(self, **fields: Any) -> None:
        """Store facts of the batch and prolong the lease.

        Raises:
            Lost: somebody else has it, or the batch was cancelled.
        """
        self._update(lease_until=timezone.now() + TERM, **fields)

    def finish(self, state: str, **fields: Any) -> None:
        """Put the batch into its next state and give the lease back."""
        self._update(state=state, lease_owner="", lease_until=None, **fields)

    def _update(self, **fields: Any) -> None:
        mine = ImportBatch.objects.filter(pk=self.batch_id, lease_owner=self.owner, state=State.PARSING)
        if not mine.update(**fields):
            raise Lost(f"batch {self.batch_id} is no longer leased to {self.owner}")


def take(owner: str, batch_id: int | None = None) -> tuple[ImportBatch, Lease] | None:
    """The oldest batch that waits for checking, or whose worker has died; None if there is none."""
    now = timezone.now()
    free = Q(state=State.UPLOADED) | Q(state=State.PARSING, lease_until__lt=now)
    found = ImportBatch.objects.filter(free)
    if batch_id is not None:
        found = found.filter(pk=batch_id)
    for pk, state, until, options in found.order_by("pk").values_list(
        "pk", "state", "lease_until", "options"
    )[:20]:
        options["attempts"] = options.get("attempts", 0) + 1
        won = ImportBatch.objects.filter(pk=pk, state=state, lease_until=until).update(
            state=State.PARSING, lease_owner=owner, lease_until=now + TERM, options=options
        )
        if won:
            return ImportBatch.objects.get(pk=pk), Lease(pk, owner)
    return None
