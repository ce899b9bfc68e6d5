"""Who wants to be told (`Subscription`), what has happened (`Event`), and what became of telling it (`Push`)."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from zhijiao.orgs.models import Org


class Subscription(models.Model):
    """推送订阅: an address of another system that is told of events at a node and below it, until it is paused."""

    org = models.ForeignKey(Org, models.CASCADE, related_name="webhooks", verbose_name="所属机构")
    name = models.CharField("名称", max_length=40)
    url = models.CharField("接收地址", max_length=500)
    kinds = models.JSONField("事件", default=list)
    secret = models.TextField("签名密钥", help_text="加密保存")
    former_secret = models.TextField(
        "原签名密钥", blank=True, default="", help_text="加密保存，更换后并用一段时间"
    )
    former_until = models.DateTimeField("原密钥有效至", null=True)
    failures = models.PositiveSmallIntegerField("连续失败次数", default=0)
    retry_at = models.DateTimeField("下次重试时间", null=True)
    paused_at = models.DateTimeField("暂停时间", null=True)
    paused_by = models.CharField("暂停人", max_length=120, blank=True, default="")
    version = models.PositiveIntegerField("版本", default=1)
    created_at = models.DateTimeField("创建时间", default=timezone.now)
    created_by = models.CharField("创建人", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "推送订阅"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["org", "name"], name="webhooks_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def former_holds(self) -> bool:
        """Whether the secret before this one still signs as well."""
        until: datetime | None = self.former_until
        return bool(self.former_secret) and until is not None and until > timezone.now()


class Event(models.Model):
    """推送事件: what happened, written in the transaction in which it happened. Nothing in it is private."""

    number = models.CharField("事件编号", max_length=40, unique=True, help_text="接收方据此去重")
    kind = models.CharField("事件", max_length=40)
    org = models.ForeignKey(Org, models.CASCADE, related_name="+", verbose_name="机构", db_index=False)
    body = models.TextField("内容")
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "推送事件"

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Push(models.Model):
    """推送记录: one event for one subscription, and how far it is."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "待发送"
        SENT = "sent", "已送达"
        FAILED = "failed", "未送达"
        EXPIRED = "expired", "已过期"

    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="deliveries", db_index=False, verbose_name="推送订阅"
    )
    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries", verbose_name="事件")
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    status = models.PositiveSmallIntegerField("回答的状态码", null=True)
    problem = models.CharField("问题", max_length=200, blank=True, default="")
    tried_at = models.DateTimeField("最近发送", null=True)

    class Meta:
        verbose_name = "推送记录"
        constraints = [models.UniqueConstraint(fields=["subscription", "event"], name="webhooks_push_once")]
        indexes = [
            models.Index(fields=["state", "subscription", "id"], name="webhooks_next"),
            models.Index(fields=["subscription", "-id"], name="webhooks_log"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.event_id} {self.state}"
