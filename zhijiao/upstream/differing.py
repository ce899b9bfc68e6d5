"""What sources have done to a school's records: values that gave way, records they no longer hold."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.records import access
from zhijiao.filing.records.undo import record_names
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import masked
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Overwritten

Facts = tuple[str, int, dict[str, Any]]


def _visible(actor: Actor, school: Org) -> Q:
    """Of delivered forms those rows that the actor may view."""
    wanted = Q(pk__in=[])
    keys = set().union(*(each.form_keys for each in systems().values()))
    for form in access.forms(actor):
        if form.key in keys:
            seen = Q(form=form.key)
            if access.sees_own_rows_only(actor):
                rows = access.rows(actor, form, "view").filter(school_id=school.pk)
                seen &= Q(record_id__in=rows.order_by().values("pk"))
            wanted |= seen
    return wanted


def overwritten(actor: Actor, school: Org) -> QuerySet[Overwritten]:
    """Values that gave way, the latest first."""
    return Overwritten.objects.filter(_visible(actor, school), school=school).order_by("-pk")


def gone(actor: Actor, school: Org) -> QuerySet[SyncedRecord]:
    """Records that their source no longer holds, the latest first."""
    found = SyncedRecord.objects.filter(_visible(actor, school), school=school, gone_at__isnull=False)
    return found.order_by("-gone_at", "-pk")


def overwritten_lines(school: Org, rows: Sequence[Overwritten]) -> Iterator[Facts]:
    """What a list says of them; private values masked."""
    cipher, labels = for_school(school.pk), dict(SyncedRecord.System.choices)
    for each in rows:
        form = registry.forms().get(each.form)
        column = form.columns.get(each.item) if form else None
        texts = [cipher.decrypt_filled(token) for token in (each.before, each.after)]
        if column is not None and column.private:
            texts = [masked(column, text) or "" for text in texts]
        yield each.form, each.record_id, {
            "form": form.label if form else each.form, "title": each.title,
            "item": column.label if column else each.item, "before": texts[0], "after": texts[1],
            "at": each.at, "system": labels[each.system],
        }  # fmt: skip


def gone_lines(school: Org, rows: Sequence[SyncedRecord]) -> Iterator[Facts]:
    """What a list says of them; one query per form."""
    labels = dict(SyncedRecord.System.choices)
    by_form: dict[str, list[int]] = {}
    for each in rows:
        by_form.setdefault(each.form, []).append(each.record_id)
    names = {key: record_names(school, registry.record_form(key), ids) for key, ids in by_form.items()}
    for each in rows:
        yield each.form, each.record_id, {
            "form": registry.get(each.form).label, "title": names[each.form].get(each.record_id, "记录已删除"),
            "item": "", "before": "", "after": "", "at": each.gone_at, "system": labels[each.system],
        }  # fmt: skip
