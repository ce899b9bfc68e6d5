"""A file that was asked for: whose, of what, made by which job, and its sealed content while it is kept."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from zhijiao.jobs.models import LIVE, Job
from zhijiao.jobs.models import State as JobState
from zhijiao.orgs.models import Org


class FileState(models.TextChoices):
    """Where a file stands; worked out from its job and its content, never stored."""

    WAITING = "waiting", "排队等待"
    MAKING = "making", "正在生成"
    READY = "ready", "可以下载"
    EXPIRED = "expired", "已过期"
    REFUSED = "refused", "没有生成"
    FAILED = "failed", "生成失败"
    CANCELLED = "cancelled", "已取消"


class PreparedFile(models.Model):
    """One file for one person. What it was asked with and what it holds are sealed with the key of its node."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="申请人"
    )
    org = models.ForeignKey(Org, models.CASCADE, related_name="+", verbose_name="机构")
    kind = models.CharField("种类", max_length=40)
    subject = models.CharField("内容", max_length=200)
    name = models.CharField("文件名", max_length=200)
    params = models.TextField("生成条件", help_text="加密保存：查询条件可能是姓名等个人信息")
    digest = models.CharField("条件摘要", max_length=64, help_text="带密钥的摘要，用于识别同一申请")
    told = models.JSONField("记入审计日志的事实", default=dict)
    form = models.CharField("表单", max_length=64, default="", blank=True)
    records = models.TextField("记录编号", default="", blank=True, help_text="文件中的记录，如 12-5012,5014")
    rows = models.PositiveIntegerField("条数", default=0)
    unlocked = models.BooleanField("申请时已输入数据密码", default=False)
    stamp = models.BigIntegerField("生成时的权限版本", default=0)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name="后台任务")
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    made_at = models.DateTimeField("生成时间", null=True)
    expires_at = models.DateTimeField("过期时间", null=True, db_index=True)
    refusal = models.CharField("没有生成的原因", max_length=300, default="", blank=True)
    size = models.PositiveIntegerField("字节数", default=0)
    content = models.BinaryField("文件", null=True)

    class Meta:
        verbose_name = "生成的文件"
        indexes = [models.Index(fields=["owner", "-asked_at"], name="file_of_owner")]

    def __str__(self) -> str:
        return f"{self.subject} {self.pk}"

    @property
    def state(self) -> FileState:
        """Where it stands now."""
        if self.refusal:
            return FileState.REFUSED
        if self.made_at is not None:
            over = self.expires_at is None or self.expires_at <= timezone.now()
            return FileState.EXPIRED if over else FileState.READY
        if self.job is None or self.job.state in (JobState.FAILED, JobState.DONE):
            return FileState.FAILED
        if self.job.state == JobState.CANCELLED:
            return FileState.CANCELLED
        return (
            FileState.MAKING if self.job.state == JobState.RUNNING and self.job.total else FileState.WAITING
        )

    @property
    def is_live(self) -> bool:
        """Whether its job waits or runs."""
        return self.job is not None and self.job.state in LIVE and self.made_at is None and not self.refusal

    @property
    def is_ready(self) -> bool:
        """Whether it can be fetched."""
        return self.state == FileState.READY
