"""The boxes of 在线支持."""

from django import forms

from zhijiao.kit.page_form import EMAIL_WRONG, Box, PageForm
from zhijiao.kit.text import fold
from zhijiao.support.models import NAME, SUBJECT, TEXT

NO_PRIVATE = "请不要写身份证号、手机号、银行卡号、密码等个人信息。"
RATINGS = [
    ("5", "5 分 · 很满意"),
    ("4", "4 分 · 满意"),
    ("3", "3 分 · 一般"),
    ("2", "2 分 · 不满意"),
    ("1", "1 分 · 很不满意"),
]


class AskForm(PageForm):
    """A question."""

    widgets = {"text": "textarea"}
    subject = forms.CharField(
        label="问题", max_length=SUBJECT, help_text="一句话说明，如：导入时提示“没有这个专业”。"
    )
    text = forms.CharField(
        label="详细说明", max_length=TEXT, help_text=f"做了什么、看到什么提示。{NO_PRIVATE}"
    )

    def boxes(self, *names: str) -> list[Box]:
        """The boxes at the sizes that their words need."""
        made = super().boxes(*names)
        for box in made:
            box["width"] = 3
            box["rows"] = 6
        return made

    def clean_subject(self) -> str:
        """One line."""
        return " ".join(fold(self.cleaned_data["subject"]).split())


class GuestForm(AskForm):
    """A question of somebody who is not signed in."""

    name = forms.CharField(label="称呼", max_length=20)
    school = forms.CharField(
        label="学校或单位",
        max_length=100,
        required=False,
        help_text="全称或学校标识码，填写后由贵单位的管理员先处理。",
    )
    email = forms.EmailField(label="邮箱", max_length=100, help_text="答复和继续对话的链接发到这个邮箱。")
    field_order = ["subject", "text", "name", "school", "email"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = EMAIL_WRONG

    def clean_name(self) -> str:
        """One line."""
        return " ".join(fold(self.cleaned_data["name"]).split())


class SayForm(PageForm):
    """A message."""

    text = forms.CharField(label="内容", max_length=TEXT)


class HandForm(PageForm):
    """Why a conversation is handed on."""

    reason = forms.CharField(label="转交原因", max_length=200)


class RateForm(PageForm):
    """How satisfied the asker is."""

    rating = forms.ChoiceField(label="满意度", choices=RATINGS)
    words = forms.CharField(label="评价", max_length=200, required=False)


class CannedForm(PageForm):
    """An answer for next time."""

    widgets = {"text": "textarea"}
    title = forms.CharField(label="名称", max_length=NAME)
    text = forms.CharField(label="答复内容", max_length=TEXT)
