"""Writing to the audit log."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit import chain
from zhijiao.audit.context import current_context
from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.orgs.models import Org


def record(
    event: Event,
    *,
    org: Org | int | None = None,
    subject: str = "",
    detail: dict[str, Any] | None = None,
    user: Any = None,
) -> Entry:
    """Tell that something happened; call it inside the transaction of the change it tells about.

    Who acts and from where stands in ``audit.context``; ``user`` names somebody who is only just signing in.
    Without ``org`` the entry belongs to the node of who acts. Nothing private may stand in ``subject`` or ``detail``.
    """
    who = current_context()
    org_id = (org.pk if isinstance(org, Org) else org) or (user.org_id if user else who.org_id)
    entry = Entry(
        at=timezone.now(),
        event=event.value,
        org_id=org_id or _root(),
        user_id=user.pk if user else who.user_id,
        user_name=user.real_name if user else who.name,
        address=who.address[:45],
        subject=subject[:200],
        detail=detail or {},
    )
    entry.mark = chain.sign(chain.signed_bytes([getattr(entry, name) for name in chain.FACTS]))
    entry.save(force_insert=True)
    transaction.on_commit(lambda: chain.seal([entry.pk]), robust=True)
    return entry


def _root() -> int:
    """The node of entries that belong to no other: the ministry's."""
    return Org.objects.values_list("pk", flat=True).get(parent=None)
