"""The items of the report in the manage portal: the ministry renames, moves, adds them and switches them off."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.gate import POST, Denied, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.monthly import item_changes
from zhijiao.monthly.item_changes import Wrong
from zhijiao.monthly.models import ReportItem
from zhijiao.orgs.models import Level


@dataclass(frozen=True, kw_only=True)
class ItemsPage:
    """All items, and boxes for a new one."""

    rows: list[ReportItem]
    may_edit: bool
    fields: list[dict[str, Any]]
    error: str


@manage("orgs")
def listing(request: ActorRequest) -> HttpResponse:
    """All items; the ministry's administrator changes them here."""
    return _page(request)


def _page(request: ActorRequest, error: str = "") -> HttpResponse:
    typed = request.POST if error else {}
    fields: list[dict[str, Any]] = [
        {"name": "section", "label": "分组", "widget": "text", "maxlength": 30, "required": True},
        {"name": "label", "label": "项目", "widget": "text", "maxlength": 60, "required": True},
        {
            "name": "kind",
            "label": "类型",
            "widget": "select",
            "required": True,
            "choices": item_changes.KINDS,
        },
        {
            "name": "choices",
            "label": "选项",
            "widget": "text",
            "maxlength": 200,
            "hint": "单选用，各项用竖线分开",
        },
        {"name": "unit", "label": "单位", "widget": "text", "maxlength": 10},
        {"name": "note", "label": "填写说明", "widget": "text", "maxlength": 120},
    ]
    drawn = ItemsPage(
        rows=list(ReportItem.objects.all()),
        may_edit=request.actor.level == Level.MINISTRY,
        fields=[{**field, "value": typed.get(field["name"], "")} for field in fields],
        error=error,
    )
    return render_page(request, "monthly/items.html", drawn, status=422 if error else 200)


@manage("orgs", methods=POST)
def change(request: ActorRequest) -> HttpResponse:
    """Change one item: its words, its place, whether it is used."""
    _require_ministry(request)
    post = request.POST
    try:
        item_changes.change(
            whole_number(post.get("pk", "")), whole_number(post.get("version", "")), post.get("do", ""), post
        )
    except Wrong as wrong:
        return _page(request, str(wrong))
    messages.success(request, "已保存，从下一份草稿和尚未报送的月报起生效。")
    return HttpResponseRedirect(reverse("monthly:items"))


@manage("orgs", methods=POST)
def add(request: ActorRequest) -> HttpResponse:
    """Add an item that provinces fill in."""
    _require_ministry(request)
    try:
        item_changes.add(request.POST)
    except Wrong as wrong:
        return _page(request, str(wrong))
    messages.success(request, "已增加项目，从尚未报送的月报起生效。")
    return HttpResponseRedirect(reverse("monthly:items"))


def _require_ministry(request: ActorRequest) -> None:
    if request.actor.level != Level.MINISTRY:
        raise Denied(
            "月报项目由教育部系统管理员设置，没有做任何改动。", remedy="需要增减项目的，请向教育部反映。"
        )
