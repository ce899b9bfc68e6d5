"""Conversations, their messages and files, the nodes that have handled them, and answers kept for next time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from zhijiao.orgs.models import Org

SUBJECT, TEXT, NAME = 60, 2000, 40


class Conversation(models.Model):
    """What somebody asked, and how far it is. `asker` is None for who was not signed in; a mailed link leads back."""

    class State(models.TextChoices):
        """Whose turn it is."""

        WAITING = "waiting", "待答复"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已关闭"

    org = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="提问人单位")
    handler = models.ForeignKey(
        Org, models.PROTECT, related_name="+", db_index=False, verbose_name="受理单位"
    )
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    subject = models.TextField("问题", help_text="加密保存")
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="提问人",
    )
    asker_name = models.CharField("提问人姓名", max_length=60)
    email = models.TextField("邮箱", blank=True, default="", help_text="加密保存，只用于未登录的提问人")
    token_digest = models.CharField("链接摘要", max_length=64, blank=True, default="", db_index=True)
    token_until = models.DateTimeField("链接有效期至", null=True)
    page = models.CharField("所在页面", max_length=300, blank=True, default="")
    roles = models.CharField("角色", max_length=200, blank=True, default="")
    browser = models.CharField("浏览器", max_length=100, blank=True, default="")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="答复人",
    )
    last_number = models.PositiveIntegerField("消息数", default=0)
    asked_at = models.DateTimeField("提问时间", default=timezone.now)
    moved_at = models.DateTimeField("最近变动", default=timezone.now)
    rating = models.PositiveSmallIntegerField("满意度", null=True)
    rating_words = models.TextField("评价", blank=True, default="", help_text="加密保存")

    class Meta:
        verbose_name = "在线支持"
        indexes = [
            models.Index(fields=["handler", "state", "moved_at"], name="support_queue"),
            models.Index(fields=["asker", "-id"], name="support_of_asker"),
            models.Index(fields=["moved_at"], condition=Q(state="closed"), name="support_closed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="support_rating_range"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Handling(models.Model):
    """A node that handles or has handled a conversation; its staff sees it."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="handlings", db_index=False, verbose_name="在线支持"
    )
    org = models.ForeignKey(Org, models.PROTECT, related_name="+", db_index=False, verbose_name="受理单位")
    since = models.DateTimeField("受理时间", default=timezone.now)

    class Meta:
        verbose_name = "受理"
        constraints = [models.UniqueConstraint(fields=["org", "conversation"], name="support_handling_once")]
        indexes = [models.Index(fields=["conversation"], name="support_handling_of")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.org_id}"


class SupportMessage(models.Model):
    """One message: of who asks, of who answers, or a note of what was done."""

    class Side(models.TextChoices):
        """Who says it."""

        ASKER = "asker", "提问人"
        STAFF = "staff", "答复人"
        NOTE = "note", "处理记录"

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="messages", db_index=False, verbose_name="在线支持"
    )
    org = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="提问人单位")
    number = models.PositiveIntegerField("序号")
    side = models.CharField("一方", max_length=5, choices=Side)
    user_id = models.BigIntegerField("发送人编号", null=True)
    name = models.CharField("发送人", max_length=120)
    text = models.TextField("内容", help_text="加密保存")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "支持消息"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="support_message_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"


class SupportFile(models.Model):
    """A picture attached to a message, judged by its content, sealed with the key of the asker's node."""

    message = models.OneToOneField(
        SupportMessage, models.CASCADE, related_name="file", verbose_name="支持消息"
    )
    org = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="提问人单位")
    kind = models.CharField("种类", max_length=8)
    size = models.PositiveIntegerField("字节数")
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "支持图片"

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"


class CannedAnswer(models.Model):
    """An answer that a node keeps for questions that come again."""

    org = models.ForeignKey(Org, models.CASCADE, related_name="+", verbose_name="单位")
    title = models.CharField("名称", max_length=NAME)
    text = models.TextField("内容")
    by = models.CharField("添加人", max_length=60)

    class Meta:
        verbose_name = "常用答复"
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["org", "title"], name="support_canned_once")]

    def __str__(self) -> str:
        return self.title
