"""Sending mail. The message itself stays sealed in its row; the job has only the row's number."""

from datetime import timedelta

from django.utils import timezone

from zhijiao.jobs.current_job import RunAgain
from zhijiao.jobs.declare import MAIL, NORMAL, SWEEP, enqueue_single, job
from zhijiao.jobs.models import Job
from zhijiao.signin import cleaning, mail
from zhijiao.signin.models import QueuedMail

KEPT = timedelta(days=1)
"""How long a message that could not be sent is kept, so that an operator can have it sent after all."""


@job("发送邮件", priority=MAIL, retry_after=(60, 300, 900))
def send_mail(mail_id: int) -> None:
    """Work out and send one message."""
    mail.deliver(mail_id)


@job("补派与清理邮件", every=timedelta(minutes=10), priority=NORMAL)
def tidy_mail() -> None:
    """Forget messages that were given up; enqueue those that never got a job."""
    QueuedMail.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    names = {mail.job_name(pk): pk for pk in QueuedMail.objects.values_list("pk", flat=True)[:500]}
    enqueued = set(Job.objects.filter(single__in=names).values_list("single", flat=True))
    for name, pk in names.items():
        if name not in enqueued:
            enqueue_single(send_mail, name, pk)


@job("清理过期的登录会话和验证码", every=timedelta(hours=1), priority=SWEEP)
def clear_ended() -> RunAgain | None:
    """Throw away a piece of what signing in leaves behind."""
    return RunAgain() if cleaning.clear_ended() else None
