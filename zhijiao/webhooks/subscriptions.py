"""What administrators do about subscriptions; each act is told in the audit log, without the address's query."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.audit.events import Event as AuditEvent
from zhijiao.audit.log import record
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.webhooks import kinds, outbox, signing
from zhijiao.webhooks.models import Push, Subscription

Made = TypeVar("Made")
MOST = 20
"""Subscriptions of one node."""
BOTH_HOLD = timedelta(hours=24)
"""How long the former secret signs beside the new one."""


class Stale(RuntimeError):
    """Somebody else has changed the subscription meanwhile."""


def make(org: Org, name: str, url: str, chosen: Sequence[str], by: str) -> tuple[Subscription, str]:
    """A new subscription, with its secret, which can be read this once.

    Raises:
        ValidationError: there are too many, or one of that name.
    """
    secret = signing.new_secret()
    with transaction.atomic():
        Org.objects.select_for_update().get(pk=org.pk)
        if Subscription.objects.filter(org=org).count() >= MOST:
            raise ValidationError(f"本单位已有 {MOST} 个推送订阅，请先删除不用的。")
        sealed = for_school(org.pk).encrypt_filled(secret)
        made = _named(lambda: Subscription.objects.create(
            org=org, name=name, url=url, kinds=list(chosen), secret=sealed, created_by=by
        ))  # fmt: skip
        _tell(made, "新建", after=_labels(chosen))
    return made, secret


@transaction.atomic
def change(subscription: Subscription, name: str, url: str, chosen: Sequence[str]) -> None:
    """Another name, address or choice of events, at the version it was read at.

    Raises:
        ValidationError: there is one of that name.
        Stale: it has been changed meanwhile.
    """
    mine = Subscription.objects.filter(pk=subscription.pk, version=subscription.version)
    facts = {"name": name, "url": url, "kinds": list(chosen), "version": F("version") + 1}
    if not _named(lambda: mine.update(**facts)):
        raise Stale
    before = _labels(subscription.kinds)
    subscription.name, subscription.url = name, url
    _tell(subscription, "修改", before=before, after=_labels(chosen))


@transaction.atomic
def pause(subscription: Subscription, by: str) -> None:
    """Send nothing more; what happens meanwhile is kept for some days."""
    running = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    if running.update(paused_at=timezone.now(), paused_by=by, retry_at=None):
        _tell(subscription, "暂停")


@transaction.atomic
def resume(subscription: Subscription) -> None:
    """Send again, first of all what waits."""
    paused = Subscription.objects.filter(pk=subscription.pk).exclude(paused_at=None)
    if paused.update(paused_at=None, paused_by="", failures=0, retry_at=None):
        _tell(subscription, "恢复")
        outbox.wake(Subscription.objects.get(pk=subscription.pk))


@transaction.atomic
def renew_secret(subscription: Subscription) -> str:
    """A new secret, which can be read this once; the former one signs beside it for a day."""
    held = Subscription.objects.select_for_update().get(pk=subscription.pk)
    secret = signing.new_secret()
    held.former_secret, held.former_until = held.secret, timezone.now() + BOTH_HOLD
    held.secret = for_school(held.org_id).encrypt_filled(secret)
    held.save(update_fields=["secret", "former_secret", "former_until"])
    _tell(held, "更换签名密钥")
    return secret


@transaction.atomic
def remove(subscription: Subscription) -> None:
    """Forget a subscription, with its log."""
    _tell(subscription, "删除")
    subscription.delete()


@transaction.atomic
def send_again(delivery: Push) -> bool:
    """Send an event once more; False where it waits already."""
    ended = Push.objects.filter(pk=delivery.pk).exclude(state=Push.State.WAITING)
    if not ended.update(state=Push.State.WAITING, attempts=0, status=None, problem=""):
        return False
    _tell(delivery.subscription, "重新发送", number=delivery.event.number)
    _at_once(delivery.subscription)
    return True


@transaction.atomic
def send_test(subscription: Subscription) -> None:
    """An event that means nothing, to see whether it arrives."""
    outbox.emit_test(subscription)
    _at_once(subscription)
    _tell(subscription, "发送测试事件")


def _at_once(subscription: Subscription) -> None:
    """Somebody waits: the next try is due now."""
    Subscription.objects.filter(pk=subscription.pk).update(retry_at=None)
    outbox.wake(Subscription.objects.get(pk=subscription.pk))


def _named(act: Callable[[], Made]) -> Made:
    """Do it, unless the name is taken."""
    try:
        with transaction.atomic():
            return act()
    except IntegrityError:
        raise ValidationError({"name": "本单位已有同名的推送订阅，请换一个名称。"}) from None


def _labels(chosen: Sequence[str]) -> list[str]:
    return [kinds.label(key) for key in chosen]


def _tell(subscription: Subscription, done: str, **detail: object) -> None:
    host = urlsplit(subscription.url).hostname or ""
    told = {"done": done, "name": subscription.name, "to": host, **detail}
    record(AuditEvent.WEBHOOK, org=subscription.org_id, subject=subscription.name, detail=told)
