"""Tables of private data on the side of those who look at it. Nothing here grants a right."""

from django.db import models


class DataPassword(models.Model):
    """数据密码: the second password of somebody whose roles carry private data; see `accounts.data_password`.

    Without a hash it has been reset and waits for its owner to set a new one.
    """

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="data_password")
    password = models.CharField("密码摘要", max_length=128, blank=True, default="")
    set_at = models.DateTimeField("设置时间", null=True)
    reset_at = models.DateTimeField("重置时间", null=True)
    reset_by = models.CharField("重置人", max_length=60, blank=True, default="")
    told = models.BooleanField("已告知本人", default=True)

    class Meta:
        verbose_name = "数据密码"

    def __str__(self) -> str:
        return f"{self.user_id}"


class RevealTally(models.Model):
    """How many private values somebody has had shown on one day; see `accounts.reveals`."""

    user = models.ForeignKey("accounts.User", models.CASCADE, db_index=False, related_name="+")
    day = models.DateField("日期")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "隐私数据查看次数"
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="accounts_reveals_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.count}"
