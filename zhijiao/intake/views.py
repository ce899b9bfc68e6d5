"""Pages of 初始化数据 in the manage portal: templates, upload, progress, mending, records, undo."""

import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from zhijiao.accounts.actor import Actor, of
from zhijiao.accounts.gate import business, manage
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access, registry, undo
from zhijiao.filing.desk import selected_year
from zhijiao.filing.models import FilingCount, ImportBatch
from zhijiao.filing.registry import Form
from zhijiao.intake import marked, mend, order, pages, queue, upload, workbook
from zhijiao.intake.package import FileRefused
from zhijiao.orgs.models import Org

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_CHOICES = 50
State = ImportBatch.State


def _own(request: HttpRequest) -> tuple[Actor, Org]:
    """The actor and its school; only a school imports."""
    actor = of(request)
    if not actor.is_school:
        raise Http404("初始化数据由学校的系统管理员导入，上级单位不能代为上传。")
    return actor, access.school(actor)


def with_batch(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call a view with the actor and the batch; another school's batch is not there."""

    @wraps(view)
    def opened(request: HttpRequest, batch_id: int) -> HttpResponse:
        actor, school = _own(request)
        batch = mend.batch_of(actor, school, batch_id)
        if batch is None:
            raise Http404("没有这一批导入记录。")
        return view(request, actor, batch)

    return opened


def address(batch: ImportBatch) -> str:
    """The page of a batch."""
    return f"{reverse('intake:import')}?form={batch.form}&batch={batch.pk}"


@manage("import")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The import page: templates at the left, the chosen form's batch at the right."""
    actor, school = _own(request)
    entries = pages.entries(actor, school)
    if not entries:
        raise Http404("没有可以导入的表单，请联系签发账号的主管部门。")
    wanted = request.GET.get("form", "")
    chosen = next((e for e in entries if e.form.key == wanted), None)
    chosen = chosen or next((e for e in entries if e.state in ("doing", "todo")), entries[0])
    batch = _batch(actor, school, chosen.form, request.GET.get("batch", ""))
    chosen.current = True
    if batch is not None and queue.nudge(batch):
        batch.refresh_from_db(fields=[f.name for f in ImportBatch._meta.fields if f.name != "file"])
    context = {
        "entries": entries,
        "form": chosen.form,
        "numbered": [e for e in entries if order.guide_number(e.form) < order.LAST],
        "others": [e for e in entries if order.guide_number(e.form) == order.LAST],
        "blockers": order.blockers(chosen.form, school),
        "in_review": order.waiting_for_review(
            school, [need.key for need in order.before(chosen.form, school)]
        ),
        "panel": pages.panel(chosen.form, batch, request.GET) if batch else None,
        "batch": batch,
        "steps": pages.steps(batch),
        "year": selected_year(request),
        "may_export": access.can(actor, chosen.form, "export"),
        "locked": pages.locked(actor),
        "most": 5000,
        "max_mb": settings.UPLOAD_MAX_BYTES // 1024 // 1024,
    }
    return render(request, "intake/import.html", context)


def _batch(actor: Actor, school: Org, form: Form, wanted: str) -> ImportBatch | None:
    if wanted.isdigit() and len(wanted) < 19:
        found = mend.batch_of(actor, school, int(wanted))
        if found is None or found.form != form.key:
            raise Http404("没有这一批导入记录。")
        return found
    return pages.current_batch(school, form)


# Files ---------------------------------------------------------------------------------------------------------------


def _sent(name: str, write: Callable[[Any], None]) -> FileResponse:
    """A workbook written into a temporary file and sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@manage("import")
@require_safe
def template(request: HttpRequest, form: Any) -> HttpResponse:
    """The empty template of a form; with ``?filled=1`` and the right to export, with the records there are."""
    actor, school = _own(request)
    access.require(actor, form, "import")
    year = selected_year(request)
    rows: Any = ()
    if request.GET.get("filled"):
        found = access.rows(actor, form, "export")
        rows = workbook.cells_of(form, found, school.pk)
        _tell_export(school, form.label, rows=found.count())
    name = f"{form.label}模板_{school.name}.xlsx"
    return _sent(name, lambda out: workbook.filled(out, form, school, year, rows))


def _tell_export(school: Org, subject: str, **detail: int) -> None:
    """Tell the audit log of a workbook with data in it."""
    record(Event.EXPORT, org=school, subject=subject, detail={"format": "xlsx", **detail})


def _school_book(request: HttpRequest, forms: list[Form], actor: Actor, school: Org) -> HttpResponse:
    year = selected_year(request)
    with_data = [form for form in forms if access.can(actor, form, "export")]
    if with_data:
        _tell_export(school, "全校工作簿", forms=len(with_data), rows=_rows(school, with_data))
    sheets = (
        (
            form,
            workbook.cells_of(form, access.rows(actor, form, "export"), school.pk)
            if access.can(actor, form, "export")
            else (),
        )
        for form in forms
    )
    name = f"全校工作簿_{school.name}_{timezone.localdate():%Y%m%d}.xlsx"
    return _sent(name, lambda out: workbook.school_book(out, school, year, sheets))


def _rows(school: Org, forms: list[Form]) -> int:
    """How many records the school has in these forms, from the counters."""
    counts = FilingCount.objects.filter(school=school, form__in=[form.key for form in forms])
    return counts.aggregate(total=Sum("rows"))["total"] or 0


@manage("import")
@require_safe
def school_template(request: HttpRequest) -> HttpResponse:
    """All templates in one workbook, filled as far as the actor may export."""
    actor, school = _own(request)
    return _school_book(request, pages.importable(actor), actor, school)


@business("export")
@require_safe
def school_book(request: HttpRequest) -> HttpResponse:
    """全校工作簿: all forms of the school that the actor may export, as sheets of one workbook."""
    actor = of(request)
    school = access.school(actor, request.GET.get("school"))
    forms = [
        form for form in order.sequence(registry.registry().records) if access.can(actor, form, "export")
    ]
    return _school_book(request, forms, actor, school)


@manage("import")
@require_safe
@with_batch
def marked_file(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """The uploaded workbook with its wrong cells marked."""
    label = registry.get(batch.form).label
    _tell_export(access.school(actor), f"标错的“{label}”导入文件", rows=batch.total, batch=batch.pk)
    try:
        return _sent(
            f"标错_{batch.file_name}",
            lambda out: marked.write(out, actor, ImportBatch.objects.get(pk=batch.pk)),
        )
    except FileRefused as refused:
        raise Http404(str(refused)) from None


# Upload --------------------------------------------------------------------------------------------------------------


@manage("import")
@require_POST
def upload_one(request: HttpRequest, form: Any) -> HttpResponse:
    """Take a workbook of one form."""
    actor, school = _own(request)
    access.require(actor, form, "import")
    again = request.POST.get("again") == "1"

    def take(name: str, data: bytes) -> str:
        accepted = upload.accept(actor, school, form, name, data, selected_year(request), again=again)
        if accepted.earlier:
            messages.warning(request, _seen_before(accepted.batch))
        return address(accepted.batch)

    return _take(request, take, f"{reverse('intake:import')}?form={form.key}")


@manage("import")
@require_POST
def upload_school_book(request: HttpRequest) -> HttpResponse:
    """Take a workbook of many forms."""
    actor, school = _own(request)

    def take(name: str, data: bytes) -> str:
        accepted = upload.accept_school_book(
            actor, school, name, data, selected_year(request), again=request.POST.get("again") == "1"
        )
        new = [one for one in accepted if not one.earlier]
        if not new:
            messages.warning(request, _seen_before(accepted[0].batch))
        else:
            labels = "、".join(registry.get(one.batch.form).label for one in new)
            messages.success(request, f"已接收 {len(new)} 张表单，将按先后次序校验：{labels}。")
        return reverse("intake:import_records")

    return _take(request, take, reverse("intake:import"))


def _seen_before(batch: ImportBatch) -> str:
    at = timezone.localtime(batch.created_at)
    who = f"{at:%m-%d %H:%M} 由{batch.creator_name}"
    said = f"同一份文件已于 {who}上传过，现在“{batch.get_state_display()}”，没有重复接收。"
    return said + ("确需再次校验，请勾选“再次校验同一文件”后上传。" if batch.state == State.DONE else "")


def _take(request: HttpRequest, take: Callable[[str, bytes], str], back: str) -> HttpResponse:
    """Read the file sent and answer as the browser asked: an address for the script, a redirect for a plain form."""
    plain = request.headers.get("X-Requested-With") != "XMLHttpRequest"
    try:
        sent = request.FILES.get("file")
        if sent is None:
            raise FileRefused("没有选择文件，请选择填好的模板（.xlsx）。")
        if said := upload.too_large(sent.size):
            raise FileRefused(said)
        target = take(sent.name, sent.read())
    except FileRefused as refused:
        if not plain:
            return JsonResponse({"error": str(refused)}, status=422)
        messages.error(request, str(refused))
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(target) if plain else JsonResponse({"url": target})


# Mending -------------------------------------------------------------------------------------------------------------


def _then(request: HttpRequest, batch: ImportBatch, act: Callable[[], str]) -> HttpResponse:
    """Do something with a batch, say what came of it, and show the batch."""
    try:
        if said := act():
            messages.success(request, said)
    except mend.NotNow as not_now:
        messages.error(request, str(not_now))
    return HttpResponseRedirect(address(batch))


@manage("import")
@require_POST
@with_batch
def submit(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Send the good rows to review."""

    def act() -> str:
        mend.submit(actor, batch)
        return "上传成功，已提交数据复核员复核。"

    return _then(request, batch, act)


@manage("import")
@require_POST
@with_batch
def decide(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Skip or update rows that exist already."""
    numbers = [int(text) for text in request.POST.getlist("row") if text.isdigit() and len(text) < 8] or None
    choice = request.POST.get("choice", "")

    def act() -> str:
        count = mend.decide(actor, batch, choice, numbers)
        return f"已{'覆盖更新' if choice == 'update' else '跳过'} {count} 行。"

    return _then(request, batch, act)


@manage("import")
@require_POST
@with_batch
def map_word(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Remember what a word means, and check again."""

    def act() -> str:
        word, column = request.POST.get("word", ""), request.POST.get("column", "")
        mend.map_word(actor, batch, column, word, request.POST.get("code", ""))
        return f"已记住“{word[:30]}”的对照，正在重新校验。"

    return _then(request, batch, act)


@manage("import")
@require_POST
@with_batch
def cancel(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Give a batch up."""

    def act() -> str:
        mend.cancel(actor, batch)
        return "已放弃本次导入。"

    response = _then(request, batch, act)
    response["Location"] = f"{reverse('intake:import')}?form={batch.form}"
    return response


@manage("import")
@require_safe
@with_batch
def codes(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Codes to choose from for an unknown word; searched on the server because some tables are long."""
    column = registry.get(batch.form).columns.get(request.GET.get("column", ""))
    if column is None or not column.code_table:
        raise Http404("这一列不取代码。")
    asked = request.GET.get("q", "").strip().lower()
    found = [
        {"value": code, "text": label, "py": initials, "hint": code}
        for code, label, initials in column.choices()
        if not asked or asked in label.lower() or initials.startswith(asked) or code.lower().startswith(asked)
    ]
    return JsonResponse({"results": found[:MOST_CHOICES], "more": len(found) > MOST_CHOICES, "empty": None})


# Records -------------------------------------------------------------------------------------------------------------


@manage("import")
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """导入记录: all batches, newest first."""
    actor, school = _own(request)
    allowed = {form.key: form for form in pages.importable(actor)}
    found = ImportBatch.objects.filter(school=school, kind=ImportBatch.Kind.IMPORT, form__in=allowed).defer(
        "file"
    )
    page = pages.paging(request.GET, found.count())
    waiting = found.filter(state__in=(State.UPLOADED, State.PARSING)).order_by("pk").first()
    if waiting is not None:
        queue.nudge(waiting)
    rows = list(found.order_by("-pk")[page.start : page.start + page.size])
    context = {
        "rows": [(batch, allowed[batch.form]) for batch in rows],
        "page": page,
        "address": address,
        "pending": waiting is not None,
    }
    return render(request, "intake/records.html", context)


@manage("import")
@require_POST
@with_batch
def undo_batch(request: HttpRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Take back everything a batch has written."""
    try:
        undone = undo.undo(actor, access.school(actor), batch, action="import")
    except undo.Blocked as blocked:
        context = {"batch": batch, "form": registry.get(batch.form), "reasons": blocked.reasons}
        return render(request, "intake/undo_refused.html", context, status=409)
    messages.success(request, f"已撤销“{registry.get(batch.form).label}”的这一批导入：{undone}。")
    return HttpResponseRedirect(reverse("intake:import_records"))
