"""What was told (`Message`) and in whose inbox it lies (`InboxItem`)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from zhijiao.orgs.models import Org


class Message(models.Model):
    """One piece of news, kept once however many people of whichever nodes get it. Nothing in it is private."""

    title = models.CharField("标题", max_length=120)
    text = models.CharField("内容", max_length=500, blank=True, default="")
    url = models.CharField("地址", max_length=300, blank=True, default="", help_text="站内地址")
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    to_mail = models.BooleanField("待发邮件", default=False)

    class Meta:
        verbose_name = "消息"
        indexes = [models.Index(fields=["id"], condition=Q(to_mail=True), name="notices_to_mail")]

    def __str__(self) -> str:
        return self.title


class InboxItem(models.Model):
    """A message in the inbox of a person."""

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="items", verbose_name="消息", db_index=False
    )
    org = models.ForeignKey(Org, models.CASCADE, related_name="+", verbose_name="机构")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人", db_index=False
    )
    read_at = models.DateTimeField("已读时间", null=True)

    class Meta:
        verbose_name = "收件"
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="notices_item_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_user"),
            models.Index(fields=["user", "-id"], condition=Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.message_id}"
