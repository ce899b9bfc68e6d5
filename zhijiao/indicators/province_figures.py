"""Figures that a province sets: read from what is typed, held against the national ones, kept with their history.

For 一般类 a province may ask for more than the documents do and never for less; for 艺术类 and 边远脱贫地区 达标工程
leaves the figures of its indicators to the provinces.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.actor import Actor
from zhijiao.indicators import shown, storing
from zhijiao.indicators.book import INDICATORS
from zhijiao.indicators.declare import Condition, Direction
from zhijiao.indicators.limits import JUDGED, figure_keys, national
from zhijiao.indicators.models import OWN_FIGURES, Category, ProvinceFigure, SchoolCategory
from zhijiao.kit.dates import parse_date
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org
from zhijiao.quality import thresholds
from zhijiao.quality.models import SchoolCheck

MOST = Decimal(10**10)
LENGTHS = {"document": 120, "article": 60, "note": 200}
GIVEN_BY_PROVINCE = (Category.ART, Category.REMOTE)


class Stale(RuntimeError):
    """Somebody else was faster; the message is for the user."""


@dataclass(frozen=True)
class Typed:
    """What was posted: texts as typed, values as read, what is wrong by box."""

    texts: Mapping[str, str]
    values: Mapping[str, Any]
    errors: Mapping[str, str]


def indicator_of(key: str) -> Condition:
    """The indicator that asks for a figure."""
    return next(each for each in INDICATORS.values() if key in each.figures)


def label_of(key: str) -> str:
    """What a figure is called: its indicator, or its own title where several make one bound."""
    indicator = indicator_of(key)
    return national()[key][0].title if indicator.parts else indicator.label


def choices() -> list[tuple[str, str]]:
    """Figures that can be set, with their names."""
    return [(key, label_of(key)) for key in figure_keys()]


def national_figure(key: str, category: Category, day: date) -> thresholds.Threshold | None:
    """The national figure for a kind of schools on a day."""
    name = f"{key}@{category.value}" if category == Category.TECHNICIAN else key
    return thresholds.fitting(national().get(name, []), JUDGED[0], "", day)


def may_be_lower(key: str, category: Category) -> bool:
    """Whether the documents leave the figure to the province."""
    return category in OWN_FIGURES and indicator_of(key).project


# Reading -------------------------------------------------------------------------------------------------------------


def read(params: Mapping[str, str]) -> Typed:
    """What was typed into the boxes of a figure."""
    names = ("key", "category", "value", "document", "article", "valid_from", "valid_to", "note")
    texts = {name: fold(params.get(name, "")[:400]) for name in names}
    values: dict[str, Any] = {name: texts[name] for name in LENGTHS}
    errors = {
        name: f"最多{most}个字，现有{len(texts[name])}个"
        for name, most in LENGTHS.items()
        if len(texts[name]) > most
    }
    if not texts["document"]:
        errors["document"] = "请填写本省文件的名称和文号"
    values["key"], errors_of_key = _choice(texts["key"], dict(choices()), "指标")
    values["category"], errors_of_kind = _choice(texts["category"], dict(Category.choices), "适用学校")
    errors |= {**({"key": errors_of_key} if errors_of_key else {})}
    errors |= {**({"category": errors_of_kind} if errors_of_kind else {})}
    for name in ("valid_from", "valid_to"):
        values[name] = _day(name, texts[name], errors)
    values["value"] = _value(texts["value"], errors)
    if not errors:
        _judge(values, errors)
    return Typed(texts, values, errors)


def _choice(text: str, known: Mapping[str, str], label: str) -> tuple[str, str]:
    return (text, "") if text in known else ("", f"请选择{label}")


def _day(name: str, text: str, errors: dict[str, str]) -> date | None:
    if not text:
        if name == "valid_from":
            errors[name] = "请填写生效日期"
        return None
    try:
        return parse_date(text)
    except ValueError as wrong:
        errors[name] = str(wrong)
        return None


def _value(text: str, errors: dict[str, str]) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").rstrip("%"))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 < value < MOST or value != round(value, 2):
        errors["value"] = f"“{text[:20]}”不是标准值，请填写大于0的数，最多两位小数"
        return None
    return value


def _judge(values: Mapping[str, Any], errors: dict[str, str]) -> None:
    """Validity, and that the province does not ask for less than the documents."""
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        errors["valid_to"] = "失效日期早于生效日期，请核对"
    key, category = values["key"], Category(values["category"])
    least = national_figure(key, category, values["valid_from"])
    if least is None or may_be_lower(key, category):
        return
    indicator, value = indicator_of(key), values["value"]
    lower = value > least.value if indicator.direction is Direction.AT_MOST else value < least.value
    if lower:
        figure = shown.with_unit(least.value, least.unit)
        errors["value"] = (
            f"{shown.with_unit(value, least.unit)} 低于国家标准（{figure}，{least.document}），"
            f"{category.label}只能从严；艺术类和边远脱贫地区学校的达标工程指标可由省确定"
        )


# Writing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def save(
    actor: Actor, province: Org, typed: Typed, number: int | None, version: int | None
) -> dict[str, str]:
    """Keep a figure, new or changed; what is wrong by box, empty if it is kept.

    Raises:
        Stale: it was changed or removed meanwhile.
    """
    Org.objects.select_for_update().get(pk=province.pk)  # figures of a province are kept one after another
    values = dict(typed.values)
    errors = _overlap(province, values, number)
    if errors:
        return errors
    stamp = {"updated_at": timezone.now(), "updated_by": actor.name}
    if number is None:
        ProvinceFigure.objects.create(province=province, **values, **stamp)
    else:
        mine = ProvinceFigure.objects.filter(pk=number, province=province, version=version or 0)
        if not mine.update(**values, **stamp, version=(version or 0) + 1):
            raise Stale("这条标准刚刚被他人修改或删除，没有保存，请刷新后再改。")
    _told(province, "修改省级标准" if number else "新增省级标准", values)
    return {}


def _overlap(province: Org, values: Mapping[str, Any], number: int | None) -> dict[str, str]:
    """Two figures for the same schools may not hold on the same day."""
    same = ProvinceFigure.objects.filter(province=province, key=values["key"], category=values["category"])
    same = same.exclude(pk=number or 0).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=values["valid_from"])
    )
    if values["valid_to"]:
        same = same.filter(valid_from__lte=values["valid_to"])
    other = same.order_by("valid_from").first()
    if other is None:
        return {}
    until = f"至 {other.valid_to}" if other.valid_to else "起长期有效"
    return {"valid_from": f"与已有的一条有效期重叠（{other.valid_from} {until}），请先填写那一条的失效日期"}


@transaction.atomic
def delete(actor: Actor, province: Org, number: int | None, version: int | None) -> None:
    """Remove a figure.

    Raises:
        Stale: it was changed or removed meanwhile.
    """
    mine = ProvinceFigure.objects.select_for_update().filter(
        pk=number or 0, province=province, version=version or 0
    )
    found = mine.first()
    if found is None:
        raise Stale("这条标准刚刚被他人修改或删除，没有删除，请刷新后再试。")
    values = {name: getattr(found, name) for name in ("key", "category", "value", "valid_from", "valid_to")}
    found.delete()
    _told(province, "删除省级标准", values)


def _told(province: Org, done: str, values: Mapping[str, Any]) -> None:
    detail = {
        "done": done,
        "category": Category(values["category"]).label,
        "value": str(values["value"]),
        "valid_from": str(values["valid_from"]),
        "valid_to": str(values["valid_to"] or ""),
    }
    record(Event.RULES, org=province, subject=f"办学条件标准：{label_of(values['key'])}", detail=detail)
    filing = current_round()
    storing.mark_area(filing, province.path)
    SchoolCheck.objects.filter(round=filing.key, school__path__under=province.path).update(pending=True)


@transaction.atomic
def categorise(actor: Actor, province: Org, school_code: str, category: str) -> str:
    """Say of a school of the province what kind it is; what was wrong, empty if it is kept."""
    school = Org.objects.subtree(province.path).schools().filter(code=school_code).first()
    if school is None:
        return f"本省没有标识码为“{school_code[:20]}”的学校，请核对10位学校标识码"
    if category == Category.GENERAL:
        SchoolCategory.objects.filter(school=school).delete()
    elif category in GIVEN_BY_PROVINCE:
        stamp = {"updated_at": timezone.now(), "updated_by": actor.name}
        SchoolCategory.objects.update_or_create(school=school, defaults={"category": category, **stamp})
    else:
        return "请选择学校类别"
    label = str(Category(category).label)
    record(Event.RULES, org=school, subject="办学条件学校类别", detail={"category": label})
    storing.mark(current_round(), {school.pk})
    return ""


def province_of(actor: Actor) -> Org | None:
    """The province whose figures an administrator may change; None for those of other levels."""
    if actor.level != Level.PROVINCE:
        return None
    return Org.objects.get(pk=actor.org_id)


def number_of(text: str) -> int | None:
    """The number of a figure as an address or a hidden box has it."""
    return whole_number(text)
