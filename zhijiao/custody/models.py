"""Changes of data keys, running and past."""

from django.db import models


class KeyRotation(models.Model):
    """One change of all data keys; it runs until every school has a key made since its start, and no other."""

    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    rewritten = models.BigIntegerField("重新加密行数", default=0)

    class Meta:
        verbose_name = "数据密钥更换"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
