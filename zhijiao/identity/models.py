"""Users, roles and what roles grant."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhijiao.identity.actions import ACTIONS
from zhijiao.orgs.models import Level


class Portal(models.TextChoices):
    """The two entrances, each with its own sign-in page."""

    BUSINESS = "business", "业务端"
    MANAGE = "manage", "管理端"


class RowRole(models.TextChoices):
    """Data role: which rows of a visible form a user sees."""

    ALL = "all", "全部查看"
    GRANTED = "granted", "分项查看（校）"
    OWN = "own", "仅本人录入"


class PrivacyLevel(models.TextChoices):
    """What a role may do with private values, once unlocked."""

    NONE = "none", "不可查看"
    VIEW = "view", "可查看"
    MANAGE = "manage", "可管理"


class Sex(models.TextChoices):
    """Sex of the person behind an account, GB/T 2261.1 code."""

    MALE = "1", "男"
    FEMALE = "2", "女"


def new_stamp() -> int:
    """A value no earlier state of rights ever had; fits a signed 64-bit column."""
    return secrets.randbits(62)


class Role(models.Model):
    """功能角色: which forms and which actions. `org` is None for the built-in ones, which nobody edits."""

    org = models.ForeignKey(
        "orgs.Org", models.CASCADE, null=True, blank=True, related_name="roles", verbose_name="所属机构"
    )
    key = models.CharField("标识", max_length=40)
    name = models.CharField("名称", max_length=40)
    portal = models.CharField("所属端", max_length=8, choices=Portal)
    level = models.CharField("适用级别", max_length=10, choices=Level)
    privacy = models.CharField("隐私数据", max_length=6, choices=PrivacyLevel, default=PrivacyLevel.NONE)
    principal = models.BooleanField("校领导角色", default=False)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    note = models.CharField("说明", max_length=200, blank=True, default="")
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    changed_by = models.CharField("最后修改人", max_length=50, blank=True, default="", editable=False)

    class Meta:
        verbose_name = "功能角色"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(org=None), name="identity_builtin_role_once"),
            models.UniqueConstraint(fields=["org", "name"], name="identity_role_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_builtin(self) -> bool:
        """True for a role that comes with the program."""
        return self.org_id is None


class RoleGrant(models.Model):
    """One right of a role: an action on every form ("*"), on a module ("module:<name>") or on one form key."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants", verbose_name="功能角色")
    form = models.CharField("表单", max_length=80)
    action = models.CharField("操作", max_length=10, choices=ACTIONS)

    class Meta:
        verbose_name = "角色权限"
        constraints = [
            models.UniqueConstraint(fields=["role", "form", "action"], name="identity_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.form}:{self.action}"


class UserManager(BaseUserManager["User"]):
    """Looks users up by their folded name."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of that name, whatever the case it is typed in."""
        return self.get(username=self.model.normalise(username or ""))


username_rule = RegexValidator(
    r"^[A-Za-z0-9_.@\-]{3,40}$", "用户名应为 3 至 40 位的字母、数字、下划线、点、@ 或短横线，请修改。"
)


class User(AbstractBaseUser):
    """An account. It belongs to one node of the tree; create and change it with `users.services`."""

    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        validators=[username_rule],
        error_messages={"unique": "该用户名已被使用，请换一个用户名。"},
    )
    real_name = models.CharField("真实姓名", max_length=50)
    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="users", verbose_name="所属机构")
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True, default="")
    email = models.EmailField("邮箱", blank=True, default="")
    phone = models.CharField("手机号", max_length=200, blank=True, default="", help_text="加密保存")
    document_type = models.CharField("证件类型", max_length=2, blank=True, default="")
    document_number = models.CharField("证件号", max_length=200, blank=True, default="", help_text="加密保存")
    second_step = models.BooleanField("开启二步验证", default=False)
    sign_outs = models.PositiveIntegerField("退出全部登录的次数", default=0, editable=False)
    is_active = models.BooleanField("启用", default=True)
    is_system = models.BooleanField(
        "系统账号", default=False, editable=False, help_text="其他系统的账号：只凭令牌使用接口，不能登录"
    )
    must_change_password = models.BooleanField("须修改密码", default=True)
    roles = models.ManyToManyField(Role, related_name="users", blank=True, verbose_name="功能角色")
    row_role = models.CharField("数据角色", max_length=8, choices=RowRole, default=RowRole.ALL)
    stamp = models.BigIntegerField("权限版本", default=new_stamp, editable=False)
    issued_by = models.ForeignKey(
        "orgs.Org",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_users",
        verbose_name="签发部门",
        help_text="校级系统管理员账号由主管部门签发，学校不能自行更换",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["real_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.real_name or self.username

    @staticmethod
    def normalise(username: str) -> str:
        """The form in which a user name is stored and compared: trimmed, lower case."""
        return username.strip().lower()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What sessions are bound to: the password, and how often the user signed out everywhere."""
        salt = "zhijiao.identity.models.User.session"
        return salted_hmac(
            salt, f"{self.password}.{self.sign_outs}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        """The name that pages show for the user."""
        return self.real_name

    def get_short_name(self) -> str:
        """Name shown where room is scarce."""
        return self.real_name


class PrivacyConfirmation(models.Model):
    """Whether the department above has agreed to a privacy role; until then it has no effect.

    See `identity.privacy_confirmations`. What happened before the present state stands in the audit log.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "等待确认"
        CONFIRMED = "confirmed", "已确认"
        REFUSED = "refused", "不同意"
        ENDED = "ended", "已失效"

    user = models.ForeignKey(User, models.CASCADE, related_name="confirmations", verbose_name="用户")
    role = models.ForeignKey(Role, models.CASCADE, related_name="confirmations", verbose_name="功能角色")
    state = models.CharField("状态", max_length=9, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField("授予时间")
    asked_by = models.CharField("授予人", max_length=120, blank=True, default="")
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    decided_by = models.CharField("确认人", max_length=120, blank=True, default="")
    until = models.DateTimeField("期限", help_text="等待确认或确认有效的最后时刻")
    reason = models.CharField("理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "隐私授权确认"
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="identity_confirmation_once")]
        indexes = [models.Index(fields=["state", "until"], name="identity_confirmation_due")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role_id} {self.state}"


class DutyMark(models.Model):
    """An account that joins duties: since when that is known, and why it stays so; see `identity.duties`."""

    user = models.OneToOneField(User, models.CASCADE, related_name="duty_mark", verbose_name="用户")
    pairs = models.CharField("兼有的职责", max_length=200, help_text="identity.duties.DutyPair.key，逗号分隔")
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    kept_by = models.CharField("同意人", max_length=120, blank=True, default="")
    kept_at = models.DateTimeField("同意时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "职责兼任"

    def __str__(self) -> str:
        return f"{self.user_id} {self.pairs}"


class SignInTally(models.Model):
    """Attempts that have not succeeded, by account, address and so on; see `identity.throttle`."""

    class Kind(models.TextChoices):
        """What is counted, and for whom: each has a limit of its own."""

        ACCOUNT = "account", "账号"
        ADDRESS = "address", "地址"
        DEVICE = "device", "常用设备"
        CODE = "code", "二步验证"
        MAIL = "mail", "找回密码"
        DATA = "data", "数据密码"
        PASS = "pass", "管理员放行"

    kind = models.CharField("类别", max_length=8, choices=Kind)
    digest = models.CharField("摘要", max_length=64, help_text="SHA-256，不留原文：用户名栏里可能误填了密码")
    count = models.PositiveSmallIntegerField("次数", default=0)
    last_at = models.DateTimeField("最近一次", db_index=True)

    class Meta:
        verbose_name = "登录尝试"
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="identity_tally_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.count}"


class TokenProfile(models.Model):
    """接口数据范围模板: items that programs are not to see, under a name, for any number of tokens of a node."""

    org = models.ForeignKey(
        "orgs.Org", models.CASCADE, related_name="token_profiles", verbose_name="所属机构"
    )
    name = models.CharField("名称", max_length=40)
    hidden = models.JSONField("隐藏的项目", default=dict, help_text="表单 → 项目")

    class Meta:
        verbose_name = "接口数据范围模板"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["org", "name"], name="identity_token_profile_once")]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A token by which a program acts as a user, or as a system account; only its digest is kept.

    What it names besides the user narrows what the user may do, and never widens it. See `identity.tokens`.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name="用户")
    name = models.CharField("用途", max_length=60)
    digest = models.CharField("摘要", max_length=64, unique=True, editable=False)
    role = models.ForeignKey(
        Role, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="功能角色"
    )
    forms = models.JSONField("表单", default=list, help_text="为空时不限")
    profile = models.ForeignKey(
        TokenProfile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tokens",
        verbose_name="数据范围模板",
    )
    area = models.ForeignKey(
        "orgs.Org", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="学校或地区"
    )
    addresses = models.JSONField("允许的网络地址", default=list, help_text="CIDR，为空时不限")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    created_by = models.CharField("签发人", max_length=120, blank=True, default="")
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)
    last_address = models.CharField("最近使用的网络地址", max_length=45, blank=True, default="")
    window = models.BigIntegerField("计数的分钟", default=0, editable=False)
    calls = models.PositiveIntegerField("该分钟内的请求数", default=0, editable=False)
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    revoked_by = models.CharField("吊销人", max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "接口令牌"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        """Whether it still opens anything: neither revoked nor expired."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class PasswordHistory(models.Model):
    """Hash of a password an account had, so that it is not chosen again soon; see `identity.passwords`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    password = models.CharField("密码摘要", max_length=128)
    used_at = models.DateTimeField("停用时间", auto_now_add=True)

    class Meta:
        verbose_name = "曾用密码"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.used_at:%Y-%m-%d}"
