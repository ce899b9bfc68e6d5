"""The wrapped data keys of schools."""

from django.db import models


class DataKey(models.Model):
    """One version of the key that encrypts the private columns of one school (or one authority).

    The key is stored encrypted ("wrapped") under the installation's master key, which is not in the database.
    A row must never be deleted while tokens of its version exist: they could not be read again.
    """

    school_id = models.BigIntegerField("机构编号")
    version = models.PositiveIntegerField("版本")
    wrapped = models.CharField("加密后的密钥", max_length=200)
    created_at = models.DateTimeField("生成时间", auto_now_add=True)
    moved_at = models.DateTimeField("重新加密完成时间", null=True, help_text="此后原有数据都在本版本之下")

    class Meta:
        verbose_name = "数据密钥"
        constraints = [
            models.UniqueConstraint(fields=["school_id", "version"], name="privacy_one_key_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.school_id}/{self.version}"


class KeyRotation(models.Model):
    """One change of all data keys; it runs until every school has a key made since its start, and no other."""

    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    rewritten = models.BigIntegerField("重新加密行数", default=0)

    class Meta:
        verbose_name = "数据密钥更换"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class DataPassword(models.Model):
    """数据密码: the second password of somebody whose roles carry private data; see `private.data_password`.

    Without a hash it has been reset and waits for its owner to set a new one.
    """

    user = models.OneToOneField("identity.User", models.CASCADE, related_name="data_password")
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
    """How many private values somebody has had shown on one day; see `private.reveal`."""

    user = models.ForeignKey("identity.User", models.CASCADE, db_index=False, related_name="+")
    day = models.DateField("日期")
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = "隐私数据查看次数"
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="private_reveals_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day} {self.count}"
