"""How long messages are kept, and what becomes of them in the background."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhijiao.notices.models import InboxItem, Message
from zhijiao.signin import mail

KEPT = timedelta(days=180)
PIECE = 500
"""Messages that one piece of work takes on."""


def send_waiting() -> bool:
    """Hand a piece of the messages that go by mail as well to the mail; true if more may wait.

    The letter says what the title says and where to read on, so that nothing else leaves the site.
    """
    with transaction.atomic():
        waiting = list(
            Message.objects.select_for_update(skip_locked=True).filter(to_mail=True).order_by("pk")[:PIECE]
        )
        for message in waiting:
            mail.queue_notice(_with_mailbox(message), message.title, _letter(message))
        Message.objects.filter(pk__in=[message.pk for message in waiting]).update(to_mail=False)
    return len(waiting) == PIECE


def forget_old() -> bool:
    """Throw away a piece of the messages whose time is over; true if more may be left."""
    old = Message.objects.filter(at__lt=timezone.now() - KEPT).order_by("at")
    piece = list(old.values_list("pk", flat=True)[:PIECE])
    InboxItem.objects.filter(message__in=piece).delete()
    Message.objects.filter(pk__in=piece).delete()
    return len(piece) == PIECE


def _with_mailbox(message: Message) -> list[int]:
    found = InboxItem.objects.filter(message=message, user__is_active=True).exclude(user__email="")
    return list(found.order_by("user_id").values_list("user_id", flat=True))


def _letter(message: Message) -> str:
    where = f"：\n{settings.SITE_URL}/messages/" if settings.SITE_URL else "，点页面右上角的铃铛查看。"
    return f"{mail.SYSTEM}中有一条给您的消息：\n\n{message.title}\n\n详情请登录系统{where}"
