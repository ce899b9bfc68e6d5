"""Drafts: what a clerk has typed and not yet saved survives a closed tab, a lost session, a power cut.

A draft is encrypted as a whole, because it may hold private values, and goes away with the save it led to.
"""

import json
from typing import Any

from django.utils import timezone

from zhijiao.filing.desk import Desk
from zhijiao.filing.models import Draft
from zhijiao.privacy.cipher import for_school

LARGEST = 500_000


def _place(desk: Desk, record_id: int | None, page: str) -> dict[str, Any]:
    """Whose draft of which page: a new single page belongs to its year, as does the grid."""
    return {
        "user_id": desk.actor.user_id,
        "school_id": desk.school.pk,
        "form": desk.form.key,
        "record_id": record_id or 0,
        "slot": f"{page}{desk.defaults.get('year', '')}",
    }


def keep(desk: Desk, record_id: int | None, raw: dict[str, Any], page: str = "") -> Draft | None:
    """Store the typed values of a record's page, or of another ``page``; too large a draft is not kept (None)."""
    text = json.dumps(raw, ensure_ascii=False)
    if len(text) > LARGEST:
        return None
    content = for_school(desk.school.pk).encrypt(text)
    draft, _ = Draft.objects.update_or_create(
        **_place(desk, record_id, page), defaults={"content": content, "saved_at": timezone.now()}
    )
    return draft


def recall(desk: Desk, record_id: int | None, page: str = "") -> tuple[dict[str, Any], Any] | None:
    """The typed values and when they were kept, or None."""
    draft = Draft.objects.filter(**_place(desk, record_id, page)).first()
    if draft is None:
        return None
    return json.loads(for_school(desk.school.pk).decrypt(draft.content)), draft.saved_at


def discard(desk: Desk, record_id: int | None, page: str = "") -> None:
    """Forget the draft."""
    Draft.objects.filter(**_place(desk, record_id, page)).delete()
