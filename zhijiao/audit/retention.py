"""Removing entries whose term is over: only through a cut, which keeps the rest of the chain verifiable."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhijiao.audit import chain
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Cut, Entry, Seal
from zhijiao.audit.verify import check_piece
from zhijiao.privacy import keys

_LONGEST_MONTH = timedelta(days=31)


class Broken(RuntimeError):
    """The chain is broken where it should be cut; nothing is removed, so that what happened can be looked into."""


def cut_off() -> datetime:
    """Entries before this moment have been kept long enough."""
    return timezone.now() - settings.AUDIT_MONTHS * _LONGEST_MONTH


def remove_old() -> bool:
    """Remove a piece of what has been kept long enough; true if more is left. Raises Broken."""
    seals = list(Seal.objects.order_by("seq")[: chain.PIECE])
    entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
    limit = cut_off()
    old = []
    for seal in seals:
        entry = entries.get(seal.entry_id)
        if seal.at >= limit or (entry and entry.at >= limit):
            break
        old.append(seal)
    if not old:
        return False
    if check_piece(_last_cut(), old, entries):
        raise Broken("the audit log does not verify; nothing is removed")
    _cut(old)
    return len(old) == chain.PIECE


def _last_cut() -> tuple[int, str]:
    return Cut.objects.order_by("-seq").values_list("seq", "digest").first() or (0, chain.BEGINNING)


@transaction.atomic
def _cut(seals: list[Seal]) -> None:
    last, now = seals[-1], timezone.now()
    Cut.objects.create(
        seq=last.seq,
        digest=last.digest,
        removed=len(seals),
        at=now,
        mark=chain.mark(chain.signed_cut(last.seq, last.digest, len(seals), now)),
        key=keys.fingerprint(),
    )
    Entry.objects.filter(pk__in=[seal.entry_id for seal in seals]).delete()
    Seal.objects.filter(seq__lte=last.seq).delete()
    detail = {"rows": len(seals), "months": settings.AUDIT_MONTHS, "seq": last.seq}
    record(Event.SYSTEM, subject="清理超过保存期限的审计记录", detail=detail)
