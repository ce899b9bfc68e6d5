"""Rounds that people make. They are read through :mod:`zhijiao.catalogue.matrix` and written by `zhijiao.rounds`."""

from datetime import date
from typing import Any

from django.db import models

from zhijiao.catalogue.round_facts import LEVELS


class RoundState(models.TextChoices):
    """What may be done in a round. A draft is known to those who make it and to nobody else."""

    DRAFT = "draft", "草稿"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已关闭"


class MadeRound(models.Model):
    """A round of this installation: its head as columns, its matrix as the table that the shipped files hold too.

    The matrix is one text because it is read, edited, compared and handed out as a whole, under one version. A row of
    a shipped round has none: it says only what was done with that round here (closed, other days).
    """

    key = models.CharField("轮次", max_length=12, unique=True)
    title = models.CharField("名称", max_length=40)
    academic_year = models.PositiveIntegerField("学年", unique=True)
    academic_from = models.DateField("学年开始")
    academic_to = models.DateField("学年结束")
    calendar_from = models.DateField("自然年开始")
    calendar_to = models.DateField("自然年结束")
    opens = models.DateField("填报开始")
    closes = models.DateField("填报结束")
    deadlines = models.JSONField("各级截止日期", default=dict)
    source = models.CharField("依据", max_length=300, blank=True, default="")
    note = models.CharField("说明", max_length=300, blank=True, default="")
    body = models.TextField("填报要求", blank=True, default="")
    copied_from = models.CharField("复制自", max_length=12, blank=True, default="")
    state = models.CharField("状态", max_length=8, choices=RoundState, default=RoundState.DRAFT)
    opened_on = models.DateField("开启日期", null=True)
    closed_on = models.DateField("关闭日期", null=True)
    version = models.PositiveIntegerField("版本", default=1)
    made_by = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="建立单位")
    changed_at = models.DateTimeField("修改时间")
    changed_by = models.CharField("修改人", max_length=60)

    class Meta:
        verbose_name = "填报轮次"
        ordering = ["-academic_year"]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> dict[str, date]:
        """Deadlines of the levels that have one of their own."""
        return days_of(self.deadlines)

    @property
    def is_draft(self) -> bool:
        """Whether only its makers know of it."""
        return self.state == RoundState.DRAFT


class ProvinceRound(models.Model):
    """What a province adds to a round for the schools below it: words by place and school type, and earlier days."""

    round = models.CharField("轮次", max_length=12)
    province = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="省份")
    words = models.JSONField("填报要求", default=dict)
    deadlines = models.JSONField("各级截止日期", default=dict)
    note = models.CharField("说明", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField("版本", default=1)
    changed_at = models.DateTimeField("修改时间")
    changed_by = models.CharField("修改人", max_length=60)

    class Meta:
        verbose_name = "省级填报要求"
        constraints = [models.UniqueConstraint(fields=["round", "province"], name="catalogue_province_round")]

    def __str__(self) -> str:
        return f"{self.round} {self.province_id}"

    @property
    def days(self) -> dict[str, date]:
        """The province's own deadlines by level."""
        return days_of(self.deadlines)


class RoundsEdition(models.Model):
    """One row, whose stamp is drawn anew whenever what schools see of rounds changes.

    Every request reads it with its user, and so every process learns of a change by the next request it answers.
    Whoever changes rounds holds the row, one after the other.
    """

    stamp = models.BigIntegerField("版次")

    class Meta:
        verbose_name = "轮次版次"

    def __str__(self) -> str:
        return str(self.stamp)


def stamp_query() -> models.Subquery:
    """The stamp of the present edition, to be read beside something else; null where nothing was ever made."""
    return models.Subquery(RoundsEdition.objects.values("stamp")[:1])


def days_of(texts: dict[str, Any]) -> dict[str, date]:
    """Days by level as they are kept, in the order of the levels."""
    return {level: date.fromisoformat(texts[level]) for level in LEVELS if texts.get(level)}
