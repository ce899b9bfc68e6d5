"""What people type on the pages of signing in."""

from django import forms

from zhijiao.identity import passwords
from zhijiao.identity.password_forms import NewPasswordForm
from zhijiao.kit.page_form import EMAIL_WRONG, PageForm


class PasswordForm(NewPasswordForm):
    """A new password, with the old one as proof."""

    old = forms.CharField(label="原密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"old": "password", "new": "password", "again": "password"}
    field_order = ["old", "new", "again"]


class ForgotForm(PageForm):
    """The mailbox registered with an account."""

    email = forms.EmailField(label="注册邮箱", max_length=254, error_messages={"invalid": EMAIL_WRONG})
    widgets = {"email": "text"}


class AppForm(PageForm):
    """The six digits an app shows."""

    code = forms.CharField(label="动态码", max_length=12, help_text="身份验证器中显示的 6 位数字。")
