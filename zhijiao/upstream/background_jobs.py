"""Reading what came, comparing it and writing it; asking interfaces at night; throwing away what nobody needs."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.jobs import current_job
from zhijiao.jobs.declare import IMPORT, NORMAL, SWEEP, job
from zhijiao.upstream import comparing, spreading, syncing, writing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import DeliveredRow, Delivery, Sync
from zhijiao.upstream.reading import read, rows_of
from zhijiao.upstream.sealing import open_file
from zhijiao.workbooks.markup import FileRefused

KEPT = timedelta(days=30)
State = Delivery.State


@job("读取源头平台数据", priority=IMPORT, retry_after=(30, 120), cancellable=False)
def read_sync(number: int) -> None:
    """Give the rows of a sync to their schools; a file in one transaction."""
    sync = Sync.objects.filter(pk=number, state=Sync.State.READING).first()
    if sync is None:
        return
    try:
        rows = list(
            rows_of(
                read(systems()[sync.system], sync.file_name, open_file(sync.org_id, bytes(sync.file or b"")))
            )
        )
    except FileRefused as refused:
        Sync.objects.filter(pk=number, state=Sync.State.READING).update(
            state=Sync.State.REFUSED, message=str(refused)[:500], finished_at=timezone.now()
        )
        return
    with current_job.fenced():
        sync = Sync.objects.select_for_update().get(pk=number)
        if sync.state == Sync.State.READING:
            spreading.spread(sync, rows)
            finish_reading(sync)


def finish_reading(sync: Sync) -> None:
    """In the transaction of the last rows: send the deliveries on their way."""
    sync.state, sync.finished_at = Sync.State.READ, timezone.now()
    sync.save(update_fields=["state", "finished_at", "rows", "unjudged", "problems", "cursor"])
    arrived = Delivery.objects.filter(sync_number=sync.pk, state=State.ARRIVING)
    numbers = list(arrived.values_list("pk", flat=True))
    arrived.update(state=State.COMPARING)
    for number in numbers:
        syncing.enqueue_delivery(number)


@job("比对和写入源头平台数据", priority=NORMAL, retry_after=(30, 120), cancellable=False)
def work_on_delivery(number: int) -> None:
    """Compare a delivery, or write it: whatever its state asks for."""
    delivery = Delivery.objects.filter(pk=number).first()
    if delivery is not None and delivery.state == State.COMPARING:
        comparing.compare(delivery)
        delivery = Delivery.objects.get(pk=number)
    if delivery is not None and delivery.state == State.WRITING:
        writing.write_delivery(number)


@job("补派源头平台数据", every=timedelta(minutes=5), priority=SWEEP)
def enqueue_waiting() -> None:
    """Enqueue what waits and has no job: a job may have failed for good, or been lost with a broker."""
    for number in Sync.objects.filter(state=Sync.State.READING).values_list("pk", flat=True)[:100]:
        syncing.enqueue_reading(number)
    busy = Delivery.objects.filter(state__in=(State.COMPARING, State.WRITING))
    for number in busy.values_list("pk", flat=True)[:500]:
        syncing.enqueue_delivery(number)


@job("清理源头平台数据", every=timedelta(hours=6), priority=SWEEP)
def forget_old() -> None:
    """Throw away files and rows of what has ended a month ago, and drop what nobody has decided for as long."""
    old = timezone.now() - KEPT
    Delivery.objects.filter(state=State.PREVIEW, created_at__lt=old).update(
        state=State.DROPPED, message="三十天内没有确认，已自动放弃", finished_at=timezone.now()
    )
    Sync.objects.filter(finished_at__lt=old, file__isnull=False).update(file=None)
    ended = Delivery.objects.filter(finished_at__lt=old, state__in=(State.DONE, State.DROPPED))
    for school_id, number in ended.values_list("school_id", "pk").iterator():
        DeliveredRow.objects.filter(school_id=school_id, delivery_id=number).delete()
