"""What the ministry sends down: rounds, notices, selected cases, and the code tables it works with.

Each part is NDJSON of items with a number or key of the ministry's. The receiver notes the digest of each item it has
taken over, so what is the same is passed over and a package that comes twice changes nothing.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.exchange import (
    digests,
    down_cases,
    down_notices,
    down_rounds,
    envelope,
    installation,
    keys,
    lots,
    telling,
)
from zhijiao.exchange.down_items import Item
from zhijiao.exchange.making import NewPart, lay_down, open_new, seal, secrets_of
from zhijiao.exchange.models import Package, Partner, PassedItem
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import encode

Kind, State, Way = Package.Kind, Package.State, Package.Way
MOST_BYTES = 256 * 1024 * 1024
_WRITERS: dict[str, Callable[[Partner], Iterator[Item]]] = {
    "codes": down_rounds.codes,
    "rounds": down_rounds.written,
    "notices": down_notices.written,
    "cases": down_cases.written,
}
_TAKERS: dict[str, Callable[[Partner, dict[str, Any], int], int]] = {
    "codes": down_rounds.compare_codes,
    "rounds": down_rounds.take,
    "notices": down_notices.take,
    "cases": down_cases.take,
}
LABELS = {"codes": "代码表", "rounds": "填报轮次", "notices": "通知公告", "cases": "典型案例"}


def make(partner: Partner, who: str) -> Package:
    """A package for a province with everything that it should have of the ministry; made at once, as it is small.

    Raises:
        Refused: keys are missing, or this is no ministry's installation.
    """
    if not installation.is_ministry():
        raise Refused("本系统不是部级系统，不下发数据包。", "role")
    key = keys.own()
    keys.usable(partner)
    with transaction.atomic():
        package = open_new(partner, Kind.DOWN, 0, who)
        secrets = secrets_of(package)
        parts = []
        for kind, write in _WRITERS.items():
            lines = [encode([item.key, item.content]) for item in write(partner)]
            if lines:
                name = f"{kind}.private"
                parts.append(
                    NewPart(kind, name, envelope.seal_part(secrets, package.number, name, lots.packed(lines)))
                )
                package.rows += len(lines)
        lay_down(package, parts, {})
        seal(package, key, digests.digest(uuid.UUID(package.number).bytes))
        telling.tell(
            partner, f"第 {package.sequence} 号下发包已生成：{package.rows} 项", package=package, who=who
        )
    return package


def take(package: Package, kind: str, data: bytes) -> None:
    """Let what a part holds stand here; in the caller's transaction.

    Raises:
        Refused: it is none.
    """
    partner, changed = package.partner, 0
    for line in lots.unpacked([data], MOST_BYTES, MOST_BYTES):
        try:
            key, content = json.loads(line)
            if not (isinstance(key, str) and key and len(key) <= 80 and isinstance(content, dict)):
                raise ValueError("no item")
            changed += _take_item(partner, kind, key, content)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refused(
                f"下发的{LABELS[kind]}无法识别，没有入库。请部级系统核对后重新下发。", "item"
            ) from error
    if changed:
        items = package.progress.setdefault("items", {})
        items[LABELS[kind]] = items.get(LABELS[kind], 0) + changed
        package.save(update_fields=["progress"])


def _take_item(partner: Partner, kind: str, key: str, content: dict[str, Any]) -> int:
    """One item, unless it stands here as it is; how many were changed."""
    digest = digests.digest(json.dumps(content, sort_keys=True).encode())
    known = PassedItem.objects.filter(partner=partner, way=Way.IN, kind=kind, remote=key).first()
    if known is not None and known.digest == digest:
        return 0
    local = _TAKERS[kind](partner, content, known.local if known else 0)
    PassedItem.objects.update_or_create(
        partner=partner, way=Way.IN, kind=kind, remote=key, defaults={"local": local, "digest": digest}
    )
    return 1


def today() -> str:
    """The day, for file names."""
    return timezone.localdate().isoformat()
