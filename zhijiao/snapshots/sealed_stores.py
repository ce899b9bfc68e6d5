"""What a change of keys writes anew in snapshots: salts, private lines, signatures. Digests are over plain text."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhijiao.kit import bulk, master_key
from zhijiao.private.master_key_change import renews_blinds
from zhijiao.private.sealed_stores import FileStore, Store, sealed
from zhijiao.snapshots import seals
from zhijiao.snapshots.models import Snapshot, SnapshotForm


@sealed
def stores() -> Iterable[Store]:
    """Two columns; nothing else of a snapshot can be changed."""
    yield Store("快照的摘要盐", Snapshot, ("salt",), lambda school: _of(Snapshot, school))
    yield FileStore("快照的隐私内容", SnapshotForm, ("private",), lambda school: _of(SnapshotForm, school))


@renews_blinds
@transaction.atomic
def sign_anew(limit: int) -> int:
    """Sign under the master key what was signed under a former one; a signature that is wrong stays as it is."""
    former = [master_key.fingerprint(master) for master in master_key.masters()[1:]]
    names = ("pk", "school_id", "number", "digest", "mark")
    found = Snapshot.objects.filter(key__in=former).order_by("pk").values_list(*names)[:limit]
    renewed = [
        (pk, seals.sign(school_id, number, made), master_key.fingerprint())
        for pk, school_id, number, made, mark in found
        if seals.is_signed(school_id, number, made, mark)
    ]
    bulk.update_rows(Snapshot, ("id", "mark", "key"), renewed, key=("id",))
    return len(renewed)


def _of(model: Any, school_id: int) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(school_id=school_id)
    return found
