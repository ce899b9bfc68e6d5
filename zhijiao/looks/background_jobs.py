"""What the worker does: write to administrators about an alert, forget what has been kept for its term."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.retention import cut_off
from zhijiao.identity.administrators import administrators
from zhijiao.identity.models import User
from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import MAIL, SWEEP, job
from zhijiao.looks import tally
from zhijiao.looks.models import Kind, Look, LookAlert, LookTally, SingleReads

PIECE = 5000
TALLIES_KEPT = timedelta(days=90)


@job("发送异常查看提醒", priority=MAIL, retry_after=(60, 300, 900))
def mail_alert(alert_id: int) -> None:
    """Write to those who look after the person's account; an alert that has been settled needs no letter."""
    alert = LookAlert.objects.select_related("org__parent").filter(pk=alert_id, settled_at=None).first()
    if alert is None:
        return
    subject = f"异常查看提醒：{alert.user_name}"
    messages = [
        EmailMessage(subject, _body(alert), to=[user.email]) for user in recipients(alert) if user.email
    ]
    for message in messages:
        message.send()


@job("清理到期的查看记录", every=timedelta(days=1), priority=SWEEP)
def forget_old() -> RunAgain | None:
    """Remove a piece of what has been kept as long as the audit log keeps the same acts."""
    today = timezone.localdate()
    old = (
        Look.objects.filter(at__lt=cut_off()),
        LookAlert.objects.filter(at__lt=cut_off()),
        LookTally.objects.filter(day__lt=today - TALLIES_KEPT),
        SingleReads.objects.filter(day__lt=today),
    )
    return RunAgain() if any(list(map(_remove, old))) else None


def recipients(alert: LookAlert) -> list[User]:
    """Administrators of the person's node; of the node above as well where he is one of them, or there is no other."""
    own = administrators(alert.org)
    others = [user for user in own if user.pk != alert.user_id]
    if others and len(others) == len(own):
        return others
    above = alert.org.parent
    return others + (administrators(above) if above else [])


def _body(alert: LookAlert) -> str:
    unit = tally.unit(alert.kind)
    usual = f"，平日约 {alert.usual} {unit}" if alert.usual is not None else ""
    return (
        f"您好！\n\n{alert.org.name}的{alert.user_name}在 {alert.day:%Y年%m月%d日}“{Kind(alert.kind).label}”的数量"
        f"达到 {alert.amount} {unit}，超过 {alert.limit} {unit}的限额{usual}。\n\n"
        f"请登录管理端，在“谁查看过”中查看明细，与本人核实后登记结果：\n"
        f"{settings.SITE_URL}{reverse('looks:alerts')}\n"
    )


def _remove(rows: QuerySet[Model]) -> bool:
    """Remove a piece; true if more may be left."""
    piece = list(rows.order_by("pk").values_list("pk", flat=True)[:PIECE])
    rows.filter(pk__in=piece).delete()
    return len(piece) == PIECE
