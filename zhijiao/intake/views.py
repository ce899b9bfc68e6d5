"""Pages of 初始化数据 in the manage portal: templates, upload, progress, mending, records, undo."""

import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from zhijiao.files.answers import XLSX, hand_out
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages.context import selected_year
from zhijiao.filing.records import access, undo
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Mark, View, business, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.intake import (
    corrections,
    dependency_order,
    exported_files,
    import_page,
    queue,
    upload,
    word_mappings,
    workbook,
)
from zhijiao.intake.undo_requests import MOST_ROWS_AT_ONCE, enqueue_undo
from zhijiao.kit.numbers import whole_number, whole_numbers
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.workbooks.markup import FileRefused

MOST_CHOICES = 50
_TAKEN, _ALL = "templates_taken", "*"
State = ImportBatch.State


def _own(request: ActorRequest) -> tuple[Actor, Org]:
    """The actor and its school; only a school imports."""
    actor = request.actor
    if not actor.is_school:
        raise Http404("初始化数据由学校的系统管理员导入，上级单位不能代为上传。")
    return actor, access.school(actor)


def batch_view(**options: Any) -> Mark:
    """Mark a view of one batch; it is called with the actor and the batch. Another school's batch is not there."""

    def mark(view: View) -> View:
        @manage("import", **options)
        @wraps(view)
        def opened(request: ActorRequest, batch_id: int) -> HttpResponseBase:
            actor, school = _own(request)
            batch = corrections.batch_of(actor, school, batch_id)
            if batch is None:
                raise Http404("没有这一批导入记录。")
            return view(request, actor, batch)

        return opened

    return mark


def address(batch: ImportBatch) -> str:
    """The page of a batch."""
    return f"{reverse('intake:import')}?form={batch.form}&batch={batch.pk}"


@manage("import")
def home(request: ActorRequest) -> HttpResponse:
    """The import page: templates at the left, the chosen form's batch at the right."""
    actor, school = _own(request)
    entries = import_page.entries(actor, school)
    if not entries:
        raise Http404("没有可以导入的表单，请联系签发账号的主管部门。")
    wanted = request.GET.get("form", "")
    chosen = next((e for e in entries if e.form.key == wanted), None)
    chosen = chosen or next((e for e in entries if e.state in ("doing", "todo")), entries[0])
    batch = _batch(actor, school, chosen.form, request.GET.get("batch", ""))
    chosen.current = True
    if batch is not None and queue.check_if_overdue(batch):
        batch.refresh_from_db(fields=[f.name for f in ImportBatch._meta.fields if f.name != "file"])
    drawn = import_page.ImportPage(
        entries=entries,
        form=chosen.form,
        numbered=[e for e in entries if dependency_order.guide_number(e.form) < dependency_order.LAST],
        others=[e for e in entries if dependency_order.guide_number(e.form) == dependency_order.LAST],
        blockers=dependency_order.blockers(chosen.form, school),
        in_review=dependency_order.waiting_for_review(
            school, [need.key for need in dependency_order.before(chosen.form, school)]
        ),
        panel=import_page.panel(actor, chosen.form, batch, request.GET) if batch else None,
        batch=batch,
        steps=import_page.steps(batch, taken=_taken(request, chosen.form)),
        year=selected_year(request),
        may_export=access.can(actor, chosen.form, "export"),
        locked=import_page.locked(actor),
        most=5000,
        max_mb=settings.UPLOAD_MAX_BYTES // 1024 // 1024,
    )
    return render_page(request, "intake/import.html", drawn)


def _batch(actor: Actor, school: Org, form: Form, wanted: str) -> ImportBatch | None:
    if (number := whole_number(wanted)) is not None:
        found = corrections.batch_of(actor, school, number)
        if found is None or found.form != form.key:
            raise Http404("没有这一批导入记录。")
        return found
    return import_page.current_batch(school, form)


def _taken(request: ActorRequest, form: Form) -> bool:
    """Whether the template of the form, or the workbook of all, was taken since the person signed in."""
    kept = request.session.get(_TAKEN, [])
    return form.key in kept or _ALL in kept


def _take_note(request: ActorRequest, key: str) -> None:
    """Remember for the steps of the page that a template was taken."""
    kept = request.session.get(_TAKEN, [])
    if key not in kept:
        request.session[_TAKEN] = [*kept, key]


# Files ---------------------------------------------------------------------------------------------------------------


@manage("import", methods=GET_POST)
def template(request: ActorRequest, form: Form) -> HttpResponseBase:
    """The empty template of a form; with ``?filled=1`` and the right to export, with the records there are."""
    actor, school = _own(request)
    access.require(actor, form, "import")
    _take_note(request, form.key)
    year = selected_year(request)
    if request.GET.get("filled"):
        return hand_out(request, exported_files.filled_wanted(actor, form, school, year))
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    workbook.template(file, form, school, year)
    file.seek(0)
    name = exported_files.template_name(form, school)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


@manage("import", methods=GET_POST)
def school_template(request: ActorRequest) -> HttpResponseBase:
    """All templates in one workbook, filled as far as the actor may export."""
    actor, school = _own(request)
    forms, year = import_page.importable(actor), selected_year(request)
    _take_note(request, _ALL)
    return hand_out(request, exported_files.school_book_wanted(actor, forms, school, year))


@business("export", methods=GET_POST)
def school_book(request: ActorRequest) -> HttpResponseBase:
    """全校工作簿: all forms of the school that the actor may export, as sheets of one workbook."""
    actor = request.actor
    school = access.school(actor, request.GET.get("school"))
    forms = [
        form
        for form in dependency_order.sequence(registry.registry().records)
        if access.can(actor, form, "export")
    ]
    return hand_out(request, exported_files.school_book_wanted(actor, forms, school, selected_year(request)))


@batch_view(methods=GET_POST)
def marked_file(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponseBase:
    """The uploaded workbook with its wrong cells marked."""
    try:
        return hand_out(request, exported_files.marked_wanted(access.school(actor), batch))
    except FileRefused as refused:
        raise Http404(str(refused)) from None


# Upload --------------------------------------------------------------------------------------------------------------


@manage("import", methods=POST, large=True)
def upload_one(request: ActorRequest, form: Form) -> HttpResponse:
    """Take a workbook of one form."""
    actor, school = _own(request)
    access.require(actor, form, "import")
    again = request.POST.get("again") == "1"

    def take(name: str, data: bytes) -> str:
        accepted = upload.accept(actor, school, form, name, data, selected_year(request), again=again)
        if accepted.said:
            (messages.info if accepted.queued else messages.warning)(request, accepted.said)
        return address(accepted.batch)

    return _take(request, take, f"{reverse('intake:import')}?form={form.key}")


@manage("import", methods=POST, large=True)
def upload_school_book(request: ActorRequest) -> HttpResponse:
    """Take a workbook of many forms."""
    actor, school = _own(request)
    again = request.POST.get("again") == "1"

    def take(name: str, data: bytes) -> str:
        accepted = upload.accept_school_book(actor, school, name, data, selected_year(request), again=again)
        labels = [registry.record_form(one.batch.form).label for one in accepted if one.queued]
        if labels:
            messages.success(request, f"已接收 {len(labels)} 张表单，将按先后次序校验：{'、'.join(labels)}。")
        else:
            messages.warning(request, accepted[0].said)
        return reverse("intake:import_records")

    return _take(request, take, reverse("intake:import"))


def _take(request: ActorRequest, take: Callable[[str, bytes], str], back: str) -> HttpResponse:
    """Read the file sent and answer as the browser asked: an address for the script, a redirect for a plain form."""
    plain = request.headers.get("X-Requested-With") != "XMLHttpRequest"
    try:
        sent = request.FILES.get("file")
        if sent is None:
            raise FileRefused("没有选择文件，请选择填好的模板（.xlsx）。")
        if said := upload.too_large(sent.size):
            raise FileRefused(said)
        target = take(sent.name or "", sent.read())
    except FileRefused as refused:
        if not plain:
            return JsonResponse({"error": str(refused)}, status=422)
        messages.error(request, str(refused))
        return HttpResponseRedirect(back)
    return HttpResponseRedirect(target) if plain else JsonResponse({"url": target})


# Mending -------------------------------------------------------------------------------------------------------------


def _then(request: ActorRequest, batch: ImportBatch, act: Callable[[], str]) -> HttpResponse:
    """Do something with a batch, say what came of it, and show the batch."""
    try:
        if said := act():
            messages.success(request, said)
    except corrections.NotNow as not_now:
        messages.error(request, str(not_now))
    return HttpResponseRedirect(address(batch))


@batch_view(methods=POST)
def submit(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Send the good rows to review."""

    def act() -> str:
        corrections.submit(actor, batch)
        return "上传成功，已提交数据复核员复核。"

    return _then(request, batch, act)


@batch_view(methods=POST)
def decide(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Skip or update rows that exist already."""
    numbers = whole_numbers(request.POST.getlist("row")) or None
    choice = request.POST.get("choice", "")

    def act() -> str:
        count = corrections.decide(actor, batch, choice, numbers)
        return f"已{'覆盖更新' if choice == 'update' else '跳过'} {count} 行。"

    return _then(request, batch, act)


@batch_view(methods=POST)
def map_word(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Remember what a word means, and check again."""

    def act() -> str:
        word, column = request.POST.get("word", ""), request.POST.get("column", "")
        corrections.map_word(actor, batch, column, word, request.POST.get("code", ""))
        return f"已保存“{word[:30]}”的对照，正在重新校验。"

    return _then(request, batch, act)


@batch_view(methods=POST)
def check_again(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Check the same file once more."""
    return _then(request, batch, lambda: corrections.check_again(actor, batch))


@batch_view(methods=POST)
def cancel(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Give up a batch that has not been passed."""

    def act() -> str:
        corrections.cancel(actor, batch)
        return "已放弃本次导入。"

    response = _then(request, batch, act)
    response["Location"] = f"{reverse('intake:import')}?form={batch.form}"
    return response


@batch_view()
def codes(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Codes to choose from for an unknown word; searched on the server because some tables are long."""
    column = registry.record_form(batch.form).columns.get(request.GET.get("column", ""))
    if column is None or not column.code_table:
        raise Http404("这一列不取代码。")
    asked = request.GET.get("q", "").strip().lower()
    found = [
        {"value": word_mappings.choice_value(code, label), "text": label, "py": initials, "hint": code}
        for code, label, initials in column.choices()
        if not asked or asked in label.lower() or initials.startswith(asked) or code.lower().startswith(asked)
    ]
    return JsonResponse({"results": found[:MOST_CHOICES], "more": len(found) > MOST_CHOICES, "empty": None})


# Records -------------------------------------------------------------------------------------------------------------


@manage("import")
def records(request: ActorRequest) -> HttpResponse:
    """导入记录: all batches, newest first."""
    actor, school = _own(request)
    allowed = {form.key: form for form in import_page.importable(actor)}
    found = ImportBatch.objects.filter(school=school, kind=ImportBatch.Kind.IMPORT, form__in=allowed).defer(
        "file"
    )
    page = page_of(found.order_by("-pk"), request.GET)
    waiting = found.filter(state__in=(State.UPLOADED, State.PARSING)).order_by("pk").first()
    if waiting is not None:
        queue.check_if_overdue(waiting)
    context = {
        "rows": [(batch, allowed[batch.form]) for batch in page],
        "page": page,
        "address": address,
        "pending": waiting is not None,
    }
    return render(request, "intake/records.html", context)


@batch_view(methods=POST)
def undo_batch(request: ActorRequest, actor: Actor, batch: ImportBatch) -> HttpResponse:
    """Take back everything a batch has written; of many rows a worker does it."""
    if batch.approved > MOST_ROWS_AT_ONCE:
        enqueue_undo(actor, batch)
        messages.info(
            request, f"这一批有 {batch.approved} 行，正在后台撤销；完成或不能撤销时，这一批的状态中会写明。"
        )
        return HttpResponseRedirect(reverse("intake:import_records"))
    try:
        undone = undo.undo(actor, access.school(actor), batch, action="import")
    except undo.UndoBlocked as blocked:
        context = {"batch": batch, "form": registry.record_form(batch.form), "reasons": blocked.reasons}
        return render(request, "intake/undo_refused.html", context, status=409)
    messages.success(request, f"已撤销“{registry.record_form(batch.form).label}”的这一批导入：{undone}。")
    return HttpResponseRedirect(reverse("intake:import_records"))
