"""Cases on their way: where each stands, every version that was handed in, every step, and what has been selected.

A draft has no row here: nothing of it is known outside the form. Every table begins with the school.
"""

from django.db import models

from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import PathField
from zhijiao.orgs.school_key import SchoolForeignKey


def _school() -> models.ForeignKey:
    return models.ForeignKey(Org, models.PROTECT, db_index=False, related_name="+", verbose_name="学校")


class Case(models.Model):
    """A record of 案例上报 that has been handed in at least once.

    ``holder`` is the node that has to act, or acted last; ``reached`` the path of the highest authority that has seen
    a version; ``title_above`` the title it was last handed up with. ``version`` counts the moves, so that of two at
    once one is told.
    """

    school = _school()
    form = models.CharField("表单", max_length=40)
    record_id = models.BigIntegerField("记录编号")
    number = models.CharField("案例编号", max_length=40)
    title = models.CharField("案例标题", max_length=40)
    title_above = models.CharField("已报标题", max_length=40, blank=True, default="")
    year = models.PositiveSmallIntegerField("学年")
    state = models.CharField("状态", max_length=2)
    holder = models.ForeignKey(Org, models.PROTECT, db_index=False, related_name="+", verbose_name="办理单位")
    selector = models.ForeignKey(
        Org, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="选用部门"
    )
    reached = PathField("已报到", blank=True, default="")
    version = models.PositiveIntegerField("办理次数", default=0)
    latest = models.PositiveIntegerField("最近送审的版本", default=0)
    moved_at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = "案例"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "record_id"], name="cases_case_record"),
            models.UniqueConstraint(fields=["school", "number"], name="cases_case_number"),
        ]
        indexes = [
            models.Index(fields=["holder", "form", "state", "-moved_at"], name="cases_case_holder"),
            models.Index(fields=["reached", "form", "-moved_at"], name="cases_case_reached"),
            models.Index(fields=["school", "form", "-moved_at"], name="cases_case_school"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseVersion(models.Model):
    """What was handed in: items as shown, rich text clean, files by number. Never changed.

    ``reached`` is the path of the highest authority that has got this version; empty while it is in the school.
    """

    school = _school()
    case = SchoolForeignKey(Case, models.CASCADE, db_index=False, related_name="versions")
    number = models.PositiveIntegerField("版本")
    items = models.JSONField("各项内容")
    files = models.JSONField("图片与附件")
    digest = models.CharField("内容摘要", max_length=64)
    reached = PathField("已报到", blank=True, default="")
    made_at = models.DateTimeField("送审时间")

    class Meta:
        verbose_name = "案例版本"
        constraints = [
            models.UniqueConstraint(fields=["school", "case", "number"], name="cases_version_number")
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class CaseStep(models.Model):
    """One step, signed: who, in which role, of which node, when, what, why, upon which version. Never changed.

    ``inside`` marks what concerns the school alone and is shown to nobody above it.
    """

    school = _school()
    case = SchoolForeignKey(Case, models.CASCADE, db_index=False, related_name="steps")
    at = models.DateTimeField("时间")
    user_id = models.BigIntegerField("账号", null=True)
    user_name = models.CharField("姓名", max_length=60)
    roles = models.CharField("角色", max_length=200, blank=True)
    org = models.ForeignKey(Org, models.PROTECT, db_index=False, related_name="+", verbose_name="单位")
    org_name = models.CharField("单位名称", max_length=100)
    side = models.CharField("身份", max_length=8)
    act = models.CharField("操作", max_length=12)
    label = models.CharField("操作名称", max_length=20)
    source = models.CharField("原状态", max_length=2)
    target = models.CharField("新状态", max_length=2)
    reason = models.CharField("理由", max_length=500, blank=True)
    of_version = models.PositiveIntegerField("版本")
    digest = models.CharField("内容摘要", max_length=64)
    inside = models.BooleanField("仅校内可见")

    class Meta:
        verbose_name = "案例办理记录"
        indexes = [models.Index(fields=["school", "case", "id"], name="cases_step_case")]

    def __str__(self) -> str:
        return f"{self.user_name} {self.label}"


class Publication(models.Model):
    """A selected case as schools elsewhere read it: the published items and pictures, and what is searched of them.

    Nothing else of the case is here: no author, no attachment, no step.
    """

    school = _school()
    case = SchoolForeignKey(Case, models.CASCADE, db_index=False, related_name="publications")
    form = models.CharField("表单", max_length=40)
    title = models.CharField("案例标题", max_length=40)
    school_name = models.CharField("学校名称", max_length=100)
    kind = models.CharField("案例类别", max_length=60, blank=True)
    keywords = models.CharField("关键词", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("学年")
    items = models.JSONField("公布的内容")
    pictures = models.JSONField("图片")
    text = models.TextField("检索文字")
    terms = models.TextField("检索词")
    selector = models.ForeignKey(
        Org, models.PROTECT, db_index=False, related_name="+", verbose_name="选用部门"
    )
    level = models.CharField("入选级别", max_length=2)
    selected_on = models.DateField("入选日期")
    document = models.CharField("公布文号", max_length=60, blank=True)
    ended_at = models.DateTimeField("撤下时间", null=True)

    class Meta:
        verbose_name = "典型案例"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "case"], condition=models.Q(ended_at=None), name="cases_published_once"
            )
        ]
        indexes = [models.Index(fields=["selector", "form", "ended_at", "-id"], name="cases_published_by")]

    def __str__(self) -> str:
        return self.title
