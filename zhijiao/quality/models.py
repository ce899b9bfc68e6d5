"""Tables of 数据校验: findings with their history, counters of findings, and how far the background work has got."""

from django.db import models

from zhijiao.quality.rule import Level


class State(models.TextChoices):
    """What became of a finding."""

    OPEN = "open", "待处理"
    REOPENED = "reopened", "已退回"
    EXPLAINED = "explained", "已说明"
    ACCEPTED = "accepted", "已认可"
    DISMISSED = "dismissed", "已知悉"
    RESOLVED = "resolved", "已消除"


WAITING = (State.OPEN, State.REOPENED)
"""States in which a finding waits for the school."""
SETTLED = (State.EXPLAINED, State.ACCEPTED, State.DISMISSED)
"""States somebody put it into by hand; other values, or a return, make them void."""


class Finding(models.Model):
    """One record that breaks one rule in a round. ``record_id`` 0 means the form as a whole.

    ``values`` are texts for the rule's message, without anything private. ``others`` lists further records as
    [school id, form key, record id]; ``link`` ties findings of an area rule together (a blind index).
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    rule = models.CharField("规则", max_length=60)
    level = models.CharField("类别", max_length=10, choices=Level)
    form = models.CharField("表单", max_length=40)
    record_id = models.BigIntegerField("记录编号", default=0)
    values = models.JSONField("数值", default=dict)
    others = models.JSONField("相关记录", default=list)
    link = models.CharField(max_length=32, default="", blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    first_seen = models.DateTimeField("首次发现")
    last_seen = models.DateTimeField("最近发现")
    explanation = models.CharField("情况说明", max_length=500, default="", blank=True)
    explainer = models.CharField("说明人", max_length=60, default="", blank=True)
    explained_at = models.DateTimeField("说明时间", null=True)

    class Meta:
        verbose_name = "校验结果"
        constraints = [
            models.UniqueConstraint(fields=["school", "round", "rule", "record_id"], name="finding_key")
        ]
        indexes = [
            models.Index(fields=["school", "round", "form", "record_id"], name="finding_record"),
            models.Index(fields=["rule", "link"], name="finding_link", condition=~models.Q(link="")),
        ]


class FindingEvent(models.Model):
    """One step of a finding's history: what happened, by whom, with which words."""

    class Step(models.TextChoices):
        """What happened."""

        FOUND = "found", "发现"
        CHANGED = "changed", "数值变化"
        RESOLVED = "resolved", "已消除"
        AGAIN = "again", "再次出现"
        EXPLAINED = "explained", "说明"
        ACCEPTED = "accepted", "认可"
        REOPENED = "reopened", "退回"
        DISMISSED = "dismissed", "知悉"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="events")
    step = models.CharField("步骤", max_length=10, choices=Step)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60, default="系统")
    text = models.CharField("内容", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = "校验结果经过"


class RuleCount(models.Model):
    """How many findings of a rule a school has in a round, by what they wait for; no row where there are none."""

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    rule = models.CharField("规则", max_length=60)
    level = models.CharField("类别", max_length=10, choices=Level)
    form = models.CharField("表单", max_length=40)
    waiting = models.PositiveIntegerField("待处理", default=0)
    explained = models.PositiveIntegerField("已说明", default=0)
    accepted = models.PositiveIntegerField("已认可或知悉", default=0)

    class Meta:
        verbose_name = "校验结果数"
        constraints = [
            models.UniqueConstraint(fields=["school", "round", "rule"], name="rule_count_key"),
        ]
        indexes = [models.Index(fields=["round", "rule", "school"], name="rule_count_rule")]


class SchoolCheck(models.Model):
    """When a school was last checked in a round, and its counts by class; ``pending`` asks for another check."""

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    checked_at = models.DateTimeField("校验时间", null=True)
    pending = models.BooleanField("等待重新校验", default=False)
    logic = models.PositiveIntegerField("逻辑校验", default=0)
    experience = models.PositiveIntegerField("经验校验", default=0)
    hint = models.PositiveIntegerField("提示", default=0)
    explained = models.PositiveIntegerField("已说明待审核", default=0)

    class Meta:
        verbose_name = "学校校验情况"
        constraints = [
            models.UniqueConstraint(fields=["school", "round"], name="school_check_key"),
        ]
        indexes = [
            models.Index(fields=["round", "id"], name="school_check_due", condition=models.Q(pending=True))
        ]


class Watermark(models.Model):
    """Up to which change of records the background work has looked."""

    key = models.CharField(max_length=20, primary_key=True)
    change_id = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "校验进度"
