"""What people are told of a sync: that deliveries wait for somebody's word, or could not be worked on."""

from django.db.models import Q
from django.urls import reverse

from zhijiao.notices.inbox import tell, tell_user
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Delivery, Sync

State = Delivery.State
TO_COME = (State.ARRIVING, State.COMPARING)


def compared(delivery: Delivery) -> None:
    """A delivery has been compared, or given up; in that transaction. Of those of one sync the last speaks for all.

    What a school has brought itself its reviewers are told of, anything else whoever has started the sync; of what was
    fetched at night all who may sync there.
    """
    sync = Sync.objects.select_for_update().defer("file").get(pk=delivery.sync_number)
    mine = Delivery.objects.filter(sync_number=sync.pk)
    if mine.filter(state__in=TO_COME).exclude(pk=delivery.pk).exists():
        return
    label = systems()[delivery.system].label
    if delivery.from_school and delivery.state != State.FAILED:
        _tell_reviewers(delivery, label)
        return
    waiting = mine.filter(Q(state=State.PREVIEW) | Q(counts__doubtful__gt=0)).count()
    failed = mine.filter(state=State.FAILED).count()
    said = [f"{waiting} 所学校的数据待确认"] * bool(waiting) + [f"{failed} 所学校的数据未能处理"] * bool(
        failed
    )
    if said:
        _tell_whoever_syncs(sync, f"{label}：{'，'.join(said)}")


def refused(sync: Sync, message: str) -> None:
    """What was to be taken in cannot be."""
    _tell_whoever_syncs(sync, f"{systems()[sync.system].label}的数据没有接收", message)


def _tell_reviewers(delivery: Delivery, label: str) -> None:
    if delivery.state == State.PREVIEW or delivery.counts.get("doubtful"):
        url = reverse("upstream:delivery_review", args=[delivery.pk])
        tell(
            delivery.school,
            "review",
            title=f"{label}的数据待复核",
            url=url,
            scopes=systems()[delivery.system].form_keys,
        )


def _tell_whoever_syncs(sync: Sync, title: str, text: str = "") -> None:
    url = reverse("upstream:sync", args=[sync.pk])
    if sync.created_by is None:
        tell(sync.org, "sync", title=title, text=text, url=url)
    else:
        tell_user(sync.created_by, title=title, text=text, url=url, mail=True)
