"""Pages of 初始化数据复核 in the business portal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijiao.accounts.actor import of
from zhijiao.accounts.gate import business
from zhijiao.filing import access, query
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.edit import typed
from zhijiao.filing.fieldset import PageValues, sections
from zhijiao.filing.models import StagedRow
from zhijiao.filing.table import query_field
from zhijiao.filing.validation import Frame
from zhijiao.intake import approve, cells, pages, review

LISTED = 8


@business("review")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Forms with rows that wait for review, prerequisites first."""
    actor = of(request)
    school = access.school(actor)
    return render(request, "intake/review_home.html", {"waiting": review.waiting_forms(actor, school)})


@business("review")
@require_POST
def pass_everything(request: HttpRequest) -> HttpResponse:
    """Pass all that waits, form after form."""
    actor = of(request)
    try:
        for form, passed in approve.pass_everything(actor, access.school(actor)).items():
            messages.success(request, f"“{form.label}”{_said(passed)}。")
    except approve.Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("intake:review"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk("review")
def rows(desk: Desk) -> HttpResponse:
    """Waiting rows of a form, with the form's query conditions; posted, so that private ones stay out of addresses."""
    form = _records(desk)
    asked = query.read(form, desk.request.POST if desk.request.method == "POST" else desk.request.GET)
    if desk.request.method == "POST" or asked.leaky:
        return HttpResponseRedirect(f"{reverse('intake:review_rows', args=[form])}?{asked.string()}")
    found = review.search(desk.school, form, asked)
    page = pages.paging(desk.request.GET, found.count(), asked.string())
    shown = [c for c in form.listing if c not in form.key_columns]
    context = {
        "desk": desk,
        "form": form,
        "boxes": [query_field(desk, column, asked) for column in query.offered(form)],
        "narrowed": asked.narrowed,
        "columns": [*form.key_columns, *shown][:LISTED],
        "rows": review.page(desk.school, form, found, page.start, page.size),
        "page": page,
        "all_waiting": review.waiting(desk.school, form).count(),
    }
    return render(desk.request, "intake/review_list.html", context)


def _records(desk: Desk) -> Any:
    """The form, if it takes rows at all."""
    if desk.form.kind == "summary":
        raise Http404("自动汇总表不导入数据，没有需要复核的内容。")
    return desk.form


def _chosen(desk: Desk) -> list[int]:
    return [int(text) for text in desk.request.POST.getlist("id")[:5000] if text.isdigit() and len(text) < 19]


def _said(passed: approve.Passed) -> str:
    parts = (("新增", passed.created), ("更新", passed.changed), ("无变化", passed.same))
    return f"通过 {passed.total} 行：" + "，".join(f"{word} {count} 行" for word, count in parts if count)


@require_POST
@desk("review")
def pass_rows(desk: Desk) -> HttpResponse:
    """Pass the chosen rows, or all of them."""
    form, everything = _records(desk), desk.request.POST.get("all") == "1"
    ids = None if everything else _chosen(desk)
    if ids == []:
        messages.warning(desk.request, "没有选中任何行。")
        return _back(desk)
    try:
        passed = approve.pass_rows(desk.actor, desk.school, form, ids)
    except approve.Refused as refused:
        messages.error(desk.request, str(refused))
        return _back(desk)
    if passed.total:
        messages.success(desk.request, _said(passed) + "，已进入正式库。")
    else:
        messages.warning(desk.request, "这些行已被他人通过或删除，没有需要处理的内容。")
    return _back(desk)


@require_POST
@desk("review")
def delete_rows(desk: Desk) -> HttpResponse:
    """Throw the chosen rows out."""
    count = review.delete(desk.actor, desk.school, _records(desk), _chosen(desk))
    if count:
        messages.success(desk.request, f"已删除 {count} 行待复核数据，正式库没有变化。")
    else:
        messages.warning(desk.request, "没有选中任何行，或这些行已被他人处理。")
    return _back(desk)


def _back(desk: Desk) -> HttpResponse:
    target = reverse("intake:review_rows", args=[desk.form])
    if not review.waiting(desk.school, desk.form).exists():
        target = reverse("intake:review")
    return HttpResponseRedirect(target)


@require_http_methods(["GET", "HEAD", "POST"])
@desk("review")
def edit(desk: Desk, row_id: int) -> HttpResponse:
    """One waiting row: look at it, and mend it."""
    form = _records(desk)
    row = review.get(desk.school, form, row_id)
    if row is None:
        raise Http404("这一行已被通过、删除或放弃，不在待复核数据中。")
    values = _values(desk, row)
    if desk.request.method != "POST":
        found: dict[str, list[str]] = {}
        for problem in row.problems or ():
            found.setdefault(problem["c"], []).append(
                problem["m"] + (f"，{problem['r']}" if problem["r"] else "")
            )
        return _show(desk, row, values, found)
    raw = {
        name: cell
        for name, cell in typed(desk, desk.request.POST).items()
        if not _untouched(desk, name, cell)
    }
    frame = review.check_edit(desk.school, form, row, raw)
    version = desk.request.POST.get("version", "")
    if not frame.clean:
        return _show(desk, row, _typed_over(desk, values, raw), _problems(frame), status=422)
    try:
        review.save_edit(
            desk.actor,
            desk.school,
            form,
            row,
            frame,
            int(version) if version.isdigit() and len(version) < 9 else 0,
        )
    except review.Conflict as conflict:
        messages.error(desk.request, str(conflict))
        return _show(desk, row, _typed_over(desk, values, raw), {}, status=409)
    messages.success(desk.request, f"第 {row.number} 行已保存，仍须通过后才进入正式库。")
    return HttpResponseRedirect(reverse("intake:review_rows", args=[form]))


def _untouched(desk: Desk, name: str, cell: Any) -> bool:
    """A private box left empty means: keep what was uploaded."""
    return bool(desk.form.columns[name].private) and cell == ""


def _values(desk: Desk, row: StagedRow) -> PageValues:
    """The row's cells for its page; private ones only masked."""
    shown = cells.shown_row(desk.form, row.batch.headers, row.cells, desk.school.pk)
    values = PageValues(shown=dict(shown))
    for name, cell in zip(row.batch.headers, row.cells, strict=True):
        column = desk.form.columns[name]
        if column.private:
            values.raw[name] = ""
        elif isinstance(cell, bool):
            values.raw[name] = "1" if cell else "0"
        else:
            values.raw[name] = "" if cell is None else cell if isinstance(cell, list) else str(cell)
    return values


def _typed_over(desk: Desk, values: PageValues, raw: dict[str, Any]) -> PageValues:
    """What the page shows after typing."""
    shown = {n: str(cell) for n, cell in raw.items() if not desk.form.columns[n].private}
    kept = {n: "" if desk.form.columns[n].private else cell for n, cell in raw.items()}
    return PageValues({**values.raw, **kept}, {**values.shown, **shown})


def _problems(frame: Frame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in frame.problems:
        text = problem.message + (f"，{problem.remedy}" if problem.remedy else "")
        found.setdefault(problem.column, []).append(text)
    return found


def _show(
    desk: Desk, row: StagedRow, values: PageValues, problems: dict[str, list[str]], status: int = 200
) -> HttpResponse:
    stored = sections(desk, values, problems)
    for section in stored:
        section.fields = [f for f in section.fields if desk.form.columns[f["name"]].stored]
    context = {
        "desk": desk,
        "form": desk.form,
        "row": row,
        "sections": [section for section in stored if section.fields],
        "errors": [(name, desk.form.columns[name].label) for name in problems if name in desk.form.columns],
    }
    return render(desk.request, "intake/review_edit.html", context, status=status)
