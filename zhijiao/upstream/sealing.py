"""What this package keeps sealed: delivered files and rows, tokens of interfaces, values that gave way, corrections."""

import base64
import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import QuerySet

from zhijiao.filing.models import SyncedRecord
from zhijiao.private.cipher import for_school
from zhijiao.private.sealed_stores import FileStore, Store, holds_blinds, sealed
from zhijiao.upstream.models import (
    Connection,
    CorrectionRequest,
    DeliveredRow,
    Overwritten,
    PersonVerdict,
    Sync,
)


def seal_file(org_id: int, data: bytes) -> bytes:
    """A file under the key of the node that took it."""
    return for_school(org_id).encrypt_filled(base64.b64encode(data).decode("ascii")).encode("ascii")


def open_file(org_id: int, kept: bytes) -> bytes:
    """The file again."""
    return base64.b64decode(for_school(org_id).decrypt_filled(bytes(kept).decode("ascii")))


def cells_text(cells: Mapping[str, Any]) -> str:
    """A row as text, to be sealed."""
    return json.dumps(dict(cells), ensure_ascii=False, separators=(",", ":"))


def open_cells(school_id: int, kept: Iterable[str]) -> list[dict[str, Any]]:
    """Rows again."""
    cipher = for_school(school_id)
    return [json.loads(cipher.decrypt_filled(token)) for token in kept]


def _of(name: str, model: Any, node: int) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(**{name: node})
    return found


@sealed
def stores() -> Iterable[Store]:
    """The tables of this package that hold sealed texts."""
    yield FileStore("同步的文件", Sync, ("file",), partial(_of, "org_id", Sync))
    yield Store("源头平台的口令", Connection, ("token",), partial(_of, "org_id", Connection))
    yield Store("同步数据行", DeliveredRow, ("cells",), partial(_of, "school_id", DeliveredRow))
    yield Store(
        "与源头不一致的原值", Overwritten, ("before", "after"), partial(_of, "school_id", Overwritten)
    )
    values = ("wrong", "right", "reason")
    yield Store("纠错申请", CorrectionRequest, values, partial(_of, "school_id", CorrectionRequest))


holds_blinds(SyncedRecord, "source_key")
holds_blinds(DeliveredRow, "person_key")
holds_blinds(PersonVerdict, "person_key")
