"""Proving the log: every seal against its entry and the seal before it, from the last cut to the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from zhijiao.audit import chain, triggers
from zhijiao.audit.models import Cut, Entry, Seal

GRACE = timedelta(minutes=10)
"""An entry not sealed for so long was not written by the program, or no worker runs."""
MOST = 20


@dataclass
class Report:
    """What was found: sealed entries, where the chain ends, and what is wrong, first things first."""

    sealed: int = 0
    removed: int = 0
    head: tuple[int, str] = (0, chain.BEGINNING)
    problems: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def whole(self) -> bool:
        """True if nothing is wrong."""
        return not self.problems

    def add(self, found: Sequence[str]) -> None:
        """Note what is wrong; from a certain number on it is only counted."""
        room = max(0, MOST - len(self.problems))
        self.problems += found[:room]
        self.more += len(found[room:])


def verify(known_head: str = "") -> Report:
    """Read the whole log and say what is wrong. `known_head` is "number:digest" as kept outside the database."""
    report = Report()
    report.head = _check_cuts(report)
    known = _read_head(known_head) if known_head else report.head
    kept = {known} - {report.head}
    if known[0] < report.head[0]:
        report.add([f"序号 {known[0]} 的记录已按保存期限清理，不能再用它核对，请改用较新的链尾。"])
        kept = set()
    last_key = ""
    while piece := list(Seal.objects.filter(seq__gt=report.head[0]).order_by("seq")[: chain.PIECE]):
        entries = Entry.objects.in_bulk([seal.entry_id for seal in piece])
        report.add(check_piece(report.head, piece, entries))
        report.sealed += len(piece)
        report.head, last_key = (piece[-1].seq, piece[-1].digest), piece[-1].key
        kept -= _ends(piece)
    if last_key and not chain.is_known(last_key):
        report.add([f"最后一条封存（序号 {report.head[0]}）不是用现在的主密钥签名的，请核对主密钥。"])
    report.add(
        [
            f"数据库中没有序号 {seq}、摘要 {digest[:12]}… 的封存，其后的记录可能已被删除。"
            for seq, digest in kept
        ]
    )
    report.add(_unsealed())
    report.add(
        [f"缺少防篡改触发器 {name}，请执行 zhijiao migrate 补上并查明原因。" for name in triggers.missing()]
    )
    return report


def check_piece(before: tuple[int, str], seals: Sequence[Seal], entries: Mapping[int, Entry]) -> list[str]:
    """What is wrong with consecutive seals, each judged by the digest stored before it."""
    found = []
    seq, digest = before
    for seal in seals:
        entry = entries.get(seal.entry_id)
        where = f"序号 {seal.seq}（记录 {seal.entry_id}）"
        if seal.seq != seq + 1:
            # what came before is not there to be compared with
            found.append(f"序号 {seq} 与 {seal.seq} 之间缺 {seal.seq - seq - 1} 条封存。")
        elif entry is None:
            found.append(f"{where}：记录已被删除。")
        elif seal.digest != chain.link_digest(digest, seal.seq, entry.pk, chain.signed_bytes(facts(entry))):
            found.append(
                f"{where}：内容与封存时不同（{entry.at:%Y-%m-%d %H:%M} 的“{entry.get_event_display()}”）。"
            )
        signed = chain.signed_link(seal.seq, seal.digest)
        if chain.is_known(seal.key) and not chain.is_marked(signed, seal.mark):
            found.append(f"{where}：封存的签名不对，不是本程序所写。")
        seq, digest = seal.seq, seal.digest
    return found


def facts(entry: Entry) -> list[Any]:
    """The values that are signed."""
    return [getattr(entry, name) for name in chain.FACTS]


def _ends(seals: Sequence[Seal]) -> set[tuple[int, str]]:
    return {(seal.seq, seal.digest) for seal in seals}


def _read_head(text: str) -> tuple[int, str]:
    """Number and digest of "number:digest". Raises ValueError."""
    seq, _, digest = text.strip().partition(":")
    return int(seq), digest


def _check_cuts(report: Report) -> tuple[int, str]:
    """Where the chain begins: at the last cut, which must be signed."""
    report.removed = Cut.objects.aggregate(total=Sum("removed"))["total"] or 0
    cut = last_cut()
    if cut is None:
        return 0, chain.BEGINNING
    if not is_signed(cut):
        report.add([f"清理到序号 {cut.seq} 的凭据签名不对，不是本程序所写。"])
    return cut.seq, cut.digest


def last_cut() -> Cut | None:
    """The cut after which the chain goes on."""
    return Cut.objects.order_by("-seq", "-pk").first()


def is_signed(cut: Cut) -> bool:
    """True if the program made the cut, under a master key in use."""
    return chain.is_marked(chain.signed_cut(cut.seq, cut.digest, cut.removed, cut.at), cut.mark)


def _unsealed() -> list[str]:
    """Entries that have waited for their seal too long."""
    left = Entry.objects.filter(chain.unsealed(), at__lt=timezone.now() - GRACE)
    first = left.order_by("at", "pk").first()
    if first is None:
        return []
    text = (
        f"有 {left.count()} 条记录没有封存，最早的是记录 {first.pk}（{first.at:%Y-%m-%d %H:%M}）："
        "不是本程序所写，或后台任务进程（zhijiao worker）没有运行。"
    )
    return [text]
