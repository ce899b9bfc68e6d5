"""What the API keeps: answers to requests that were numbered by their sender."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class KeptAnswer(models.Model):
    """The answer to a request with an Idempotency-Key, for whoever sends it once more. Sealed with the school's key."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    key = models.CharField("请求编号", max_length=64)
    digest = models.CharField("请求摘要", max_length=64, help_text="带密钥的摘要，用于识别同一请求")
    status = models.PositiveSmallIntegerField("状态码", default=0)
    etag = models.CharField("ETag", max_length=20, default="", blank=True)
    content = models.TextField("回答", default="", blank=True, help_text="加密保存")
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "接口请求的回答"
        constraints = [models.UniqueConstraint(fields=["school", "user", "key"], name="api_kept_answer_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
