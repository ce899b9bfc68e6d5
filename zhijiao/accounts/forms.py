"""What people type on the account pages: fields, first checks, and the boxes that show them again."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from zhijiao.accounts import passwords, personal
from zhijiao.accounts.models import Role, RowRole, Sex, username_rule
from zhijiao.accounts.roles import row_roles
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, SchoolType

_EMAIL_WRONG = "邮箱格式不对，例：zhangming@example.edu.cn。"
_NO_SUCH_DOCUMENT = {"invalid_choice": "没有这种证件类型，请重新选择。"}
_PHONE = r"^1[3-9][0-9]{9}$|^0[0-9]{2,3}-?[0-9]{7,8}$"
_PHONE_WRONG = "手机号应为 11 位数字，例：13800000000；座机请写区号，例：0771-1234567。"


class PageForm(forms.Form):
    """A form that speaks plain Chinese and describes its fields to the page."""

    #: Label of each field for which the page's own widget differs from the field's kind.
    widgets: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}。"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = f"{field.label}最多 {field.max_length} 个字，请缩短。"

    @classmethod
    def of(cls, request, **kwargs) -> "PageForm":
        """The form as posted, or a blank one when the page is opened."""
        return cls(request.POST if request.method == "POST" else None, **kwargs)

    def boxes(self, *names: str) -> list[dict]:
        """What the page's field macro needs, for the named fields or for all."""
        return [self._box(name) for name in names or self.fields]

    def wrong(self) -> list[tuple[str, str]]:
        """Names and labels of the fields with errors, for the summary on top."""
        return [(name, self.fields[name].label) for name in self.errors if name in self.fields]

    def general_errors(self) -> list[str]:
        """Errors that belong to no single field."""
        return list(self.errors.get(NON_FIELD_ERRORS, []))

    def refuse(self, error: ValidationError) -> None:
        """Show what a service objected to, beside the field it names, else on top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)

    def _box(self, name: str) -> dict:
        field, bound = self.fields[name], self[name]
        box = {
            "name": bound.html_name,
            "label": field.label,
            "value": bound.value(),
            "required": field.required,
            "hint": field.help_text,
            "errors": list(self.errors.get(name, [])),
            "widget": self.widgets.get(name, _kind(field)),
            "maxlength": getattr(field, "max_length", None),
        }
        if isinstance(field, forms.ChoiceField):
            box["choices"] = [(str(value), str(label)) for value, label in field.choices if value != ""]
        if box["widget"] == "password":
            box["value"] = ""
        return box


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "multiselect"
    if isinstance(field, forms.ChoiceField):
        return "select"
    return "text"


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by id. A number that no column holds is no role, and must not reach the database."""

    def clean(self, value):
        """The roles chosen. Raises ValidationError where one is not among those offered."""
        for text in value or ():
            if not (str(text).isascii() and str(text).isdigit() and len(str(text)) < 19):
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
        label="邮箱", max_length=254, required=False, error_messages={"invalid": _EMAIL_WRONG}
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
            box["choices"] = [(str(role.pk), role.name) for role in self.fields["roles"].queryset]
        return box


class AdminForm(PageForm):
    """The administrator's account issued to a node."""

    username = forms.CharField(
        label="管理员用户名", max_length=40, help_text="例：gly3650000001。登录时不分大小写。"
    )
    real_name = forms.CharField(label="管理员姓名", max_length=50)
    email = forms.EmailField(
        label="管理员邮箱", max_length=254, required=False, error_messages={"invalid": _EMAIL_WRONG}
    )

    def clean_username(self) -> str:
        """The name folded; the rule is stated once, in the model."""
        username = fold(self.cleaned_data["username"])
        username_rule(username)
        return username


class SchoolForm(AdminForm):
    """A school to be opened with its administrator; where it hangs is asked elsewhere."""

    name = forms.CharField(label="学校名称", max_length=100)
    code = forms.CharField(label="学校标识码", max_length=20, help_text="10 位数字，中职学校以 36 开头。")
    school_type = forms.ChoiceField(
        label="学校类型",
        choices=[("", "请选择"), *SchoolType.choices],
        help_text="决定哪些表必填。",
        error_messages={"invalid_choice": "没有这种学校类型，请重新选择。"},
    )
    region = forms.RegexField(
        r"^[0-9]{6}$",
        label="所在地行政区划代码",
        required=False,
        help_text="6 位数字；不填则与主管部门相同。",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450103。"},
    )


class OpenSchoolForm(SchoolForm):
    """A school to be opened with its administrator below one of the departments of an area."""

    parent = forms.ModelChoiceField(
        Org.objects.none(),
        label="主管部门",
        help_text="举办学校的部门，学校列在其下。",
        error_messages={"invalid_choice": "主管部门不在您的管理范围内，请重新选择。"},
    )

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name == "parent":
            box["choices"] = [(str(org.pk), org.name) for org in self.fields["parent"].queryset]
            box["value"] = str(box["value"] or "")
        return box


class OpenAreaForm(AdminForm):
    """A department one step down, to be opened with its administrator."""

    name = forms.CharField(label="部门名称", max_length=100, help_text="例：云州市教育局。")
    level = forms.ChoiceField(
        label="级别", error_messages={"invalid_choice": "只能开通比本级低的部门，请重新选择。"}
    )
    code = forms.RegexField(
        r"^[0-9]{6}$",
        label="行政区划代码",
        help_text="6 位数字，例：450100。",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450100。"},
    )

    def __init__(self, *args, above: str, **kwargs):
        super().__init__(*args, **kwargs)
        authorities = [choice for choice in Level.choices if choice[0] != Level.SCHOOL]
        place = [value for value, _ in authorities].index(above)
        self.fields["level"].choices = [("", "请选择"), *authorities[place + 1 :]]


class NewPasswordForm(PageForm):
    """A new password, typed twice."""

    new = forms.CharField(
        label="新密码", max_length=passwords.MAX_LENGTH, strip=False, help_text=passwords.RULES_TEXT
    )
    again = forms.CharField(label="确认新密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"new": "password", "again": "password"}

    def clean(self) -> dict:
        """Both new ones must be the same."""
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return data


class PasswordForm(NewPasswordForm):
    """A new password, with the old one as proof."""

    old = forms.CharField(label="原密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"old": "password", "new": "password", "again": "password"}
    field_order = ["old", "new", "again"]


class ForgotForm(PageForm):
    """The mailbox registered with an account."""

    email = forms.EmailField(label="注册邮箱", max_length=254, error_messages={"invalid": _EMAIL_WRONG})
    widgets = {"email": "text"}


class ProofForm(PageForm):
    """One's password once more, before something that weakens the account's safety."""

    password = forms.CharField(label="登录密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"password": "password"}


class AppForm(PageForm):
    """The six digits an app shows."""

    code = forms.CharField(label="动态码", max_length=12, help_text="身份验证器中显示的 6 位数字。")
