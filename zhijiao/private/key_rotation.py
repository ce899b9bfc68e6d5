"""Changing data keys while the program runs.

Every school gets a new key, and what is sealed under older ones is sealed anew, a few hundred rows per transaction, so
that it may be cut off anywhere and goes on by itself. Writers that have not noticed the new key yet go on with the old
one for some seconds; therefore older keys are kept for `SETTLE`, everything is gone through once more, and only then,
when a whole pass has found nothing, they are deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.kit import bulk
from zhijiao.kit.machines import held
from zhijiao.private import aead, cipher
from zhijiao.private.models import DataKey, KeyRotation
from zhijiao.private.sealed_stores import Store, stores

SETTLE = timedelta(hours=1)
"""How long older keys are kept; far longer than a process keeps a key in memory or a transaction lasts."""
PIECE = 300
PIECE_SECONDS = 3.0
TRIES = 3


@dataclass(frozen=True)
class RotationProgress:
    """How far a change of data keys is, in schools; ``waiting`` have everything under the new key and keep the old."""

    schools: int
    fresh: int
    waiting: int

    @property
    def done(self) -> bool:
        """Whether every school has one key, made since the start."""
        return self.fresh == self.schools and not self.waiting


def running() -> KeyRotation | None:
    """The change that is under way."""
    return KeyRotation.objects.filter(finished_at=None).first()


@transaction.atomic
def start() -> KeyRotation:
    """Begin a change of all data keys, or return the one under way."""
    found = running()
    if found is None:
        found = KeyRotation.objects.create(started_at=timezone.now())
        record(Event.KEYS, subject="开始更换数据密钥")
    return found


def progress(rotation: KeyRotation) -> RotationProgress:
    """How many schools there are, how many have a new data key, and how many still use several."""
    newest = list(_newest())
    fresh = [school for school in newest if school["latest"] >= rotation.started_at]
    several = sum(school["oldest_version"] != school["newest_version"] for school in newest)
    return RotationProgress(len(newest), len(fresh), several)


def go_on() -> bool:
    """The background worker's part: a piece of the change under way; true if there is more to do at once."""
    rotation = running()
    return rotation is not None and work(rotation)


def work(rotation: KeyRotation, seconds: float = PIECE_SECONDS) -> bool:
    """Work for about so long; true if there is more to do at once, false when it is finished or has to wait."""
    end = monotonic() + seconds
    while monotonic() < end:
        school_id = _next_school(rotation)
        if school_id is None:
            _finish(rotation)
            return False
        if not _school(rotation, school_id, end):
            return True
    return True


def _newest() -> QuerySet[Any, Any]:
    """Schools with the moment of their latest key, the moment everything was under it, lowest and highest version."""
    schools: QuerySet[Any, Any] = DataKey.objects.values("school_id")
    newest: QuerySet[Any, Any] = schools.annotate(
        latest=Max("created_at"),
        moved=Max("moved_at"),
        oldest_version=Min("version"),
        newest_version=Max("version"),
    )
    return newest


def _next_school(rotation: KeyRotation) -> int | None:
    """A school that wants a new key, has rows under an old one, or whose old keys may go now."""
    ripe = timezone.now() - SETTLE
    several = Q(oldest_version__lt=F("newest_version"))
    left = _newest().filter(
        Q(latest__lt=rotation.started_at) | several & (Q(moved=None) | Q(latest__lt=ripe))
    )
    found = left.order_by("school_id").first()
    return found["school_id"] if found else None


def _school(rotation: KeyRotation, school_id: int, end: float) -> bool:
    """Bring one school on; false if the time was up before it was through."""
    keys = DataKey.objects.filter(school_id=school_id)
    newest = keys.latest("version")
    if newest.created_at < rotation.started_at:
        cipher.add_version(school_id)
        newest = keys.latest("version")
    rewritten = reseal(school_id, end)
    if rewritten is None:
        return False
    if rewritten:
        KeyRotation.objects.filter(pk=rotation.pk).update(rewritten=F("rewritten") + rewritten)
        return True  # once more: only a pass that finds nothing counts
    if newest.moved_at is None:
        keys.filter(pk=newest.pk).update(moved_at=timezone.now())
    if newest.created_at < timezone.now() - SETTLE:
        keys.exclude(pk=newest.pk).delete()
        cipher.forget(school_id)
    return True


def reseal(school_id: int, end: float = float("inf")) -> int | None:
    """Go once through all that is sealed under older keys of a school; how many rows were sealed anew.

    None if the time was up.
    """
    versions = list(
        DataKey.objects.filter(school_id=school_id).order_by("version").values_list("version", flat=True)
    )
    heads = [f"{mark}.{version}." for version in versions[:-1] for mark in aead.MARKS]
    if not heads:
        return 0
    done = 0
    for store in stores():
        after: int | None = 0
        while after is not None:
            if monotonic() > end:
                return None
            number, after = _retried(store, school_id, heads, after)
            done += number
    return done


def _retried(store: Store, school_id: int, heads: Iterable[str], after: int) -> tuple[int, int | None]:
    """A piece; where the database chose it to lose against somebody else, once more."""
    for attempt in range(TRIES):
        try:
            return _piece(store, school_id, list(heads), after)
        except OperationalError:
            if attempt + 1 == TRIES:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _piece(store: Store, school_id: int, heads: list[str], after: int) -> tuple[int, int | None]:
    """Seal some rows anew: how many, and the last one looked at (None: there are no more)."""
    rows = store.candidates(school_id, heads).filter(pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:PIECE])
    if not ids:
        return 0, None
    hold(store.model._base_manager.filter(pk__in=ids))
    found = list(rows.filter(pk__in=ids).values_list("pk", *store.fetched))
    current = cipher.fresh(school_id)

    def renew(token: str) -> str:
        old = type(token) is str and token.startswith(tuple(heads))
        return current.encrypt_filled(current.decrypt_filled(token)) if old else token

    changed = []
    for pk, *values in found:
        written = store.rewrite(values, renew)
        if written != values[: len(written)]:
            changed.append((pk, *written))
    if changed:
        bulk.update_rows(store.model, ("id", *store.columns), changed, key=("id",))
    return len(changed), ids[-1]


def hold(rows: QuerySet[Any]) -> None:
    """Keep others from changing the rows until the transaction ends; in the order in which a writer takes them."""
    if connection.features.has_select_for_update:
        kept = held(rows, no_key=connection.features.has_select_for_no_key_update)
        list(kept.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _finish(rotation: KeyRotation) -> None:
    """Close the change if nothing waits any more."""
    if not progress(rotation).done:
        return
    if KeyRotation.objects.filter(pk=rotation.pk, finished_at=None).update(finished_at=timezone.now()):
        rotation.refresh_from_db()
        record(Event.KEYS, subject="完成更换数据密钥", detail={"rewritten": rotation.rewritten})
