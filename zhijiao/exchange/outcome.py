"""What came of a package that was applied, in words, and where it differs from what was sent."""

import json

from zhijiao.exchange import lots, store
from zhijiao.exchange.models import Package
from zhijiao.exchange.refusals import Refused


def said_of(package: Package, differing: list[tuple[str, str]]) -> str:
    """How many records or items came of it, and whether what stands is what was sent."""
    counts = package.progress
    words = (("created", "新增"), ("changed", "更新"), ("removed", "删除"), ("same", "无变化"))
    said = "、".join(f"{word} {counts.get(name, 0)} 条" for name, word in words)
    if package.kind == Package.Kind.DOWN:
        said = (
            "、".join(f"{word} {number} 项" for word, number in counts.get("items", {}).items()) or "没有变化"
        )
    if differing:
        named = "、".join(f"{school} {form}" for school, form in differing[:5])
        return f"已入库（{said}），但有 {len(differing)} 处摘要不一致（{named}）。请对方发送全量包。"
    return f"已入库：{said}；摘要一致。" if package.kind != Package.Kind.DOWN else f"已入库：{said}。"


def differing_of(package: Package, lines: list[tuple[str, str, int, str]]) -> list[tuple[str, str]]:
    """School codes and forms whose digest is not that which the sender has told."""
    part = package.parts.filter(kind="digests").select_related("package").first()
    if part is None:
        return []
    try:
        told = {tuple(json.loads(line)) for line in lots.unpacked(store.pieces(part)) if line}
        return sorted({(str(each[0]), str(each[1])) for each in told.symmetric_difference(lines)})
    except (ValueError, TypeError, IndexError):
        raise Refused(lots.DAMAGED, "damaged") from None
