"""What people type on the pages of the data password."""

from typing import Any

from django import forms

from zhijiao.identity import passwords
from zhijiao.identity.password_forms import NewPasswordForm
from zhijiao.kit.page_form import PageForm
from zhijiao.private import data_password


class DataPasswordForm(PageForm):
    """The data password, to open private data."""

    data_password = forms.CharField(label="数据密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"data_password": "password"}


class ChooseForm(NewPasswordForm):
    """A new data password with a proof: the former one, or where there is none the sign-in password."""

    proof = forms.CharField(max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"proof": "password", "new": "password", "again": "password"}
    field_order = ["proof", "new", "again"]

    def __init__(self, *args: Any, has_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].label = "原数据密码" if has_one else "登录密码"
        self.fields["proof"].error_messages["required"] = f"请填写{self.fields['proof'].label}。"
        self.fields["new"].label, self.fields["again"].label = "新数据密码", "确认新数据密码"
        self.fields["new"].help_text = data_password.RULES_TEXT
