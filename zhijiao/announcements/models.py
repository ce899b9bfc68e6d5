"""An announcement, whom it is addressed to, what is attached to it, and who has read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhijiao.orgs.models import Org

TITLE, BODY, REASON = 100, 5000, 200


class Announcement(models.Model):
    """One announcement of a node. What is published is never changed: a new version takes its place."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"
        REPLACED = "replaced", "已有新版"

    class Reach(models.TextChoices):
        """Whom it is addressed to, as its author chose."""

        ALL = "all", "全部下级单位和学校"
        LEVELS = "levels", "按级别"
        TYPES = "types", "按学校类型"
        NODES = "nodes", "指定单位"
        OWN = "own", "本校人员"

    org = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="发布单位", db_index=False)
    state = models.CharField("状态", max_length=9, choices=State, default=State.DRAFT)
    title = models.CharField("标题", max_length=TITLE)
    body = models.TextField("正文")
    reach = models.CharField("发送范围", max_length=6, choices=Reach)
    must_read = models.BooleanField("必读", default=False)
    pinned = models.BooleanField("置顶", default=False)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    edition = models.PositiveSmallIntegerField("版次", default=1)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="successors", verbose_name="替换"
    )
    version = models.PositiveIntegerField("修改次数", default=1)
    written_by = models.BigIntegerField("起草人编号", null=True)
    author = models.CharField("起草人", max_length=60)
    published_at = models.DateTimeField("发布时间", null=True)
    publisher = models.CharField("发布人", max_length=60, blank=True, default="")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawer = models.CharField("撤回人", max_length=60, blank=True, default="")
    reason = models.CharField("撤回原因", max_length=REASON, blank=True, default="")

    class Meta:
        verbose_name = "通知公告"
        indexes = [models.Index(fields=["org", "-id"], name="announcements_of_org")]
        constraints = [
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(state="draft"), name="announcements_one_revision"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Audience(models.Model):
    """One rule of whom an announcement is addressed to: a node with all below it, one level or one kind of school.

    `open` is set while the announcement can be read as a current one: the number of open rules is what the numbers on
    every page cost.
    """

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="audience")
    node = models.ForeignKey(Org, models.PROTECT, related_name="+", db_index=False, verbose_name="单位及下级")
    level = models.CharField("级别", max_length=10, blank=True, default="")
    school_type = models.CharField("学校类型", max_length=12, blank=True, default="")
    open = models.BooleanField("有效", default=False)

    class Meta:
        verbose_name = "发送范围"
        indexes = [
            models.Index(fields=["node", "announcement"], name="announcements_rule"),
            models.Index(
                fields=["node", "announcement"], condition=Q(open=True), name="announcements_rule_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.node_id}"


class AnnouncementFile(models.Model):
    """A file attached to an announcement, judged by its content; not sealed, as it is meant for all addressed."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="files")
    number = models.CharField("编号", max_length=32)
    name = models.CharField("文件名", max_length=120)
    kind = models.CharField("种类", max_length=8)
    size = models.PositiveIntegerField("字节数")
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "公告附件"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "number"], name="announcements_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """That somebody has opened an announcement, and when he confirmed to have read one that must be read."""

    announcement = models.ForeignKey(
        Announcement, models.CASCADE, related_name="receipts", db_index=False, verbose_name="通知公告"
    )
    org = models.ForeignKey(Org, models.CASCADE, related_name="+", db_index=False, verbose_name="机构")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="读者")
    read_at = models.DateTimeField("阅读时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = "阅读回执"
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="announcements_receipt_once")
        ]
        indexes = [models.Index(fields=["announcement", "org"], name="announcements_receipt_org")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.user_id}"
