"""What people type where a password is chosen or proved."""

from typing import Any

from django import forms

from zhijiao.identity import passwords
from zhijiao.kit.page_form import PageForm


class NewPasswordForm(PageForm):
    """A new password, typed twice."""

    new = forms.CharField(
        label="新密码", max_length=passwords.MAX_LENGTH, strip=False, help_text=passwords.RULES_TEXT
    )
    again = forms.CharField(label="确认新密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"new": "password", "again": "password"}

    def clean(self) -> dict[str, Any]:
        """Both new ones must be the same."""
        super().clean()
        data = self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return data


class ProofForm(PageForm):
    """One's password once more, before something that weakens the account's safety."""

    password = forms.CharField(label="登录密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"password": "password"}
