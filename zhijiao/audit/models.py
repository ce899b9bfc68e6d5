"""The entries of the audit log."""

from django.db import models

from zhijiao.audit.events import Event


class Entry(models.Model):
    """One thing that happened. ``org`` is the node it happened at; it decides which administrators see the entry.

    Names are kept as they were then. ``detail`` holds plain facts, never a private value or the content of a record.
    """

    at = models.DateTimeField("时间")
    event = models.CharField("事项", max_length=20, choices=Event)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="机构")
    user_id = models.BigIntegerField("操作人编号", null=True)
    user_name = models.CharField("操作人", max_length=60)
    address = models.CharField("网络地址", max_length=45, blank=True, default="")
    subject = models.CharField("对象", max_length=200, blank=True, default="")
    detail = models.JSONField("说明", default=dict)

    class Meta:
        verbose_name = "审计记录"
        indexes = [
            models.Index(fields=["org", "-id"], name="audit_org"),
            models.Index(fields=["org", "event", "-id"], name="audit_org_event"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.subject}"
