"""What people type on the pages of 事件推送."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijiao.kit import outbound
from zhijiao.kit.page_form import PageForm
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.webhooks.kinds import KINDS, Kind
from zhijiao.webhooks.sending import policy


def kinds_for(org: Org) -> list[Kind]:
    """The events that a node can be told of."""
    return [kind for kind in KINDS if org.is_school or not kind.inside]


class SubscriptionForm(PageForm):
    """Where to, and of what."""

    name = forms.CharField(label="名称", max_length=40, help_text="供以后辨认，例：智慧校园平台。")
    url = forms.CharField(
        label="接收地址",
        max_length=outbound.LONGEST,
        help_text="接收系统的网址，例：https://xiaoyuan.example.edu.cn/events。",
    )
    chosen = forms.MultipleChoiceField(
        label="事件",
        error_messages={"invalid_choice": "没有这种事件，请重新选择。"},
        help_text="本单位及辖区内发生时推送。",
    )
    widgets = {"chosen": "multiselect"}

    def __init__(self, *args: Any, org: Org, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.key, f"{kind.group}：{kind.label}") for kind in kinds_for(org)]
        self.field("chosen", forms.MultipleChoiceField).choices = choices

    def clean_name(self) -> str:
        """The name folded."""
        return fold(self.cleaned_data["name"])

    def clean_url(self) -> str:
        """An address that its text allows; what its name leads to is judged with each request."""
        url: str = self.cleaned_data["url"].strip()
        try:
            outbound.target_of(url, policy())
        except outbound.Refused as refused:
            raise ValidationError(str(refused)) from None
        return url
