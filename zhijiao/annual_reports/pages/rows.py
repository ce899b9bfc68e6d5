"""The records behind a figure, as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.annual_reports import figures, outline
from zhijiao.annual_reports.outline import Indicator
from zhijiao.annual_reports.pages.builder import query_of, to_published
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org

MOST_COLUMNS = 6


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """Records of one form behind a figure."""

    form: FormLike
    school: Org
    own: bool
    label: str
    each: Indicator
    #: What a ratio is made of: title and address.
    parts: list[tuple[str, str]]
    source: FormLike | None
    page: Page | None
    heads: list[str]
    rows: list[tuple[str, list[str]]]
    query: str


@form_view("view", above_schools=to_published)
def rows(ctx: FormContext, key: str) -> HttpResponse:
    """The records of a figure; of a ratio, the figures it is made of."""
    each = outline.indicators().get(key)
    if each is None or each.typed:
        raise Http404("没有这个由系统计算的指标。")
    drawn = _parts(ctx, each) if each.how == "ratio" else _records(ctx, each)
    return render_page(ctx.request, "annual_reports/rows.html", drawn)


def _parts(ctx: FormContext, each: Indicator) -> RowsPage:
    query = query_of(ctx)
    found = {part.key: part for part in figures.ingredients(each)}
    parts = [
        (part.item, reverse("annual_reports:rows", args=[ctx.form, part.key]) + query)
        for part in found.values()
    ]
    return _drawn(ctx, each, parts=parts)


def _records(ctx: FormContext, each: Indicator) -> RowsPage:
    found = figures.source(ctx.actor, ctx.school, ctx.year, each)
    columns = [seen.column for seen in access.columns(ctx.actor, found.form) if not seen.masked]
    counted = [column for column in columns if column.name == each.column]
    columns = [*(column for column in columns[:MOST_COLUMNS] if column not in counted), *counted]
    page = page_of(found.rows.order_by("pk"), ctx.request.GET)
    lines = []
    shown: Any = page.object_list
    for (pk,), values in found.form.fetch(shown, columns, ("pk",)):
        texts = [column.text(value) for column, value in zip(columns, values, strict=True)]
        lines.append((reverse("filing:view", args=[found.form, pk]) + query_of(ctx), texts))
    return _drawn(ctx, each, source=found.form, page=page, heads=[c.label for c in columns], rows=lines)


def _drawn(
    ctx: FormContext,
    each: Indicator,
    *,
    parts: list[tuple[str, str]] | None = None,
    source: FormLike | None = None,
    page: Page | None = None,
    heads: list[str] | None = None,
    rows: list[tuple[str, list[str]]] | None = None,
) -> RowsPage:
    return RowsPage(
        form=ctx.form,
        school=ctx.school,
        own=ctx.own,
        label=year_label(ctx.year),
        each=each,
        parts=parts or [],
        source=source,
        page=page,
        heads=heads or [],
        rows=rows or [],
        query=query_of(ctx),
    )
