"""The chain: every entry is signed when it is written and sealed right after its transaction, in order.

Writing an entry takes no lock. Sealing is a short transaction of its own: it reads the last seal and appends the next
numbers; the primary key lets one of two win, and the other tries again. What a killed process left unsealed, a periodic
job seals within a minute. Digests and marks are SM3; the key of the marks is derived from the master key, which is not
in the database.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.db.models.expressions import Combinable
from django.utils import timezone

from zhijiao.audit import keys
from zhijiao.audit.models import Cut, Entry, Seal
from zhijiao.kit import master_key

BEGINNING = "0" * 64
"""The digest before the first seal."""
FACTS = ("at", "event", "org_id", "user_id", "user_name", "address", "subject", "detail")
PIECE = 1000
_TRIES = 5
_SLACK = timedelta(hours=1)
"""Longer than any transaction lasts: an entry that shows up late is still looked for."""


def signed_bytes(facts: Sequence[Any]) -> bytes:
    """The values of `FACTS` as the bytes that are signed."""
    at, *others = facts
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps([moment, *others], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign(content: bytes, master: str = "") -> str:
    """The signature under the installation's key; under that of another master key if one is given."""
    signer = HMAC(keys.audit_key(master), SM3())
    signer.update(content)
    return signer.finalize().hex()


def is_marked(content: bytes, signature: str) -> bool:
    """True if the signature is that of the content; while the master key is being replaced, also of a former one."""
    return any(compare_digest(sign(content, master), signature) for master in master_key.masters())


def is_known(key: str) -> bool:
    """True if this is the fingerprint of a master key in use: the present one, or a former one still named."""
    return key in {master_key.fingerprint(master) for master in master_key.masters()}


def link_digest(before: str, seq: int, entry_id: int, content: bytes) -> str:
    """The digest of a seal: of the digest before it, its number, and its entry."""
    made = Hash(SM3())
    made.update(f"{before} {seq} {entry_id} ".encode() + content)
    return made.finalize().hex()


def signed_link(seq: int, digest: str) -> bytes:
    """What the mark of a seal signs."""
    return f"seal {seq} {digest}".encode()


def signed_cut(seq: int, digest: str, removed: int, at: datetime) -> bytes:
    """What the mark of a cut signs."""
    return f"cut {seq} {digest} {removed} {at.astimezone(UTC).isoformat(timespec='microseconds')}".encode()


def head() -> tuple[int, str]:
    """Number and digest of the last seal; of the last cut where no seal is left after it."""
    ends = (table.objects.order_by("-seq").values_list("seq", "digest").first() for table in (Seal, Cut))
    return next(filter(None, ends), (0, BEGINNING))


def seal(ids: Sequence[int]) -> int:
    """Seal entries that are committed; returns how many. Those sealed already or not of our making are left alone."""
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                return _append(ids)
        except IntegrityError:  # somebody else appended the same numbers a moment earlier
            continue
    return 0


def seal_left(since: datetime | None) -> bool:
    """Seal a piece of what was left unsealed; true if there may be more. `since` is when nothing was left last."""
    recent = Entry.objects.filter(at__gte=since - _SLACK) if since else Entry.objects.all()
    ids = list(recent.filter(unsealed()).order_by("at", "pk").values_list("pk", flat=True)[:PIECE])
    return seal(ids) == PIECE


def unsealed() -> Combinable:
    """The condition of entries without a seal."""
    return ~Exists(Seal.objects.filter(entry_id=OuterRef("pk")))


def _append(ids: Sequence[int]) -> int:
    seq, digest = head()
    now, key = timezone.now(), master_key.fingerprint()
    seals = []
    for entry_id, signature, *facts in (
        Entry.objects.filter(unsealed(), pk__in=ids).order_by("pk").values_list("pk", "mark", *FACTS)
    ):
        content = signed_bytes(facts)
        if not is_marked(content, signature):
            continue
        seq += 1
        digest = link_digest(digest, seq, entry_id, content)
        signature = sign(signed_link(seq, digest))
        seals.append(Seal(seq=seq, entry_id=entry_id, digest=digest, mark=signature, key=key, at=now))
    Seal.objects.bulk_create(seals)
    return len(seals)
