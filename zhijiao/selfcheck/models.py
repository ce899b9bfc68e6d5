"""What the self-check has done and found."""

from django.db import models


class Run(models.Model):
    """The check of one school. ``address`` and ``visit`` say how far it has got, so that it goes on in pieces."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+", verbose_name="抽查学校")
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("完成时间", null=True, db_index=True)
    address = models.PositiveIntegerField(default=0)
    visit = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField("访问次数", default=0)

    class Meta:
        verbose_name = "权限自检"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.school_id}"


class Leak(models.Model):
    """One answer that was not the one due. Holds the route and who asked, never a number or a value."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="leaks")
    route = models.CharField("地址", max_length=200)
    method = models.CharField("方式", max_length=8)
    person = models.CharField("身份", max_length=60)
    form = models.CharField("表单", max_length=60, blank=True, default="")
    got = models.CharField("结果", max_length=120)
    due = models.CharField("应为", max_length=120)

    class Meta:
        verbose_name = "自检问题"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.route} {self.person}"
