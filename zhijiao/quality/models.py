"""Tables of 数据校验: findings with their history, counters of findings, and how far the background work has got."""

from django.db import models

from zhijiao.orgs.school_key import SchoolForeignKey
from zhijiao.quality.rule import Severity


class FindingState(models.TextChoices):
    """What became of a finding."""

    OPEN = "open", "待处理"
    REOPENED = "reopened", "已退回"
    EXPLAINED = "explained", "已说明"
    ACCEPTED = "accepted", "已认可"
    DISMISSED = "dismissed", "已知悉"
    RESOLVED = "resolved", "已消除"
    REFERRED = "referred", "待主管部门核对"
    CLEARED = "cleared", "主管部门核对无误"


WAITING = (FindingState.OPEN, FindingState.REOPENED)
"""States in which a finding waits for the school."""
SETTLED = (
    FindingState.EXPLAINED,
    FindingState.ACCEPTED,
    FindingState.DISMISSED,
    FindingState.CLEARED,
)
"""States somebody put it into by hand; other values, or a return, make them void."""


class Finding(models.Model):
    """One record that breaks one rule in a round. ``record_id`` 0 means the form as a whole.

    ``values`` are texts for the rule's message, without anything private. ``others`` lists further records as
    [school id, form key, record id]; ``link`` ties findings of an area rule together (a blind index).

    A finding across schools is first for the department above all of them (``referred_to``); the school is not ``told``
    of it, in whatever state, until that department has handed it down.
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    rule = models.CharField("规则", max_length=60)
    level = models.CharField("类别", max_length=10, choices=Severity)
    form = models.CharField("表单", max_length=40)
    record_id = models.BigIntegerField("记录编号", default=0)
    values = models.JSONField("数值", default=dict)
    others = models.JSONField("相关记录", default=list)
    link = models.CharField(max_length=32, default="", blank=True)
    told = models.BooleanField(default=True)
    referred_to = models.ForeignKey("orgs.Org", models.SET_NULL, null=True, related_name="+")
    state = models.CharField("状态", max_length=10, choices=FindingState, default=FindingState.OPEN)
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
        """What somebody, or the check, did about a finding."""

        FOUND = "found", "发现"
        CHANGED = "changed", "数值变化"
        RESOLVED = "resolved", "已消除"
        AGAIN = "again", "再次出现"
        EXPLAINED = "explained", "说明"
        ACCEPTED = "accepted", "认可"
        REOPENED = "reopened", "退回"
        DISMISSED = "dismissed", "知悉"
        HANDED = "handed", "转学校处理"
        CLEARED = "cleared", "核对无误"
        TURNED = "turned", "改由另一校处理"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    finding = SchoolForeignKey(Finding, models.CASCADE, db_index=False, related_name="events")
    step = models.CharField("步骤", max_length=10, choices=Step)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60, default="系统")
    text = models.CharField("内容", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = "校验结果经过"
        indexes = [models.Index(fields=["school", "finding"], name="finding_event_finding")]


class RuleCount(models.Model):
    """How many findings of a rule a school has in a round, by what they wait for; no row where there are none."""

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    rule = models.CharField("规则", max_length=60)
    level = models.CharField("类别", max_length=10, choices=Severity)
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
    place = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "校验进度"


class MatchTally(models.Model):
    """How many matches with other schools a school's records brought up on a day, and how many were held back."""

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    day = models.DateField("日期")
    found = models.PositiveIntegerField("转主管部门核对", default=0)
    held = models.PositiveIntegerField("超过上限暂未列出", default=0)

    class Meta:
        verbose_name = "跨校比对数"
        constraints = [models.UniqueConstraint(fields=["school", "day"], name="match_tally_key")]
        indexes = [models.Index(fields=["day"], name="match_tally_held", condition=models.Q(held__gt=0))]


class MatchVerdict(models.Model):
    """A department's word on which school's record of a number is in doubt, whatever the order of entry says."""

    rule = models.CharField("规则", max_length=60)
    link = models.CharField(max_length=32)
    school = models.ForeignKey("orgs.Org", models.CASCADE, related_name="+")
    decided_at = models.DateTimeField("核对时间")
    decided_by = models.CharField("核对人", max_length=60, default="")

    class Meta:
        verbose_name = "跨校核对结论"
        constraints = [models.UniqueConstraint(fields=["rule", "link", "school"], name="match_verdict_key")]
