"""Submissions of schools, their steps and returns; reports of areas."""

from typing import Any

from django.db import models
from django.db.models import Q

from zhijiao.orgs.models import Level
from zhijiao.orgs.school_key import SchoolForeignKey
from zhijiao.signoff.workflow import Act, State


class Submission(models.Model):
    """How a school's sign-off of a round stands; no row means that it has never been signed.

    ``revision`` is the one that is worked on or lies with the authorities; a return, a withdrawal and a reopening begin
    the next, and the snapshots of earlier ones stay. ``signed_from`` is the state to fall back to when freezing fails.
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    revision = models.PositiveIntegerField("版次", default=1)
    version = models.PositiveIntegerField(default=1)
    signed_from = models.CharField(max_length=10, choices=State, default="", blank=True)
    signer_id = models.BigIntegerField(null=True)
    signer_name = models.CharField("签字人", max_length=60, default="", blank=True)
    first_signed_at = models.DateTimeField("首次上报", null=True)
    signed_at = models.DateTimeField("最近上报", null=True)
    waits_at = models.ForeignKey(
        "orgs.Org", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="待审核部门"
    )
    accepted_level = models.CharField("已通过至", max_length=10, choices=Level, default="", blank=True)
    changed_at = models.DateTimeField("状态时间", auto_now=True)
    message = models.CharField("说明", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = "上报"
        constraints = [models.UniqueConstraint(fields=["school", "round"], name="submission_key")]
        indexes = [
            models.Index(
                fields=["waits_at", "round"], name="submission_waits", condition=Q(waits_at__isnull=False)
            ),
            models.Index(fields=["round", "state"], name="submission_state"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.school_id} {self.state}"


class AppendOnly(models.Model):
    """Rows that are written once: what somebody did stays as it was said."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row.

        Raises:
            TypeError: the row is there already.
        """
        if not self._state.adding:
            raise TypeError("steps are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: steps are never taken away."""
        raise TypeError("steps are append-only")


class SubmissionStep(AppendOnly):
    """One step of a submission: who, as what, of which node and level, when, with which words."""

    submission = SchoolForeignKey(Submission, models.PROTECT, db_index=False, related_name="steps")
    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    revision = models.PositiveIntegerField("版次")
    act = models.CharField("步骤", max_length=10, choices=Act)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60)
    role = models.CharField("角色", max_length=60, default="", blank=True)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    org_name = models.CharField("单位", max_length=100)
    level = models.CharField("级别", max_length=10, choices=Level)
    reason = models.CharField("理由", max_length=500, default="", blank=True)
    forms = models.JSONField("表单", default=list)

    class Meta:
        verbose_name = "上报经过"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "submission", "revision", "org"],
                name="submission_accepted_once",
                condition=Q(act=Act.ACCEPT),
            ),
            models.UniqueConstraint(
                fields=["school", "submission", "revision"],
                name="submission_frozen_once",
                condition=Q(act=Act.FREEZE),
            ),
        ]
        indexes = [
            models.Index(fields=["submission", "id"], name="submission_step"),
            models.Index(fields=["at"], name="submission_step_at"),
        ]


class FormReturn(models.Model):
    """A form that an authority sent back, with the reason; ``revision`` is the one that was looked at.

    ``answer`` is what the school says instead of a change. ``mended_at`` is set when the school signs again.
    """

    submission = SchoolForeignKey(Submission, models.PROTECT, db_index=False, related_name="returns")
    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    revision = models.PositiveIntegerField("版次")
    form = models.CharField("表单", max_length=40)
    reason = models.CharField("理由", max_length=500)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    org_name = models.CharField("退回部门", max_length=100)
    actor_name = models.CharField("退回人", max_length=60)
    returned_at = models.DateTimeField("退回时间")
    answer = models.CharField("核对情况", max_length=500, default="", blank=True)
    answered_by = models.CharField("核对人", max_length=60, default="", blank=True)
    answered_at = models.DateTimeField("核对时间", null=True)
    mended_at = models.DateTimeField("改正时间", null=True)

    class Meta:
        verbose_name = "退回的表单"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "submission", "revision", "form"], name="form_return_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["school", "submission"], name="form_return_open", condition=Q(mended_at__isnull=True)
            )
        ]


class AreaReport(models.Model):
    """本级上报: an authority reports a round of its area to the one above, with the schools it leaves out and why."""

    class State(models.TextChoices):
        """Where the report is."""

        REPORTED = "reported", "已上报"
        RETURNED = "returned", "已退回"

    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    state = models.CharField("状态", max_length=10, choices=State, default=State.REPORTED)
    version = models.PositiveIntegerField(default=1)
    schools = models.PositiveIntegerField("学校数")
    settled = models.PositiveIntegerField("已通过")
    exceptions = models.JSONField("未通过的学校", default=list)
    reason = models.CharField("未通过的原因", max_length=500, default="", blank=True)
    reported_at = models.DateTimeField("上报时间")

    class Meta:
        verbose_name = "本级上报"
        constraints = [models.UniqueConstraint(fields=["org", "round"], name="area_report_key")]


class AreaReportStep(AppendOnly):
    """One step of an area's report."""

    class Act(models.TextChoices):
        """What was done."""

        REPORT = "report", "本级上报"
        RETURN = "return", "退回"

    report = models.ForeignKey(AreaReport, models.PROTECT, related_name="steps")
    act = models.CharField("步骤", max_length=10, choices=Act)
    at = models.DateTimeField("时间")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField("经手人", max_length=60)
    org = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    org_name = models.CharField("单位", max_length=100)
    text = models.CharField("内容", max_length=500, default="", blank=True)

    class Meta:
        verbose_name = "本级上报经过"
