"""Tables of 月报表: items, reports of provinces with their history, and milestones that provinces tick."""

from django.db import models


class ItemKind(models.TextChoices):
    """What is filled in for an item."""

    FIGURE = "figure", "系统取数"
    FLAG = "flag", "是或否"
    CHOICE = "choice", "单选"
    DATE = "date", "日期"
    COUNT = "count", "数字"
    LINE = "line", "一行文字"
    TEXT = "text", "多行文字"


class ReportItem(models.Model):
    """One item of the report. Shipped ones can be renamed, moved and switched off; the ministry adds others."""

    key = models.CharField("标识", max_length=40, unique=True)
    section = models.CharField("分组", max_length=30)
    label = models.CharField("项目", max_length=60)
    kind = models.CharField("类型", max_length=8, choices=ItemKind)
    choices = models.CharField("选项", max_length=200, blank=True, default="")
    unit = models.CharField("单位", max_length=10, blank=True, default="")
    figure = models.CharField("取数", max_length=40, blank=True, default="")
    source = models.CharField("来源", max_length=60, blank=True, default="")
    note = models.CharField("说明", max_length=120, blank=True, default="")
    position = models.PositiveIntegerField("顺序")
    in_use = models.BooleanField("使用", default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "月报项目"
        ordering = ["position", "pk"]


class State(models.TextChoices):
    """Where a report is."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"


class MonthlyReport(models.Model):
    """The report of a province for a month: figures of the system, texts of the province, both by key of the item.

    ``items`` holds the items as they were when it was submitted, so that a later change of theirs does not touch it.
    """

    province = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    month = models.CharField("月份", max_length=7)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    figures = models.JSONField("系统数据", default=dict)
    texts = models.JSONField("填报内容", default=dict)
    items = models.JSONField("报送时的项目", default=list)
    version = models.PositiveIntegerField(default=1)
    taken_at = models.DateTimeField("取数时间")
    edited_by = models.BigIntegerField(null=True)
    editor = models.CharField("填写人", max_length=60, blank=True, default="")
    submitted_at = models.DateTimeField("报送时间", null=True)
    submitter = models.CharField("报送人", max_length=60, blank=True, default="")
    #: When it came in for the first time: a report that is sent back and mended is not late for that.
    first_submitted_at = models.DateTimeField("首次报送时间", null=True)
    reason = models.CharField("退回理由", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "月报"
        constraints = [models.UniqueConstraint(fields=["province", "month"], name="monthly_report_key")]
        indexes = [models.Index(fields=["month", "state"], name="monthly_report_month")]


class ReportStep(models.Model):
    """One step of a report: what happened, by whom, with which words."""

    report = models.ForeignKey(MonthlyReport, models.CASCADE, related_name="steps")
    done = models.CharField("步骤", max_length=20)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60, default="系统")
    text = models.CharField("内容", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = "月报经过"


class MilestoneMark(models.Model):
    """A milestone that a province says it has reached, where the system cannot know."""

    province = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    key = models.CharField("节点", max_length=40)
    done_on = models.DateField("完成日期")
    note = models.CharField("说明", max_length=200, blank=True, default="")
    updated_at = models.DateTimeField("登记时间")
    updated_by = models.CharField("登记人", max_length=60)

    class Meta:
        verbose_name = "时间节点"
        constraints = [models.UniqueConstraint(fields=["province", "key"], name="milestone_mark_key")]
