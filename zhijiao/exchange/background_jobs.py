"""Making, sending and applying packages in the background."""

from datetime import timedelta

from zhijiao.exchange import applying, client, installation, making, sending, telling
from zhijiao.exchange.client import Unreachable
from zhijiao.exchange.models import Package
from zhijiao.exchange.refusals import Refused
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import REPORT, SWEEP, enqueue_single, job

State, Way = Package.State, Package.Way


@job("生成数据包", priority=REPORT, retry_after=(10, 60, 300), cancellable=False)
def make_package(pk: int) -> RunAgain | None:
    """Make the next lot of a package; sent when it is ready, where an address is set."""
    package = Package.objects.select_related("partner__node").get(pk=pk)
    try:
        if making.go_on(package):
            return RunAgain()
    except Refused as refused:
        if refused.code == "taken-over":
            return None
        Package.objects.filter(pk=pk, state=State.MAKING).update(message=refused.text[:500])
        telling.tell(
            package.partner, f"生成第 {package.sequence} 号包时：{refused.text}", package=package, bad=True
        )
        return RunAgain(300)
    if client.is_set() and Package.objects.filter(pk=pk, state=State.READY).exists():
        enqueue_single(send_package, f"exchange-out:{pk}", pk)
    return None


@job("发送数据包", priority=REPORT, retry_after=(10, 60, 300), cancellable=False)
def send_package(pk: int) -> RunAgain | None:
    """Send what the other side lacks, then wait for its receipt."""
    pause = sending.send(Package.objects.get(pk=pk))
    return None if pause is None else RunAgain(pause)


@job("数据包入库", priority=REPORT, retry_after=(10, 60, 300), cancellable=False)
def apply_package(pk: int) -> RunAgain | None:
    """Apply the next lot of a package that has come."""
    return RunAgain() if applying.go_on(Package.objects.get(pk=pk)) else None


@job("取回下发的数据包", every=timedelta(minutes=10), priority=SWEEP)
def fetch_down() -> None:
    """Ask the ministry's installation for what it sends down; take up what a lost job has left."""
    if not installation.is_on():
        return
    for pk in Package.objects.filter(way=Way.IN, state=State.APPLYING).values_list("pk", flat=True):
        enqueue_single(apply_package, f"exchange-in:{pk}", pk)
    for pk in Package.objects.filter(way=Way.OUT, state=State.MAKING).values_list("pk", flat=True):
        enqueue_single(make_package, f"exchange-make:{pk}", pk)
    if installation.is_ministry() or not client.is_set():
        return
    open_states = (State.READY, State.SENDING, State.SENT)
    for pk in Package.objects.filter(way=Way.OUT, state__in=open_states).values_list("pk", flat=True):
        enqueue_single(send_package, f"exchange-out:{pk}", pk)
    try:
        sending.fetch_down()
    except (Unreachable, Refused) as trouble:
        telling.tell_once(installation.upper(), f"取回下发的数据包时：{trouble}")
