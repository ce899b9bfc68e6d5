"""When each duty is due."""

from django.db import models


class DutyClock(models.Model):
    """The clock of one duty. Whoever takes the duty moves ``due_at`` on, so that no second worker takes it too."""

    key = models.CharField("任务", max_length=40, unique=True)
    due_at = models.DateTimeField("下次执行")
    done_at = models.DateTimeField("最近完成", null=True)

    class Meta:
        verbose_name = "定时任务"

    def __str__(self) -> str:
        return self.key
