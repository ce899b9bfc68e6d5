"""Deliveries of source systems, what they marked, and requests to them, that addresses name."""

from collections.abc import Mapping

from zhijiao.filing.models import SyncedRecord
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.selfcheck.things import FROM_BOTH, FROM_OWN, MISSING, NOBODY, SELF, Filler, Ground, Thing
from zhijiao.upstream.layout import owner_of
from zhijiao.upstream.models import CorrectionRequest, DeliveredRow, Delivery, Sync


def _delivery(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """What the school has uploaded itself: nobody above it sees that."""
    found = Delivery.objects.filter(school=ground.school, from_school=True).order_by("-pk")
    number = found.values_list("pk", flat=True).first()
    return Thing(number, FROM_OWN) if number else Thing(MISSING, NOBODY)


def _delivered_row(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    rows = DeliveredRow.objects.filter(school=ground.school, delivery_id=chosen["pk"].value)
    return Thing(rows.values_list("pk", flat=True).first() or MISSING)


def _own_sync(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Sync.objects.filter(org=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _correction(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = CorrectionRequest.objects.filter(school=ground.school).order_by("-pk")
    number = found.values_list("pk", flat=True).first()
    return Thing(number, FROM_BOTH) if number else Thing(MISSING, NOBODY)


def _own_correction(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = CorrectionRequest.objects.filter(created_by=ground.cast.clerk.account.pk).order_by("-pk")
    return Thing(found.values_list("pk", flat=True).first() or MISSING, SELF)


def delivered_record(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A record with items of a source system; those above the school change no records."""
    marks = SyncedRecord.objects.filter(school=ground.school, form=chosen["form"].value.key)
    number = marks.values_list("record_id", flat=True).first()
    return Thing(number, FROM_BOTH) if number else Thing(MISSING, NOBODY)


def delivered_item(form: FormLike) -> str | None:
    """An item of a form that some source system delivers."""
    return next((name for name in form.columns if owner_of(form.key, name)), None)


UPSTREAM: dict[str, Filler] = {
    "/upstream/syncs/<int:pk>": _own_sync,
    "/upstream/deliveries/<int:pk>": _delivery,
    "/upstream/deliveries/<int:pk>/person/<int:row>": _delivered_row,
    "/upstream/review/<int:pk>": _delivery,
    "/upstream/review/<int:pk>/person/<int:row>": _delivered_row,
    "/manage/upstream/corrections/<int:pk>": _correction,
    "/upstream/corrections/<int:pk>": _own_correction,
    "/upstream/correct/<form:form>/<int:record_id>": delivered_record,
}
