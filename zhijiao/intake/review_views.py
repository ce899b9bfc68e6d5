"""Pages of 初始化数据复核 in the business portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.filing.models import StagedRow
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import PageValues, missing_prerequisites, sections
from zhijiao.filing.pages.table import asked_columns, query_field
from zhijiao.filing.pages.typed_values import UNTOUCHED, typed
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.gate import GET_POST, POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.intake import approval, review, staged_cells
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org

LISTED = 8
REASONS = ("与原始材料不符", "重复上报", "不属于本校", "填写不完整")
"""What reviewers say most; the box takes anything."""
NO_REASON = "请填写退回原因，上传人据此修改。"


@business("review")
def home(request: ActorRequest) -> HttpResponse:
    """Forms with rows that wait for review, prerequisites first."""
    actor = request.actor
    school = access.school(actor)
    return render(request, "intake/review_home.html", {"waiting": review.waiting_forms(actor, school)})


@business("review", methods=POST)
def pass_everything(request: ActorRequest) -> HttpResponse:
    """Pass all that waits, form after form."""
    actor, school = request.actor, access.school(request.actor)
    try:
        seen = _seen_forms(request, school)
        done = approval.pass_everything(actor, school, seen)
        for form, passed in done.items():
            if passed.total:
                messages.success(request, f"“{form.label}”{_said(passed)}。")
            if left := _left(passed):
                messages.warning(request, f"“{form.label}”{left}")
        if done and set(seen) - set(done):
            messages.warning(request, "数据较多，本次先通过以上表单；其余表单请再点一次“按次序全部通过”。")
    except approval.ApprovalRefused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("intake:review"))


def _seen_forms(request: ActorRequest, school: Org) -> dict[Form, approval.Choice]:
    """The forms that the page listed, each with the rows it counted; those that have changed since are told of."""
    seen = {}
    for form in approval.forms_in_review(request.actor, school):
        try:
            seen[form] = review.as_seen(school, form, request.POST.get(f"seen-{form.key}", ""))
        except review.ListMoved as moved:
            messages.warning(request, str(moved))
    return seen


@dataclass(frozen=True, kw_only=True)
class WaitingPage:
    """The waiting rows of a form that meet the conditions asked for, page by page."""

    ctx: FormContext
    form: Form
    boxes: list[dict[str, Any]]
    narrowed: bool
    columns: list[Column]
    rows: list[review.Staged]
    page: Page
    #: The conditions, as the addresses of the rows carry them on.
    query: str
    #: What waits of the form, whatever was asked for.
    waiting: review.Waiting
    reasons: tuple[str, ...]


@form_view("review", methods=GET_POST)
def rows(ctx: FormContext) -> HttpResponse:
    """Waiting rows of a form, with the form's query conditions; posted, so that private ones stay out of addresses."""
    form = records_form(ctx)
    if ctx.request.method == "POST":
        asked = ctx.posted()
        return HttpResponseRedirect(f"{reverse('intake:review_rows', args=[form])}?{asked.string()}")
    asked = ctx.asked()
    found = review.search(ctx.school, form, asked)
    page = page_of(found.order_by("batch_id", "number"), ctx.request.GET, query=asked.string())
    shown = [c for c in form.listing_columns if c not in form.key_columns]
    drawn = WaitingPage(
        ctx=ctx,
        form=form,
        boxes=[query_field(ctx, column, asked) for column in asked_columns(ctx, asked)],
        narrowed=asked.narrowed,
        columns=[*form.key_columns, *shown][:LISTED],
        rows=review.as_shown(ctx.actor, ctx.school, form, cast("QuerySet[StagedRow]", page.object_list)),
        page=page,
        query=asked.string(),
        waiting=review.counts(ctx.school, form),
        reasons=REASONS,
    )
    return render_page(ctx.request, "intake/review_list.html", drawn)


def records_form(ctx: FormContext) -> Any:
    """The form, if it takes rows at all."""
    if ctx.form.is_summary:
        raise Http404("自动汇总表不导入数据，没有需要复核的内容。")
    return ctx.form


def _chosen(ctx: FormContext) -> approval.Choice:
    """The rows that were ticked, each as ``number`` or, with the version that was shown, ``number.version``."""
    parts = [text.partition(".") for text in ctx.request.POST.getlist("id")[:5000]]
    shown = {whole_number(pk): whole_number(version) for pk, _, version in parts}
    versions = {pk: version for pk, version in shown.items() if pk is not None and version is not None}
    return approval.Choice([pk for pk in shown if pk is not None], versions)


def _said(passed: approval.Passed) -> str:
    parts = (("新增", passed.created), ("更新", passed.changed), ("无变化", passed.same))
    return f"通过 {passed.total} 行：" + "，".join(f"{word} {count} 行" for word, count in parts if count)


def _left(passed: approval.Passed) -> str:
    own = (
        f"有 {passed.own} 行由您本人上传或修改过，没有通过，须由另一名数据复核员通过。" if passed.own else ""
    )
    stale = f"有 {passed.stale} 行刚刚被他人修改，没有通过，请核对后再通过。" if passed.stale else ""
    return own + stale


@form_view("review", methods=POST)
def pass_rows(ctx: FormContext) -> HttpResponse:
    """Pass the chosen rows, or all of them, or all but those that are marked."""
    form, every = records_form(ctx), ctx.request.POST.get("all")
    try:
        choice = (
            review.as_seen(
                ctx.school, form, ctx.request.POST.get("seen", ""), spare_marked=every == "unmarked"
            )
            if every
            else _chosen(ctx)
        )
    except review.ListMoved as moved:
        messages.warning(ctx.request, str(moved))
        return _back(ctx)
    if choice.ids == []:
        messages.warning(ctx.request, "没有选中任何行。")
        return _back(ctx)
    try:
        passed = approval.pass_rows(ctx.actor, ctx.school, form, chosen=choice)
    except approval.ApprovalRefused as refused:
        messages.error(ctx.request, str(refused))
        return _back(ctx)
    if passed.total:
        messages.success(ctx.request, _said(passed) + "，已进入正式库。")
    if left := _left(passed):
        messages.warning(ctx.request, left)
    elif not passed.total:
        messages.warning(ctx.request, "这些行已被他人通过或退回，没有需要处理的内容。")
    return _back(ctx)


@form_view("review", methods=POST)
def give_back_rows(ctx: FormContext) -> HttpResponse:
    """Send the chosen rows back to whoever uploaded them, with one reason for all; without it nothing is done."""
    form, choice, reason = records_form(ctx), _chosen(ctx), ctx.request.POST.get("reason", "").strip()
    if not reason:
        messages.error(ctx.request, NO_REASON)
        return _back(ctx)
    count = review.give_back(ctx.actor, ctx.school, form, choice, reason)
    if count:
        messages.success(ctx.request, f"已退回 {count} 行，没有写入正式库，已通知上传人。")
    if left := len(choice.ids or ()) - count:
        messages.warning(ctx.request, f"有 {left} 行刚刚被他人修改或处理，没有退回，请核对后再退回。")
    elif not count:
        messages.warning(ctx.request, "没有选中任何行。")
    return _back(ctx)


def _back(ctx: FormContext) -> HttpResponse:
    target = reverse("intake:review_rows", args=[ctx.form])
    if not review.waiting(ctx.school, ctx.record_form).exists():
        target = reverse("intake:review")
    return HttpResponseRedirect(target)


@form_view("review", methods=GET_POST)
def edit(ctx: FormContext, row_id: int) -> HttpResponse:
    """One waiting row: look at it, and mend it."""
    form = records_form(ctx)
    row = review.get(ctx.school, form, row_id)
    if row is None:
        raise Http404("这一行已被通过、退回或放弃，不在待复核数据中。")
    values = _values(ctx, row)
    if ctx.request.method != "POST":
        found = _by_column(map(Problem.from_stored, row.problems or ()))
        return _show(ctx, row, values, found)
    raw = {
        name: cell
        for name, cell in typed(ctx.form.stored, ctx.request.POST).items()
        if not _untouched(ctx, name, cell)
    }
    frame = review.check_edit(ctx.school, form, row, raw)
    if any(form.columns[name].private for name in raw):
        access.settle_private_answers(ctx.actor, ctx.school, frame)
    version = whole_number(ctx.request.POST.get("version")) or 0
    if not frame.clean:
        return _show(ctx, row, _typed_over(ctx, values, raw), _by_column(frame.problems), status=422)
    try:
        review.save_edit(
            ctx.actor,
            ctx.school,
            form,
            row,
            frame,
            version,
        )
    except review.StagedRowConflict as conflict:
        messages.error(ctx.request, str(conflict))
        return _show(ctx, row, _typed_over(ctx, values, raw), {}, status=409)
    messages.success(
        ctx.request, f"第 {row.number} 行已保存，仍须通过后才进入正式库；您修改过的行由另一名数据复核员通过。"
    )
    return HttpResponseRedirect(reverse("intake:review_rows", args=[form]))


def _untouched(ctx: FormContext, name: str, cell: Any) -> bool:
    """A private box left empty means: keep what was uploaded."""
    return bool(ctx.form.columns[name].private) and cell in UNTOUCHED


def _values(ctx: FormContext, row: StagedRow) -> PageValues:
    """The row's cells for its page; private ones only masked."""
    shown = staged_cells.shown_row(ctx.record_form, row.batch.headers, row.cells, ctx.school.pk)
    values = PageValues(shown=dict(shown))
    for name, cell in zip(row.batch.headers, row.cells, strict=True):
        column = ctx.form.columns[name]
        if column.private:
            values.raw[name] = ""
        elif isinstance(cell, bool):
            values.raw[name] = "1" if cell else "0"
        else:
            values.raw[name] = "" if cell is None else cell if isinstance(cell, list) else str(cell)
    return values


def _typed_over(ctx: FormContext, values: PageValues, raw: dict[str, Any]) -> PageValues:
    """What the page shows after typing."""
    shown = {n: str(cell) for n, cell in raw.items() if not ctx.form.columns[n].private}
    kept = {n: "" if ctx.form.columns[n].private else cell for n, cell in raw.items()}
    return PageValues({**values.raw, **kept}, {**values.shown, **shown})


def _by_column(problems: Iterable[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.column, []).append(problem.sentence)
    return found


def _show(
    ctx: FormContext, row: StagedRow, values: PageValues, problems: dict[str, list[str]], status: int = 200
) -> HttpResponse:
    stored = sections(ctx, values, missing_prerequisites(ctx), problems)
    for section in stored:
        section.fields = [f for f in section.fields if ctx.form.columns[f["name"]].read_from_sheets]
    context = {
        "ctx": ctx,
        "form": ctx.form,
        "row": row,
        "sections": [section for section in stored if section.fields],
        "files": review.files_held(ctx.school, ctx.record_form, row),
        "errors": [(name, ctx.form.columns[name].label) for name in problems if name in ctx.form.columns],
    }
    return render(ctx.request, "intake/review_edit.html", context, status=status)
