"""Changing the items: what can be changed of one, and adding more."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.kit.text import fold
from zhijiao.monthly.items import STEP
from zhijiao.monthly.models import ItemKind, ReportItem

#: Kinds that can be added; figures come with the program, which knows how to count them.
KINDS = [(kind.value, str(kind.label)) for kind in ItemKind if kind != ItemKind.FIGURE]
LENGTHS = {"section": 30, "label": 60, "choices": 200, "unit": 10, "note": 120}
LABELS = {"section": "分组", "label": "项目", "choices": "选项", "unit": "单位", "note": "填写说明"}
MOST_ITEMS = 100
STALE = "这个项目刚刚被他人修改，没有保存，请刷新后再改。"


class Wrong(RuntimeError):
    """What cannot be kept; the message is for the user."""


def _read(params: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The words of an item.

    Raises:
        Wrong: one is missing or too long.
    """
    texts = {name: fold(params.get(name, "")[:500]) for name in names}
    for name, text in texts.items():
        if len(text) > LENGTHS[name]:
            raise Wrong(f"“{LABELS[name]}”最多{LENGTHS[name]}个字，现有{len(text)}个。")
        if not text and name in ("section", "label"):
            raise Wrong(f"请填写“{LABELS[name]}”。")
    return texts


@transaction.atomic
def change(number: int | None, version: int | None, do: str, params: Mapping[str, str]) -> None:
    """Rename an item, move it up or down, switch it off or on.

    Raises:
        Wrong: what was sent cannot be kept, or somebody else was faster.
    """
    rows = list(ReportItem.objects.select_for_update().order_by("position", "pk"))
    place = next((i for i, row in enumerate(rows) if row.pk == number and row.version == version), None)
    if place is None:
        raise Wrong(STALE)
    row = rows[place]
    if do in ("up", "down"):
        _move(rows, place, -1 if do == "up" else 1)
    elif do in ("off", "on"):
        _set(row, in_use=do == "on")
    elif do == "rename":
        _set(row, **_read(params, ("section", "label", "unit", "note")))
    else:
        raise Wrong("没有这种修改。")
    words = {"up": "上移", "down": "下移", "off": "停用", "on": "启用", "rename": "修改"}
    record(Event.SYSTEM, subject=f"月报项目：{row.label}", detail={"done": words[do]})


def _move(rows: list[ReportItem], place: int, step: int) -> None:
    """Change places with the neighbour; at the end nothing happens."""
    if not 0 <= place + step < len(rows):
        return
    rows[place], rows[place + step] = rows[place + step], rows[place]
    for position, row in enumerate(rows, 1):
        if row.position != position * STEP:
            _set(row, position=position * STEP)


def _set(row: ReportItem, **values: Any) -> None:
    ReportItem.objects.filter(pk=row.pk).update(**values, version=F("version") + 1)


@transaction.atomic
def add(params: Mapping[str, str]) -> None:
    """Add an item at the end of its section.

    Raises:
        Wrong: what was sent cannot be kept.
    """
    texts = _read(params, ("section", "label", "choices", "unit", "note"))
    kind = params.get("kind", "")
    if kind not in dict(KINDS):
        raise Wrong("请选择类型。")
    options = [each.strip() for each in texts["choices"].split("|") if each.strip()]
    if kind == ItemKind.CHOICE and len(options) < 2:
        raise Wrong("单选项目至少要有两个选项，用竖线分开，如 未开始|进行中|已完成。")
    if ReportItem.objects.count() >= MOST_ITEMS:
        raise Wrong(f"项目最多{MOST_ITEMS}个，请先停用不需要的。")
    last = ReportItem.objects.filter(section=texts["section"]).aggregate(last=Max("position"))["last"]
    last = last or ReportItem.objects.aggregate(last=Max("position"))["last"] or 0
    ReportItem.objects.filter(position__gt=last).update(position=F("position") + STEP)
    texts["choices"] = "|".join(options) if kind == ItemKind.CHOICE else ""
    ReportItem.objects.create(
        key=f"own_{secrets.token_hex(8)}", kind=kind, source="教育部增加", position=last + STEP, **texts
    )
    record(Event.SYSTEM, subject=f"月报项目：{texts['label']}", detail={"done": "增加"})
