"""Removing entries whose term is over: only through a cut, which keeps the rest of the chain verifiable."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhijiao.audit import chain
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Cut, Entry, Seal
from zhijiao.audit.verify import check_piece, is_signed, last_cut
from zhijiao.kit import master_key

_LONGEST_MONTH = timedelta(days=31)


class Broken(RuntimeError):
    """The chain is broken where it should be cut; nothing is removed, so that what happened can be looked into."""


def cut_off() -> datetime:
    """Entries before this moment have been kept long enough."""
    return timezone.now() - settings.AUDIT_MONTHS * _LONGEST_MONTH


def remove_old() -> bool:
    """Remove a piece of what has been kept long enough; true if more is left. Raises Broken."""
    _sign_anew()
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
    cut = last_cut()
    if check_piece((cut.seq, cut.digest) if cut else (0, chain.BEGINNING), old, entries):
        raise Broken("the audit log does not verify; nothing is removed")
    _cut(old)
    return len(old) == chain.PIECE


def _sign_anew() -> None:
    """Sign the last cut under the present master key while the former one can still prove it."""
    cut = last_cut()
    if cut is not None and cut.key != master_key.fingerprint() and is_signed(cut):
        _sign(cut.seq, cut.digest, 0)


def _sign(seq: int, digest: str, removed: int) -> None:
    now = timezone.now()
    mark = chain.sign(chain.signed_cut(seq, digest, removed, now))
    Cut.objects.create(
        seq=seq, digest=digest, removed=removed, at=now, mark=mark, key=master_key.fingerprint()
    )


@transaction.atomic
def _cut(seals: list[Seal]) -> None:
    last = seals[-1]
    _sign(last.seq, last.digest, len(seals))
    Entry.objects.filter(pk__in=[seal.entry_id for seal in seals]).delete()
    Seal.objects.filter(seq__lte=last.seq).delete()
    detail = {"rows": len(seals), "months": settings.AUDIT_MONTHS, "seq": last.seq}
    record(Event.SYSTEM, subject="清理超过保存期限的审计记录", detail=detail)
