"""Which tour an account has been offered already."""

from django.conf import settings
from django.db import models

from zhijiao.identity.models import Portal


class SeenTour(models.Model):
    """Somebody has taken or declined the tour of a portal, in this version of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="用户", db_index=False
    )
    portal = models.CharField("所属端", max_length=8, choices=Portal)
    version = models.PositiveSmallIntegerField("版本")
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "看过的指引"
        constraints = [models.UniqueConstraint(fields=["user", "portal"], name="tours_seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.portal} {self.version}"
