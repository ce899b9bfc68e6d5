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
