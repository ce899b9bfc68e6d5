"""The entries of the audit log, their seals, and the cuts by which entries beyond their term are removed.

Triggers in the database refuse to change or delete any of them; see `audit.triggers`.
"""

from django.db import models

from zhijiao.audit.events import kinds


class Entry(models.Model):
    """One thing that happened. ``org`` is the node it happened at; it decides which administrators see the entry.

    Names are kept as they were then. ``detail`` holds plain facts, never a private value or the content of a record.
    """

    at = models.DateTimeField("时间")
    event = models.CharField("事项", max_length=20, choices=kinds)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="机构")
    user_id = models.BigIntegerField("操作人编号", null=True)
    user_name = models.CharField("操作人", max_length=60)
    address = models.CharField("网络地址", max_length=45, blank=True, default="")
    subject = models.CharField("对象", max_length=200, blank=True, default="")
    detail = models.JSONField("说明", default=dict)
    mark = models.CharField("签名", max_length=64, help_text="证明由本程序写入")

    class Meta:
        verbose_name = "审计记录"
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_at"),
            models.Index(fields=["org", "-at", "-id"], name="audit_org"),
            models.Index(fields=["user_id", "-at", "-id"], name="audit_user"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.subject}"


class Seal(models.Model):
    """A link of the chain: the digest covers the entry and the seal before it, the mark needs the master key.

    Numbers have no gaps. Two processes that append at once draw the same number, and one of them begins again.
    """

    seq = models.BigIntegerField("序号", primary_key=True)
    entry_id = models.BigIntegerField("审计记录编号", unique=True)
    digest = models.CharField("摘要", max_length=64)
    mark = models.CharField("签名", max_length=64)
    key = models.CharField("密钥标识", max_length=8)
    at = models.DateTimeField("封存时间")

    class Meta:
        verbose_name = "审计封存"

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"


class Cut(models.Model):
    """Up to which seal the log was removed because its term was over; the chain goes on from its digest.

    A second cut at the same seal signs it anew after a change of the master key.
    """

    seq = models.BigIntegerField("清理到序号", db_index=True)
    digest = models.CharField("该处摘要", max_length=64)
    removed = models.PositiveIntegerField("清理条数")
    at = models.DateTimeField("清理时间")
    mark = models.CharField("签名", max_length=64)
    key = models.CharField("密钥标识", max_length=8)

    class Meta:
        verbose_name = "审计清理"

    def __str__(self) -> str:
        return f"{self.seq}:{self.digest}"
