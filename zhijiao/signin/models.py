"""Tables of sign-in: former passwords, open sessions, second step, mail. Nothing here grants a right."""

from django.db import models


class UserSession(models.Model):
    """A session as its user sees it: where from, with what, since when; see `signin.sessions`."""

    user = models.ForeignKey("identity.User", models.CASCADE, related_name="sessions", verbose_name="用户")
    session_key = models.CharField("会话", max_length=40, unique=True)
    address = models.CharField("地址", max_length=45, blank=True, default="")
    device = models.CharField("设备", max_length=60, blank=True, default="")
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")

    class Meta:
        verbose_name = "登录会话"
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.device} {self.address}"


class Authenticator(models.Model):
    """The app that shows a user's six digits; its secret is encrypted. Not in use before it is confirmed."""

    user = models.OneToOneField("identity.User", models.CASCADE, related_name="authenticator")
    secret = models.CharField("密钥", max_length=200, help_text="加密保存")
    confirmed_at = models.DateTimeField("启用时间", null=True, blank=True)
    last_step = models.BigIntegerField("最近用过的时间步", default=0, help_text="一个动态码只能用一次")

    class Meta:
        verbose_name = "身份验证器"

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code for the day the telephone is lost: hashed, used once."""

    user = models.ForeignKey("identity.User", models.CASCADE, related_name="recovery_codes")
    digest = models.CharField("摘要", max_length=64, unique=True)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "恢复码"

    def __str__(self) -> str:
        return f"{self.user_id}"


class SecondStepArea(models.Model):
    """A node whose people, and those of all nodes below it, sign in with a second step."""

    org = models.OneToOneField("orgs.Org", models.CASCADE, related_name="second_step_area")
    set_at = models.DateTimeField("开启时间", auto_now_add=True)

    class Meta:
        verbose_name = "二步验证范围"

    def __str__(self) -> str:
        return str(self.org)


class QueuedMail(models.Model):
    """A message to be worked out and sent after the answer has gone; see `signin.mail`.

    Requests that lead to no mail are queued just the same, so that the time an answer takes tells nothing.
    """

    content = models.TextField("内容", help_text="加密保存：其中有一次性验证码")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    class Meta:
        verbose_name = "待发邮件"

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class UsedCaptcha(models.Model):
    """A captcha that has been answered, rightly or wrongly; gone when its name is too old anyway."""

    name = models.CharField("名称", max_length=32, unique=True)
    used_at = models.DateTimeField("使用时间", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "已用验证码"

    def __str__(self) -> str:
        return self.name


class SentMail(models.Model):
    """What would have been sent, in a demo or during development; shown in the mailbox. Never used elsewhere."""

    recipient = models.CharField("收件人", max_length=254)
    subject = models.CharField("主题", max_length=200)
    body = models.TextField("正文")
    sent_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "演示邮件"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
