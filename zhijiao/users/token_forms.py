"""What people type on the pages of tokens."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from zhijiao.filing.schema import registry
from zhijiao.identity import passwords
from zhijiao.identity.models import Role, TokenProfile
from zhijiao.identity.tokens import DEFAULT_DAYS, MAX_DAYS, MOST_ADDRESSES, Limits, read_addresses
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_form import Box, PageForm
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.users.forms import RolesField

_BETWEEN = re.compile(r"[\s,，;；、]+")


class LimitsForm(PageForm):
    """What any token is: its purpose, what it is narrowed to, and for how long."""

    purpose = forms.CharField(label="用途", max_length=60, help_text="供以后辨认，例：教务系统同步课表。")
    forms_only = forms.MultipleChoiceField(
        label="可用的表单",
        required=False,
        error_messages={"invalid_choice": "没有这张表单，请重新选择。"},
        help_text="不选为角色所含的全部表单。",
    )
    profile = forms.ChoiceField(
        label="数据范围模板",
        required=False,
        error_messages={"invalid_choice": "没有这个模板，请重新选择。"},
        help_text="模板中隐藏的项目读不到，也不能写入。",
    )
    area = forms.CharField(
        label="学校或地区代码",
        max_length=12,
        required=False,
        help_text="限定为辖区内一所学校（学校标识码）或一个地区（区划代码）；不填为整个辖区。",
    )
    addresses = forms.CharField(
        label="允许的网络地址",
        max_length=400,
        required=False,
        help_text="IP 地址或网段，逗号分隔，例：203.0.113.8、198.51.100.0/24；不填为不限。",
    )
    days = forms.CharField(
        label="有效天数", max_length=3, help_text=f"1 至 {MAX_DAYS} 天，到期前可以重新签发。"
    )
    widgets = {"forms_only": "multiselect", "days": "number"}

    def __init__(self, *args: Any, org: Org, open_forms: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"days": DEFAULT_DAYS})
        super().__init__(*args, **kwargs)
        self.org = org
        self.field("forms_only", forms.MultipleChoiceField).choices = open_forms
        profiles = [(str(each.pk), each.name) for each in TokenProfile.objects.filter(org=org)]
        self.field("profile", forms.ChoiceField).choices = [("", "不隐藏项目"), *profiles]
        if org.is_school:
            del self.fields["area"]

    def clean_profile(self) -> TokenProfile | None:
        """The profile chosen, if one was."""
        number = whole_number(self.cleaned_data["profile"])
        return TokenProfile.objects.filter(org=self.org, pk=number).first() if number is not None else None

    def clean_area(self) -> Org | None:
        """The node of that code at or below one's own."""
        code = fold(self.cleaned_data["area"])
        if not code:
            return None
        found = Org.objects.subtree(self.org.path).filter(code=code).order_by("path").first()
        if found is None:
            raise ValidationError("辖区内没有这个代码的学校或地区，请核对。")
        return found

    def clean_addresses(self) -> tuple[str, ...]:
        """The networks typed, as they are kept."""
        texts = [text for text in _BETWEEN.split(self.cleaned_data["addresses"]) if text]
        if len(texts) > MOST_ADDRESSES:
            raise ValidationError(f"最多 {MOST_ADDRESSES} 个网络地址，请合并为网段。")
        try:
            return read_addresses(texts)
        except ValueError as error:
            raise ValidationError(
                f"“{str(error)[:45]}”不是 IP 地址或网段，例：203.0.113.8、198.51.100.0/24，请重新输入。"
            ) from None

    def clean_days(self) -> int:
        """A number of days within what is allowed."""
        days = whole_number(fold(self.cleaned_data["days"]))
        if days is None or not 1 <= days <= MAX_DAYS:
            raise ValidationError(f"有效天数应为 1 至 {MAX_DAYS} 的整数，请修改。")
        return days

    def limits(self, role: Role | None = None) -> Limits:
        """What the token is narrowed to."""
        data = self.cleaned_data
        return Limits(
            role=role,
            forms=tuple(data["forms_only"]),
            profile=data["profile"],
            area=data.get("area"),
            addresses=data["addresses"],
        )


class SystemTokenForm(LimitsForm):
    """A token for another system, with an account of its own."""

    system = forms.CharField(label="系统名称", max_length=50, help_text="例：智慧校园平台。")
    roles = RolesField(
        Role.objects.none(),
        label="功能角色",
        error_messages=dict.fromkeys(
            ("invalid_choice", "invalid_pk_value", "invalid_list"), "所选角色不可用，请重新选择。"
        ),
        help_text="可多选，权限叠加；隐私数据角色不能用于系统。",
    )
    field_order = ("system", "purpose", "roles")

    def __init__(self, *args: Any, roles: QuerySet[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("roles", RolesField).queryset = roles

    def _box(self, name: str) -> Box:
        box = super()._box(name)
        if name == "roles":
            roles = self.field("roles", RolesField).queryset
            box["value"] = [str(getattr(value, "pk", value)) for value in box["value"] or []]
            box["choices"] = [(str(role.pk), role.name) for role in roles or ()]
        return box


class OwnTokenForm(LimitsForm):
    """A token of one's own, with the password as proof."""

    role = forms.ChoiceField(
        label="只用一个角色",
        required=False,
        error_messages={"invalid_choice": "您没有这个角色，请重新选择。"},
        help_text="不选为本人的全部角色。",
    )
    password = forms.CharField(label="登录密码", max_length=passwords.MAX_LENGTH, strip=False)
    field_order = ("purpose", "role")
    widgets = {**LimitsForm.widgets, "password": "password"}

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {str(role.pk): role for role in roles}
        own = [(number, role.name) for number, role in self.held.items()]
        self.field("role", forms.ChoiceField).choices = [("", "全部角色"), *own]

    def chosen_limits(self) -> Limits:
        """What the token is narrowed to, the role included."""
        return self.limits(self.held.get(self.cleaned_data["role"]))


class ProfileForm(PageForm):
    """The name of a profile."""

    name = forms.CharField(label="模板名称", max_length=40)

    def clean_name(self) -> str:
        """The name folded."""
        return fold(self.cleaned_data["name"])


def form_choices(keys: set[str] | None = None) -> list[tuple[str, str]]:
    """Forms by key and label, in the order of the menu; those of the keys alone, where any are given."""
    every = registry.registry().forms.values()
    return [(form.key, form.label) for form in every if keys is None or form.key in keys]
