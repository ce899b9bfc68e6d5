"""What people type on the pages of accounts."""

from django import forms
from django.core.exceptions import ValidationError

from zhijiao.identity.custom_roles import row_roles
from zhijiao.identity.models import Role, RowRole, Sex, username_rule
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_form import EMAIL_WRONG, PageForm
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level
from zhijiao.users import personal

_NO_SUCH_DOCUMENT = {"invalid_choice": "没有这种证件类型，请重新选择。"}
_PHONE = r"^1[3-9][0-9]{9}$|^0[0-9]{2,3}-?[0-9]{7,8}$"
_PHONE_WRONG = "手机号应为 11 位数字，例：13800000000；座机请写区号，例：0771-1234567。"


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by id. A number that no column holds is no role, and must not reach the database."""

    def clean(self, value):
        """The roles chosen. Raises ValidationError where one is not among those offered."""
        for text in value or ():
            if whole_number(str(text)) is None:
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class UserForm(PageForm):
    """An account of a node of `level`. `former` is the one being edited; without `roles` no rights are on the page."""

    username = forms.CharField(
        label="用户名",
        max_length=40,
        help_text="3 至 40 位字母、数字、下划线、点、@ 或短横线，登录时不分大小写。",
    )
    real_name = forms.CharField(label="真实姓名", max_length=50)
    sex = forms.ChoiceField(label="性别", choices=[("", "未知"), *Sex.choices], required=False)
    email = forms.EmailField(
        label="邮箱", max_length=254, required=False, error_messages={"invalid": EMAIL_WRONG}
    )
    phone = forms.RegexField(
        _PHONE, label="手机号", max_length=20, required=False, error_messages={"invalid": _PHONE_WRONG}
    )
    roles = RolesField(
        Role.objects.none(),
        label="功能角色",
        error_messages={
            "invalid_choice": "所选角色不可用，请重新选择。",
            "invalid_pk_value": "所选角色不可用，请重新选择。",
            "invalid_list": "所选角色不可用，请重新选择。",
        },
        help_text="可多选，权限叠加。",
    )
    row_role = forms.ChoiceField(
        label="数据角色",
        choices=RowRole,
        required=False,
        error_messages={"invalid_choice": "没有这种数据角色，请重新选择。"},
        help_text="“分项查看（校）”只见功能角色所含的栏目；不选为“全部查看”。",
    )
    second_step = forms.ChoiceField(
        label="是否开启二步验证",
        choices=[("0", "不启用"), ("1", "启用")],
        required=False,
        help_text="启用后，登录时除密码外还须输入身份验证器或邮件中的验证码。",
    )
    document_type = forms.ChoiceField(label="证件号类型", required=False, error_messages=_NO_SUCH_DOCUMENT)
    document_number = forms.CharField(label="证件号", max_length=40, required=False)
    widgets = {"phone": "private", "document_number": "private"}

    def __init__(self, *args, roles=None, former=None, level=Level.SCHOOL, **kwargs):
        super().__init__(*args, **kwargs)
        self.former = former
        self.shown = personal.masked(former) if former is not None else {}
        if roles is None:
            del self.fields["roles"], self.fields["row_role"]
        else:
            self.fields["roles"].queryset = roles
            self.fields["row_role"].choices = row_roles(level)
        self.fields["document_type"].choices = [("", "请选择"), *personal.document_types()]
        if former is not None:
            del self.fields["username"]

    def clean_username(self) -> str:
        """The name folded; the rule is stated once, in the model."""
        username = fold(self.cleaned_data["username"])
        username_rule(username)
        return username

    def clean_row_role(self) -> str:
        """全部查看 unless chosen otherwise."""
        return self.cleaned_data["row_role"] or RowRole.ALL

    def clean_second_step(self) -> bool:
        """不启用 unless chosen."""
        return self.cleaned_data["second_step"] == "1"

    def facts(self) -> dict:
        """What the services take beside name and roles; a private box left empty says nothing."""
        names = ("sex", "email", "row_role", "phone", "document_type", "document_number", "second_step")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name in self.widgets:
            box["display"] = self.shown.get(name, "")
        if name == "roles":
            box["width"] = 3
            box["value"] = [str(getattr(value, "pk", value)) for value in box["value"] or []]
            roles = self.field("roles", forms.ModelMultipleChoiceField).queryset
            box["choices"] = [(str(role.pk), role.name) for role in roles or ()]
        return box


class AdminForm(PageForm):
    """The administrator's account issued to a node."""

    username = forms.CharField(
        label="管理员用户名", max_length=40, help_text="例：gly3650000001。登录时不分大小写。"
    )
    real_name = forms.CharField(label="管理员姓名", max_length=50)
    email = forms.EmailField(
        label="管理员邮箱", max_length=254, required=False, error_messages={"invalid": EMAIL_WRONG}
    )

    def clean_username(self) -> str:
        """The name folded; the rule is stated once, in the model."""
        username = fold(self.cleaned_data["username"])
        username_rule(username)
        return username
