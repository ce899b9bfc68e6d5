"""Looks, found by form, record, place, person and day; what each person did per day; and alerts.

The audit log holds the same acts sealed. These rows are there to be searched, because the log is not kept by record.
"""

from django.db import models

EVERY_FORM = "*"
"""In place of a form's key: what left held the records of all forms of the school."""


class Kind(models.TextChoices):
    """Ways of looking. The value is stored for good: add members, never rename one."""

    SEARCH = "search", "按隐私项目精确查询"
    REVEAL = "reveal", "查看隐私数据"
    EXPORT = "export", "导出"
    PRINT = "print", "打印"
    API = "api", "接口读取"


def kinds() -> list[tuple[str, str]]:
    """Values and labels; the model names this function, so that a new member needs no migration."""
    return Kind.choices


class Look(models.Model):
    """One look. ``org`` is the node whose data was looked at and decides who learns of it.

    ``form`` is empty where what left was no form, such as a list of findings, and `EVERY_FORM`
    for a whole school. ``records`` holds the numbers of the records as ranges (`looks.ranges`), empty where they are
    not known; ``first`` and ``last`` narrow a search by one.
    """

    at = models.DateTimeField("时间")
    kind = models.CharField("方式", max_length=8, choices=kinds)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="机构")
    user_id = models.BigIntegerField("查看人编号", null=True)
    user_name = models.CharField("查看人", max_length=60)
    user_org = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="查看人单位"
    )
    form = models.CharField("表单", max_length=60, blank=True, default="")
    subject = models.CharField("对象", max_length=200)
    rows = models.PositiveIntegerField("条数")
    records = models.TextField("记录编号", blank=True, default="")
    first = models.BigIntegerField("最小记录编号", null=True)
    last = models.BigIntegerField("最大记录编号", null=True)
    entry_id = models.BigIntegerField("审计记录编号", unique=True)

    class Meta:
        verbose_name = "查看记录"
        indexes = [
            models.Index(fields=["org", "-at", "-id"], name="looks_org"),
            models.Index(fields=["org", "form", "-at", "-id"], name="looks_org_form"),
            models.Index(fields=["form", "-at", "-id"], name="looks_form"),
            models.Index(fields=["-at", "-id"], name="looks_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"


class LookTally(models.Model):
    """How often a person looked in one way on one day, and at how many rows; kept so that nothing has to be counted."""

    user_id = models.BigIntegerField("查看人编号")
    kind = models.CharField("方式", max_length=8, choices=kinds)
    day = models.DateField("日期", db_index=True)
    times = models.PositiveIntegerField("次数", default=0)
    rows = models.PositiveIntegerField("条数", default=0)

    class Meta:
        verbose_name = "每日查看数量"
        constraints = [models.UniqueConstraint(fields=["user_id", "kind", "day"], name="looks_tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id} {self.kind}: {self.times}/{self.rows}"


class SingleReads(models.Model):
    """Records of a form that a program has read one by one on a day and that have not been told of yet."""

    user_id = models.BigIntegerField("查看人编号")
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="机构")
    form = models.CharField("表单", max_length=60)
    day = models.DateField("日期", db_index=True)
    records = models.TextField("记录编号", blank=True, default="")

    class Meta:
        verbose_name = "接口逐条读取"
        constraints = [
            models.UniqueConstraint(fields=["user_id", "org", "form", "day"], name="looks_single_reads_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id} {self.form}"


class LookAlert(models.Model):
    """An unusual amount: of one person, in one way, on one day. ``org`` is the person's node.

    ``amount`` is how much it was when noticed, ``limit`` what would not have been unusual, ``usual`` the person's own
    average before. ``outcome`` is what an administrator found out.
    """

    class Outcome(models.TextChoices):
        """What it was; a closed list, so that nobody types numbers into it."""

        WORK = "work", "工作需要，已核实"
        MISTAKE = "mistake", "误操作，已提醒本人"
        MISUSE = "misuse", "违规查看，已按规定处理"

    user_id = models.BigIntegerField("查看人编号")
    user_name = models.CharField("查看人", max_length=60)
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="查看人单位")
    kind = models.CharField("方式", max_length=8, choices=kinds)
    day = models.DateField("日期")
    at = models.DateTimeField("发现时间")
    amount = models.PositiveIntegerField("数量")
    limit = models.PositiveIntegerField("限额")
    usual = models.PositiveIntegerField("平日数量", null=True)
    outcome = models.CharField("核实结果", max_length=8, choices=Outcome, blank=True, default="")
    settled_at = models.DateTimeField("核实时间", null=True, db_index=True)
    settled_by = models.CharField("核实人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "异常查看提醒"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user_id", "kind", "day"], name="looks_alert_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.user_name} {self.kind}: {self.amount}"
