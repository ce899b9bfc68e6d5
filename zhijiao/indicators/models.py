"""Tables of 办学条件: figures that provinces set, kinds of schools they are meant for, and what was reckoned."""

from django.db import models


class Category(models.TextChoices):
    """Kinds of schools for which the documents ask different things."""

    GENERAL = "general", "一般类中职学校"
    ART = "art", "艺术类中职学校"
    REMOTE = "remote", "边远脱贫地区中职学校"
    TECHNICIAN = "technician", "技工学校"


OWN_FIGURES = (Category.ART, Category.REMOTE)
"""Kinds for which 达标工程 leaves the figures to the provinces; for all others they are not below the national ones."""


class Verdict(models.TextChoices):
    """What comes of holding a value against the standard."""

    PASS = "pass", "达到"
    SHORT = "short", "未达到"
    INCOMPLETE = "incomplete", "数据不全"
    NONE = "none", "无标准"


class ProvinceFigure(models.Model):
    """A figure that a province sets in place of the national one, for a kind of schools and for some time."""

    province = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    key = models.CharField("指标", max_length=40)
    category = models.CharField("适用学校", max_length=12, choices=Category, default=Category.GENERAL)
    value = models.DecimalField("标准", max_digits=14, decimal_places=2)
    document = models.CharField("文件", max_length=120)
    article = models.CharField("条款", max_length=60, blank=True, default="")
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField("修改时间")
    updated_by = models.CharField("修改人", max_length=60)

    class Meta:
        verbose_name = "省级办学条件标准"
        constraints = [
            models.UniqueConstraint(
                fields=["province", "key", "category", "valid_from"], name="province_figure_key"
            )
        ]


class SchoolCategory(models.Model):
    """A school that its province counts among 艺术类 or 边远脱贫地区; all others need no row."""

    school = models.OneToOneField("orgs.Org", models.CASCADE, related_name="+")
    category = models.CharField("学校类别", max_length=12, choices=Category)
    updated_at = models.DateTimeField("修改时间")
    updated_by = models.CharField("修改人", max_length=60)

    class Meta:
        verbose_name = "办学条件学校类别"


class IndicatorValue(models.Model):
    """One indicator of a school in a round, as reckoned last. What falls short by ``gap`` wants ``needed`` more.

    ``numerator`` and ``denominator`` are amounts as the forms have them; ``value`` is what they give.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    key = models.CharField("指标", max_length=40)
    numerator = models.DecimalField("分子", max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField("分母", max_digits=20, decimal_places=4, null=True)
    value = models.DecimalField("数值", max_digits=24, decimal_places=6, null=True)
    bound = models.DecimalField("标准", max_digits=20, decimal_places=4, null=True)
    verdict = models.CharField("结论", max_length=10, choices=Verdict)
    gap = models.DecimalField("差额", max_digits=24, decimal_places=6, default=0)
    needed = models.DecimalField("还差", max_digits=24, decimal_places=4, default=0)
    computed_at = models.DateTimeField("计算时间")

    class Meta:
        verbose_name = "办学条件指标值"
        constraints = [models.UniqueConstraint(fields=["school", "round", "key"], name="indicator_value_key")]
        indexes = [models.Index(fields=["round", "key", "verdict", "school"], name="indicator_value_verdict")]


class IndicatorCheck(models.Model):
    """When a school was last reckoned in a round, and how it stands; ``pending`` asks for another reckoning.

    ``short`` and ``incomplete`` count indicators of all, ``project_short`` those of the nine that are not shown to be
    met; ``in_project`` says whether 达标工程 is about the school.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    computed_at = models.DateTimeField("计算时间", null=True)
    pending = models.BooleanField("等待计算", default=False)
    in_project = models.BooleanField("属于达标工程范围", default=False)
    passed = models.PositiveSmallIntegerField("达到", default=0)
    short = models.PositiveSmallIntegerField("未达到", default=0)
    incomplete = models.PositiveSmallIntegerField("数据不全", default=0)
    project_short = models.PositiveSmallIntegerField("重点监测指标未达到或数据不全", default=0)

    class Meta:
        verbose_name = "学校办学条件"
        constraints = [models.UniqueConstraint(fields=["school", "round"], name="indicator_check_key")]
        indexes = [
            models.Index(fields=["round", "id"], name="indicator_check_due", condition=models.Q(pending=True))
        ]
