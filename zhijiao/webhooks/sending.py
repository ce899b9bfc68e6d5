"""Sending what waits, subscription by subscription, in the order in which it happened.

A receiver that does not answer is tried again after longer and longer pauses, and with it everything that waits behind;
after the last try the subscription is paused and its administrators are told. What a receiver refuses for good is left
out after some tries. Whoever is killed between sending and the note of it sends once more: receivers know an event
again by its number.
"""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event as AuditEvent
from zhijiao.audit.log import record
from zhijiao.identity.actions import USERS
from zhijiao.jobs import current_job
from zhijiao.jobs.current_job import RunAgain
from zhijiao.kit import outbound
from zhijiao.notices.inbox import tell
from zhijiao.orgs.models import Status
from zhijiao.private.cipher import for_school
from zhijiao.webhooks import outbox, signing
from zhijiao.webhooks.models import Event, Push, Subscription

State = Push.State
PAUSES = (60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 28800)
"""Seconds before each further try; about a day altogether. After the last the subscription is paused."""
REFUSALS = 3
"""How often an event that the receiver refuses (4xx) is sent before the next ones go out."""
PIECE_SECONDS = 5.0
"""How long one subscription may keep a worker before others have their turn."""
KEPT, WAITED = timedelta(days=30), timedelta(days=7)
"""How long events are kept, and how long they wait for a subscription that is paused."""
_LATER, _GONE = {408, 409, 423, 425, 429}, 410
PROGRAM = "系统"


def policy() -> outbound.Policy:
    """Where this installation sends to."""
    return outbound.Policy(
        networks=outbound.read_networks(settings.OUTBOUND_NETWORKS),
        plain=not settings.HTTPS,
        own_hosts=frozenset(host.lstrip(".").lower() for host in settings.OWN_HOSTS),
        authorities=settings.OUTBOUND_CA,
    )


def push(subscription_id: int) -> RunAgain | None:
    """Send a piece of what waits for a subscription."""
    began = time.monotonic()
    while time.monotonic() - began < PIECE_SECONDS:
        subscription = ready().filter(pk=subscription_id).select_related("org").first()
        waiting = Push.objects.filter(subscription=subscription_id, state=State.WAITING)
        delivery = waiting.order_by("pk").select_related("event").first() if subscription else None
        if subscription is None or delivery is None:
            return None
        current_job.check()
        status, problem = _sent(subscription, delivery)
        with current_job.fenced():
            _note(subscription, delivery, status, problem)
    return RunAgain()


def ready() -> Any:
    """Subscriptions that may be sent to now."""
    due = Q(retry_at=None) | Q(retry_at__lte=timezone.now())
    return Subscription.objects.filter(due, paused_at=None, org__status=Status.ACTIVE)


def sweep() -> None:
    """Bring workers to what waits: after a pause, and where a job ended while something was laid down."""
    waiting = Push.objects.filter(subscription=OuterRef("pk"), state=State.WAITING)
    for subscription in ready().filter(Exists(waiting)).order_by("pk"):
        subscription.retry_at = None
        outbox.wake(subscription)


def forget_old() -> None:
    """Throw away old events; what has waited too long for a paused subscription is not sent any more."""
    now = timezone.now()
    stale = Push.objects.filter(state=State.WAITING, event__at__lt=now - WAITED)
    stale.exclude(subscription__paused_at=None).update(state=State.EXPIRED)
    while True:
        old = list(Event.objects.filter(at__lt=now - KEPT).order_by("at").values_list("pk", flat=True)[:1000])
        if not old:
            return
        Event.objects.filter(pk__in=old).delete()
        current_job.check()


def secrets_of(subscription: Subscription) -> list[str]:
    """The secrets that sign now, the newest first."""
    cipher = for_school(subscription.org_id)
    held = [subscription.secret, *([subscription.former_secret] if subscription.former_holds else [])]
    return [cipher.decrypt_filled(token) for token in held]


def _sent(subscription: Subscription, delivery: Push) -> tuple[int | None, str]:
    """Send it: the status of the answer, or why there is none."""
    body = delivery.event.body.encode()
    headers = signing.headers(delivery.event.number, int(time.time()), body, secrets_of(subscription))
    headers |= {"Content-Type": "application/json; charset=utf-8", "User-Agent": "zhijiao-webhooks/1"}
    try:
        return outbound.send("POST", subscription.url, policy(), body=body, headers=headers).status, ""
    except (outbound.Refused, outbound.Unreachable) as reason:
        return None, str(reason)


def _note(subscription: Subscription, delivery: Push, status: int | None, problem: str) -> None:
    """Write down how it went, and when to go on."""
    good = status is not None and 200 <= status < 300
    refused = status is not None and 400 <= status < 500 and status not in _LATER
    attempts = delivery.attempts + 1
    state = State.SENT if good else State.FAILED if refused and attempts >= REFUSALS else State.WAITING
    Push.objects.filter(pk=delivery.pk).update(
        state=state, attempts=attempts, status=status, problem=problem[:200], tried_at=timezone.now()
    )
    mine = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    if good:
        mine.update(failures=0, retry_at=None)
        return
    failures = subscription.failures + 1
    if failures > len(PAUSES) or status == _GONE:
        _give_up(subscription, status)
    else:
        pause = timedelta(seconds=PAUSES[failures - 1])
        mine.update(failures=failures, retry_at=timezone.now() + pause)


def _give_up(subscription: Subscription, status: int | None) -> None:
    """Pause a subscription whose receiver does not answer, and tell its administrators."""
    paused = Subscription.objects.filter(pk=subscription.pk, paused_at=None).update(
        paused_at=timezone.now(), paused_by=PROGRAM, retry_at=None
    )
    if not paused:
        return
    why = "接收方表示地址已停用（410）" if status == _GONE else "连续多次没有送达"
    record(
        AuditEvent.WEBHOOK, org=subscription.org_id, subject=subscription.name,
        detail={"done": "自动暂停", "why": why},
    )  # fmt: skip
    tell(
        subscription.org,
        USERS,
        title=f"事件推送“{subscription.name}”已暂停",
        text=f"{why}。请联系接收方检查后恢复；未送达的事件保留 {WAITED.days} 天，恢复后补发。",
        url=reverse("webhooks:detail", args=[subscription.pk]),
    )
