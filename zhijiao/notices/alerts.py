"""Unusual amounts of looks, told to those who settle them; the letter about it goes its own way."""

from typing import Any

from django.urls import reverse

from zhijiao.looks.background_jobs import recipients
from zhijiao.looks.models import LookAlert
from zhijiao.notices.inbox import tell_users

TITLE = "有异常查看待核实"


def told(sender: type[LookAlert], instance: LookAlert, created: bool, **kwargs: Any) -> None:
    """A new alert: whoever looks after the person's account is told; receiver of `post_save`."""
    if created:
        people = [user.pk for user in recipients(instance)]
        text = "查看、导出或查询的数量明显高于平日或超过限额，请核实后登记结果。"
        tell_users(people, title=TITLE, text=text, url=reverse("looks:alerts"))
