"""The rows: one per job, one per periodic job for its schedule."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class State(models.TextChoices):
    """Where a job stands between waiting and its end."""

    WAITING = "waiting", "等待执行"
    RUNNING = "running", "正在执行"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "已取消"


LIVE = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """One piece of background work. Arguments are numbers and keys of rows, never personal data: they are shown."""

    path = models.CharField("任务", max_length=200)
    arguments = models.JSONField("参数", default=dict)
    priority = models.SmallIntegerField("优先级", default=0)
    queue = models.CharField("队列", max_length=32, default="default")
    backend = models.CharField("后端", max_length=32, default="default")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    run_after = models.DateTimeField("最早执行时间", default=timezone.now)
    single = models.CharField(
        "唯一名", max_length=120, null=True, help_text="等待或执行中的任务里，同名的至多一个"
    )
    due = models.DateTimeField("应执行时间", null=True, help_text="定时任务应执行的时间；其他任务为空")

    attempts = models.PositiveIntegerField(
        "执行次数", default=0, help_text="每次领取加一，从不减少；与领取者一起构成写入的权利"
    )
    failures = models.PositiveIntegerField("出错次数", default=0)
    losses = models.PositiveIntegerField("中断次数", default=0, help_text="执行它的进程意外结束的次数")
    lease_owner = models.CharField("领取者", max_length=64, default="", blank=True)
    lease_until = models.DateTimeField("租约到期", null=True)
    cancel_asked = models.BooleanField("已请求取消", default=False)

    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("共", default=0)
    message = models.CharField("进度说明", max_length=200, default="", blank=True)
    result = models.JSONField("结果", null=True)
    error_class = models.CharField("错误类型", max_length=200, default="", blank=True)
    traceback = models.TextField("出错位置", default="", blank=True, help_text="只有位置，没有错误信息和数据")

    enqueued_at = models.DateTimeField("提交时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "后台任务"
        # Not partial: SQLite cannot use a partial index when the state is a parameter of the statement.
        indexes = [
            models.Index(fields=["state", "-priority", "run_after", "id"], name="job_next"),
            models.Index(fields=["state", "lease_until"], name="job_leases"),
            models.Index(fields=["single"], name="job_single_all"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["single"],
                name="job_single",
                condition=Q(single__isnull=False, state__in=["waiting", "running"]),
            ),
            models.UniqueConstraint(fields=["path", "due"], name="job_due_once"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.pk}"


class PeriodicSchedule(models.Model):
    """When a periodic job is due next. Whoever moves ``due_at`` on has the right to enqueue it."""

    path = models.CharField("任务", max_length=200, unique=True)
    due_at = models.DateTimeField("下次执行")

    class Meta:
        verbose_name = "定时任务"

    def __str__(self) -> str:
        return self.path
