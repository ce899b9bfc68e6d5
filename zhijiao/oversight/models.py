"""Figures of a round: of each school and form, of each school, and of each area by kind of school, day by day.

All of them follow from counters, declarations, findings and the tree. `oversight.refresh` keeps them, and nobody else
writes here; `zhijiao rollups` proves and mends them.
"""

from django.db import models

from zhijiao.orgs.models import Level, SchoolType
from zhijiao.orgs.paths import PathField
from zhijiao.signoff.workflow import State


class FormStanding(models.Model):
    """How a school stands with one place of the menu; the states are those of `rounds.completeness`.

    ``done_at`` is when the form was found done, and stays while it is: correcting what is done does not make it late.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    place = models.CharField("菜单位置", max_length=40)
    form = models.CharField("表单", max_length=40)
    state = models.CharField("状态", max_length=10)
    required = models.BooleanField("必填", default=False)
    rows = models.PositiveIntegerField("条数", default=0)
    gaps = models.PositiveIntegerField("资料不完整", default=0)
    changed_at = models.DateTimeField("最近填报", null=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "学校表单进度"
        constraints = [models.UniqueConstraint(fields=["school", "round", "place"], name="form_standing_key")]
        indexes = [models.Index(fields=["round", "place", "state", "school"], name="form_standing_state")]


class Stage(models.TextChoices):
    """How far a school is with its required forms."""

    NOT_STARTED = "none", "未开始"
    DOING = "doing", "填报中"
    FINISHED = "done", "已完成"


class Timing(models.TextChoices):
    """Whether a school was done by its deadline; empty while it is neither done nor late."""

    ON_TIME = "on_time", "按时完成"
    LATE = "late", "逾期完成"
    OVERDUE = "overdue", "逾期未完成"


class SchoolStanding(models.Model):
    """How far a school is in a round, and where it was counted: the path and kind are those of the last counting.

    ``first_at`` and the times of completion are kept once they are known; counters tell only of the last change.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    path = PathField("路径")
    school_type = models.CharField("学校类型", max_length=12, choices=SchoolType)
    stage = models.CharField("进度", max_length=5, choices=Stage, default=Stage.NOT_STARTED)
    required = models.PositiveSmallIntegerField("必填表单", default=0)
    done = models.PositiveSmallIntegerField("已完成", default=0)
    doing = models.PositiveSmallIntegerField("填报中", default=0)
    undeclared = models.PositiveSmallIntegerField("有则必填未声明", default=0)
    share = models.PositiveSmallIntegerField("完成千分比", default=0)
    rows = models.PositiveIntegerField("条数", default=0)
    gaps = models.PositiveIntegerField("资料不完整", default=0)
    first_at = models.DateTimeField("首次填报", null=True)
    last_at = models.DateTimeField("最近填报", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    due = models.DateField("截止日期")
    timing = models.CharField("是否按时", max_length=8, choices=Timing, default="", blank=True)
    logic = models.PositiveIntegerField("逻辑校验", default=0)
    experience = models.PositiveIntegerField("经验校验待处理", default=0)
    explained = models.PositiveIntegerField("已说明待审核", default=0)
    hint = models.PositiveIntegerField("提示", default=0)
    corrections = models.PositiveIntegerField("封存后更正", default=0)
    signoff = models.CharField("上报", max_length=10, choices=State, default=State.OPEN)
    accepted_level = models.CharField("已通过至", max_length=10, choices=Level, default="", blank=True)

    class Meta:
        verbose_name = "学校进度"
        constraints = [models.UniqueConstraint(fields=["school", "round"], name="school_standing_key")]
        indexes = [
            models.Index(fields=["round", "share", "school"], name="school_standing_share"),
            models.Index(fields=["round", "stage", "school"], name="school_standing_stage"),
            models.Index(
                fields=["round", "due"],
                name="school_standing_due",
                condition=models.Q(timing=""),
            ),
        ]


class AreaFigures(models.Model):
    """What the schools of one kind at and below an authority add up to."""

    org = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    school_type = models.CharField("学校类型", max_length=12, choices=SchoolType)
    schools = models.IntegerField("学校数", default=0)
    started = models.IntegerField("已开始", default=0)
    finished = models.IntegerField("已完成", default=0)
    on_time = models.IntegerField("按时完成", default=0)
    late = models.IntegerField("逾期完成", default=0)
    overdue = models.IntegerField("逾期未完成", default=0)
    required = models.IntegerField("必填表次", default=0)
    done = models.IntegerField("完成表次", default=0)
    doing = models.IntegerField("填报中表次", default=0)
    undeclared = models.IntegerField("未声明表次", default=0)
    rows = models.BigIntegerField("条数", default=0)
    gaps = models.BigIntegerField("资料不完整", default=0)
    logic = models.IntegerField("逻辑校验", default=0)
    experience = models.IntegerField("经验校验待处理", default=0)
    explained = models.IntegerField("已说明待审核", default=0)
    hint = models.IntegerField("提示", default=0)
    corrections = models.IntegerField("封存后更正", default=0)
    handed_in = models.IntegerField("已上报", default=0)
    returned = models.IntegerField("退回未再报", default=0)
    accepted_county = models.IntegerField("县级已通过", default=0)
    accepted_city = models.IntegerField("市级已通过", default=0)
    accepted_province = models.IntegerField("省级已通过", default=0)
    accepted_ministry = models.IntegerField("部级已通过", default=0)

    class Meta:
        abstract = True


class AreaStanding(AreaFigures):
    """An area as it is now. ``forms`` has a list of numbers for each place (`figures.NUMBERS`)."""

    forms = models.JSONField("各表", default=dict)

    class Meta:
        verbose_name = "辖区进度"
        constraints = [
            models.UniqueConstraint(fields=["org", "round", "school_type"], name="area_standing_key")
        ]


class AreaDay(AreaFigures):
    """An area at the end of a day on which something moved; days between are like the one before.

    Later changes of the tree do not touch it: a past day stays with the area it was counted in.
    """

    day = models.DateField("日期")

    class Meta:
        verbose_name = "辖区每日进度"
        constraints = [
            models.UniqueConstraint(fields=["org", "round", "day", "school_type"], name="area_day_key")
        ]


class RollupTurn(models.Model):
    """Whoever brings the figures of a round up to date holds this row. ``matrix`` tells the obligations they follow."""

    round = models.CharField("填报轮次", max_length=20, primary_key=True)
    matrix = models.CharField(max_length=64, default="", blank=True)
    refreshed_at = models.DateTimeField("更新时间", null=True)

    class Meta:
        verbose_name = "进度更新情况"


class ReminderCall(models.Model):
    """One act of 催报: who reminded, from which authority, with which words, how many schools and authorities."""

    sender = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="催报单位")
    round = models.CharField("填报轮次", max_length=20)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("催报人", max_length=60)
    text = models.CharField("内容", max_length=300, default="", blank=True)
    number = models.PositiveIntegerField("单位数", default=0)

    class Meta:
        verbose_name = "催报"
        indexes = [models.Index(fields=["sender", "round", "-id"], name="reminder_call_sender")]


class Reminder(models.Model):
    """A node that was reminded, at most once a day; ``left`` is what was open: forms of a school, schools of an area.

    ``told`` is set in the transaction that puts the message into its inboxes.
    """

    call = models.ForeignKey(ReminderCall, models.CASCADE, related_name="reminders")
    org = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+", verbose_name="单位")
    round = models.CharField("填报轮次", max_length=20)
    day = models.DateField("日期")
    left = models.PositiveIntegerField("未完成", default=0)
    told = models.BooleanField("已送达", default=False)

    class Meta:
        verbose_name = "被催报单位"
        constraints = [models.UniqueConstraint(fields=["org", "round", "day"], name="reminder_once_a_day")]
        indexes = [models.Index(fields=["id"], name="reminder_untold", condition=models.Q(told=False))]
