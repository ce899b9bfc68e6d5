"""What schools declare in a filing round, and what they are granted in it."""

from datetime import date

from django.db import models

from zhijiao.orgs.paths import PathField


class NilDeclaration(models.Model):
    """本校无此项: a school says once that it has nothing to enter in a form, so that nothing and not-yet differ."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("轮次", max_length=12)
    form = models.CharField("表单", max_length=40)
    declared_by = models.BigIntegerField(null=True)
    declarer = models.CharField("声明人", max_length=60)
    declared_at = models.DateTimeField("声明时间")

    class Meta:
        verbose_name = "本校无此项声明"
        constraints = [
            models.UniqueConstraint(fields=["school", "round", "form"], name="nil_declaration_key")
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.form}"


class Grant(models.Model):
    """延期 or 解锁 of one form of a school, or of all (``form`` empty), until a day; asked for or given unasked.

    An extension moves the school's deadline. An unlock opens what was submitted or a round that was closed. Rows are
    never deleted: what was withdrawn says so.
    """

    class Kind(models.TextChoices):
        """What is granted."""

        EXTENSION = "extension", "延期"
        UNLOCK = "unlock", "解锁"

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "待审批"
        GRANTED = "granted", "已同意"
        REFUSED = "refused", "未同意"
        WITHDRAWN = "withdrawn", "已撤销"

    school = models.ForeignKey(
        "orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="学校"
    )
    round = models.CharField("轮次", max_length=12)
    form = models.CharField("表单", max_length=60, blank=True, default="")
    kind = models.CharField("类别", max_length=9, choices=Kind)
    until = models.DateField("截止日期")
    reason = models.CharField("事由", max_length=200)
    state = models.CharField("状态", max_length=9, choices=State)
    asked_by = models.BigIntegerField("申请人编号", null=True)
    asker = models.CharField("申请人", max_length=60, blank=True, default="")
    asked_at = models.DateTimeField("申请时间", null=True)
    authority = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="审批单位"
    )
    decided_by = models.BigIntegerField("审批人编号", null=True)
    decider = models.CharField("审批人", max_length=60, blank=True, default="")
    decided_at = models.DateTimeField("审批时间", null=True)
    answer = models.CharField("审批意见", max_length=200, blank=True, default="")
    withdrawer = models.CharField("撤销人", max_length=60, blank=True, default="")
    withdrawn_at = models.DateTimeField("撤销时间", null=True)

    class Meta:
        verbose_name = "延期与解锁"
        indexes = [
            models.Index(fields=["school", "round", "-id"], name="rounds_grant_school"),
            models.Index(fields=["round", "state", "-id"], name="rounds_grant_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.round} {self.form}"

    def holds(self, today: date) -> bool:
        """Whether it has effect on a day."""
        return self.state == self.State.GRANTED and today <= self.until


class Announcement(models.Model):
    """What is told to every authority and school of an area about a round. A job tells it, node after node.

    ``reached`` is the last node that was told; it moves on with the messages, in one transaction, so that nobody is
    told twice or left out however often the job is interrupted.
    """

    round = models.CharField("轮次", max_length=12)
    path = PathField("范围")
    title = models.CharField("标题", max_length=120)
    text = models.CharField("内容", max_length=500, blank=True, default="")
    made_at = models.DateTimeField("时间")
    reached = models.BigIntegerField("已通知到", default=0)
    ended_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "轮次通知"

    def __str__(self) -> str:
        return self.title
