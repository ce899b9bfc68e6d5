"""Reading what came, comparing it and writing it; asking interfaces at night; throwing away what nobody needs."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from zhijiao.jobs import current_job
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import IMPORT, NORMAL, SWEEP, job
from zhijiao.jobs.models import LIVE, Job
from zhijiao.jobs.models import State as JobState
from zhijiao.upstream import comparing, fetching, news, spreading, syncing, writing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Connection, DeliveredRow, Delivery, Sync
from zhijiao.upstream.reading import read, rows_of
from zhijiao.upstream.sealing import open_file
from zhijiao.workbooks.markup import FileRefused

KEPT = timedelta(days=30)
NIGHT = (1, 6)
MOST_FAILED = 3
"""Jobs of one sync or delivery that may fail for good, each after some tries of its own."""
GIVEN_UP = "系统多次没能处理完这批数据，已停止。请重新处理；仍不成功的，请联系技术支持。"
State = Delivery.State
BUSY = (State.COMPARING, State.WRITING)


@job("读取源头平台数据", priority=IMPORT, cancellable=False)
def read_sync(number: int) -> RunAgain | None:
    """Give the rows of a sync to their schools: a file in one transaction, an interface page by page."""
    sync = Sync.objects.filter(pk=number, state=Sync.State.READING).first()
    if sync is None:
        return None
    if sync.way != Sync.Way.FILE:
        return _read_interface(sync)
    _read_file(sync)
    return None


def _read_file(sync: Sync) -> None:
    try:
        data = open_file(sync.org_id, bytes(sync.file or b""))
        rows = list(rows_of(read(systems()[sync.system], sync.file_name, data)))
    except FileRefused as refused:
        fetching.give_up(sync, str(refused))
        return
    with current_job.fenced():
        sync = Sync.objects.select_for_update().get(pk=sync.pk)
        if sync.state == Sync.State.READING:
            spreading.spread(sync, rows)
            finish_reading(sync)


def _read_interface(sync: Sync) -> RunAgain | None:
    """Walk on; where the other side does not answer, again after longer and longer pauses, at last not at all."""
    try:
        done = fetching.fetch_all(sync)
    except fetching.Unusable as unusable:
        fetching.give_up(sync, str(unusable))
        return None
    except fetching.Later as later:
        sync.refresh_from_db(fields=["cursor"])
        tries = sync.cursor.get("tries", 0) + 1
        if tries >= fetching.MOST_TRIES:
            fetching.give_up(sync, f"{later}，试了 {tries} 次，请稍后再同步。")
            return None
        Sync.objects.filter(pk=sync.pk).update(cursor={**sync.cursor, "tries": tries})
        return RunAgain(30 * 2**tries)
    if done:
        with current_job.fenced():
            sync = Sync.objects.select_for_update().get(pk=sync.pk)
            if sync.state == Sync.State.READING:
                finish_reading(sync)
    return None


def finish_reading(sync: Sync) -> None:
    """In the transaction of the last rows: send the deliveries on their way."""
    sync.state, sync.finished_at = Sync.State.READ, timezone.now()
    sync.save(update_fields=["state", "finished_at", "rows", "unjudged", "problems", "cursor"])
    arrived = Delivery.objects.filter(sync_number=sync.pk, state=State.ARRIVING)
    numbers = list(arrived.values_list("pk", flat=True))
    if sync.way != Sync.Way.FILE:
        syncing.replace_older(sync)
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
    """Enqueue what waits and has no job: a job may have failed for good, or been lost with a broker.

    What has failed time and again is given up, so that somebody hears of it and nothing runs for ever.
    """
    reading = list(Sync.objects.filter(state=Sync.State.READING).order_by("pk")[:100].defer("file"))
    failed = _often_failed(syncing.reading_name(sync.pk) for sync in reading)
    for sync in reading:
        if syncing.reading_name(sync.pk) in failed:
            fetching.give_up(sync, GIVEN_UP)
        else:
            syncing.enqueue_reading(sync.pk)
    busy = Delivery.objects.filter(state__in=BUSY).order_by("pk").values_list("pk", flat=True)[:500]
    failed = _often_failed(map(syncing.delivery_name, busy))
    for number in busy:
        if syncing.delivery_name(number) in failed:
            _give_up(number)
        else:
            syncing.enqueue_delivery(number)


def _often_failed(names: Iterable[str]) -> set[str]:
    """Names of jobs that have failed for good so often that another one would too; none that waits or runs."""
    jobs = Job.objects.filter(single__in=list(names)).values("single")
    counted = jobs.annotate(
        failed=Count("pk", filter=Q(state=JobState.FAILED)), live=Count("pk", filter=Q(state__in=LIVE))
    )
    often = counted.filter(failed__gte=MOST_FAILED, live=0).values_list("single", flat=True)
    return {name for name in often if name}


def _give_up(number: int) -> None:
    with current_job.fenced():
        delivery = writing.held(number)
        if delivery.state in BUSY:
            delivery.state, delivery.message, delivery.finished_at = State.FAILED, GIVEN_UP, timezone.now()
            delivery.save(update_fields=["state", "message", "finished_at"])
            news.compared(delivery)


@job("每晚读取源头平台", every=timedelta(minutes=10), priority=SWEEP)
def start_nightly() -> None:
    """Between one and six at night ask the interfaces that are to be asked, each once a night."""
    now = timezone.localtime()
    if not NIGHT[0] <= now.hour < NIGHT[1]:
        return
    due = Connection.objects.filter(nightly=True, org__status="active").exclude(last_night=now.date())
    for connection in due.select_related("org").order_by("pk")[:500]:
        with transaction.atomic():
            mine = Connection.objects.filter(pk=connection.pk, nightly=True).exclude(last_night=now.date())
            if mine.update(last_night=now.date()):
                syncing.take_api(connection.org, systems()[connection.system], Sync.Way.NIGHT)


@job("清理源头平台数据", every=timedelta(hours=6), priority=SWEEP)
def forget_old() -> None:
    """Throw away files and rows of what has ended a month ago, and drop what nobody has decided for as long."""
    old = timezone.now() - KEPT
    Delivery.objects.filter(state__in=syncing.UNDECIDED, created_at__lt=old).update(
        state=State.DROPPED, message="三十天内没有确认，已自动放弃", finished_at=timezone.now()
    )
    Sync.objects.filter(finished_at__lt=old, file__isnull=False).update(file=None)
    ended = Delivery.objects.filter(finished_at__lt=old, state__in=(State.DONE, State.DROPPED))
    for school_id, number in ended.values_list("school_id", "pk").iterator():
        DeliveredRow.objects.filter(school_id=school_id, delivery_id=number).delete()
