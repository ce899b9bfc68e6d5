"""Tables of 质量年报: editions of a school's report of a year, their chapters as typed, and every step of them."""

from typing import Any

from django.db import models

from zhijiao.orgs.school_key import SchoolForeignKey


class State(models.TextChoices):
    """Where an edition is on its way."""

    DRAFT = "draft", "起草中"
    RETURNED = "returned", "已退回"
    AUDITING = "auditing", "待审核"
    APPROVED = "approved", "待发布"
    PUBLISHED = "published", "已发布"
    REPLACED = "replaced", "已被新版代替"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN = (State.DRAFT, State.RETURNED)
"""States in which the school writes."""
UNFINISHED = (*OPEN, State.AUDITING, State.APPROVED)
"""States of an edition that has not been published."""
KEPT = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)
"""States of an edition whose content never changes again."""


class Report(models.Model):
    """One edition of a school's report of a year.

    ``frozen`` is what was published, figures and words, with ``digest`` (SM3 of its canonical text); both are written
    once.
    ``writers`` are the people who wrote in it: none of them may audit it.
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField("学年")
    edition = models.PositiveSmallIntegerField("版次", default=1)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    writers = models.JSONField(default=list)
    changed_at = models.DateTimeField("最近修改", auto_now=True)
    published_at = models.DateTimeField("发布时间", null=True)
    frozen = models.JSONField(null=True)
    digest = models.CharField("摘要值", max_length=64, default="", blank=True)

    class Meta:
        verbose_name = "质量年报"
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "edition"], name="annual_report_edition"),
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=models.Q(state__in=["draft", "returned", "auditing", "approved"]),
                name="annual_report_one_open",
            ),
            models.UniqueConstraint(
                fields=["school", "year"],
                condition=models.Q(state="published"),
                name="annual_report_one_published",
            ),
        ]
        indexes = [models.Index(fields=["year", "state", "school"], name="annual_report_year")]

    @property
    def content(self) -> dict[str, Any]:
        """What was published; empty for an edition that was not."""
        return self.frozen or {}


class Chapter(models.Model):
    """What people typed in a chapter of an edition: values of indicators and essays, by key."""

    report = SchoolForeignKey(Report, models.CASCADE, db_index=False, related_name="chapters")
    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    key = models.CharField("章", max_length=20)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField("最近修改", auto_now=True)
    changed_by = models.CharField("修改人", max_length=60, default="", blank=True)
    #: Who saved it last, and with which version his saves in a row began: nobody stands in his own way.
    writer_id = models.BigIntegerField(null=True)
    writer_since = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "质量年报的章"
        constraints = [
            models.UniqueConstraint(fields=["school", "report", "key"], name="annual_report_chapter")
        ]


class Step(models.Model):
    """One step of an edition: what, by whom, with which words."""

    class Kind(models.TextChoices):
        """What somebody did."""

        BEGUN = "begun", "开始起草"
        SENT = "sent", "提交审核"
        PASSED = "passed", "审核通过"
        RETURNED = "returned", "退回修改"
        PUBLISHED = "published", "发布"
        WITHDRAWN = "withdrawn", "撤回"

    report = SchoolForeignKey(Report, models.CASCADE, db_index=False, related_name="steps")
    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField("步骤", max_length=10, choices=Kind)
    at = models.DateTimeField("时间", auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60, default="系统")
    text = models.CharField("说明", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = "质量年报的步骤"
        indexes = [models.Index(fields=["school", "report", "id"], name="annual_report_step")]
