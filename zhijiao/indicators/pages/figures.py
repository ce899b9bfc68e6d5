"""标准 in the manage portal: the national figures with their documents, and those that provinces set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.gate import POST, Denied, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.indicators import province_figures, shown
from zhijiao.indicators.limits import figure_keys, unit_of
from zhijiao.indicators.models import Category, ProvinceFigure, SchoolCategory
from zhijiao.indicators.province_figures import GIVEN_BY_PROVINCE, Stale
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.quality.thresholds import Threshold

MOST_SCHOOLS = 200


@dataclass(frozen=True)
class National:
    """A figure with its national rows: of all schools, and of 技工学校."""

    label: str
    figure: Threshold
    technician: Threshold | None
    text: str


@dataclass(frozen=True)
class Own:
    """A figure of a province."""

    row: ProvinceFigure
    label: str
    text: str
    national: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """All figures, and the boxes for one."""

    province: Org | None
    nationals: list[National]
    own: list[Own]
    categories: list[SchoolCategory]
    fields: list[dict[str, Any]]
    errors: list[tuple[str, str]]
    #: The figure that is being changed.
    editing: ProvinceFigure | None
    kinds: list[tuple[str, str]]
    category_error: str
    code: str


@manage("orgs")
def listing(request: ActorRequest) -> HttpResponse:
    """All figures; a province's administrator sets his own here."""
    province = province_figures.province_of(request.actor)
    editing = None
    if province is not None and request.GET.get("edit"):
        number = whole_number(request.GET["edit"])
        editing = ProvinceFigure.objects.filter(pk=number or 0, province=province).first()
        if editing is None:
            raise Http404("没有这条省级标准，可能已被删除。")
    return _page(request, province, editing)


def _page(
    request: ActorRequest,
    province: Org | None,
    editing: ProvinceFigure | None,
    texts: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    category_error: str = "",
    code: str = "",
) -> HttpResponse:
    fields = _fields(texts or _texts(editing), errors or {})
    drawn = FiguresPage(
        province=province,
        nationals=_nationals(),
        own=_own(request, province),
        categories=_categories(request),
        fields=fields,
        errors=[(field["name"], field["label"]) for field in fields if field["errors"]],
        editing=editing,
        kinds=[(kind.value, str(kind.label)) for kind in (Category.GENERAL, *GIVEN_BY_PROVINCE)],
        category_error=category_error,
        code=code,
    )
    status = 422 if errors or category_error else 200
    return render_page(request, "indicators/figures.html", drawn, status=status)


def _nationals() -> list[National]:
    day, made = current_round().academic_to, []
    for key in figure_keys():
        figure = province_figures.national_figure(key, Category.GENERAL, day)
        technician = province_figures.national_figure(key, Category.TECHNICIAN, day)
        if figure is not None:
            text = shown.with_unit(figure.value, figure.unit)
            made.append(National(province_figures.label_of(key), figure, technician, text))
    return made


def _own(request: ActorRequest, province: Org | None) -> list[Own]:
    """Figures of the province, or of all provinces in the administrator's part of the tree and above it."""
    rows = ProvinceFigure.objects.select_related("province").order_by("province__path", "key", "-valid_from")
    rows = (
        rows.filter(province__path__under=request.actor.org_path)
        if _sees_provinces(request)
        else rows.filter(province=_province_above(request))
    )
    day = current_round().academic_to
    made = []
    for row in rows:
        least = province_figures.national_figure(row.key, Category(row.category), day)
        made.append(
            Own(
                row,
                province_figures.label_of(row.key),
                shown.with_unit(row.value, unit_of(row.key)),
                shown.with_unit(least.value, least.unit) if least else shown.NOTHING,
                row.valid_from <= day and (row.valid_to is None or row.valid_to >= day),
            )
        )
    return made


def _sees_provinces(request: ActorRequest) -> bool:
    return request.actor.level in ("ministry", "province")


def _province_above(request: ActorRequest) -> int | None:
    return Org.objects.get(pk=request.actor.org_id).province_id


def _categories(request: ActorRequest) -> list[SchoolCategory]:
    found = SchoolCategory.objects.filter(school__path__under=request.actor.org_path)
    return list(found.select_related("school").order_by("school__path")[:MOST_SCHOOLS])


def _texts(row: ProvinceFigure | None) -> dict[str, str]:
    if row is None:
        return {"category": Category.GENERAL}
    return {
        "key": row.key,
        "category": row.category,
        "value": f"{row.value.normalize():f}",
        "document": row.document,
        "article": row.article,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
        "note": row.note,
    }


def _fields(texts: Mapping[str, str], errors: Mapping[str, str]) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = [
        {
            "name": "key",
            "label": "指标",
            "widget": "select",
            "choices": province_figures.choices(),
            "required": True,
        },
        {
            "name": "category",
            "label": "适用学校",
            "widget": "select",
            "choices": Category.choices,
            "required": True,
        },
        {
            "name": "value",
            "label": "标准",
            "widget": "number",
            "required": True,
            "hint": "师生比填每名教师的学生数，比例填百分数",
        },
        {"name": "document", "label": "文件名称和文号", "widget": "text", "maxlength": 120, "required": True},
        {"name": "article", "label": "条款", "widget": "text", "maxlength": 60},
        {"name": "valid_from", "label": "生效日期", "widget": "date", "required": True},
        {"name": "valid_to", "label": "失效日期", "widget": "date", "hint": "长期有效的不填"},
        {"name": "note", "label": "说明", "widget": "text", "maxlength": 200},
    ]
    return [
        {
            **field,
            "value": texts.get(field["name"], ""),
            "errors": [errors[field["name"]]] if field["name"] in errors else [],
        }
        for field in known
    ]


@manage("orgs", methods=POST)
def save(request: ActorRequest) -> HttpResponse:
    """Keep a figure of the province, new or changed."""
    province = _mine(request)
    number, version = whole_number(request.POST.get("pk", "")), whole_number(request.POST.get("version", ""))
    editing = ProvinceFigure.objects.filter(pk=number or 0, province=province).first()
    if number is not None and editing is None:
        raise Http404("没有这条省级标准，可能已被删除。")
    typed = province_figures.read(request.POST)
    errors = dict(typed.errors)
    try:
        errors = errors or province_figures.save(request.actor, province, typed, number, version)
    except Stale as stale:
        messages.error(request, str(stale))
        return HttpResponseRedirect(reverse("indicators:figures"))
    if errors:
        return _page(request, province, editing, typed.texts, errors)
    messages.success(request, "已保存，本省各校的办学条件将在几分钟内按新标准重新计算。")
    return HttpResponseRedirect(reverse("indicators:figures"))


@manage("orgs", methods=POST)
def delete(request: ActorRequest) -> HttpResponse:
    """Remove a figure of the province."""
    province = _mine(request)
    number, version = whole_number(request.POST.get("pk", "")), whole_number(request.POST.get("version", ""))
    try:
        province_figures.delete(request.actor, province, number, version)
    except Stale as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, "已删除，本省各校恢复按国家标准计算。")
    return HttpResponseRedirect(reverse("indicators:figures"))


@manage("orgs", methods=POST)
def categorise(request: ActorRequest) -> HttpResponse:
    """Say of a school that it is 艺术类 or lies in a 边远脱贫地区."""
    province, code = _mine(request), fold(request.POST.get("code", "")[:40])
    wrong = province_figures.categorise(request.actor, province, code, request.POST.get("category", ""))
    if wrong:
        return _page(request, province, None, category_error=wrong, code=code)
    messages.success(request, "已保存学校类别，该校的办学条件将在几分钟内重新计算。")
    return HttpResponseRedirect(reverse("indicators:figures"))


def _mine(request: ActorRequest) -> Org:
    province = province_figures.province_of(request.actor)
    if province is None:
        raise Denied(
            "省级办学条件标准由省级系统管理员设置，没有做任何改动。",
            remedy="需要调整标准的，请联系省级教育行政部门的系统管理员。",
        )
    return province
