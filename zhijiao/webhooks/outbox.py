"""What happened, laid down for whoever wants to be told, in the transaction in which it happened.

    emit("submission.accepted", school, {"round": "2020", …}, page="/signoff/")

Costs one query where nobody has subscribed. Nothing private may be said: ids, keys, states and links are enough for a
receiver that may know more to ask for it by the API.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import covers
from zhijiao.webhooks.kinds import BY_KEY, TEST
from zhijiao.webhooks.models import Event, Push, Subscription

_PUSH = "zhijiao.webhooks.background_jobs.push"


def emit(kind: str, org: Org, data: Mapping[str, Any], *, page: str = "", upto: str = "") -> None:
    """Tell subscriptions of a node and of those above it, the highest being the one at `upto`, where it is given.

    What is inside a school is told to the school alone. `page` is a path of this site, for people.
    """
    highest = org.path if BY_KEY[kind].inside else upto
    above = Subscription.objects.filter(
        org__in=[*org.ancestors_ids(), org.pk], org__status="active"
    ).select_related("org")
    found = [each for each in above if kind in each.kinds and (not highest or covers(highest, each.org.path))]
    if found:
        _lay(kind, org, data, page, found)


def emit_test(subscription: Subscription) -> Push:
    """An event for one subscription alone, to try it."""
    return _lay(TEST, subscription.org, {}, "", [subscription])[0]


@transaction.atomic
def _lay(
    kind: str, org: Org, data: Mapping[str, Any], page: str, subscriptions: Iterable[Subscription]
) -> list[Push]:
    now, number = timezone.now(), f"evt_{secrets.token_hex(16)}"
    about = {"id": org.pk, "code": org.code, "level": str(org.level)}
    links = {"page": f"{settings.SITE_URL}{page}"} if page else {}
    told = {
        "id": number,
        "type": kind,
        "timestamp": now.isoformat(timespec="seconds"),
        "data": {"org": about, **data, "links": links},
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    event = Event.objects.create(number=number, kind=kind, org=org, body=body, at=now)
    made = Push.objects.bulk_create(
        Push(subscription=each, event=event) for each in sorted(subscriptions, key=lambda each: each.pk)
    )
    for each in subscriptions:
        wake(each)
    return made


def wake(subscription: Subscription) -> None:
    """Have what waits sent soon, unless it is paused or waits for its next try; the sweep sees to those."""
    if subscription.paused_at is None and subscription.retry_at is None:
        enqueue_single(declared(_PUSH), f"webhook:{subscription.pk}", subscription.pk)
