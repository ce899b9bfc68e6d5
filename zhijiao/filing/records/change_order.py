"""The order in which changes became visible, for whoever follows the change log.

The ids of changes say when each was written, not when it was committed: a reader who has seen 7 may find 5 later. So
every change gets a `place`, given afterwards by whoever reads, one after another under the lock of one row. Only what
is committed can be given a place, and places are committed in their order; therefore who has read up to some place has
read all there will ever be before it. The ids order the changes that are placed together. A record's changes keep
their order, because each is written while the row of the record is held, after the one before was committed.
"""

from django.db import transaction
from django.db.models import QuerySet

from zhijiao.filing.models import Change, ChangeOrder
from zhijiao.kit import bulk

AT_ONCE = 20_000
"""Changes placed by one call, so that no request waits for those of a whole import."""


def place_changes() -> int:
    """Give places to changes that have none, and return the last place given so far."""
    if not Change.objects.filter(place=None).exists():
        return last_place()
    with transaction.atomic():
        order, _ = ChangeOrder.objects.select_for_update().get_or_create(pk=1)
        unplaced = Change.objects.filter(place=None).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
        rows = [(number, order.last + n) for n, number in enumerate(unplaced, start=1)]
        bulk.update_rows(Change, ["id", "place"], rows, key=("id",))
        order.last += len(rows)
        order.save(update_fields=["last"])
    return order.last


def last_place() -> int:
    """The last place given so far."""
    return ChangeOrder.objects.filter(pk=1).values_list("last", flat=True).first() or 0


def changes_after(place: int) -> QuerySet[Change]:
    """Changes placed after a place, in order. Call `place_changes` before, outside of transactions that last."""
    return Change.objects.filter(place__gt=place).order_by("place")
