"""Drafts: what a clerk has typed and not yet saved survives a closed tab, a lost session, a power cut.

A draft is encrypted as a whole, because it may hold private values, and goes away with the save it led to.
"""

import json
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from zhijiao.filing.models import Draft
from zhijiao.filing.pages.context import FormContext
from zhijiao.kit.statements import statement
from zhijiao.private.cipher import for_school

#: Five thousand rows of the grid with a dozen items each.
LARGEST = 4_000_000


def _place(ctx: FormContext, record_id: int | None, page: str) -> dict[str, Any]:
    """Whose draft of which page: a new single page belongs to its year, as does the grid."""
    return {
        "user_id": ctx.actor.user_id,
        "school_id": ctx.school.pk,
        "form": ctx.form.key,
        "record_id": record_id or 0,
        "slot": f"{page}{ctx.defaults.get('year', '')}",
    }


def keep(ctx: FormContext, record_id: int | None, raw: dict[str, Any], page: str = "") -> Draft | None:
    """Store the typed values of a record's page, or of another ``page``; too large a draft is not kept (None)."""
    text = json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace").decode()  # half a surrogate pair
    if len(text) > LARGEST:
        return None
    content = for_school(ctx.school.pk).encrypt_filled(text)
    draft, _ = Draft.objects.update_or_create(
        **_place(ctx, record_id, page), defaults={"content": content, "saved_at": timezone.now()}
    )
    return draft


def recall(ctx: FormContext, record_id: int | None, page: str = "") -> tuple[dict[str, Any], Any] | None:
    """The typed values and when they were kept, or None."""
    place = _place(ctx, record_id, page)
    if place["user_id"] is None:
        return None
    for content, saved_at in _kept(*place.values()):
        return json.loads(for_school(ctx.school.pk).decrypt_filled(content)), saved_at
    return None


@statement
def _kept(user: int, school: int, form: str, record: int, slot: str) -> QuerySet[Any]:
    found = Draft.objects.filter(user_id=user, school_id=school, form=form, record_id=record, slot=slot)
    return found.values_list("content", "saved_at")


def carry(ctx: FormContext, record_id: int, year: int) -> None:
    """Drafts of a record's page go along with the record into another year, whoever typed them."""
    here = Draft.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id, slot=str(ctx.year))
    there = Draft.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id, slot=str(year))
    here.exclude(user__in=there.values("user")).update(slot=str(year))


def discard(ctx: FormContext, record_id: int | None, page: str = "") -> None:
    """Delete the draft of a record's page, or of another ``page``."""
    Draft.objects.filter(**_place(ctx, record_id, page)).delete()
