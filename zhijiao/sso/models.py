"""Which account belongs to whom at an identity provider, and which answers have been used."""

from django.db import models


class Binding(models.Model):
    """统一身份绑定: one identity of a provider belongs to one account. It opens the account and grants nothing."""

    user = models.ForeignKey("identity.User", models.CASCADE, related_name="bindings", verbose_name="用户")
    provider = models.CharField("统一身份认证", max_length=40)
    digest = models.CharField("外部标识摘要", max_length=64, help_text="不留原文：外部标识可能是证件号")
    bound_at = models.DateTimeField("绑定时间", auto_now_add=True)
    bound_by = models.CharField("绑定人", max_length=120)

    class Meta:
        verbose_name = "统一身份绑定"
        ordering = ["provider"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "digest"], name="sso_identity_once"),
            models.UniqueConstraint(fields=["user", "provider"], name="sso_provider_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.provider}"


class SpentState(models.Model):
    """A way to a provider that somebody has come back from; gone when it is too old anyway."""

    name = models.CharField("名称", max_length=64, unique=True)
    used_at = models.DateTimeField("使用时间", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "已用登录请求"

    def __str__(self) -> str:
        return self.name
