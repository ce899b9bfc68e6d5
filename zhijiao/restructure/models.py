"""Workbooks of schools that were uploaded and not yet opened."""

from django.db import models


class OpeningSheet(models.Model):
    """The rows of an uploaded workbook of schools, until they are opened, given up, or a week old. No passwords."""

    org = models.ForeignKey("orgs.Org", models.CASCADE, related_name="+", verbose_name="开通部门")
    user_id = models.BigIntegerField("上传人编号")
    file_name = models.CharField("文件名", max_length=200)
    rows = models.TextField("内容", help_text="加密保存：含姓名和邮箱")
    created_at = models.DateTimeField("上传时间", db_index=True)

    class Meta:
        verbose_name = "待开通学校"

    def __str__(self) -> str:
        return self.file_name
